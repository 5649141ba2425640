//! What blocks: closures on threads of their own, futures that block the thread they run on, and JavaScript's thread in `block_on`.

use std::sync::mpsc;
use std::thread;

use napi::bindgen_prelude::*;
use napi::tokio::runtime::Handle;
use napi_derive::napi;

use super::capture::{Capture, kind};
use super::signal;
use crate::gate;

/// Opens the gate `opens` and waits at the gate `waits`, both in a closure of `spawn_blocking`: it has a thread of its own for that.
#[napi]
pub async fn block_in_pool(opens: String, waits: String) -> Result<String> {
    let blocked = spawn_blocking(move || {
        let _capture = Capture::in_future("closure");
        gate::open(&opens);
        gate::wait(&waits);
        kind(&thread::current(), None).to_owned()
    });
    blocked.await.map_err(|_| panicked())
}

/// Panics in a closure of `spawn_blocking`: whoever awaits it is told.
#[napi]
pub async fn panic_in_pool() -> Result<()> {
    let blocked = spawn_blocking(|| panic!("the closure panicked"));
    blocked.await.map_err(|_| panicked())
}

fn panicked() -> Error {
    Error::from_reason("the blocking closure panicked")
}

/// A closure for nobody: it opens the gate `opens` and waits at the gate `waits`. It does not hold the process.
#[napi]
pub fn block_detached(opens: String, waits: String) {
    let capture = Capture::new("closure");
    spawn_blocking(move || {
        let _capture = capture;
        gate::open(&opens);
        gate::wait(&waits);
    });
}

/// Opens the gate `opens` and waits at the gate `waits` in the future itself, as no future should: nothing else runs on that thread of Tokio's
/// meanwhile.
#[napi]
pub async fn block_in_future(opens: String, waits: String) {
    gate::open(&opens);
    gate::wait(&waits);
}

/// Blocks JavaScript's thread until a future is done, which itself waits for one on Tokio's threads, and tells where each ran.
#[napi]
pub fn block_on_future() -> Result<Vec<String>> {
    let javascript = Some(thread::current().id());
    let (there, answer) = mpsc::channel();
    let here = block_on(async move {
        let spawned = spawn(async move {
            // The receiver is alive as long as the future that waits.
            let _ = there.send(kind(&thread::current(), None).to_owned());
        });
        let here = kind(&thread::current(), javascript).to_owned();
        spawned.await.map(|()| here)
    });
    let told = |reason: &dyn std::fmt::Display| Error::from_reason(reason.to_string());
    Ok(vec![
        here.map_err(|error| told(&error))?,
        answer.recv().map_err(|error| told(&error))?,
    ])
}

/// Blocks JavaScript's thread until a future has failed: its error is thrown.
#[napi]
pub fn block_on_failure() -> Result<()> {
    block_on(async { Err(Error::new(Status::Cancelled, "the future failed")) })
}

/// Blocks JavaScript's thread until a promise is settled, which JavaScript's thread alone could do.
#[napi]
pub fn block_on_promise(promise: Promise<String>) -> Result<String> {
    block_on(promise)
}

/// Blocks a thread of Tokio's in `block_on`, which Tokio does not allow: it panics.
#[napi]
pub async fn block_on_in_future() {
    block_on(signal::given("never"));
}

fn in_runtime() -> bool {
    Handle::try_current().is_ok()
}

/// Whether a synchronous function can use what asks for a runtime around it, such as `tokio::spawn`.
#[napi]
pub fn runtime_around_function() -> bool {
    in_runtime()
}

/// Whether one with `#[napi(async_runtime)]` can.
#[napi(async_runtime)]
pub fn runtime_around_entered_function() -> bool {
    in_runtime()
}

/// Whether a closure can that `within_runtime_if_available` calls.
#[napi]
pub fn runtime_within() -> bool {
    within_runtime_if_available(in_runtime)
}

/// Whether an async fn can.
#[napi]
pub async fn runtime_around_async_function() -> bool {
    in_runtime()
}

/// Whether a blocking closure can.
#[napi]
pub async fn runtime_around_blocking_closure() -> Result<bool> {
    spawn_blocking(in_runtime).await.map_err(|_| panicked())
}

/// Whether the callback of `Env::spawn_future_with_callback` can.
#[napi]
pub fn runtime_around_callback(env: &Env) -> Result<PromiseRaw<'_, bool>> {
    env.spawn_future_with_callback(async { Ok(()) }, |_, ()| Ok(in_runtime()))
}
