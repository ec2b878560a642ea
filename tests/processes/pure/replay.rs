//! The same messages give the same states.

use supervise::prelude::*;
use supervise::testing::{self, Recorded};

#[pure]
#[derive(Clone, Debug, PartialEq)]
struct Sum {
    sum: u64,
    last: u64,
}

#[pure]
#[derive(Debug)]
struct Double;

#[managed_process(pure)]
impl Sum {
    #[call]
    fn add(mut self, n: u64, meta: &Meta) -> Result<Next<Self, u64>, String> {
        self.last = meta.sequence();
        self.sum = self.sum.checked_add(n).ok_or("too much")?;
        let sum = self.sum;
        Ok(Next::new(self).reply(sum))
    }

    #[cast]
    fn reset(self) -> Next<Self> {
        Next::new(Self { sum: 0, ..self })
    }

    #[info]
    fn double(mut self, _double: Double) -> Self {
        self.sum *= 2;
        self
    }

    #[exit]
    fn other_ended(mut self, exit: Exit) -> Self {
        self.sum += u64::from(exit.reason.is_normal());
        self
    }

    #[timeout]
    fn idle(&self) -> Next<Self> {
        Next::new(self.clone()).then_stop(ExitReason::Normal)
    }

    #[cast]
    fn crash(&self) {
        panic!("crash");
    }
}

const FIRST: Sum = Sum { sum: 1, last: 0 };

fn script() -> Vec<Recorded<Sum>> {
    testing::script::<Sum, _>(|sum| {
        [
            sum.add(2).into(),
            sum.send(Double).into(),
            sum.add(u64::MAX).into(),
            sum.reset().into(),
            sum.add(1).into(),
        ]
    })
}

#[test]
fn a_script_gives_the_states() {
    let states = testing::replay(FIRST, script());
    let sums: Vec<_> = states.iter().map(|state| (state.sum, state.last)).collect();
    assert_eq!(sums, [(3, 1), (6, 1), (6, 1), (0, 1), (1, 5)]);
    assert_eq!(testing::replay(FIRST, script()), states);
}

#[test]
fn a_message_may_have_its_own_meta() {
    let mut script = script();
    let last = script.pop().unwrap();
    let meta = testing::meta().sequence(99).build();
    let last = last.with_meta(meta);
    assert_eq!((last.label(), last.sequence()), ("add", Some(99)));
    let states = testing::replay(FIRST, [last]);
    assert_eq!(states, [Sum { sum: 2, last: 99 }]);
}

#[test]
fn it_ends_where_the_process_would() {
    let mut script = script();
    script.insert(1, Recorded::timeout());
    assert_eq!(script[1].label(), "timeout");
    assert_eq!(testing::replay(FIRST, script).len(), 2);
}

#[test]
fn exits_are_replayed_too() {
    let exits = [ExitReason::Normal, ExitReason::Shutdown]
        .map(|reason| Recorded::exit(testing::exit(None, reason)));
    let states = testing::replay(FIRST, exits);
    assert_eq!((states[0].sum, states[1].sum), (2, 2));
}

#[test]
#[should_panic(expected = "crash")]
fn a_panic_is_a_panic() {
    testing::replay(FIRST, testing::script::<Sum, _>(|sum| [sum.crash().into()]));
}

#[tokio::test(start_paused = true)]
async fn it_gives_the_live_states() {
    let live = FIRST.spawn();
    assert_eq!(live.add(2).await.unwrap(), 3);
    live.send(Double).await.unwrap();
    assert!(live.add(u64::MAX).await.is_err());
    let states = testing::replay(FIRST, script());
    assert_eq!(live.add(0).await.unwrap(), states[2].sum);
    live.reset().await.unwrap();
    assert_eq!(live.add(1).await.unwrap(), states[4].sum);
}
