//! `Promise` arguments: what JavaScript has promised, awaited by Rust on another thread (`bindgen_runtime/js_values/promise.rs`).

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::lifecycle::census::Counted;

/// Awaits the promise. A rejection passes through as it is.
#[napi]
pub async fn await_promise(promise: Promise<String>) -> Result<String> {
    let _payload = Counted::new("awaiting");
    Ok(format!("Rust got {}", promise.await?))
}

/// Awaits the promise, and describes a rejection in an error of Rust's own: what JavaScript rejected with is lost.
#[napi]
pub async fn await_promise_described(promise: Promise<String>) -> Result<String> {
    let described = |error: Error| {
        let reason = format!("{}: {:?}", error.status, error.reason);
        match error.cause {
            Some(cause) => Error::from_reason(format!("{reason}, caused by {:?}", cause.reason)),
            None => Error::from_reason(reason),
        }
    };
    promise.await.map_err(described)
}

/// Takes what is no promise at all for one that is rejected, instead of throwing.
#[napi(strict)]
pub async fn await_promise_strict(promise: Promise<String>) -> Result<String> {
    promise.await
}

/// Awaits what `PromiseRaw::into_sendable_promise` makes of the promise.
#[napi(
    ts_args_type = "promise: Promise<string>",
    ts_return_type = "Promise<string>"
)]
pub fn await_sendable_promise<'env>(
    env: &'env Env,
    promise: PromiseRaw<String>,
) -> Result<PromiseRaw<'env, String>> {
    let promise = promise.into_sendable_promise()?;
    env.spawn_future(async move { Ok(format!("Rust got {}", promise.await?)) })
}

/// Awaits the promises one after the other, until one is rejected. Those behind it are dropped.
#[napi]
pub async fn await_promises(promises: Vec<Promise<String>>) -> Result<Vec<String>> {
    let mut values = Vec::new();
    for promise in promises {
        values.push(promise.await?);
    }
    Ok(values)
}

/// Does not wait for the promise.
#[napi]
pub fn drop_promise(promise: Promise<String>) {
    drop(promise);
}
