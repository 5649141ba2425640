//! What a sending thread tells JavaScript of its times, and JavaScript's word that a call has come.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};

use crate::clock;

static TIMES: Mutex<Vec<f64>> = Mutex::new(Vec::new());
static CAME: AtomicU32 = AtomicU32::new(0);
static SENDER: Mutex<Option<Thread>> = Mutex::new(None);

/// Forgets what the last measurement noted, and makes room, so that noting does not allocate.
pub fn begin(notes: u32) {
    let mut times = locked(&TIMES);
    times.clear();
    times.reserve(notes as usize);
    CAME.store(0, Ordering::SeqCst);
}

/// Notes this moment.
#[inline]
pub fn note_now() {
    note(clock::now());
}

/// Notes a time.
#[inline]
pub fn note(time: f64) {
    locked(&TIMES).push(time);
}

/// What was noted since [`begin`].
pub fn times() -> Vec<f64> {
    locked(&TIMES).clone()
}

/// From now on, the calling thread is the one that [`came`] wakes.
pub fn i_am_the_sender() {
    *locked(&SENDER) = Some(thread::current());
}

/// One more call has come to JavaScript.
pub fn came() {
    CAME.fetch_add(1, Ordering::SeqCst);
    if let Some(sender) = &*locked(&SENDER) {
        sender.unpark();
    }
}

/// Holds the sender until so many calls have come.
pub fn wait_until_came(calls: u32) {
    while CAME.load(Ordering::SeqCst) < calls {
        thread::park();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
