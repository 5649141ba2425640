//! A ThreadsafeFunction is released with the last owner of its handle, and in 2.11.4 it was itself one of them.

use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

/// Queues one call of `callback`, and keeps nothing of it.
#[cfg(napi_major = "2")]
#[napi]
pub fn call_once(callback: napi::JsFunction) -> napi::Result<()> {
    let callback: ThreadsafeFunction<u32> =
        callback.create_threadsafe_function(0, |context| Ok(vec![context.value]))?;
    callback.call(Ok(1), ThreadsafeFunctionCallMode::NonBlocking);
    Ok(())
}

/// Queues one call of `callback`, and keeps nothing of it.
#[cfg(not(napi_major = "2"))]
#[napi]
pub fn call_once(callback: ThreadsafeFunction<u32>) {
    callback.call(Ok(1), ThreadsafeFunctionCallMode::NonBlocking);
}
