//! A promise is settled through a ThreadsafeFunction, which is freed with the environment: before 3.11.0 a future that
//! ended later called into the freed memory.

use std::sync::atomic::{AtomicU32, Ordering};

use napi::tokio::sync::Semaphore;
use napi_derive::napi;

static GATE: Semaphore = Semaphore::const_new(0);
static DROPPED: AtomicU32 = AtomicU32::new(0);

/// Counts how often it is dropped, which is after the attempt to settle its promise.
#[napi]
pub struct Ticket {}

impl Drop for Ticket {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::Relaxed);
    }
}

/// Resolves when the gate is opened.
#[napi]
pub async fn wait_at_gate() -> Ticket {
    let _ = GATE.acquire().await;
    Ticket {}
}

/// Lets everybody pass.
#[napi]
pub fn open_gate() {
    GATE.close();
}

#[napi]
pub fn dropped_tickets() -> u32 {
    DROPPED.load(Ordering::Relaxed)
}
