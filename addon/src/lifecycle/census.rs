//! Payloads and handles that count themselves, so that a scenario can show that none was leaked or
//! dropped in silence.
//!
//! The counts are the whole process's: the main thread reads what became of those of a worker that is
//! gone.

use std::mem;
use std::sync::atomic::{AtomicU32, Ordering};

use napi::bindgen_prelude::*;
use napi_derive::napi;

static MADE: AtomicU32 = AtomicU32::new(0);
static DELIVERED: AtomicU32 = AtomicU32::new(0);
static DROPPED: AtomicU32 = AtomicU32::new(0);
static HANDLES_MADE: AtomicU32 = AtomicU32::new(0);
static HANDLES_FINALISED: AtomicU32 = AtomicU32::new(0);
static SENDERS: AtomicU32 = AtomicU32::new(0);

/// A payload on its way to a callback.
///
/// Its text is private and no field is `Copy`: a `move` closure that read such a field would capture
/// that field alone, the payload would be dropped where it was made, and the counts would lie.
pub struct Counted {
    text: String,
}

impl Counted {
    /// Made.
    pub fn new(text: impl Into<String>) -> Self {
        MADE.fetch_add(1, Ordering::SeqCst);
        Self { text: text.into() }
    }

    /// Whether its text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Delivered: what JavaScript gets. The payload is dropped thereby.
    ///
    /// While an environment ends, napi-rs still converts payloads whose callback it can no longer
    /// call. That is no delivery.
    pub fn deliver(mut self, env: Env) -> String {
        if runs_javascript(env) {
            DELIVERED.fetch_add(1, Ordering::SeqCst);
        }
        mem::take(&mut self.text)
    }
}

/// A coercion is refused when JavaScript cannot run, though none runs for this value.
fn runs_javascript(env: Env) -> bool {
    ().into_unknown(&env)
        .and_then(|undefined| undefined.coerce_to_bool())
        .is_ok()
}

impl Drop for Counted {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

/// What hangs on a JavaScript value and goes with it.
pub struct CountedHandle(());

impl CountedHandle {
    /// Made.
    pub fn new() -> Self {
        HANDLES_MADE.fetch_add(1, Ordering::SeqCst);
        Self(())
    }
}

impl Default for CountedHandle {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for CountedHandle {
    fn drop(&mut self) {
        HANDLES_FINALISED.fetch_add(1, Ordering::SeqCst);
    }
}

/// A thread that sends payloads, while it lives.
pub struct Sender(());

impl Sender {
    /// Made by the thread that starts it, so that nobody finds it missing before it runs.
    pub fn new() -> Self {
        SENDERS.fetch_add(1, Ordering::SeqCst);
        Self(())
    }
}

impl Default for Sender {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        SENDERS.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The counts at one moment.
#[napi(object)]
pub struct Census {
    /// Payloads made.
    pub made: u32,
    /// Payloads that became arguments of a callback, in an environment that could still call it.
    pub delivered: u32,
    /// Payloads dropped, after their delivery or without one.
    pub dropped: u32,
    /// Payloads that are not dropped yet: still queued, or leaked.
    pub alive: u32,
    /// Handles made: externals, instances of classes, closures.
    pub handles_made: u32,
    /// Handles whose JavaScript value was finalised.
    pub handles_finalised: u32,
    /// Threads that are still sending payloads.
    pub senders: u32,
}

/// Counts payloads, handles and senders.
#[napi]
pub fn census() -> Census {
    // In this order no payload is dropped that is not known to be made.
    let delivered = DELIVERED.load(Ordering::SeqCst);
    let dropped = DROPPED.load(Ordering::SeqCst);
    let made = MADE.load(Ordering::SeqCst);
    Census {
        made,
        delivered,
        dropped,
        alive: made - dropped,
        handles_finalised: HANDLES_FINALISED.load(Ordering::SeqCst),
        handles_made: HANDLES_MADE.load(Ordering::SeqCst),
        senders: SENDERS.load(Ordering::SeqCst),
    }
}
