//! What an init can be.

use supervise::prelude::*;
use supervise::{Child, SpawnError, Supervisor};

use crate::kit::{Log, SECOND, kind, settle, soon};

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Ok,
    First,
    Ignore,
    Stop,
    StopNormally,
    StopByContext,
    Fail,
}

struct Begun {
    log: Log,
}

#[managed_process]
impl Begun {
    #[init]
    async fn start(way: Way, log: Log, cx: &mut Cx<Self>) -> Result<Init<Self>, std::io::Error> {
        tokio::time::sleep(SECOND).await;
        cx.me().say("sent").await.unwrap();
        let state = Self { log };
        Ok(match way {
            Way::Ok => Init::ok(state),
            Way::First => Init::ok(state).then(cx.me().say("first")).timeout(SECOND),
            Way::Ignore => Init::ignore().then(cx.me().say("never")),
            Way::Stop => Init::stop(ExitReason::error("stop")),
            Way::StopNormally => Init::stop(ExitReason::Normal),
            Way::StopByContext => {
                cx.stop(ExitReason::error("stop"));
                Init::ok(state)
            }
            Way::Fail => return Err(std::io::Error::other("fail")),
        })
    }

    #[cast]
    fn say(&mut self, what: &'static str) {
        self.log.say(what);
    }

    #[timeout]
    fn idle(&mut self) {
        self.log.say("idle");
    }
}

async fn begin(way: Way) -> (Log, Result<BegunRef, SpawnError<std::io::Error>>) {
    let log = Log::new();
    let begun = soon(async { Begun::spawn(way, log.clone()).await }).await;
    settle().await;
    (log, begun)
}

#[tokio::test(start_paused = true)]
async fn ways_to_begin() {
    let (log, begun) = begin(Way::Ok).await;
    begun.unwrap();
    assert_eq!(log.all(), ["sent"]);
    let (log, begun) = begin(Way::First).await;
    let begun = begun.unwrap();
    assert_eq!(log.all(), ["first", "sent"]);
    tokio::time::sleep(SECOND).await;
    assert_eq!(log.all(), ["first", "sent", "idle"]);
    begun.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn ways_not_to_begin() {
    let (log, begun) = begin(Way::Ignore).await;
    assert!(matches!(begun, Err(SpawnError::Ignored)));
    assert!(log.all().is_empty());
    let (_, begun) = begin(Way::Stop).await;
    assert_eq!(begun.unwrap_err().to_string(), "ended in init: error: stop");
    let (_, begun) = begin(Way::StopNormally).await;
    assert!(matches!(begun, Err(SpawnError::Ignored)));
    let (_, begun) = begin(Way::Fail).await;
    let Err(SpawnError::Init(error)) = begun else {
        panic!("{begun:?}");
    };
    assert_eq!(error.to_string(), "fail");
}

#[tokio::test(start_paused = true)]
async fn an_init_can_stop_by_its_context() {
    let (log, begun) = begin(Way::StopByContext).await;
    assert_eq!(begun.unwrap_err().to_string(), "ended in init: error: stop");
    assert!(log.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn plain_and_fallible_inits() {
    struct Plain;
    #[managed_process]
    impl Plain {
        #[init]
        async fn start(wait: bool) -> Self {
            if wait {
                tokio::time::sleep(SECOND).await;
            }
            Plain
        }
    }
    struct Text;
    #[managed_process]
    impl Text {
        #[init]
        fn start(good: bool) -> Result<Self, String> {
            if good {
                Ok(Text)
            } else {
                Err("bad".to_owned())
            }
        }
    }
    soon(async {
        Plain::spawn(true).await.unwrap();
        Plain::spawn(false).await.unwrap();
        Text::spawn(true).await.unwrap();
        let error = Text::spawn(false).await.unwrap_err();
        assert_eq!(error.to_string(), "init failed: bad");
    })
    .await;
}

/// Who learned of a process while it was starting sees that it has failed.
#[tokio::test(start_paused = true)]
async fn a_failed_init_is_no_normal_end() {
    struct Telling;
    #[managed_process]
    impl Telling {
        #[init]
        async fn start(
            tell: tokio::sync::mpsc::UnboundedSender<TellingRef>,
            cx: &mut Cx<Self>,
        ) -> Result<Self, String> {
            tell.send(cx.me()).unwrap();
            tokio::time::sleep(SECOND).await;
            Err("bad".to_owned())
        }
        #[call]
        fn get(&mut self) {}
    }
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let start = tokio::spawn(async move { Telling::spawn(tell).await });
    let telling = told.recv().await.unwrap();
    let call = telling.get().begin().await.unwrap();
    assert!(matches!(
        soon(start).await.unwrap(),
        Err(SpawnError::Init(error)) if error == "bad"
    ));
    let Err(CallError::NotDelivered(reason)) = soon(call).await else {
        panic!("an answer");
    };
    assert_eq!(kind(&reason), "error");
    assert_eq!(kind(&soon(telling.closed()).await), "error");
}

/// Takes numbers from its init on, which sends something too.
struct Primed {
    log: Log,
}

#[managed_process]
impl Primed {
    #[init]
    fn start(log: Log, cx: &mut Cx<Self>) -> Init<Self> {
        let (sender, numbers) = tokio::sync::mpsc::unbounded_channel();
        (0..3).for_each(|number| sender.send(number).unwrap());
        cx.attach(numbers);
        Init::ok(Self { log }).then(cx.me().first())
    }

    #[cast]
    fn first(&mut self) -> Action<Self> {
        self.log.say("first");
        Action::CONTINUE
    }

    #[info]
    fn number(&mut self, number: u64) {
        if number == 0 {
            self.log.say("0");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_an_init_sends_itself_comes_before_what_it_has_attached() {
    let (log, other) = (Log::new(), Log::new());
    let _process = Primed::spawn(log.clone()).await.unwrap();
    let mut top = Supervisor::new("top");
    let words = other.clone();
    top.add(Child::<Primed>::new("primed", move || words.clone()));
    let root = soon(top.start()).await.unwrap();
    settle().await;
    assert_eq!(log.take(), ["first", "0"]);
    assert_eq!(other.take(), ["first", "0"]);
    root.shutdown().await;
}
