//! The control channel.

use supervise::prelude::*;
use supervise::{Child, ControlSender, Limit, Supervisor, TrySendReason};

use crate::kit::{Gate, Log, SECOND, error, kind, really, settle, soon, threads};

#[derive(Debug, PartialEq)]
struct Order(u32);

struct Machine {
    log: Log,
    orders: u64,
}

#[managed_process(capacity = 4)]
impl Machine {
    #[init]
    fn start(log: Log) -> Self {
        Self { log, orders: 0 }
    }

    #[call]
    fn orders(&mut self, cx: &mut Cx<Self>) -> ControlSender<Order> {
        cx.control_channel()
    }

    #[call]
    fn words(&mut self, cx: &mut Cx<Self>) -> ControlSender<&'static str> {
        cx.control_channel()
    }

    #[call]
    async fn hold(&mut self, gate: Gate) {
        gate.pass().await;
        self.log.say("held");
    }

    #[cast]
    fn note(&mut self, what: &'static str) {
        self.log.say(what);
    }

    #[cast]
    fn end(&mut self, reason: ExitReason) -> Action<Self> {
        Action::stop(reason)
    }

    #[info]
    fn order(&mut self, order: Order, cx: &mut Cx<Self>) -> Action<Self> {
        self.orders += 1;
        match order.0 {
            7 => Action::then(cx.me().note("then")),
            9 => Action::stop(ExitReason::Normal),
            number if number < 100 => {
                self.log.say(format!("order {number}"));
                Action::CONTINUE
            }
            _ => Action::CONTINUE,
        }
    }

    #[info]
    async fn word(&mut self, word: &'static str) {
        tokio::task::yield_now().await;
        self.log.say(word);
    }

    #[exit]
    fn exited(&mut self, exit: Exit) {
        self.log.say(format!("exit {}", kind(&exit.reason)));
    }
}

async fn machine() -> (Log, MachineRef) {
    let log = Log::new();
    let machine = Machine::spawn(log.clone()).await.unwrap();
    (log, machine)
}

/// Also while that is full, those of all channels in the order in which they were sent, and after
/// the exits.
#[tokio::test(start_paused = true)]
async fn before_all_that_is_in_the_mailbox() {
    let (log, machine) = machine().await;
    let orders = soon(machine.orders()).await.unwrap();
    let words = soon(machine.words()).await.unwrap();
    let more = soon(machine.orders()).await.unwrap();
    let gate = Gate::new();
    let held = machine.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    for _ in 0..4 {
        machine.note("message").try_send().unwrap();
    }
    assert!(machine.note("message").try_send().is_err());
    orders.send(Order(1)).unwrap();
    words.send("word").unwrap();
    more.clone().send(Order(2)).unwrap();
    machine.exit(ExitReason::Shutdown);
    // It interrupts nobody.
    tokio::time::sleep(SECOND).await;
    assert!(log.all().is_empty());
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    let expected = ["held", "exit shutdown", "order 1", "word", "order 2"];
    assert_eq!(log.all()[..5], expected);
    assert_eq!(log.take()[5..], ["message"; 4]);
    // It wakes a process that sleeps.
    words.send("again").unwrap();
    settle().await;
    assert_eq!(log.all(), ["again"]);
}

#[tokio::test(start_paused = true)]
async fn what_its_handler_asks_for() {
    let (log, machine) = machine().await;
    let orders = soon(machine.orders()).await.unwrap();
    let gate = Gate::new();
    let held = machine.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    machine.note("message").await.unwrap();
    orders.send(Order(7)).unwrap();
    orders.send(Order(1)).unwrap();
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["held", "order 1", "then", "message"]);
    orders.send(Order(9)).unwrap();
    assert_eq!(kind(&soon(machine.closed()).await), "normal");
}

#[tokio::test(start_paused = true)]
async fn after_the_end_the_message_comes_back() {
    let (log, machine) = machine().await;
    let orders = soon(machine.orders()).await.unwrap();
    machine.end(error("bad")).await.unwrap();
    soon(machine.closed()).await;
    let refused = orders.send(Order(1)).unwrap_err();
    assert_eq!(refused.args, Order(1));
    let TrySendReason::NotDelivered(reason) = refused.reason else {
        panic!("another reason");
    };
    assert_eq!(reason.to_string(), "error: bad");
    assert!(log.all().is_empty());
    assert_eq!(machine.dead_letters(), 0);
}

