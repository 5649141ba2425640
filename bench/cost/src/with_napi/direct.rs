//! Calls on JavaScript's thread.

use std::hint::black_box;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::clock;

/// `Function::call`.
#[napi(namespace = "napi")]
pub fn call(env: &Env, function: Function<u32, u32>, calls: u32) -> f64 {
    timed(env, calls, |value| function.call(value).unwrap())
}

/// `Function::apply`, with an object as `this`.
#[napi(namespace = "napi")]
pub fn apply(env: &Env, function: Function<u32, u32>, calls: u32, this: Object) -> f64 {
    timed(env, calls, |value| function.apply(this, value).unwrap())
}

/// `FunctionRef::borrow_back`, and a call of what it gives.
#[napi(namespace = "napi")]
pub fn call_referenced(env: &Env, function: Function<u32, u32>, calls: u32) -> Result<f64> {
    let reference = function.create_ref()?;
    Ok(timed(env, calls, |value| {
        reference
            .borrow_back(env)
            .and_then(|function| function.call(value))
            .unwrap()
    }))
}

/// `Function::create_ref`, and the end of the reference.
#[napi(namespace = "napi")]
pub fn make_references(env: &Env, function: Function<u32, u32>, calls: u32) -> f64 {
    timed(env, calls, |value| {
        drop(function.create_ref().unwrap());
        value
    })
}

/// `Function::call` with many numbers at once.
#[napi(namespace = "napi")]
pub fn call_with_array(
    env: &Env,
    function: Function<Uint32Array, u32>,
    calls: u32,
    length: u32,
) -> f64 {
    timed(env, calls, |_| {
        function
            .call(Uint32Array::new((0..length).collect()))
            .unwrap()
    })
}

/// `PromiseRaw::resolve`.
#[napi(namespace = "napi")]
pub fn make_resolved_promises(env: &Env, calls: u32) -> f64 {
    timed(env, calls, |value| {
        black_box(PromiseRaw::resolve(env, value).unwrap());
        value
    })
}

/// A closure for JavaScript to call.
#[napi(namespace = "napi")]
pub fn make_closure<'env>(env: &'env Env) -> Result<Function<'env, u32, u32>> {
    env.create_function_from_closure("closure", |call| call.first_arg::<u32>())
}

/// A function for JavaScript to call.
#[napi(namespace = "napi")]
pub fn echo(value: u32) -> u32 {
    value
}

/// A function for JavaScript to call without arguments: for these, the generated code skips what it does for borrowed arguments.
#[napi(namespace = "napi")]
pub fn constant() -> u32 {
    1
}

#[inline]
fn timed(env: &Env, calls: u32, call: impl FnMut(u32) -> u32) -> f64 {
    // SAFETY: a `#[napi]` function gets the environment that calls it, on its thread.
    unsafe { clock::timed(env.raw(), calls, call) }
}
