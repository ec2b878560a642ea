//! Code that never yields.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use supervise::prelude::*;
use supervise::{Status, Supervisor};

use crate::kit::{SECOND, kind, really, threads};

/// Computes until it is told, and never yields.
struct Stubborn;

/// A test that fails lets it go.
struct Release(Arc<AtomicBool>);

impl Drop for Release {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

#[managed_process]
impl Stubborn {
    #[init]
    fn start() -> Self {
        Stubborn
    }

    #[call]
    fn compute(&mut self, started: tokio::sync::oneshot::Sender<()>, stop: Arc<AtomicBool>) {
        let _ = started.send(());
        while !stop.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
    }
}

#[test]
fn a_process_that_never_yields() {
    let runtime = threads(3);
    runtime.block_on(really(async {
        let stop = Arc::new(AtomicBool::new(false));
        let release = Release(Arc::clone(&stop));
        let stubborn = Stubborn::spawn().await.unwrap();
        let (started, starts) = tokio::sync::oneshot::channel();
        let call = stubborn
            .compute(started, Arc::clone(&stop))
            .begin()
            .await
            .unwrap();
        starts.await.unwrap();
        // A kill waits for nothing, and neither do others.
        stubborn.kill();
        assert!(matches!(stubborn.status(), Status::Running));
        let waits = tokio::time::timeout(Duration::from_millis(50), stubborn.closed()).await;
        assert!(waits.is_err());
        drop(release);
        // Done at last, it has given its answer; then the kill is seen.
        call.await.unwrap();
        assert_eq!(kind(&stubborn.closed().await), "killed");
    }));
}

/// Its supervisor abandons it, and is not kept from its own end.
#[test]
fn a_child_that_never_yields_is_abandoned() {
    let runtime = threads(3);
    runtime.block_on(really(async {
        let stop = Arc::new(AtomicBool::new(false));
        let release = Release(Arc::clone(&stop));
        let mut top = Supervisor::new("top");
        let child = supervise::Child::<Stubborn>::new("stubborn", || ());
        let stubborn =
            top.add(child.shutdown(supervise::Shutdown::After(Duration::from_millis(50))));
        let root = top.start().await.unwrap();
        let (started, starts) = tokio::sync::oneshot::channel();
        let call = stubborn
            .compute(started, Arc::clone(&stop))
            .begin()
            .await
            .unwrap();
        starts.await.unwrap();
        let outcome = tokio::time::timeout(20 * SECOND, root.shutdown())
            .await
            .unwrap();
        assert_eq!(outcome.abandoned.len(), 1, "{outcome:?}");
        let closed = stubborn.closed().await;
        assert_eq!(kind(&closed), "killed", "{closed:?}");
        assert!(matches!(
            stubborn
                .compute(tokio::sync::oneshot::channel().0, Arc::clone(&stop))
                .await,
            Err(CallError::NotDelivered(_))
        ));
        drop(release);
        // Its last call is answered all the same.
        call.await.unwrap();
    }));
}

/// What its supervisor wanted of the abandoned one is not for who takes over from it.
#[test]
fn who_takes_over_from_an_abandoned_child_is_not_drained_for_it() {
    let runtime = threads(3);
    runtime.block_on(really(async {
        let stop = Arc::new(AtomicBool::new(false));
        let release = Release(Arc::clone(&stop));
        let short = Duration::from_millis(20);
        let mut top = Supervisor::new("top").strategy(supervise::Strategy::OneForAll);
        let other = top.add(supervise::Child::<Stubborn>::new("other", || ()));
        let mut below = Supervisor::new("below");
        let child = supervise::Child::<Stubborn>::new("stubborn", || ());
        let child = child
            .drain(short)
            .shutdown(supervise::Shutdown::After(short));
        let stubborn = below.add(child);
        top.add(below);
        let root = top.start().await.unwrap();
        let (started, starts) = tokio::sync::oneshot::channel();
        let call = stubborn
            .compute(started, Arc::clone(&stop))
            .begin()
            .await
            .unwrap();
        starts.await.unwrap();
        let again = stubborn.wait_restarted();
        other.kill();
        let pid = again.await.unwrap();
        assert_eq!(pid.incarnation(), 2);
        // It answers, and is still the same one after that.
        let (started, starts) = tokio::sync::oneshot::channel();
        let done = Arc::new(AtomicBool::new(true));
        stubborn.compute(started, done).await.unwrap();
        starts.await.unwrap();
        assert_eq!(stubborn.pid(), Some(pid));
        drop(release);
        call.await.unwrap();
        root.shutdown().await;
    }));
}

/// Goes on after it was given up, and ties others to itself.
struct Revenant;

#[managed_process]
impl Revenant {
    #[call]
    fn haunt(
        &mut self,
        started: tokio::sync::oneshot::Sender<()>,
        stop: Arc<AtomicBool>,
        cx: &mut Cx<Self>,
    ) -> Task<()> {
        let _ = started.send(());
        while !stop.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        cx.spawn_task(std::future::pending())
    }
}

/// Whom an abandoned one links with learns that it has ended.
#[test]
fn what_an_abandoned_child_starts_ends_with_it() {
    let runtime = threads(3);
    runtime.block_on(really(async {
        let stop = Arc::new(AtomicBool::new(false));
        let release = Release(Arc::clone(&stop));
        let mut top = Supervisor::new("top");
        let child = supervise::Child::<Revenant>::value("revenant", || Revenant);
        let revenant =
            top.add(child.shutdown(supervise::Shutdown::After(Duration::from_millis(20))));
        let root = top.start().await.unwrap();
        let (started, starts) = tokio::sync::oneshot::channel();
        let call = revenant.haunt(started, stop).begin().await.unwrap();
        starts.await.unwrap();
        let outcome = root.shutdown().await;
        assert_eq!(outcome.abandoned.len(), 1, "{outcome:?}");
        drop(release);
        let ended = call.await.unwrap().await.unwrap_err();
        assert!(!ended.is_graceful(), "{ended:?}");
    }));
}
