//! Payloads with names, and the order in which they were dropped.
//!
//! The order is the whole process's: the main thread reads what became of those of a worker that is gone. Where no JavaScript is left to
//! read it, Rust prints it.

use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use napi_derive::napi;

static DROPPED: Mutex<Vec<String>> = Mutex::new(Vec::new());
static PRINTED: AtomicBool = AtomicBool::new(false);

/// What is told about when it is dropped.
pub struct Tracked {
    name: String,
}

impl Tracked {
    /// Under this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        tell(mem::take(&mut self.name));
    }
}

/// Adds `event` to what [`take_drops`] gives, and prints it if [`print_drops`] was called.
pub fn tell(event: String) {
    if PRINTED.load(Ordering::SeqCst) {
        println!("dropped: {event}");
    }
    DROPPED
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(event);
}

/// The names of all payloads that were dropped since the last call, the first one first.
#[napi]
pub fn take_drops() -> Vec<String> {
    mem::take(&mut DROPPED.lock().unwrap_or_else(PoisonError::into_inner))
}

/// From now on Rust prints each drop at once: at an environment's end no JavaScript could.
#[napi]
pub fn print_drops() {
    PRINTED.store(true, Ordering::SeqCst);
}
