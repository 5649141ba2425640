//! What goes on between JavaScript's thread and the one that downloads.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use ureq::Agent;

use super::failure::{Failure, Outcome};

/// What holds the thread back, and stops it.
pub struct Flow {
    /// The connection, which is closed where the download is stopped.
    pub agent: Agent,
    state: Mutex<State>,
    changed: Condvar,
}

/// What the thread waits for.
#[derive(Default)]
pub struct State {
    is_stopped: bool,
    /// Reports that JavaScript has not answered: it has not returned, or its promise has not settled.
    pub open: usize,
    /// Of those, the ones with a promise.
    pub held: usize,
}

impl Flow {
    /// Of a download that begins.
    pub fn new() -> Self {
        Self {
            agent: ureq::agent(),
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Wakes the thread, also where it waits for the server.
    pub fn stop(&self) {
        self.change(|state| state.is_stopped = true);
        self.agent.clone().shutdown();
    }

    /// Whether JavaScript wants it no more.
    pub fn is_stopped(&self) -> bool {
        self.lock().is_stopped
    }

    /// A report has been answered.
    pub fn answered(&self) {
        self.change(|state| state.open -= 1);
    }

    /// A report's promise holds the thread.
    pub fn hold(&self) {
        self.change(|state| state.held += 1);
    }

    /// That promise has settled.
    pub fn release(&self) {
        self.change(|state| {
            state.held -= 1;
            state.open -= 1;
        });
    }

    /// Changes the state, and wakes the thread.
    pub fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Waits until it is so; `Err` when the download is stopped.
    pub fn wait_until(&self, is_so: fn(&State) -> bool) -> Outcome<()> {
        let mut state = self.lock();
        while !state.is_stopped && !is_so(&state) {
            let waited = self.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
        match state.is_stopped {
            true => Err(Failure::Stopped),
            false => Ok(()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
