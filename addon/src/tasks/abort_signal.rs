//! `AbortSignal`: napi puts a function of its own into `signal.onabort`, which takes the work out of the pool's queue if no thread has begun it
//! (`bindgen_runtime/js_values/task.rs`).

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::held::HeldTask;
use super::journal::note;

/// A [held task](crate::tasks::held) that an `AbortController` can cancel while it is queued. `on_abort` notes the abortion in the journal.
#[napi(ts_return_type = "Promise<string>")]
pub fn abortable_task(name: String, signal: Option<AbortSignal>) -> AsyncTask<HeldTask> {
    if let Some(signal) = &signal {
        let name = name.clone();
        signal.on_abort(move || note(&name, "on_abort"));
    }
    AsyncTask::with_optional_signal(HeldTask::new(name), signal)
}

/// Listens to `signal` for no task: napi has nothing to cancel then.
#[napi]
pub fn note_abort(name: String, signal: AbortSignal) {
    signal.on_abort(move || note(&name, "on_abort"));
}

/// Panics when `signal` aborts.
#[napi]
pub fn panic_on_abort(signal: AbortSignal) {
    signal.on_abort(|| panic!("no luck in on_abort"));
}

/// A task that is over soon.
pub struct ShortTask(());

impl Task for ShortTask {
    type Output = u32;
    type JsValue = u32;

    fn compute(&mut self) -> Result<u32> {
        Ok(42)
    }

    fn resolve(&mut self, _env: Env, output: u32) -> Result<u32> {
        Ok(output)
    }
}

/// Resolves to 42 soon, unless the signal comes sooner.
#[napi(ts_return_type = "Promise<number>")]
pub fn short_task(signal: Option<AbortSignal>) -> AsyncTask<ShortTask> {
    AsyncTask::with_optional_signal(ShortTask(()), signal)
}
