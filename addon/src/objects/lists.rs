//! Several callbacks at once: lists, one or many, a value or what makes it, and tables of functions by name.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::lifecycle::census::CountedHandle;

/// What each callback makes of `value`. The first that throws ends it.
#[napi(ts_args_type = "callbacks: Array<(value: number) => number>, value: number")]
pub fn call_each_of(callbacks: Vec<Function<f64, f64>>, value: f64) -> Result<Vec<f64>> {
    callbacks
        .iter()
        .map(|callback| callback.call(value))
        .collect()
}

/// Tells one listener, or each of many. `Either` takes the first alternative whose type fits (either.rs).
#[napi(
    ts_args_type = "listeners: ((message: string) => void) | Array<(message: string) => void>, message: string"
)]
pub fn notify_one_or_many(
    listeners: Either<Function<String, ()>, Vec<Function<String, ()>>>,
    message: String,
) -> Result<u32> {
    let listeners = match listeners {
        Either::A(one) => vec![one],
        Either::B(many) => many,
    };
    for listener in &listeners {
        listener.call(message.clone())?;
    }
    Ok(listeners.len() as u32)
}

/// A value, or what makes it.
#[napi(ts_args_type = "source: string | (() => string)")]
pub fn value_or_made(source: Either<String, Function<(), String>>) -> Result<String> {
    match source {
        Either::A(value) => Ok(value),
        Either::B(make) => make.call(()),
    }
}

/// Calls the handler of that name. A `HashMap` takes all that `for in` lists, the inherited ones too (object.rs, `keys`).
#[napi(
    ts_args_type = "handlers: Record<string, (value: string) => string>, name: string, value: string"
)]
pub fn dispatch_by_name(
    handlers: HashMap<String, Function<String, String>>,
    name: String,
    value: String,
) -> Result<String> {
    match handlers.get(&name) {
        Some(handler) => handler.call(value),
        None => Err(Error::from_reason(format!("no handler for {name}"))),
    }
}

type Stage = FunctionRef<f64, f64>;

/// Keeps a list of callbacks, each of which gets what the one before made.
#[napi]
pub struct CallbackPipeline {
    stages: RefCell<Vec<Rc<Stage>>>,
    _handle: CountedHandle,
}

#[napi]
impl CallbackPipeline {
    /// Begins with these stages. If one of them cannot be referred to, those before it are released again.
    #[napi(constructor, ts_args_type = "stages: Array<(value: number) => number>")]
    pub fn new(stages: Vec<Stage>) -> Self {
        Self {
            stages: RefCell::new(stages.into_iter().map(Rc::new).collect()),
            _handle: CountedHandle::new(),
        }
    }

    /// How many stages there are.
    #[napi(getter)]
    pub fn length(&self) -> u32 {
        self.stages.borrow().len() as u32
    }

    /// Runs through the stages that there are when it begins: a stage may change the list, for the next run.
    #[napi]
    pub fn run(&self, env: &Env, value: f64) -> Result<f64> {
        let stages = self.stages.borrow().clone();
        stages
            .iter()
            .try_fold(value, |value, stage| stage.borrow_back(env)?.call(value))
    }

    /// One more stage, at the end.
    #[napi(ts_args_type = "stage: (value: number) => number")]
    pub fn push(&self, stage: Stage) {
        self.stages.borrow_mut().push(Rc::new(stage));
    }

    /// Gives back the last stage, or null.
    #[napi(ts_return_type = "((value: number) => number) | null")]
    pub fn pop<'env>(&self, env: &'env Env) -> Result<Option<Function<'env, f64, f64>>> {
        let last = self.stages.borrow_mut().pop();
        last.map(|last| last.borrow_back(env)).transpose()
    }

    /// No stage any more.
    #[napi]
    pub fn clear(&self) {
        self.stages.take();
    }
}