/// It belongs to one incarnation; what was left in it is a dead letter.
#[tokio::test(start_paused = true)]
async fn a_restart_does_not_inherit_it() {
    let log = Log::new();
    let mut top = Supervisor::new("top").limit(Limit::new(1000, SECOND));
    let inner = log.clone();
    let machine = top.add(Child::<Machine>::new("machine", move || inner.clone()));
    let root = soon(top.start()).await.unwrap();
    let old = soon(machine.orders()).await.unwrap();
    let gate = Gate::new();
    let held = machine.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    let mut letters = machine.observe_dead_letters();
    old.send(Order(1)).unwrap();
    old.send(Order(2)).unwrap();
    let again = machine.wait_restarted();
    machine.kill();
    soon(again).await.unwrap();
    drop(held);
    for number in [1, 2] {
        let letter = soon(letters.next()).await.unwrap().unwrap();
        assert_eq!((letter.message, letter.number), ("order", number));
    }
    assert!(old.send(Order(3)).is_err());
    assert_eq!(old.pid().incarnation(), 1);
    let new = soon(machine.orders()).await.unwrap();
    new.send(Order(4)).unwrap();
    settle().await;
    assert_eq!(log.all(), ["order 4"]);
    drop(root);
}

#[tokio::test(start_paused = true)]
async fn it_has_a_bound() {
    let (_, machine) = machine().await;
    let orders = soon(machine.orders()).await.unwrap();
    let gate = Gate::new();
    let held = machine.hold(gate.clone()).begin().await.unwrap();
    gate.entered().await;
    for number in 0..1024 {
        orders.send(Order(100 + number)).unwrap();
    }
    let refused = orders.send(Order(1)).unwrap_err();
    assert!(matches!(refused.reason, TrySendReason::Full));
    gate.open();
    soon(held).await.unwrap();
    settle().await;
    orders.send(Order(1)).unwrap();
}

/// A process that keeps its own channel full keeps nobody else from running, nor itself from ending.
#[tokio::test(start_paused = true)]
async fn it_gives_way() {
    struct Spinner(Option<ControlSender<Order>>);
    #[managed_process]
    impl Spinner {
        #[cast]
        fn spin(&mut self, cx: &mut Cx<Self>) {
            let orders = cx.control_channel();
            orders.send(Order(0)).unwrap();
            self.0 = Some(orders);
        }
        #[info]
        fn order(&mut self, Order(number): Order) {
            let orders = self.0.as_ref().unwrap();
            orders.send(Order(number + 1)).unwrap();
        }
    }
    let spinner = Spinner(None).spawn();
    spinner.spin().await.unwrap();
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(spinner.pid().is_some());
    soon(spinner.shutdown()).await;
    // The last one was never handled.
    assert_eq!(spinner.dead_letters(), 1);
}

/// On threads: what was taken in is handled or a dead letter, and what was not comes back.
#[test]
fn sent_while_it_ends() {
    threads(2).block_on(really(async {
        for round in 0..300_u32 {
            let (log, machine) = machine().await;
            let orders = machine.orders().await.unwrap();
            let sender = tokio::spawn(async move {
                let mut sent = 0;
                while orders.send(Order(1)).is_ok() {
                    sent += 1;
                    if sent % 16 == 0 {
                        tokio::task::yield_now().await;
                    }
                }
                sent
            });
            for _ in 0..round % 5 {
                tokio::task::yield_now().await;
            }
            machine.end(ExitReason::Normal).await.unwrap();
            machine.closed().await;
            let sent: u64 = sender.await.unwrap();
            let handled = log.all().len() as u64;
            // A full channel ends the sender's loop as well, and nothing is lost then either.
            assert_eq!(sent, handled + machine.dead_letters());
        }
    }));
}

#[test]
fn it_ends_with_its_runtime() {
    let orders = {
        let runtime = threads(1);
        runtime.block_on(async {
            let (_, machine) = machine().await;
            machine.orders().await.unwrap()
        })
    };
    let refused = orders.send(Order(1)).unwrap_err();
    assert!(matches!(
        refused.reason,
        TrySendReason::NotDelivered(ExitReason::RuntimeGone)
    ));
}
