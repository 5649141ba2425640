//! Promises that settle, that do not, and futures that fail.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::{
    Env, Error, Object, Result, block_on, shutdown_async_runtime, spawn_blocking,
};
use napi::tokio::time;
use napi_derive::napi;

/// A promise of a value that a thread finds; without one, the thread forgets about the promise.
#[napi]
pub fn find(env: &Env, found: bool) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred()?; // place: deferred_never_settled
    thread::spawn(move || {
        if found {
            deferred.resolve(|_| Ok(7));
        }
    });
    Ok(promise)
}

/// Reads a number.
#[napi]
pub async fn read_number(text: String) -> Result<u32> {
    text.parse()
        .map_err(|_| Error::from_reason(format!("no number: {text}"))) // place: rejection_nobody_handles
}

/// Reads a number, or panics.
#[napi]
pub async fn read_trusted_number(text: String) -> u32 {
    text.parse().expect("a number from a trusted source") // place: panic_in_async
}

/// Waits for another future on a thread of the runtime, which the runtime forbids.
#[napi]
pub async fn nap_inside(blocking: bool) -> Result<u32> {
    let nap = async {
        time::sleep(Duration::from_millis(10)).await;
        1
    };
    if blocking {
        Ok(block_on(nap)) // place: block_on_inside_the_runtime
    } else {
        spawn_blocking(|| 1)
            .await
            .map_err(|error| Error::from_reason(error.to_string()))
    }
}

static TICKETS: Mutex<u32> = Mutex::new(0);
static MORE: Condvar = Condvar::new();
/// How many wait for one.
static WAITING: AtomicU32 = AtomicU32::new(0);

/// How many threads the runtime has.
#[napi]
pub fn threads_of_runtime() -> u32 {
    thread::available_parallelism().map_or(1, |count| count.get() as u32)
}

/// How many wait for a ticket.
#[napi]
pub fn waiting() -> u32 {
    WAITING.load(Relaxed)
}

/// Takes a ticket; blocks a thread of the runtime until there is one.
#[napi]
pub async fn take_ticket() {
    WAITING.fetch_add(1, Relaxed);
    let tickets = TICKETS.lock().unwrap_or_else(PoisonError::into_inner);
    let left = MORE.wait_while(tickets, |tickets| *tickets == 0); // place: runtime_waits_for_itself
    *left.unwrap_or_else(PoisonError::into_inner) -= 1;
}

/// Gives a ticket out, from a thread of the runtime.
#[napi]
pub async fn give_ticket() {
    *TICKETS.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    MORE.notify_one();
}

/// Takes a nap, so many milliseconds.
#[napi]
pub async fn nap(milliseconds: u32) {
    time::sleep(Duration::from_millis(milliseconds.into())).await;
}

/// Stops the runtime.
#[napi]
pub fn stop_runtime() {
    shutdown_async_runtime();
}
