//! Futures that synchronous functions spawn: for a promise, for a promise with a callback on JavaScript's thread, and for nobody.

use std::thread;

use napi::bindgen_prelude::*;
use napi::tokio::task::JoinHandle;
use napi_derive::napi;

use super::capture::{Capture, kind};
use super::signal;

/// How a future ends.
#[napi(string_enum = "camelCase")]
#[derive(Clone, Copy)]
pub enum FutureEnd {
    /// With `Ok`.
    Value,
    /// With `Err`.
    Error,
    /// With a panic.
    Panic,
}

/// A future that owns `capture` and ends so once `signal` was given.
pub(super) async fn ending(signal: String, end: FutureEnd, capture: Capture) -> Result<String> {
    let _capture = capture;
    signal::given(&signal).await;
    match end {
        FutureEnd::Value => Ok("a value".to_owned()),
        FutureEnd::Error => Err(Error::new(Status::Cancelled, "the future failed")),
        FutureEnd::Panic => panic!("the future panicked"),
    }
}

/// A promise by `Env::spawn_future`.
#[napi]
pub fn spawn_future(env: &Env, signal: String, end: FutureEnd) -> Result<PromiseRaw<'_, String>> {
    env.spawn_future(ending(signal, end, Capture::new("future")))
}

/// A promise that is rejected with the very value `reason`, which the future takes with it.
#[napi(ts_args_type = "signal: string, reason: unknown")]
pub fn spawn_future_reject_with<'env>(
    env: &'env Env,
    signal: String,
    reason: Unknown,
) -> Result<PromiseRaw<'env, ()>> {
    let error = Error::from(reason);
    env.spawn_future(async move {
        signal::given(&signal).await;
        Err(error)
    })
}

/// A promise by `Env::spawn_future_with_callback`: `callback` gets the future's value on JavaScript's thread, and the promise what it returns.
///
/// The callback's captures wait in the future, on Tokio's thread. They need not be `Send`: napi does not ask for it.
#[napi(
    ts_args_type = "signal: string, end: FutureEnd, callback: (value: string, thread: string) => string"
)]
pub fn spawn_future_then_call<'env>(
    env: &'env Env,
    signal: String,
    end: FutureEnd,
    callback: Function<FnArgs<(String, String)>, String>,
) -> Result<PromiseRaw<'env, String>> {
    let callback = callback.create_ref()?;
    let capture = Capture::new("callback");
    let javascript = thread::current().id();
    env.spawn_future_with_callback(
        ending(signal, end, Capture::new("future")),
        move |env, value| {
            let _capture = capture;
            let thread = kind(&thread::current(), Some(javascript)).to_owned();
            callback.borrow_back(env)?.call((value, thread).into())
        },
    )
}

/// A promise whose callback fails in Rust.
#[napi]
pub fn spawn_future_then_fail(env: &Env) -> Result<PromiseRaw<'_, String>> {
    env.spawn_future_with_callback(async { Ok(()) }, |_, ()| -> Result<String> {
        Err(Error::new(Status::QueueFull, "the callback failed"))
    })
}

/// A promise whose callback panics.
#[napi]
pub fn spawn_future_then_panic(env: &Env) -> Result<PromiseRaw<'_, String>> {
    env.spawn_future_with_callback(async { Ok(()) }, |_, ()| -> Result<String> {
        panic!("the callback panicked")
    })
}

/// A future for nobody, by napi's `spawn`: no promise waits for it, and it does not hold the process.
#[napi]
pub struct DetachedFuture {
    handle: JoinHandle<()>,
}

#[napi]
impl DetachedFuture {
    /// Waits for `signal`. To forget the object changes nothing for the future.
    #[napi(constructor)]
    pub fn new(signal: String) -> Self {
        let future = ending(signal, FutureEnd::Value, Capture::new("detached future"));
        let handle = spawn(async {
            // It cannot fail.
            let _ = future.await;
        });
        Self { handle }
    }

    /// Whether it has ended, or was aborted.
    #[napi(getter)]
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished()
    }

    /// Has it dropped where it waits.
    #[napi]
    pub fn abort(&self) {
        self.handle.abort();
    }
}
