//! Waits on the JavaScript thread for what only the JavaScript thread can bring, and the same work without them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread::{self, JoinHandle};

use napi::bindgen_prelude::{Function, Result};
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;

static COUNT: Mutex<u32> = Mutex::new(0);

/// Adds one.
#[napi]
pub fn increment() -> u32 {
    let mut count = COUNT.lock().expect("no panic"); // place: lock_over_call
    *count += 1;
    *count
}

/// Calls `callback` with the count, under the lock of the count.
#[napi]
pub fn visit_locked(callback: Function<u32, ()>) -> Result<()> {
    let count = COUNT.lock().expect("no panic");
    callback.call(*count) // place: lock_over_call
}

/// Calls `callback` with the count, after the lock is given back.
#[napi]
pub fn visit(callback: Function<u32, ()>) -> Result<()> {
    let count = *COUNT.lock().expect("no panic");
    callback.call(count)
}

/// Calls `callback` twice from the JavaScript thread itself, through a queue of `one` or without a limit.
#[napi]
pub fn notify_twice(callback: Function<u32, ()>, bounded: bool) -> Result<()> {
    if bounded {
        let callback = callback
            .build_threadsafe_function()
            .max_queue_size::<1>()
            .build()?;
        callback.call(1, ThreadsafeFunctionCallMode::Blocking);
        callback.call(2, ThreadsafeFunctionCallMode::Blocking); // place: full_queue
    } else {
        let callback = callback.build_threadsafe_function().build()?;
        callback.call(1, ThreadsafeFunctionCallMode::Blocking);
        callback.call(2, ThreadsafeFunctionCallMode::Blocking);
    }
    Ok(())
}

/// Asks `callback` on a thread and waits for its answer right here.
#[napi]
pub fn ask_and_wait(callback: Function<u32, u32>) -> Result<u32> {
    let callback = callback.build_threadsafe_function().build()?;
    let (answer, answered) = mpsc::channel();
    thread::spawn(move || {
        callback.call_with_return_value(
            1,
            ThreadsafeFunctionCallMode::NonBlocking,
            move |value: Result<u32>, _| {
                let _ = answer.send(value?);
                Ok(())
            },
        );
    });
    Ok(answered.recv().unwrap_or_default()) // place: waits_for_its_own_callback
}

/// Asks `callback` on a thread and calls `done` with its answer.
#[napi]
pub fn ask(callback: Function<u32, u32>, done: Function<u32, ()>) -> Result<()> {
    let callback = callback.build_threadsafe_function().build()?;
    let done = done.build_threadsafe_function().build()?;
    thread::spawn(move || {
        callback.call_with_return_value(
            1,
            ThreadsafeFunctionCallMode::NonBlocking,
            move |value: Result<u32>, _| {
                done.call(value?, ThreadsafeFunctionCallMode::NonBlocking);
                Ok(())
            },
        );
    });
    Ok(())
}

static STOP: AtomicBool = AtomicBool::new(false);
static PRODUCER: Mutex<Option<JoinHandle<()>>> = Mutex::new(None);

/// A thread calls `callback` over and over, through a queue of one, until it is stopped.
#[napi]
pub fn produce(callback: Function<u32, ()>) -> Result<()> {
    let callback = callback
        .build_threadsafe_function()
        .max_queue_size::<1>()
        .build()?;
    let thread = thread::spawn(move || {
        let mut n = 0;
        while !STOP.load(Ordering::Relaxed) {
            callback.call(n, ThreadsafeFunctionCallMode::Blocking);
            n += 1;
        }
    });
    *PRODUCER.lock().expect("no panic") = Some(thread);
    Ok(())
}

/// Stops the producer, and waits until its thread has ended if that is asked for.
#[napi]
pub fn stop(wait: bool) {
    STOP.store(true, Ordering::Relaxed);
    if wait && let Some(thread) = PRODUCER.lock().expect("no panic").take() {
        let _ = thread.join(); // place: closes_in_its_own_callback
    }
}
