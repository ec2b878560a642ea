//! Priorities: which message comes first.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use supervise::prelude::*;
use supervise::{CallError, Child, Supervisor};

use crate::kit::{Gate, Log, SECOND, kind, settle, soon};

struct Nurse {
    log: Log,
}

#[derive(Clone, Debug)]
struct Alarm;

#[managed_process(capacity = 8)]
impl Nurse {
    #[init]
    fn start(log: Log) -> Self {
        Self { log }
    }

    #[cast(priority = 100)]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
    }

    #[cast(priority = Self::urgency(patient))]
    fn treat(&mut self, patient: &'static str) {
        self.log.say(patient);
    }

    #[cast]
    fn note(&mut self, n: u8) {
        self.log.say(n.to_string());
    }

    #[cast(priority = -1)]
    fn tidy(&mut self) {
        self.log.say("tidy");
    }

    #[call(priority = 50)]
    fn ask(&mut self) -> usize {
        self.log.say("asked");
        self.log.all().len()
    }

    #[info(priority = 20)]
    fn alarm(&mut self, _alarm: Alarm) {
        self.log.say("alarm");
    }

    #[cast(priority = 3)]
    fn again(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
        self.log.say("again");
        Action::then(cx.me().note(255))
    }

    fn urgency(patient: &str) -> i8 {
        match patient {
            "heart" => 9,
            "cough" => -9,
            _ => panic!("no such patient"),
        }
    }
}

async fn held(log: &Log) -> (NurseRef, Gate) {
    let nurse = Nurse::spawn(log.clone()).await.unwrap();
    let gate = Gate::new();
    nurse.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    (nurse, gate)
}

#[tokio::test(start_paused = true)]
async fn the_more_urgent_come_first_and_equals_in_their_order() {
    let log = Log::new();
    let (nurse, gate) = held(&log).await;
    nurse.tidy().await.unwrap();
    nurse.note(1).await.unwrap();
    nurse.treat("cough").await.unwrap();
    nurse.note(2).await.unwrap();
    nurse.treat("heart").await.unwrap();
    nurse.send(Alarm).await.unwrap();
    let asked = nurse.ask().begin().await.unwrap();
    gate.open();
    assert_eq!(soon(asked).await.unwrap(), 1);
    settle().await;
    let order = ["asked", "alarm", "heart", "1", "2", "tidy", "cough"];
    assert_eq!(log.take(), order);
}

/// What the reader has taken already is overtaken too.
#[tokio::test(start_paused = true)]
async fn a_message_overtakes_those_that_wait_at_any_time() {
    let log = Log::new();
    let (nurse, first) = held(&log).await;
    nurse.note(1).await.unwrap();
    let second = Gate::new();
    nurse.hold(second.clone()).await.unwrap();
    nurse.note(2).await.unwrap();
    first.open();
    second.entered().await;
    assert_eq!(log.all(), [""; 0]);
    nurse.treat("heart").await.unwrap();
    second.open();
    settle().await;
    assert_eq!(log.take(), ["heart", "1", "2"]);
}

/// What a timer sends has the priority of any other message.
#[tokio::test(start_paused = true)]
async fn what_a_timer_sends_is_as_urgent_as_it_says() {
    let log = Log::new();
    let (nurse, gate) = held(&log).await;
    nurse.note(1).await.unwrap();
    let _heart = nurse.treat("heart").after(SECOND);
    let _cough = nurse.treat("cough").after(SECOND);
    tokio::time::sleep(2 * SECOND).await;
    nurse.note(2).await.unwrap();
    gate.open();
    settle().await;
    assert_eq!(log.take(), ["heart", "1", "2", "cough"]);
}

#[tokio::test(start_paused = true)]
async fn then_comes_before_all() {
    let log = Log::new();
    let (nurse, gate) = held(&log).await;
    nurse.treat("heart").await.unwrap();
    nurse.again().await.unwrap();
    nurse.send(Alarm).await.unwrap();
    nurse.note(1).await.unwrap();
    gate.open();
    settle().await;
    assert_eq!(log.take(), ["alarm", "heart", "again", "255", "1"]);
}

