//! What people ask for.

use supervise_model::Restart;

use super::Core;
use super::child::{Child, State};
use super::words::{ChildKey, Command, Mode, New, Position, RequestError, RequestKey};
use crate::exit::ExitReason;
use crate::supervisor::label::Label;

impl Core {
    pub(super) fn add_child(&mut self, request: RequestKey, new: New) {
        if self.is_ending() {
            return self.answer(request, Err(RequestError::ShuttingDown));
        }
        if let Mode::Dynamic {
            max_children: Some(most),
        } = self.rules.mode
            && self.children.len() >= most
        {
            return self.answer(request, Err(RequestError::MaxChildren));
        }
        if let Label::Name(name) = &new.label
            && let Some(other) = self.named(name)
        {
            let doing = self.child(other).doing();
            return self.answer(request, Err(RequestError::Present(doing)));
        }
        let key = self.insert(new.label, new.policy, &new.depends_on);
        self.put(key, new.position);
        self.commands.push(Command::Admit(request, key));
        if new.starts {
            let child = self.child(key);
            child.start_request = Some(request);
            child.on_approval = true;
            self.want(key);
        } else {
            let child = self.child(key);
            child.wanted = false;
            child.halted = true;
            self.vacate(key, ExitReason::NotFound);
            self.answer(request, Ok(key));
        }
    }

    fn put(&mut self, key: ChildKey, position: Position) {
        if !matches!(self.rules.mode, Mode::Static(_)) {
            return;
        }
        let mut keys = self.in_order();
        keys.retain(|&other| other != key);
        let at = |wanted: ChildKey| keys.iter().position(|&other| other == wanted);
        let index = match position {
            Position::First => Some(0),
            Position::Last => None,
            Position::Before(other) => at(other),
            Position::After(other) => at(other).map(|index| index + 1),
        };
        keys.insert(index.unwrap_or(keys.len()), key);
        self.order.set(&keys);
    }

    pub(super) fn start_child(&mut self, request: RequestKey, key: ChildKey) {
        let Some(child) = self.children.get(key) else {
            return self.answer(request, Err(RequestError::NotFound));
        };
        match (child.state, child.wanted) {
            _ if self.is_ending() => self.answer(request, Err(RequestError::ShuttingDown)),
            (State::Running, _) => self.answer(request, Err(RequestError::Running)),
            (State::Abandoned, false) => self.answer(request, Err(RequestError::Abandoned)),
            (State::Down | State::Draining | State::Stopping | State::Killed, false) => {
                self.bring_back(request, key);
            }
            _ => self.answer(request, Err(RequestError::Restarting)),
        }
    }

    /// Acts at once, as a stop does. Whoever asks knows what he does: it is counted under no limit.
    pub(super) fn restart_child(&mut self, request: RequestKey, key: ChildKey) {
        let Some(child) = self.children.get(key) else {
            return self.answer(request, Err(RequestError::NotFound));
        };
        let promised = child.start_request.is_some() || self.to_boot.contains(key);
        match (child.state, child.wanted) {
            _ if self.is_ending() => self.answer(request, Err(RequestError::ShuttingDown)),
            (State::Running, _) if !self.to_stop.contains(key) => {
                self.bring_back(request, key);
                self.stop(key);
            }
            (State::Abandoned, false) => self.answer(request, Err(RequestError::Abandoned)),
            (State::Down, true) if !promised => self.bring_back(request, key),
            (State::Down | State::Draining | State::Stopping | State::Killed, false) => {
                self.bring_back(request, key);
            }
            _ => self.answer(request, Err(RequestError::Restarting)),
        }
    }

    /// It is to be started, after the end of the run that it may have, and without delay.
    fn bring_back(&mut self, request: RequestKey, key: ChildKey) {
        // Who had it started before it was stopped has been told nothing yet.
        let stopped = RequestError::StartFailed(ExitReason::Shutdown);
        self.answer_starter(key, Err(stopped));
        let child = self.child(key);
        child.halted = false;
        child.start_request = Some(request);
        if let Some(trouble) = &mut child.trouble {
            trouble.forgive();
        }
        if child.state == State::Down {
            self.set_timer(key, None);
        }
        self.want(key);
    }

    /// Acts at once, also when its group is being restarted: whoever asks does not wait for others.
    /// Only in the final shutdown the child keeps its turn.
    pub(super) fn stop_child(&mut self, request: RequestKey, key: ChildKey) {
        let Some(child) = self.children.get_mut(key) else {
            return self.answer(request, Err(RequestError::NotFound));
        };
        child.halted = true;
        let state = child.state;
        if !matches!(state, State::Down | State::Abandoned) {
            child.stop_requests.push(request);
        }
        self.unwant(key, ExitReason::Shutdown);
        match state {
            State::Down => self.answer(request, Ok(key)),
            State::Abandoned => self.answer(request, Err(RequestError::Abandoned)),
            State::Starting | State::Running if !self.is_ending() => self.stop(key),
            _ => {}
        }
    }

    /// It may have started meanwhile; that its starter has not heard of it is as if it had not.
    pub(super) fn undo_add(&mut self, request: RequestKey, key: ChildKey) {
        if let Some(child) = self.children.get_mut(key) {
            child.on_approval = true;
        }
        self.stop_child(request, key);
        self.forget_if_done(key);
    }

    pub(super) fn delete_child(&mut self, request: RequestKey, key: ChildKey) {
        let Some(child) = self.children.get(key) else {
            return self.answer(request, Err(RequestError::NotFound));
        };
        let refused = match (child.state, child.wanted) {
            (State::Down, false) => None,
            (State::Running, _) => Some(RequestError::Running),
            (State::Abandoned, false) => Some(RequestError::Abandoned),
            _ => Some(RequestError::Restarting),
        };
        if let Some(refused) = refused {
            return self.answer(request, Err(refused));
        }
        self.forget(key);
        self.answer(request, Ok(key));
    }

    /// Whether the child, once it is down, can never come back. A pool's can: it is grown again.
    pub(super) fn goes_for_good(&self, child: &Child) -> bool {
        let forgets = match self.rules.mode {
            Mode::Dynamic { .. } => true,
            Mode::Static(_) => child.policy.restart == Restart::Temporary,
            Mode::Pool => false,
        };
        child.on_approval || child.run > 0 && forgets
    }
}
