//! `PromiseRaw`: `then`, `catch` and `finally` with callbacks in Rust, all on JavaScript's thread (`bindgen_runtime/js_values/promise_raw.rs`).
//!
//! Each callback here holds a payload of the census, which is dropped with the callback. Values are `Unknown<'static>` because a `FunctionRef`
//! has no lifetime to give them; they are used in the call that got them, and nowhere else.

use napi::Env;
use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::lifecycle::census::Counted;

type Value = Unknown<'static>;

/// Hands the value to `callback` in a `then`, and hands on what `callback` returns.
#[napi(
    ts_args_type = "promise: PromiseLike<unknown>, callback: (value: any) => unknown",
    ts_return_type = "Promise<any>"
)]
pub fn promise_then<'env>(
    promise: PromiseRaw<'env, Value>,
    callback: Function<Value, Value>,
) -> Result<PromiseRaw<'env, Value>> {
    let (callback, payload) = (callback.create_ref()?, Counted::new("then"));
    promise.then(move |context| {
        let _payload = payload;
        callback.borrow_back(&context.env)?.call(context.value)
    })
}

/// Hands the reason of a rejection to `callback` in a `catch`, and hands on what `callback` returns.
#[napi(
    ts_args_type = "promise: Promise<unknown>, callback: (reason: any) => unknown",
    ts_return_type = "Promise<any>"
)]
pub fn promise_catch<'env>(
    promise: PromiseRaw<'env, Value>,
    callback: Function<Value, Value>,
) -> Result<PromiseRaw<'env, Value>> {
    let (callback, payload) = (callback.create_ref()?, Counted::new("catch"));
    promise.catch(move |context: CallbackContext<Value>| {
        let _payload = payload;
        callback.borrow_back(&context.env)?.call(context.value)
    })
}

/// Calls `callback` in a `finally`. The promise that this gives has the outcome of the first one, unless `callback` throws.
#[napi(
    ts_args_type = "promise: Promise<unknown>, callback: () => unknown",
    ts_return_type = "Promise<any>"
)]
pub fn promise_finally<'env>(
    mut promise: PromiseRaw<'env, Value>,
    callback: Function<(), Value>,
) -> Result<PromiseRaw<'env, Value>> {
    let (callback, payload) = (callback.create_ref()?, Counted::new("finally"));
    promise.finally(move |env| {
        let _payload = payload;
        callback.borrow_back(&env)?.call(())
    })
}

/// Doubles the value in a `then` that takes a number and nothing else.
#[napi(ts_return_type = "Promise<number>")]
pub fn promise_double<'env>(promise: PromiseRaw<'env, f64>) -> Result<PromiseRaw<'env, f64>> {
    promise.then(|context| Ok(context.value * 2.0))
}

/// Makes a text of the reason in a `catch` that takes a text and nothing else.
#[napi(ts_return_type = "Promise<string>")]
pub fn promise_catch_text<'env>(
    promise: PromiseRaw<'env, Value>,
) -> Result<PromiseRaw<'env, String>> {
    promise.catch(|context: CallbackContext<String>| Ok(format!("caught {}", context.value)))
}

/// Where a callback of a promise runs.
#[napi(string_enum = "camelCase")]
pub enum PromiseReaction {
    /// `PromiseRaw::then`
    Then,
    /// `PromiseRaw::catch`
    Catch,
    /// `PromiseRaw::finally`
    Finally,
}

/// Reacts to `promise` with an `Err` of Rust's own, whose code is `Closing`.
#[napi(ts_return_type = "Promise<never>")]
pub fn promise_err_in<'env>(
    promise: PromiseRaw<'env, Value>,
    reaction: PromiseReaction,
) -> Result<PromiseRaw<'env, Value>> {
    react(promise, reaction, || {
        Error::new(Status::Closing, "no luck in a reaction")
    })
}

/// Reacts to `promise` with a panic.
#[napi(ts_return_type = "Promise<never>")]
pub fn promise_panic_in<'env>(
    promise: PromiseRaw<'env, Value>,
    reaction: PromiseReaction,
) -> Result<PromiseRaw<'env, Value>> {
    react(promise, reaction, || panic!("no luck in a reaction"))
}

fn react<'env>(
    mut promise: PromiseRaw<'env, Value>,
    reaction: PromiseReaction,
    fail: impl FnOnce() -> Error + 'static,
) -> Result<PromiseRaw<'env, Value>> {
    match reaction {
        PromiseReaction::Then => promise.then(|_| Err(fail())),
        PromiseReaction::Catch => promise.catch(|_: CallbackContext<Value>| Err(fail())),
        PromiseReaction::Finally => promise.finally(|_| Err::<(), _>(fail())),
    }
}

/// A promise that is resolved with `value`: it follows another promise, as that of `Promise.resolve` does.
#[napi(ts_args_type = "value: unknown", ts_return_type = "Promise<any>")]
pub fn promise_resolved(env: &Env, value: Value) -> Result<PromiseRaw<'_, Value>> {
    PromiseRaw::resolve(env, value)
}

/// A promise that is rejected with `reason`, whatever that is.
#[napi(ts_args_type = "reason: unknown", ts_return_type = "Promise<never>")]
pub fn promise_rejected(env: &Env, reason: Value) -> Result<PromiseRaw<'_, Value>> {
    PromiseRaw::reject(env, reason)
}

/// A promise that is rejected with an error of Rust's own.
#[napi(ts_return_type = "Promise<never>")]
pub fn promise_rejected_by_rust(env: &Env, message: String) -> Result<PromiseRaw<'_, ()>> {
    PromiseRaw::reject(env, Error::new(Status::Closing, message))
}
