//! Phases: handlers that serve only while their process is in one.

use supervise::CallError;
use supervise::prelude::*;

use crate::kit::{Log, MS, SECOND, kind, settle, soon, supervised};

struct Connection {
    log: Log,
}

#[managed_process(phases = [Connecting, Ready, Draining], unhandled = dead_letter)]
impl Connection {
    #[cast(phase = Connecting)]
    fn connected(&mut self, cx: &mut Cx<Self>) {
        self.log.say("connected");
        cx.set_phase(ConnectionPhase::Ready);
    }

    #[call(phase = Ready)]
    fn query(&mut self, what: String) -> String {
        format!("answer to {what}")
    }

    #[cast(name = flush, phase = [Connecting, Draining])]
    fn flush_later(&mut self) {
        self.log.say("later");
    }

    #[cast]
    async fn flush(&mut self) {
        tokio::time::sleep(MS).await;
        self.log.say("flushed");
    }

    #[cast(phase = Ready)]
    fn drain(&mut self) -> Action<Self> {
        Action::phase(ConnectionPhase::Draining)
    }

    #[call(phase = Ready, when = *n > 1)]
    fn double(&self, n: u8) -> u8 {
        2 * n
    }

    #[call]
    fn phase(&self, cx: &mut Cx<Self>) -> ConnectionPhase {
        cx.phase()
    }
}

fn connection(log: &Log) -> ConnectionRef {
    let log = log.clone();
    Connection { log }.spawn()
}

#[tokio::test(start_paused = true)]
async fn a_handler_serves_in_its_phases() {
    let log = Log::new();
    let connection = connection(&log);
    // The first one that was declared is that in which it begins.
    assert_eq!(
        connection.phase().await.unwrap(),
        ConnectionPhase::Connecting
    );
    connection.flush().await.unwrap();
    let early = connection.query("a".to_owned()).await;
    assert!(matches!(early, Err(CallError::Unhandled)), "{early:?}");
    connection.connected().await.unwrap();
    assert_eq!(
        connection.query("b".to_owned()).await.unwrap(),
        "answer to b"
    );
    connection.flush().await.unwrap();
    connection.drain().await.unwrap();
    connection.flush().await.unwrap();
    assert_eq!(connection.phase().await.unwrap(), ConnectionPhase::Draining);
    assert_eq!(log.take(), ["later", "connected", "flushed", "later"]);
}

#[tokio::test(start_paused = true)]
async fn a_phase_and_a_guard_both_have_to_hold() {
    let connection = connection(&Log::new());
    assert!(connection.double(2).await.is_err());
    connection.connected().await.unwrap();
    assert_eq!(connection.double(2).await.unwrap(), 4);
    assert!(connection.double(1).await.is_err());
}

/// They were sent before the change, and are handled after it.
#[tokio::test(start_paused = true)]
async fn messages_for_another_phase_go_to_the_policy() {
    let log = Log::new();
    let connection = connection(&log);
    connection.connected().await.unwrap();
    connection.phase().await.unwrap();
    let mut letters = connection.observe_dead_letters();
    connection.drain().await.unwrap();
    let queued = connection.query("late".to_owned()).begin().await.unwrap();
    connection.connected().await.unwrap();
    assert!(matches!(soon(queued).await, Err(CallError::Unhandled)));
    let letter = soon(letters.next()).await.unwrap().unwrap();
    assert_eq!(
        letter.to_string(),
        "`connected` to Connection: no handler took it"
    );
    assert_eq!(connection.dead_letters(), 1);
}

struct Fuse;

#[managed_process(phases = [Whole, Blown])]
impl Fuse {
    #[cast(phase = Whole)]
    fn blow(&mut self, cx: &mut Cx<Self>) {
        cx.set_phase(FusePhase::Blown);
    }

    #[timeout]
    fn idle(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
        assert_eq!(cx.phase(), FusePhase::Blown);
        Action::stop(ExitReason::Normal)
    }

    #[init]
    fn start(whole: bool, cx: &mut Cx<Self>) -> Self {
        if !whole {
            cx.set_phase(FusePhase::Blown);
            cx.set_timeout(SECOND);
        }
        Self
    }
}

#[tokio::test(start_paused = true)]
async fn init_may_set_one_and_without_a_policy_the_process_ends() {
    let blown = Fuse::spawn(false).await.unwrap();
    assert_eq!(kind(&soon(blown.closed()).await), "normal");
    let fuse = Fuse::spawn(true).await.unwrap();
    fuse.blow().await.unwrap();
    fuse.blow().await.unwrap();
    let reason = soon(fuse.closed()).await;
    assert!(matches!(reason, ExitReason::Unhandled("blow")), "{reason}");
    assert_eq!(reason.to_string(), "no handler took `blow`");
}

#[tokio::test(start_paused = true)]
async fn each_incarnation_begins_with_the_first_phase() {
    use supervise::{Child, Supervisor};
    let log = Log::new();
    let (other, _) = supervised(&log).await;
    other.shutdown().await;
    let mut top = Supervisor::new("top");
    let fuse = top.add(Child::<Fuse>::new("fuse", || true));
    let root = top.start().await.unwrap();
    fuse.blow().await.unwrap();
    settle().await;
    let restarted = fuse.wait_restarted();
    fuse.blow().await.unwrap();
    soon(restarted).await.unwrap();
    fuse.blow().await.unwrap();
    settle().await;
    assert_eq!(root.shutdown().await.to_string(), "shutdown");
}
