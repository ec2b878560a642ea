//! Pure processes: what their callbacks return is what happens.

mod callbacks;
mod effects;
mod interrupted;
mod meta;
mod panics;
mod plain;
mod replay;
mod shapes;
mod tokens;
#[cfg(feature = "trace")]
mod trace;
mod tree;

use supervise::prelude::*;

/// Writes down what it is told, and can be held up.
pub(crate) struct Audit {
    log: crate::kit::Log,
}

#[managed_process(capacity = 1)]
impl Audit {
    #[cast]
    pub(crate) fn record(&mut self, what: String) {
        self.log.say(what);
    }

    #[cast]
    pub(crate) async fn hold(&mut self, gate: crate::kit::Gate) {
        gate.pass().await;
        self.log.say("held");
    }

    #[call]
    pub(crate) fn price(&mut self, of: u64) -> Result<u64, String> {
        if of == 0 {
            return Err("no such thing".to_owned());
        }
        self.log.say(format!("price of {of}"));
        Ok(of * 10)
    }
}

pub(crate) fn audit() -> (AuditRef, crate::kit::Log) {
    let log = crate::kit::Log::new();
    let audit = Audit { log: log.clone() }.spawn();
    (audit, log)
}
