//! A call that `process.exit()` cuts off ends with an exception, though there is none to refer to: napi asserted that
//! what it does then succeeds.

use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

/// Queues five calls of `callback`, and asks each for its result.
#[napi]
pub fn call_five_times(callback: ThreadsafeFunction<u32, ()>) {
    for n in 0..5 {
        callback.call_with_return_value(Ok(n), ThreadsafeFunctionCallMode::NonBlocking, |_, _| {
            Ok(())
        });
    }
}
