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

/// Work for libuv's thread pool that never comes to an end.
pub struct EndlessWork;

impl Task for EndlessWork {
    type Output = ();
    type JsValue = ();

    fn compute(&mut self) -> Result<()> {
        // A thread may be woken from parking without cause.
        loop {
            std::thread::park();
        }
    }

    fn resolve(&mut self, _env: Env, (): ()) -> Result<()> {
        Ok(())
    }
}

/// Queues work that never ends: async work holds the process until it is done.
#[napi]
pub fn work_without_end() -> AsyncTask<EndlessWork> {
    AsyncTask::new(EndlessWork)
}
