//! In which order children start and stop.

use supervise::{Outcome, Strategy, Supervisor};

use crate::support::*;

#[tokio::test(start_paused = true)]
async fn children_start_in_order_and_stop_in_reverse() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    for name in ["a", "b", "c"] {
        top.add(journal.child(name));
    }
    let root = start(top).await;
    assert_eq!(journal.take(), "+a +b +c");
    let outcome = within(root.shutdown()).await;
    assert!(outcome.is_orderly(), "{outcome:?}");
    assert_eq!(journal.take(), "-c -b -a");
}

#[tokio::test(start_paused = true)]
async fn a_nested_supervisor_starts_and_stops_where_it_stands() {
    let journal = Journal::new();
    let mut deep = Supervisor::new("deep");
    deep.add(journal.child("c"));
    deep.add(journal.child("d"));
    let mut inner = Supervisor::new("inner");
    inner.add(journal.child("b"));
    inner.add(deep);
    inner.add(journal.child("e"));
    let mut top = Supervisor::new("top");
    top.add(journal.child("a"));
    top.add(inner);
    top.add(journal.child("f"));
    let root = start(top).await;
    assert_eq!(journal.take(), "+a +b +c +d +e +f");
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "-f -e -d -c -b -a");
}

#[tokio::test(start_paused = true)]
async fn each_start_waits_for_the_init_before_it() {
    let journal = Journal::new();
    let slow = journal.script("a").inits([Begin::Slow(20 * SECOND)]);
    let mut top = Supervisor::new("top");
    top.add(slow.child());
    top.add(journal.child("b"));
    let begun = tokio::time::Instant::now();
    let root = start(top).await;
    assert_eq!(journal.take(), "+a +b");
    assert_eq!(begun.elapsed(), 20 * SECOND);
    within(root.shutdown()).await;
}

#[tokio::test(start_paused = true)]
async fn each_stop_waits_for_the_terminate_before_it() {
    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    top.add(journal.child("a"));
    top.add(journal.script("b").ends([Bye::Slow(4 * SECOND)]).child());
    top.add(journal.script("c").ends([Bye::Slow(4 * SECOND)]).child());
    let root = start(top).await;
    journal.take();
    let begun = tokio::time::Instant::now();
    let outcome = within(root.shutdown()).await;
    assert_eq!(journal.take(), "-c -b -a");
    assert_eq!(begun.elapsed(), 8 * SECOND);
    assert!(outcome.is_orderly(), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn an_empty_tree_starts_and_stops() {
    let root = start(Supervisor::new("top").strategy(Strategy::OneForAll)).await;
    let Outcome { reason, .. } = within(root.shutdown()).await;
    assert!(reason.is_graceful());
}

#[tokio::test(start_paused = true)]
async fn a_child_may_call_an_earlier_one_in_its_init_and_in_its_terminate() {
    use supervise::prelude::*;

    struct Guest {
        host: ActorRef,
        journal: Journal,
    }

    #[managed_process]
    impl Guest {
        #[init]
        async fn arrive(host: ActorRef, journal: Journal) -> Result<Self, CallError> {
            let run = host.run().await?;
            journal.note(format_args!("arrive:{run}"));
            Ok(Self { host, journal })
        }

        #[terminate]
        async fn leave(self) {
            let run = self.host.run().await;
            self.journal.note(format_args!("leave:{run:?}"));
        }
    }

    let journal = Journal::new();
    let mut top = Supervisor::new("top");
    let host = top.add(journal.child("host"));
    let kept = journal.clone();
    top.add(supervise::Child::<Guest>::new("guest", move || {
        (host.clone(), kept.clone())
    }));
    let root = start(top).await;
    within(root.shutdown()).await;
    assert_eq!(journal.take(), "+host arrive:1 leave:Ok(1) -host");
}
