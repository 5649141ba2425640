//! What futures and their callbacks capture, so that a scenario can show when it is dropped and on which thread.

use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Thread, ThreadId};

use napi_derive::napi;

use crate::lifecycle::census::Counted;

static ANNOUNCED: AtomicBool = AtomicBool::new(false);
static DROPS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Something that a future or its callback owns. The census counts it as a payload.
pub struct Capture {
    _counted: Counted,
    of: &'static str,
    javascript: Option<ThreadId>,
}

impl Capture {
    /// Made on JavaScript's thread, for what it is the capture `of`.
    pub fn new(of: &'static str) -> Self {
        let mut capture = Self::in_future(of);
        capture.javascript = Some(thread::current().id());
        capture
    }

    /// Made by a future that runs, which is never on JavaScript's thread.
    pub fn in_future(of: &'static str) -> Self {
        Self {
            _counted: Counted::new(of),
            of,
            javascript: None,
        }
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        let drop = format!(
            "{} on {}",
            self.of,
            kind(&thread::current(), self.javascript)
        );
        if ANNOUNCED.load(Ordering::SeqCst) {
            println!("dropped: {drop}");
        }
        let mut drops = DROPS.lock().unwrap_or_else(PoisonError::into_inner);
        drops.push(drop);
    }
}

/// What a thread is to a program whose JavaScript runs on `javascript`.
pub fn kind(thread: &Thread, javascript: Option<ThreadId>) -> &str {
    match thread.name() {
        _ if Some(thread.id()) == javascript => "JavaScript's thread",
        // Tokio names the threads that run futures as those that run blocking closures.
        Some("tokio-rt-worker") => "a thread of Tokio's",
        Some(name) => name,
        None => "a thread without a name",
    }
}

/// What was dropped since the last call, and on which thread, in alphabetical order: futures of several threads have no order.
#[napi]
pub fn take_capture_drops() -> Vec<String> {
    let mut drops = mem::take(&mut *DROPS.lock().unwrap_or_else(PoisonError::into_inner));
    drops.sort_unstable();
    drops
}

/// From now on each drop is written to standard output as well, for those after which no JavaScript runs that could ask.
#[napi]
pub fn announce_capture_drops() {
    ANNOUNCED.store(true, Ordering::SeqCst);
}
