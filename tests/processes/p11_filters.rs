//! Filters: what is looked at before the handlers.

use supervise::prelude::*;
use supervise::{CallError, DeadLetterCause};

use crate::kit::{Log, SECOND, kind, settle, soon};

struct Door {
    log: Log,
    knocks: u32,
}

struct Draught(u8);

#[managed_process]
impl Door {
    #[filter]
    fn look(&mut self, message: DoorMessage<'_>, cx: &mut Cx<Self>) -> Filter {
        assert!(cx.me().pid().is_some());
        match message {
            DoorMessage::Knock {
                who: &"stranger", ..
            } => Filter::Refuse,
            DoorMessage::Knock {
                who: &"burglar",
                times,
            } => Filter::Stop(ExitReason::error(format!("burglar, {times} times"))),
            DoorMessage::Knock { who: &"ghost", .. } => panic!("boo"),
            DoorMessage::Knock { times, .. } => {
                self.knocks += u32::from(*times);
                Filter::Pass
            }
            DoorMessage::Letter { text } if text.is_empty() => Filter::Refuse,
            DoorMessage::Letter { text } if text.len() > 5 => Filter::DeadLetter,
            DoorMessage::OpenFor { who } if who.is_empty() => Filter::DeadLetter,
            DoorMessage::Draught { draught } if draught.0 > 9 => Filter::Stop(ExitReason::Normal),
            _ => Filter::Pass,
        }
    }

    #[call]
    async fn knock(&mut self, who: &'static str, times: u8) -> u32 {
        tokio::time::sleep(u32::from(times) * SECOND).await;
        self.log.say(who);
        self.knocks
    }

    #[cast]
    fn letter(&mut self, text: String) {
        self.log.say(text);
    }

    #[call]
    fn open_for(&self, who: String) -> String {
        who
    }

    #[info]
    fn draught(&mut self, draught: Draught) {
        self.log.say(format!("draught {}", draught.0));
    }

    #[call]
    fn knocks(&self) -> u32 {
        self.knocks
    }
}

fn door(log: &Log) -> DoorRef {
    let log = log.clone();
    Door { log, knocks: 0 }.spawn()
}

#[tokio::test(start_paused = true)]
async fn it_is_asked_once_before_each_message_and_may_change_the_state() {
    let log = Log::new();
    let door = door(&log);
    assert_eq!(door.knock("friend", 2).await.unwrap(), 2);
    assert_eq!(door.knock("friend", 1).await.unwrap(), 3);
    door.letter("hello".to_owned()).await.unwrap();
    door.send(Draught(3)).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["friend", "friend", "hello", "draught 3"]);
}

#[tokio::test(start_paused = true)]
async fn refused_callers_are_told_and_refused_casts_are_gone() {
    let log = Log::new();
    let door = door(&log);
    let told = door.knock("stranger", 1).await;
    assert!(matches!(told, Err(CallError::FilteredOut)), "{told:?}");
    door.letter(String::new()).await.unwrap();
    assert_eq!(door.knocks().await.unwrap(), 0);
    assert_eq!((log.take().len(), door.dead_letters()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn dead_letters_are_counted_and_their_callers_told() {
    let log = Log::new();
    let door = door(&log);
    let mut letters = door.observe_dead_letters();
    door.letter("too long".to_owned()).await.unwrap();
    let letter = soon(letters.next()).await.unwrap().unwrap();
    assert_eq!(
        (letter.message, letter.cause),
        ("letter", DeadLetterCause::FilteredOut)
    );
    let told = door.open_for(String::new()).await;
    assert!(matches!(told, Err(CallError::FilteredOut)), "{told:?}");
    assert_eq!((log.take().len(), door.dead_letters()), (0, 1));
}

#[tokio::test(start_paused = true)]
async fn it_may_end_the_process() {
    let log = Log::new();
    let first = door(&log);
    let Err(CallError::Ended(reason)) = first.knock("burglar", 3).await else {
        panic!("the caller gets the reason");
    };
    assert_eq!(reason.to_string(), "error: burglar, 3 times");
    assert_eq!(kind(&soon(first.closed()).await), "error");
    let second = door(&log);
    second.send(Draught(10)).await.unwrap();
    assert_eq!(kind(&soon(second.closed()).await), "normal");
    assert_eq!(second.dead_letters(), 1);
    assert_eq!(log.take(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn one_that_panics_is_a_handler_that_does() {
    let door = door(&Log::new());
    let Err(CallError::Ended(reason)) = door.knock("ghost", 1).await else {
        panic!("the caller learns how the process ended");
    };
    assert_eq!(kind(&reason), "panic");
    assert_eq!(kind(&soon(door.closed()).await), "panic");
}

/// What it sees of a generic process has its generics.
struct Stack<T> {
    items: Vec<T>,
}

#[managed_process]
impl<T: Send + PartialEq + 'static> Stack<T> {
    #[filter]
    fn unique(&self, message: StackMessage<'_, T>) -> Filter {
        match message {
            StackMessage::Push { item } if self.items.contains(item) => Filter::Refuse,
            _ => Filter::Pass,
        }
    }

    #[call]
    fn push(&mut self, item: T) -> usize {
        self.items.push(item);
        self.items.len()
    }
}

#[tokio::test(start_paused = true)]
async fn generic_processes_have_them() {
    let stack = Stack { items: vec![1] }.spawn();
    assert_eq!(stack.push(2).await.unwrap(), 2);
    assert!(matches!(stack.push(1).await, Err(CallError::FilteredOut)));
}
