//! What keeps a process from ending; what waits for itself stands in [`super::deadlocks`].

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
