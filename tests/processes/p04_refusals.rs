//! Refusals, and errors in programs that use `?`.

use std::error::Error;
use std::io;

use supervise::TrySendReason;
use supervise::prelude::*;

use crate::kit::{SECOND, soon, worker};

type Reply<T> = Result<T, &'static str>;

struct Gate;

#[derive(Debug, PartialEq)]
struct NoError(u8);

#[managed_process]
impl Gate {
    #[call]
    fn text(&mut self, good: bool) -> Result<u8, String> {
        if good { Ok(1) } else { Err("no".to_owned()) }
    }

    #[call]
    fn io(&mut self, good: bool) -> io::Result<u8> {
        if good {
            Ok(1)
        } else {
            Err(io::Error::other("no"))
        }
    }

    #[call]
    async fn full(&mut self) -> core::result::Result<(), NoError> {
        Err(NoError(3))
    }

    /// An alias under another name is a value.
    #[call]
    fn alias(&mut self, good: bool) -> Reply<u8> {
        if good { Ok(1) } else { Err("no") }
    }

    #[call]
    fn option(&mut self) -> Option<Result<u8, String>> {
        None
    }
}

#[tokio::test(start_paused = true)]
async fn an_err_is_a_refusal() {
    let gate = Gate.spawn();
    soon(async {
        assert_eq!(gate.text(true).await.unwrap(), 1);
        assert!(matches!(gate.text(false).await, Err(CallError::Refused(no)) if no == "no"));
        assert_eq!(gate.io(true).await.unwrap(), 1);
        assert!(
            matches!(gate.io(false).await, Err(CallError::Refused(no)) if no.to_string() == "no")
        );
        assert!(matches!(
            gate.full().await,
            Err(CallError::Refused(NoError(3)))
        ));
        let alias: Result<Reply<u8>, CallError> = gate.alias(false).await;
        assert_eq!(alias.unwrap(), Err("no"));
        assert_eq!(gate.alias(true).await.unwrap(), Ok(1));
        assert!(gate.option().await.unwrap().is_none());
        assert!(matches!(
            gate.text(false).timeout(SECOND).await,
            Err(CallError::Refused(_))
        ));
        let pending = gate.text(false).begin().await.unwrap();
        assert!(matches!(pending.await, Err(CallError::Refused(_))));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn errors_work_with_the_question_mark() {
    async fn program() -> Result<(), Box<dyn Error + Send + Sync>> {
        let gate = Gate.spawn();
        gate.text(true).await?;
        gate.io(true).await?;
        gate.alias(true).await??;
        let worker = worker().await;
        worker.note("x".to_owned()).await?;
        worker.note("x".to_owned()).try_send()?;
        gate.io(false).timeout(SECOND).await?;
        Ok(())
    }
    assert_eq!(
        soon(program()).await.unwrap_err().to_string(),
        "refused: no"
    );
}

#[tokio::test(start_paused = true)]
async fn what_errors_say() {
    let worker = worker().await;
    soon(worker.shutdown()).await;
    let error = worker.add(1).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "not delivered: the process is not running (shutdown)"
    );
    let error = worker.note("x".to_owned()).await.unwrap_err();
    assert!(matches!(
        error,
        CastError::NotDelivered(ExitReason::Shutdown)
    ));
    let error = worker.add(7).try_send().unwrap_err();
    assert_eq!(error.to_string(), "the process is not running (shutdown)");
    assert_eq!(error.args, 7);
    assert!(matches!(error.reason, TrySendReason::NotDelivered(_)));
    let error: CallError = CallError::TimedOut { sent: true };
    assert_eq!(error.to_string(), "timed out (sent, and perhaps handled)");
    let error: CallError = CallError::TimedOut { sent: false };
    assert_eq!(error.to_string(), "timed out (not sent)");
    let cycle = ["a".into(), "b".into(), "a".into()].into();
    let error = CastError::WouldDeadlock { cycle };
    assert_eq!(error.to_string(), "would wait for ever: a → b → a");
    let error = CallError::<&str>::from(error);
    assert_eq!(error.to_string(), "would wait for ever: a → b → a");
    let error: CallError = CastError::TimedOut.into();
    assert!(matches!(error, CallError::TimedOut { sent: false }));
}

/// The root cause of a refusal is found by those who walk the sources.
#[tokio::test(start_paused = true)]
async fn a_refusal_keeps_its_words() {
    let gate = Gate.spawn();
    let error: Box<dyn Error> = gate.io(false).await.unwrap_err().into();
    assert!(error.to_string().contains("no"));
}