#[tokio::test(start_paused = true)]
async fn the_bound_holds_for_what_is_taken_in_too() {
    let log = Log::new();
    let (nurse, gate) = held(&log).await;
    for n in 0..8 {
        nurse.note(n).await.unwrap();
    }
    assert!(nurse.tidy().try_send().is_err());
    assert_eq!(nurse.mailbox_len(), 8);
    let (second, third) = (Gate::new(), Gate::new());
    let waits = tokio::spawn({
        let (nurse, second, third) = (nurse.clone(), second.clone(), third.clone());
        async move {
            nurse.hold(second).await.unwrap();
            nurse.hold(third).await.unwrap();
        }
    });
    settle().await;
    gate.open();
    second.entered().await;
    second.open();
    third.entered().await;
    assert!(nurse.mailbox_len() <= 8);
    third.open();
    soon(waits).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["0", "1", "2", "3", "4", "5", "6", "7"]);
    assert_eq!(nurse.mailbox_len(), 0);
}

#[tokio::test(start_paused = true)]
async fn nor_does_a_suspension_give_their_room_away() {
    let log = Log::new();
    let (nurse, gate) = held(&log).await;
    for n in 0..8 {
        nurse.note(n).await.unwrap();
    }
    let suspended = tokio::spawn({
        let nurse = nurse.clone();
        async move { nurse.suspend().await }
    });
    let second = Gate::new();
    let waits = tokio::spawn({
        let (nurse, second) = (nurse.clone(), second.clone());
        async move { nurse.hold(second).await }
    });
    settle().await;
    gate.open();
    assert!(soon(suspended).await.unwrap());
    settle().await;
    assert!(nurse.mailbox_len() <= 9, "{}", nurse.mailbox_len());
    nurse.resume();
    second.entered().await;
    // What is ranked is all there, and nothing beside it.
    let before = nurse.mailbox_len();
    assert!(
        soon(tokio::spawn({
            let nurse = nurse.clone();
            async move {
                let suspends = nurse.suspend();
                tokio::time::timeout(SECOND, suspends).await
            }
        }))
        .await
        .unwrap()
        .is_err()
    );
    assert_eq!(nurse.mailbox_len(), before);
    second.open();
    soon(waits).await.unwrap().unwrap();
    settle().await;
    assert_eq!(nurse.mailbox_len(), before);
    for _ in before..8 {
        nurse.tidy().try_send().unwrap();
    }
    assert!(nurse.tidy().try_send().is_err());
    nurse.resume();
    settle().await;
    assert_eq!(log.all()[..8], ["0", "1", "2", "3", "4", "5", "6", "7"]);
}

/// Each handles itself what comes next.
struct Flooded {
    overtaken: Arc<AtomicUsize>,
}

#[managed_process(mailbox = unbounded)]
impl Flooded {
    #[cast(priority = 1)]
    fn urgent(&mut self, cx: &mut Cx<Self>) {
        self.overtaken.fetch_add(1, Ordering::Relaxed);
        // There is one more of it, for ever.
        cx.me().urgent().try_send().unwrap();
    }

    #[cast]
    fn patient(&mut self) -> Action<Self> {
        Action::stop(ExitReason::Normal)
    }
}

#[tokio::test(start_paused = true)]
async fn a_flood_of_the_urgent_does_not_starve_the_patient() {
    let overtaken = Arc::new(AtomicUsize::new(0));
    let flooded = Flooded {
        overtaken: Arc::clone(&overtaken),
    }
    .spawn();
    for _ in 0..100 {
        flooded.urgent().try_send().unwrap();
    }
    flooded.patient().try_send().unwrap();
    assert_eq!(kind(&soon(flooded.closed()).await), "normal");
    let overtaken = overtaken.load(Ordering::Relaxed);
    assert!(overtaken <= 100 + 1_024, "{overtaken}");
}

