use super::*;

fn plain(keys: &mut Keyspace, key: &str, value: &str, now: Millis) {
    keys.set(key.as_bytes(), value.as_bytes(), SetOptions::default(), now);
}

fn expiring(keys: &mut Keyspace, key: &str, ttl: Millis, now: Millis) {
    let how = SetOptions {
        expiry: Expiry::In(ttl),
        ..SetOptions::default()
    };
    keys.set(key.as_bytes(), b"v", how, now);
}

#[test]
fn a_key_is_gone_at_its_deadline_and_not_before() {
    let mut keys = Keyspace::default();
    expiring(&mut keys, "k", 100, 0);
    assert_eq!(keys.get(b"k", 99).as_deref(), Some(&b"v"[..]));
    assert_eq!(keys.ttl(b"k", 99), Ttl::Left(1));
    assert_eq!(keys.len(99), 1);
    assert_eq!(keys.len(100), 0);
    assert_eq!(keys.keys(b"*", 100), Vec::<Bytes>::new());
    assert_eq!(keys.get(b"k", 100), None);
    assert_eq!(keys.ttl(b"k", 100), Ttl::NoKey);
    let expected = Tally {
        hits: 1,
        misses: 1,
        expired: 1,
    };
    assert_eq!(keys.take_tally(), expected);
    assert_eq!(keys.take_tally(), Tally::default());
}

#[test]
fn what_keeps_and_what_clears_a_deadline() {
    let mut keys = Keyspace::default();
    expiring(&mut keys, "k", 100, 0);
    let keep = SetOptions {
        expiry: Expiry::Keep,
        ..SetOptions::default()
    };
    keys.set(b"k", b"5", keep, 10);
    assert_eq!(keys.increment(b"k", 2, 10), Ok(7));
    assert_eq!(keys.append(b"k", b"0", 10), Ok(2));
    assert_eq!(keys.ttl(b"k", 10), Ttl::Left(90));
    plain(&mut keys, "k", "v", 10);
    assert_eq!(keys.ttl(b"k", 10), Ttl::Forever);
    assert_eq!(
        keys.sweep(usize::MAX, 1_000),
        0,
        "the old deadline is forgotten"
    );

    assert!(keys.expire(b"k", 5, 10));
    assert!(keys.persist(b"k", 10));
    assert!(!keys.persist(b"k", 10));
    assert!(!keys.expire(b"none", 5, 10));
}

#[test]
fn an_expiry_in_the_past_removes_at_once() {
    let mut keys = Keyspace::default();
    plain(&mut keys, "k", "v", 0);
    assert!(keys.expire(b"k", -1, 0));
    assert!(!keys.contains(b"k", 0));
}

#[test]
fn conditions_of_set() {
    let mut keys = Keyspace::default();
    let absent = SetOptions {
        only_if: Some(OnlyIf::Absent),
        ..SetOptions::default()
    };
    let present = SetOptions {
        only_if: Some(OnlyIf::Present),
        ..SetOptions::default()
    };
    assert!(!keys.set(b"k", b"1", present, 0).stored);
    assert!(keys.set(b"k", b"2", absent, 0).stored);
    let refused = keys.set(b"k", b"3", absent, 0);
    assert_eq!(
        refused,
        Written {
            before: Some(Bytes::from("2")),
            stored: false
        }
    );
    assert!(keys.set(b"k", b"4", present, 0).stored);
    assert_eq!(keys.get(b"k", 0).as_deref(), Some(&b"4"[..]));
}

#[test]
fn increments_refuse_what_is_no_number_or_would_overflow() {
    let mut keys = Keyspace::default();
    assert_eq!(keys.increment(b"n", i64::MAX, 0), Ok(i64::MAX));
    assert_eq!(
        keys.increment(b"n", 1, 0),
        Err(Error::IncrementWouldOverflow)
    );
    plain(&mut keys, "s", "01", 0);
    assert_eq!(keys.increment(b"s", 1, 0), Err(Error::NotAnInteger));
    assert_eq!(
        keys.get(b"s", 0).as_deref(),
        Some(&b"01"[..]),
        "a refusal changes nothing"
    );
}

#[test]
fn a_value_does_not_grow_past_its_limit() {
    let mut keys = Keyspace::default();
    let half = vec![b'x'; MAX_VALUE / 2];
    assert_eq!(keys.append(b"k", &half, 0), Ok(MAX_VALUE / 2));
    assert_eq!(keys.append(b"k", &half, 0), Ok(MAX_VALUE));
    assert_eq!(keys.append(b"k", b"x", 0), Err(Error::ValueTooLong));
    assert_eq!(keys.len_of(b"k", 0), MAX_VALUE, "a refusal changes nothing");
}

#[test]
fn a_reply_is_not_changed_by_a_later_append() {
    let mut keys = Keyspace::default();
    plain(&mut keys, "k", "a", 0);
    let reply = keys.get(b"k", 0);
    assert_eq!(keys.append(b"k", b"b", 0), Ok(2));
    assert_eq!(reply.as_deref(), Some(&b"a"[..]));
}

#[test]
fn a_sweep_removes_what_is_due_and_no_more_than_asked() {
    let mut keys = Keyspace::default();
    for n in 0..10 {
        expiring(&mut keys, &format!("k{n}"), n, 0);
    }
    assert_eq!(keys.sweep(3, 5), 3);
    assert_eq!(keys.sweep(usize::MAX, 5), 3);
    assert_eq!(keys.sweep(usize::MAX, 5), 0);
    assert_eq!(keys.len(5), 4);
    assert_eq!(keys.take_tally().expired, 6);
    keys.clear();
    assert_eq!(keys.len(5), 0);
    assert_eq!(keys.sweep(usize::MAX, 100), 0);
}

#[test]
fn removing_gives_the_value_once() {
    let mut keys = Keyspace::default();
    plain(&mut keys, "k", "v", 0);
    assert_eq!(keys.remove(b"k", 0).as_deref(), Some(&b"v"[..]));
    assert_eq!(keys.remove(b"k", 0), None);
}
