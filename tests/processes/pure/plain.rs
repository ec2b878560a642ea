//! Callbacks as plain functions, without a runtime.

use supervise::prelude::*;
use supervise::{Effect, testing};

use super::{Audit, AuditRef};
use crate::kit::SECOND;

#[pure]
#[derive(Clone, Debug, PartialEq)]
struct Till {
    sum: u64,
    audit: AuditRef,
    waiting: Option<Token<u64, String>>,
}

#[managed_process(pure)]
impl Till {
    #[call]
    fn put(mut self, n: u64, meta: &Meta) -> Next<Self, u64> {
        self.sum += n;
        let (sum, note) = (self.sum, self.audit.record(format!("put {n}")).owned());
        Next::new(self)
            .reply(sum)
            .send(note)
            .after(SECOND, meta.own().count())
            .every(2 * SECOND, meta.own().count())
            .log(Level::Warn, "put")
    }

    #[call]
    fn wait(mut self, meta: &Meta) -> Result<Next<Self, u64>, String> {
        let token = meta.token();
        if self.waiting.is_some() {
            return Err("somebody waits".to_owned());
        }
        self.waiting = Some(token);
        Ok(Next::new(self).defer(token))
    }

    #[cast]
    fn count(&self) -> Next<Self> {
        let next = Next::new(self.clone())
            .call(self.audit.price(self.sum), Self::priced)
            .timeout(SECOND)
            .hibernate();
        match self.waiting {
            Some(token) if self.sum == 0 => next.refuse(token, "empty".to_owned()),
            Some(token) => next.answer(token, self.sum),
            None => next.then_stop(ExitReason::Normal),
        }
    }

    #[info]
    fn priced(mut self, price: Result<u64, CallError<String>>) -> Self {
        self.sum += price.unwrap_or_default();
        self
    }

    #[terminate]
    fn bye(self, reason: &Reason) -> Effects {
        Effects::new().log(Level::Info, reason.reason().to_string())
    }
}

fn till() -> Till {
    Till {
        sum: 1,
        audit: testing::handle::<Audit>(),
        waiting: None,
    }
}

#[test]
fn a_callback_is_a_function() {
    let meta = testing::meta::<Till>().build();
    let next = till().put(4, &meta);
    assert_eq!((next.state().sum, next.reply_ref()), (5, Some(&5)));
    let (audit, own) = (till().audit.path(), meta.own().path());
    assert_eq!(
        next.effects(),
        [
            Effect::SendCast {
                to: audit,
                message: "record"
            },
            Effect::After {
                delay: SECOND,
                to: own.clone(),
                message: "count"
            },
            Effect::Every {
                period: 2 * SECOND,
                to: own,
                message: "count"
            },
            Effect::Log {
                level: Level::Warn,
                text: "put".to_owned()
            },
        ]
    );
    let (state, reply, effects) = next.into_parts();
    assert_eq!((state.sum, reply, effects.len()), (5, Some(5), 4));
}

#[test]
fn what_is_left_open_is_seen() {
    let meta = testing::meta::<Till>().sequence(7).build();
    let next = till().wait(&meta).unwrap();
    let token: Token<u64, String> = meta.token();
    assert!(next.defers(token));
    assert!(!next.defers(testing::meta::<Till>().build().token::<u64, String>()));
    assert_eq!((next.reply_ref(), token.sequence()), (None, 7));
    assert!(next.into_state().wait(&meta).is_err());
}

#[test]
fn answers_are_effects() {
    let meta = testing::meta::<Till>().sequence(7).build();
    let till = Till {
        waiting: Some(meta.token()),
        ..till()
    };
    assert_eq!(
        till.count().effects(),
        [
            Effect::MakeCall {
                to: till.audit.path(),
                message: "price"
            },
            Effect::Timeout(Some(SECOND)),
            Effect::Hibernate,
            Effect::Answer { sequence: 7 },
        ]
    );
    let empty = Till { sum: 0, ..till };
    assert_eq!(empty.count().effects()[3], Effect::Refuse { sequence: 7 });
    let stops = self::till().count();
    assert_eq!(
        stops.effects().last(),
        Some(&Effect::Stop {
            reason: "normal".to_owned()
        })
    );
    assert!(format!("{stops:?}").starts_with("Next { state: Till"));
}

#[test]
fn terminate_is_a_function() {
    let reason = testing::reason(ExitReason::Shutdown, true);
    let text = "shutdown".to_owned();
    let level = Level::Info;
    assert_eq!(till().bye(&reason).effects(), [Effect::Log { level, text }]);
}

#[test]
fn a_meta_is_made_up() {
    let pid = testing::pid();
    let own = testing::handle::<Till>();
    let meta = testing::meta::<Till>()
        .own(own.clone())
        .pid(pid)
        .sender(pid)
        .since_start(SECOND)
        .taken_at(std::time::SystemTime::UNIX_EPOCH + SECOND)
        .build();
    assert_eq!(meta.clone(), meta);
    assert_eq!(
        (meta.own(), meta.pid(), meta.sender()),
        (&own, pid, Some(pid))
    );
    assert_eq!(meta.since_start(), SECOND);
    assert_ne!(meta, testing::meta::<Till>().build());
    assert!(format!("{meta:?}").starts_with("Meta { own: Till"));
}
