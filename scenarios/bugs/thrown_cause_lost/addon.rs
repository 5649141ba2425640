//! What a callback throws becomes a Rust error where the result is awaited, and the `cause` of one belongs to the other.

use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunction;
use napi_derive::napi;

/// Calls `callback`, and resolves to whether the error that it throws has a cause, as Rust sees it.
#[napi]
pub fn throws_with_cause(
    env: &Env,
    callback: ThreadsafeFunction<u32, ()>,
) -> Result<PromiseRaw<'_, bool>> {
    // The error is dropped in the second closure, on JavaScript's thread: elsewhere that could crash, before 3.10.1.
    env.spawn_future_with_callback(
        async move { Ok(callback.call_async(Ok(1)).await.err()) },
        |_, error| Ok(error.is_some_and(|error| error.cause.is_some())),
    )
}
