//! Which AsyncLocalStorage store a callback sees, for each way of calling it: that of when it was handed over, or that of the trigger.
//!
//! Each function here takes a callback and returns a trigger, a function that has it called in one way.

use std::cell::RefCell;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use napi::Task;
use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;

type Trigger<'env> = Result<Function<'env, (), ()>>;

/// Calls by a reference, in the trigger.
#[napi(ts_args_type = "callback: () => void", ts_return_type = "() => void")]
pub fn trigger_reference(env: &Env, callback: FunctionRef<(), ()>) -> Trigger<'_> {
    env.create_function_from_closure("trigger", move |context| {
        callback.borrow_back(context.env)?.call(())
    })
}

/// Calls by a ThreadsafeFunction, from a thread that the trigger starts.
#[napi(ts_args_type = "callback: () => void", ts_return_type = "() => void")]
pub fn trigger_threadsafe<'env>(env: &'env Env, callback: Function<(), ()>) -> Trigger<'env> {
    let queue = once(callback.build_threadsafe_function::<()>().build()?);
    env.create_function_from_closure("trigger", move |_| {
        let queue = queue()?;
        thread::spawn(move || queue.call((), ThreadsafeFunctionCallMode::NonBlocking));
        Ok(())
    })
}

/// Calls in the callback of `Env::spawn_future_with_callback`; the future waits for the trigger.
#[napi(ts_args_type = "callback: () => void", ts_return_type = "() => void")]
pub fn trigger_future(env: &Env, callback: FunctionRef<(), ()>) -> Trigger<'_> {
    let (sender, receiver) = napi::tokio::sync::oneshot::channel::<()>();
    env.spawn_future_with_callback(
        async move {
            receiver
                .await
                .map_err(|_| Error::from_reason("never triggered"))
        },
        move |env, ()| callback.borrow_back(env)?.call(()),
    )?;
    let sender = once(sender);
    env.create_function_from_closure("trigger", move |_| {
        sender()?
            .send(())
            .map_err(|()| Error::from_reason("nobody waits"))
    })
}

/// Calls in the `resolve` of a task; its `compute` waits for the trigger.
#[napi(ts_args_type = "callback: () => void", ts_return_type = "() => void")]
pub fn trigger_task(env: &Env, callback: FunctionRef<(), ()>) -> Trigger<'_> {
    let (sender, triggered) = channel();
    env.spawn(Triggered {
        triggered,
        callback,
    })?;
    env.create_function_from_closure("trigger", move |_| {
        sender
            .send(())
            .map_err(|_| Error::from_reason("nobody waits"))
    })
}

/// A task that waits for its trigger.
pub struct Triggered {
    triggered: Receiver<()>,
    callback: FunctionRef<(), ()>,
}

impl Task for Triggered {
    type Output = ();
    type JsValue = ();

    fn compute(&mut self) -> Result<()> {
        self.triggered
            .recv()
            .map_err(|_| Error::from_reason("never triggered"))
    }

    fn resolve(&mut self, env: Env, (): ()) -> Result<()> {
        self.callback.borrow_back(&env)?.call(())
    }
}

/// Gives `value` at the first call.
fn once<T>(value: T) -> impl Fn() -> Result<T> {
    let value = RefCell::new(Some(value));
    move || {
        value
            .take()
            .ok_or_else(|| Error::from_reason("triggered before"))
    }
}
