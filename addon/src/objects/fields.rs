//! Callbacks as fields of an options object, in each type that a field can have.

use std::thread;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::lifecycle::census::{Counted, Sender};

/// Callbacks for the time of one call: `Function` fields. `object_to_js = false` where a field cannot go back to JavaScript.
#[napi(object, object_to_js = false)]
pub struct VisitHooks<'env> {
    /// Called first.
    #[napi(ts_type = "() => void")]
    pub before: Option<Function<'env, (), ()>>,
    /// Called with each item, for what becomes of it.
    #[napi(ts_type = "(item: number) => number")]
    pub visit: Function<'env, f64, f64>,
    /// Called last, with the sum; not if one of the others throws.
    #[napi(ts_type = "(sum: number) => void")]
    pub after: Option<Function<'env, f64, ()>>,
}

/// Visits the items. The callbacks are called without a `this`, unlike those of an object that JavaScript calls itself.
#[napi]
pub fn visit_with_hooks(hooks: VisitHooks, items: Vec<f64>) -> Result<Vec<f64>> {
    if let Some(before) = hooks.before {
        before.call(())?;
    }
    let visited = items
        .into_iter()
        .map(|item| hooks.visit.call(item))
        .collect::<Result<Vec<_>>>()?;
    if let Some(after) = hooks.after {
        after.call(visited.iter().sum())?;
    }
    Ok(visited)
}

/// A payload that the census counts, as an argument.
pub struct Step(Counted);

impl JsValuesTupleIntoVec for Step {
    fn into_vec(self, env: sys::napi_env) -> Result<Vec<sys::napi_value>> {
        self.0.deliver(Env::from_raw(env)).into_vec(env)
    }
}

/// Callbacks for another thread: `ThreadsafeFunction` fields. Each holds the event loop until it is dropped.
#[napi(object, object_to_js = false)]
pub struct JobCallbacks {
    /// Called after each step.
    #[napi(ts_type = "(step: string) => void")]
    pub on_step: ThreadsafeFunction<Step, (), Step, Status, false>,
    /// Called when the job is done.
    #[napi(ts_type = "(steps: number) => void")]
    pub on_done: Option<ThreadsafeFunction<u32, (), u32, Status, false>>,
}

/// Does that many steps on a thread, and tells of them; the census counts the thread, and a payload for each step. A thread whose calls are
/// refused ends, because the environment is gone.
#[napi]
pub fn run_job_with_callbacks(callbacks: JobCallbacks, steps: u32) -> Result<()> {
    let sender = Sender::new();
    let job = thread::Builder::new().name("job".into());
    job.spawn(move || {
        // Dropped last, when the callbacks are released.
        let _sender = sender;
        let JobCallbacks { on_step, on_done } = callbacks;
        for step in 1..=steps {
            let done = Step(Counted::new(format!("step {step}")));
            let status = on_step.call(done, ThreadsafeFunctionCallMode::NonBlocking);
            if status != Status::Ok {
                return;
            }
        }
        if let Some(on_done) = on_done {
            on_done.call(steps, ThreadsafeFunctionCallMode::NonBlocking);
        }
    })?;
    Ok(())
}
