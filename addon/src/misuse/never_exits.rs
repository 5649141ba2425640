//! What keeps a process from ending.

use std::mem;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

/// Calls back once and then forgets a strong function: nothing is left that could release it.
#[napi(ts_args_type = "callback: (message: string) => void")]
pub fn forget_threadsafe_function(callback: Function<String, ()>) -> Result<()> {
    let tsfn: ThreadsafeFunction<String, (), String, Status, false> =
        callback.build_threadsafe_function().build()?;
    tsfn.call(
        "called once".to_string(),
        ThreadsafeFunctionCallMode::NonBlocking,
    );
    mem::forget(tsfn);
    Ok(())
}

/// Calls twice, in blocking mode and on the JavaScript thread, into a queue for one item: the second
/// call waits for the thread that is waiting.
#[napi(ts_args_type = "callback: (message: string) => void")]
pub fn block_on_own_queue(callback: Function<String, ()>) -> Result<()> {
    let tsfn: ThreadsafeFunction<String, (), String, Status, false, false, 1> = callback
        .build_threadsafe_function()
        .max_queue_size::<1>()
        .build()?;
    for message in ["first", "second"] {
        tsfn.call(message.to_string(), ThreadsafeFunctionCallMode::Blocking);
    }
    Ok(())
}

/// Returns a promise whose deferred is dropped unsettled: its queue stays, and holds the process.
#[napi(ts_return_type = "Promise<void>")]
pub fn drop_deferred(env: &Env) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred::<(), fn(Env) -> Result<()>>()?;
    drop(deferred);
    Ok(promise)
}
