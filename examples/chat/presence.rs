//! Who is there.

use std::collections::BTreeMap;

use supervise::Group;
use supervise::prelude::*;

use super::Said;
use super::session::SessionRef;

#[derive(Debug)]
pub struct Presence {
    everybody: Group<Said>,
    /// By name, with what tells that they are gone.
    present: BTreeMap<String, Monitor>,
}

#[managed_process]
impl Presence {
    #[init]
    pub fn start(everybody: Group<Said>) -> Self {
        let present = BTreeMap::new();
        Self { everybody, present }
    }

    /// Nobody has a name that another one has.
    #[call]
    pub fn enter(
        &mut self,
        name: String,
        session: SessionRef,
        cx: &mut Cx<Self>,
    ) -> Result<(), String> {
        if self.present.contains_key(&name) {
            return Err(format!("{name} is somebody else"));
        }
        self.tell(&format!("* {name} is here"));
        self.present.insert(name, cx.monitor(&session));
        Ok(())
    }

    #[call]
    pub fn names(&self) -> Vec<String> {
        self.present.keys().cloned().collect()
    }

    /// However a session ends, its name is free, and the others are told.
    #[info]
    fn left(&mut self, down: Down) {
        let mut present = self.present.iter();
        let left = present.find(|(_, monitor)| **monitor == down.monitor);
        if let Some(name) = left.map(|(name, _)| name.clone()) {
            self.present.remove(&name);
            self.tell(&format!("* {name} is gone"));
        }
    }

    fn tell(&self, line: &str) {
        // Who is too slow to read it has lost it.
        self.everybody.broadcast(Said(line.into()));
    }
}
