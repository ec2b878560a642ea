//! Names.

use std::time::Duration;

use supervise::prelude::*;
use supervise::{Child, Limit, Name, NameTaken, Supervisor};

use crate::kit::{Gate, SECOND, WorkerRef, settle, soon};

struct Named;

#[managed_process]
impl Named {
    #[init]
    async fn start(
        name: &'static str,
        time: Duration,
        fail: bool,
        cx: &mut Cx<Self>,
    ) -> Result<Self, NameTaken> {
        cx.register(&Name::<NamedRef>::new(name))?;
        // Twice is as good as once.
        cx.register(&Name::<NamedRef>::new(name))?;
        tokio::time::sleep(time).await;
        assert!(!fail, "fail");
        Ok(Named)
    }

    #[call]
    fn register(&mut self, name: &'static str, cx: &mut Cx<Self>) -> Result<(), NameTaken> {
        cx.register(&Name::<NamedRef>::new(name))
    }

    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }
}

fn find(name: &'static str) -> Option<NamedRef> {
    Name::<NamedRef>::new(name).lookup()
}

#[tokio::test(start_paused = true)]
async fn a_name_is_found_when_init_has_succeeded() {
    assert!(find("a").is_none());
    let start = tokio::spawn(async { Named::spawn("a", SECOND, false).await });
    settle().await;
    assert!(find("a").is_none());
    let named = soon(start).await.unwrap().unwrap();
    assert_eq!(find("a").unwrap(), named);
    assert_eq!(
        Name::from_string("a".to_owned()).lookup(),
        Some(named.clone())
    );
    // Under another type of handle there is nobody.
    assert!(Name::<WorkerRef>::new("a").lookup().is_none());
    // Several names for one process.
    named.register("a2").await.unwrap();
    assert_eq!(find("a2").unwrap(), named);
    soon(named.shutdown()).await;
    assert!(find("a").is_none() && find("a2").is_none());
}

#[tokio::test(start_paused = true)]
async fn a_failed_init_leaves_nothing() {
    assert!(Named::spawn("b", SECOND, true).await.is_err());
    assert!(find("b").is_none());
    let named = Named::spawn("b", SECOND, false).await.unwrap();
    assert!(find("b").is_some());
    drop(named);
}

#[tokio::test(start_paused = true)]
async fn a_taken_name() {
    let first = Named::spawn("c", Duration::ZERO, false).await.unwrap();
    let error = Named::spawn("c", Duration::ZERO, false).await.unwrap_err();
    let pid = first.pid().unwrap();
    assert_eq!(
        error.to_string(),
        format!("init failed: the name `c` is taken by {pid}")
    );
    let second = Named::spawn("c2", Duration::ZERO, false).await.unwrap();
    let error = second.register("c").await.unwrap_err();
    assert!(matches!(error, CallError::Refused(taken) if taken.holder == pid));
    // Also while the holder is still starting.
    let start = tokio::spawn(async { Named::spawn("c3", SECOND, false).await });
    settle().await;
    assert!(second.register("c3").await.is_err());
    soon(start).await.unwrap().unwrap();
    // And free again.
    soon(first.shutdown()).await;
    second.register("c").await.unwrap();
    assert_eq!(find("c").unwrap(), second);
}

/// Who learns of the end can take the name.
#[tokio::test(start_paused = true)]
async fn freed_before_the_end_is_announced() {
    struct Heir {
        seen: Option<bool>,
    }
    #[managed_process]
    impl Heir {
        #[call]
        fn watch(&mut self, who: NamedRef, cx: &mut Cx<Self>) {
            cx.monitor(&who);
        }
        #[info]
        fn down(&mut self, _: Down, cx: &mut Cx<Self>) {
            self.seen = Some(cx.register(&Name::<HeirRef>::new("d")).is_ok());
        }
        #[call]
        fn seen(&mut self) -> Option<bool> {
            self.seen
        }
    }
    let named = Named::spawn("d", Duration::ZERO, false).await.unwrap();
    let heir = Heir { seen: None }.spawn();
    heir.watch(named.clone()).await.unwrap();
    named.kill();
    soon(named.closed()).await;
    settle().await;
    assert_eq!(heir.seen().await.unwrap(), Some(true));
}

#[tokio::test(start_paused = true)]
async fn a_restarted_process_takes_its_name_again() {
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let named = top.add(Child::<Named>::new("named", || {
        ("e", Duration::ZERO, false)
    }));
    let root = top.start().await.unwrap();
    for _ in 0..3 {
        let again = named.wait_restarted();
        named.kill();
        soon(again).await.unwrap();
        assert_eq!(find("e").unwrap(), named);
    }
    soon(root.shutdown()).await;
    assert!(find("e").is_none());
}

/// A process that is being ended still has its name, and then it has none.
#[tokio::test(start_paused = true)]
async fn a_name_is_held_to_the_end() {
    let named = Named::spawn("f", Duration::ZERO, false).await.unwrap();
    let gate = Gate::new();
    named.hold(gate.clone()).begin().await.unwrap().cancel();
    gate.entered().await;
    assert!(find("f").is_some());
    named.kill();
    soon(named.closed()).await;
    assert!(find("f").is_none());
}

/// On several threads too: whoever has seen the end can have the name.
#[test]
fn freed_for_those_on_other_threads() {
    let runtime = crate::kit::threads(2);
    runtime.block_on(crate::kit::really(async {
        for _ in 0..300 {
            let named = Named::spawn("g", Duration::ZERO, false).await.unwrap();
            let closed = tokio::spawn(named.closed());
            named.kill();
            closed.await.unwrap();
        }
    }));
}
