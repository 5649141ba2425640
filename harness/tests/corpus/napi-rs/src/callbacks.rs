//! ThreadsafeFunctions that are kept, released, weak or slow.

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use napi::Status;
use napi::bindgen_prelude::{Function, Result};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

type Strong = ThreadsafeFunction<u32, (), u32, Status, false>;

static SUBSCRIBED: Mutex<Vec<Strong>> = Mutex::new(Vec::new());

/// Keeps `callback` until `unsubscribe`.
#[napi]
pub fn subscribe(callback: Function<u32, ()>) -> Result<()> {
    let callback = callback.build_threadsafe_function().build()?; // place: tsfn_left_open
    callback.call(1, ThreadsafeFunctionCallMode::NonBlocking);
    SUBSCRIBED.lock().expect("no panic").push(callback);
    Ok(())
}

/// Lets go of all callbacks.
#[napi]
pub fn unsubscribe() {
    SUBSCRIBED.lock().expect("no panic").clear();
}

/// A thread calls `callback` after `ms`.
#[napi]
pub fn call_later(callback: Function<u32, ()>, ms: u32) -> Result<()> {
    let callback = callback.build_threadsafe_function().build()?;
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(ms.into())); // place: late_callback
        callback.call(ms, ThreadsafeFunctionCallMode::NonBlocking);
    });
    Ok(())
}

/// As `call_later`, but nothing keeps the process alive until then.
#[napi]
pub fn call_later_weakly(callback: Function<u32, ()>, ms: u32) -> Result<()> {
    let callback = callback
        .build_threadsafe_function()
        .weak::<true>() // place: weak_callback_lost, weak_in_worker
        .build()?;
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(ms.into()));
        callback.call(ms, ThreadsafeFunctionCallMode::NonBlocking);
    });
    Ok(())
}

/// Calls `callback` `n` times from a thread, and drops what does not fit into a queue of one.
#[napi]
pub fn burst(callback: Function<u32, ()>, n: u32, wait: bool) -> Result<()> {
    let callback = callback
        .build_threadsafe_function()
        .max_queue_size::<1>()
        .build()?;
    let mode = if wait {
        ThreadsafeFunctionCallMode::Blocking
    } else {
        ThreadsafeFunctionCallMode::NonBlocking
    };
    thread::spawn(move || {
        for i in 0..n {
            callback.call(i, mode); // place: calls_dropped_by_a_full_queue
        }
    });
    Ok(())
}
