//! What is in a ThreadsafeFunction's queue when its environment ends is handed to `call_js_cb` without an environment,
//! for its data to be freed; it returns at once, and leaves the data behind.

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

#[napi]
pub fn send(count: u32, callback: Function<(), ()>) -> Result<()> {
    let function = callback
        .build_threadsafe_function::<Payload>()
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