#[tokio::test(start_paused = true)]
async fn a_priority_that_panics_ends_the_process_and_loses_nobody_else() {
    let log = Log::new();
    let (nurse, gate) = held(&log).await;
    let asked = nurse.ask().begin().await.unwrap();
    nurse.note(1).await.unwrap();
    nurse.treat("nobody").await.unwrap();
    let last = nurse.ask().begin().await.unwrap();
    gate.open();
    assert_eq!(kind(&soon(nurse.closed()).await), "panic");
    for call in [asked, last] {
        let told = soon(call).await;
        assert!(matches!(told, Err(CallError::NotDelivered(_))), "{told:?}");
    }
    // The note; the message that has panicked is no dead letter, as with a handler.
    assert_eq!(nurse.dead_letters(), 1);
}

/// What was taken in and not handled is failed at the cut as what was not taken in is.
#[tokio::test(start_paused = true)]
async fn a_restart_fails_what_was_taken_in() {
    let log = Log::new();
    let mut top = Supervisor::new("top");
    let of_child = log.clone();
    let nurse = top.add(Child::<Nurse>::new("nurse", move || of_child.clone()));
    let root = top.start().await.unwrap();
    let gate = Gate::new();
    nurse.note(1).await.unwrap();
    let queued = nurse.ask().begin().await.unwrap();
    nurse.hold(gate.clone()).await.unwrap();
    let restarted = nurse.wait_restarted();
    gate.entered().await;
    assert_eq!(log.take(), [""; 0]);
    nurse.kill();
    soon(restarted).await.unwrap();
    assert!(matches!(soon(queued).await, Err(CallError::Restarted)));
    assert_eq!(nurse.dead_letters(), 1);
    nurse.note(2).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["2"]);
    root.shutdown().await;
}

/// A drain handles exactly what stood before it, in the order of priorities.
#[tokio::test(start_paused = true)]
async fn a_drain_handles_what_came_before_it() {
    let log = Log::new();
    let mut top = Supervisor::new("top");
    let of_child = log.clone();
    let child = Child::<Nurse>::new("nurse", move || of_child.clone());
    let nurse = top.add(child.drain(3600 * SECOND));
    let root = top.start().await.unwrap();
    let gate = Gate::new();
    nurse.hold(gate.clone()).await.unwrap();
    gate.entered().await;
    nurse.note(1).await.unwrap();
    nurse.treat("heart").await.unwrap();
    let shutdown = tokio::spawn(root.shutdown());
    settle().await;
    let _ = nurse.send(Alarm).await;
    gate.open();
    soon(shutdown).await.unwrap();
    assert_eq!(log.take(), ["heart", "1"]);
}

static RANKED: AtomicUsize = AtomicUsize::new(0);

/// Notes how many messages were ranked before it has handled the first.
struct Inundated {
    before: Option<usize>,
}

#[managed_process(mailbox = unbounded)]
impl Inundated {
    #[cast(priority = i8::from(RANKED.fetch_add(1, Ordering::Relaxed) > usize::MAX / 2))]
    fn drop_in(&mut self) {
        let ranked = RANKED.load(Ordering::Relaxed);
        self.before.get_or_insert(ranked);
    }

    #[call]
    fn before(&self) -> Option<usize> {
        self.before
    }
}

/// What has come while it slept is taken in bit by bit too.
#[tokio::test(start_paused = true)]
async fn a_flood_that_wakes_it_does_not_keep_it_from_handling() {
    let process = Inundated { before: None }.spawn();
    settle().await;
    for _ in 0..10_000 {
        process.drop_in().try_send().unwrap();
    }
    let before = soon(process.before()).await.unwrap().unwrap();
    assert!(before <= 512, "{before} of 10,000");
}
