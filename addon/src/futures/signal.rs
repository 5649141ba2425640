//! Signals: what futures wait for, so that no sleep has to order anything. A [gate](crate::gate) blocks the thread that waits at it; a signal
//! holds no thread.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use napi::tokio::sync::Semaphore;
use napi_derive::napi;

struct Signal {
    /// Closed when the signal was given, which lets everybody pass.
    given: Semaphore,
    waiting: AtomicU32,
}

/// The signal of that name, which is the whole process's: one thread can wait for what another gives.
fn named(name: &str) -> Arc<Signal> {
    static SIGNALS: LazyLock<Mutex<HashMap<String, Arc<Signal>>>> = LazyLock::new(Mutex::default);
    let mut signals = SIGNALS.lock().unwrap_or_else(PoisonError::into_inner);
    let signal = signals.entry(name.to_owned()).or_insert_with(|| {
        Arc::new(Signal {
            given: Semaphore::new(0),
            waiting: AtomicU32::new(0),
        })
    });
    signal.clone()
}

/// Who waits; no more than that once it is dropped, with the future that waits or because the signal came.
struct Waiting(Arc<Signal>);

impl Waiting {
    fn new(signal: Arc<Signal>) -> Self {
        signal.waiting.fetch_add(1, Ordering::SeqCst);
        Self(signal)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Is ready once the signal was given.
pub async fn given(name: &str) {
    let waiting = Waiting::new(named(name));
    // It has no permits to give, so this ends when it is closed.
    let _ = waiting.0.given.acquire().await;
}

/// Gives a signal, to all futures that wait for it and to all that will.
#[napi]
pub fn signal_futures(name: String) {
    named(&name).given.close();
}

/// How many futures wait for a signal: those that were polled, and neither went on nor were dropped.
#[napi]
pub fn futures_waiting(name: String) -> u32 {
    named(&name).waiting.load(Ordering::SeqCst)
}
