//! A call that a full queue refuses had boxed its payload for Node.js already, and left the box behind.

use std::sync::atomic::{AtomicU32, Ordering};

use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;

static DROPPED: AtomicU32 = AtomicU32::new(0);

struct Payload;

impl Drop for Payload {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

/// Sends `count` payloads to a queue that has room for one.
#[napi]
pub fn send(count: u32, callback: Function<(), ()>) -> Result<()> {
    let function = callback
        .build_threadsafe_function::<Payload>()
        .max_queue_size::<1>()
        .build_callback(|_| Ok(()))?;
    for _ in 0..count {
        function.call(Payload, ThreadsafeFunctionCallMode::NonBlocking);
    }
    Ok(())
}

#[napi]
pub fn dropped() -> u32 {
    DROPPED.load(Ordering::SeqCst)
}
