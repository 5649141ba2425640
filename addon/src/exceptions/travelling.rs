//! What JavaScript threw, on its way through Rust: whether the same object comes out again.

use std::sync::{Mutex, PoisonError};
use std::thread;

use napi::Task;
use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::tokio::sync::oneshot;
use napi_derive::napi;

/// Calls, and throws what was thrown.
#[napi(ts_args_type = "callback: () => void")]
pub fn rethrow(callback: Function<(), ()>) -> Result<()> {
    callback.call(())
}

/// Throws a clone of what was thrown, after the original is dropped.
#[napi(ts_args_type = "callback: () => void")]
pub fn rethrow_clone(callback: Function<(), ()>) -> Result<()> {
    let Err(error) = callback.call(()) else {
        return Ok(());
    };
    let clone = error.try_clone()?;
    drop(error);
    Err(clone)
}

/// Throws what was thrown, as the object that `Env::create_error` makes of it.
#[napi(ts_args_type = "callback: () => void")]
pub fn rethrow_created(env: &Env, callback: Function<(), ()>) -> Result<()> {
    match callback.call(()) {
        Ok(()) => Ok(()),
        Err(error) => env.throw(env.create_error(error)?),
    }
}

/// Throws what was thrown as a `JsTypeError`.
#[napi(ts_args_type = "callback: () => void")]
pub fn rethrow_as_type_error(env: &Env, callback: Function<(), ()>) {
    if let Err(error) = callback.call(()) {
        // SAFETY: it is the environment of this call.
        unsafe { napi::JsTypeError::from(error).throw_into(env.raw()) };
    }
}

/// Moves what was thrown to a thread and back, and rejects with it.
#[napi(
    ts_args_type = "callback: () => void",
    ts_return_type = "Promise<void>"
)]
pub fn rethrow_from_thread<'env>(
    env: &'env Env,
    callback: Function<(), ()>,
) -> Result<PromiseRaw<'env, ()>> {
    let outcome = callback.call(());
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        // Nobody waits any more when the environment has ended.
        let _ = sender.send(outcome);
    });
    env.spawn_future(async move {
        receiver
            .await
            .unwrap_or_else(|_| Err(Error::from_reason("the thread is gone")))
    })
}

/// Moves what was thrown into a task, whose `compute` fails with it.
#[napi(
    ts_args_type = "callback: () => void",
    ts_return_type = "Promise<void>"
)]
pub fn rethrow_from_task(callback: Function<(), ()>) -> AsyncTask<Fails> {
    AsyncTask::new(Fails(callback.call(())))
}

/// A task that has its outcome from the start.
pub struct Fails(Result<()>);

impl Task for Fails {
    type Output = ();
    type JsValue = ();

    fn compute(&mut self) -> Result<()> {
        std::mem::replace(&mut self.0, Ok(()))
    }

    fn resolve(&mut self, _env: Env, (): ()) -> Result<()> {
        Ok(())
    }
}

/// Calls through a ThreadsafeFunction, and rejects with what was thrown.
#[napi(
    ts_args_type = "callback: () => void",
    ts_return_type = "Promise<void>"
)]
pub async fn rethrow_from_threadsafe(
    callback: ThreadsafeFunction<(), (), (), Status, false>,
) -> Result<()> {
    callback.call_async_catch(()).await
}

/// Passes what `throwing` throws to `callback`, from a thread.
#[napi(ts_args_type = "throwing: () => void, callback: (error: unknown) => void")]
pub fn pass_thrown(throwing: Function<(), ()>, callback: ThreadsafeFunction<(), ()>) {
    let outcome = throwing.call(());
    thread::spawn(move || callback.call(outcome, ThreadsafeFunctionCallMode::NonBlocking));
}

/// Passes what `throwing` throws to `callback` as an error of making its arguments: napi makes an error of status and reason alone
/// (`threadsafe_function.rs`).
#[napi(ts_args_type = "throwing: () => void, callback: (error: unknown) => void")]
pub fn fail_with_thrown(throwing: Function<(), ()>, callback: Function<(), ()>) -> Result<()> {
    let queue = callback
        .build_threadsafe_function::<Result<()>>()
        .callee_handled::<true>()
        .build_callback(|context| context.value)?;
    queue.call(
        Ok(throwing.call(())),
        ThreadsafeFunctionCallMode::NonBlocking,
    );
    Ok(())
}

static KEPT: Mutex<Option<Error>> = Mutex::new(None);

fn kept() -> std::sync::MutexGuard<'static, Option<Error>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps what `callback` throws for whichever thread calls `throwKept`.
#[napi(ts_args_type = "callback: () => void")]
pub fn keep_thrown(callback: Function<(), ()>) {
    let thrown = callback.call(()).err();
    // The one before is dropped without the lock, which its drop does not need.
    let before = std::mem::replace(&mut *kept(), thrown);
    drop(before);
}

/// Throws a clone of what `keepThrown` kept.
#[napi(ts_return_type = "never")]
pub fn throw_kept() -> Result<()> {
    match &*kept() {
        Some(error) => Err(error.try_clone()?),
        None => Ok(()),
    }
}

/// Drops what `keepThrown` kept on a thread of its own; that is done when this returns.
#[napi]
pub fn drop_kept_on_thread() -> Result<()> {
    let error = kept().take();
    let dropping = thread::spawn(move || drop(error));
    dropping
        .join()
        .map_err(|_| Error::from_reason("the dropping thread panicked"))
}
