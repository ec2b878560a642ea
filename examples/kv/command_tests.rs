use super::super::keyspace::{Expiry, OnlyIf, SetOptions};
use super::super::op::{Join, Op};
use super::*;

fn parsed(line: &str) -> Result<Command, Error> {
    let words: Request = line
        .split(' ')
        .map(|word| Bytes::copy_from_slice(word.as_bytes()))
        .collect();
    parse(&words)
}

#[track_caller]
fn refused(line: &str, expected: &str) {
    let error = parsed(line).expect_err(line);
    assert_eq!(error.to_string(), expected, "{line}");
}

#[test]
fn names_are_found_in_any_case() {
    let get = Ok(Command::Data(Query::One(Op::Get("k".into()))));
    assert_eq!(parsed("GET k"), get);
    assert_eq!(parsed("gEt k"), get);
}

#[test]
fn what_is_unknown_is_said_back_but_not_all_of_it() {
    refused(
        "foo",
        "ERR unknown command 'foo', with args beginning with: ",
    );
    refused(
        "foo a b",
        "ERR unknown command 'foo', with args beginning with: 'a' 'b' ",
    );
    let long = "x".repeat(300);
    let cut = "x".repeat(128);
    refused(
        &format!("{long} {long} b"),
        &format!("ERR unknown command '{cut}', with args beginning with: '{cut}' "),
    );
}

#[test]
fn arity() {
    refused("get", "ERR wrong number of arguments for 'get' command");
    refused("GET a b", "ERR wrong number of arguments for 'get' command");
    refused(
        "mset a 1 b",
        "ERR wrong number of arguments for 'mset' command",
    );
    refused(
        "ping a b",
        "ERR wrong number of arguments for 'ping' command",
    );
    refused(
        "client setname",
        "ERR wrong number of arguments for 'client|setname' command",
    );
    refused(
        "client foo",
        "ERR unknown subcommand 'foo'. Try CLIENT HELP.",
    );
}

#[test]
fn options_of_set() {
    let set = |options: &str| match parsed(&format!("set k v {options}")) {
        Ok(Command::Data(Query::One(Op::Set(_, _, options)))) => Ok(options),
        Ok(other) => panic!("{other:?}"),
        Err(error) => Err(error),
    };
    let expected = SetOptions {
        only_if: Some(OnlyIf::Absent),
        expiry: Expiry::In(5_000),
        get: true,
    };
    assert_eq!(set("ex 5 nx get"), Ok(expected));
    let expected = SetOptions {
        only_if: Some(OnlyIf::Present),
        expiry: Expiry::Keep,
        get: false,
    };
    assert_eq!(set("KEEPTTL XX"), Ok(expected));
    for options in [
        "nx xx",
        "ex 5 px 5",
        "ex 5 keepttl",
        "keepttl px 5",
        "ex",
        "foo",
        "ex x foo",
    ] {
        assert_eq!(set(options), Err(Error::Syntax), "{options}");
    }
    assert_eq!(set("ex x"), Err(Error::NotAnInteger));
    for options in [
        "ex 0",
        "px -1",
        "ex 9223372036854775807",
        "px 9223372036854775807",
    ] {
        assert_eq!(set(options), Err(Error::InvalidExpire("set")), "{options}");
    }
}

#[test]
fn numbers() {
    refused(
        "incrby k 1.5",
        "ERR value is not an integer or out of range",
    );
    refused(
        "decrby k -9223372036854775808",
        "ERR decrement would overflow",
    );
    refused(
        "expire k 9223372036854775807",
        "ERR invalid expire time in 'expire' command",
    );
    refused("select 1", "ERR DB index is out of range");
    refused("select x", "ERR value is not an integer or out of range");
    assert!(parsed("expire k -5").is_ok());
}

#[test]
fn several_keys() {
    let ops = vec![Op::Delete("a".into()), Op::Delete("b".into())];
    assert_eq!(
        parsed("del a b"),
        Ok(Command::Data(Query::Each(ops, Join::Sum)))
    );
    assert_eq!(
        parsed("dbsize"),
        Ok(Command::Data(Query::Everywhere(Op::Count, Join::Sum)))
    );
    refused("flushall now", "ERR syntax error");
}

#[test]
fn hello() {
    let hello = |line: &str| match parsed(line) {
        Ok(Command::Session(SessionCommand::Hello(hello))) => hello,
        other => panic!("{other:?}"),
    };
    assert_eq!(hello("hello"), Hello::default());
    let expected = Hello {
        version: Some(Version::Resp3),
        name: Some("me".into()),
    };
    assert_eq!(hello("hello 3 auth default secret setname me"), expected);
    refused("hello 4", "NOPROTO unsupported protocol version");
    refused(
        "hello x",
        "ERR Protocol version is not an integer or out of range",
    );
    refused("hello 3 foo", "ERR Syntax error in HELLO option 'foo'");
    refused(
        "hello 3 auth me secret",
        "WRONGPASS invalid username-password pair or user is disabled.",
    );
}
