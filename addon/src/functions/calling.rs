//! What a `Function` can do besides `call`: `apply`, `bind`, `new_instance` and `name`.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Calls `callback` with `this` as its `this`, by `Function::apply`.
#[napi(ts_args_type = "callback: (this: unknown, argument: string) => unknown, thisValue: unknown")]
pub fn apply_function<'env>(
    callback: Function<'env, String, Unknown<'env>>,
    this: Unknown<'env>,
) -> Result<Unknown<'env>> {
    callback.apply(this, "an argument".to_owned())
}

/// Binds `callback` to a `this` by `Function::bind`, and calls what that returns by `Function::call`.
#[napi(ts_args_type = "callback: (this: unknown, argument: string) => unknown, thisValue: unknown")]
pub fn bind_and_call<'env>(
    callback: Function<'env, String, Unknown<'env>>,
    this: Unknown<'env>,
) -> Result<Unknown<'env>> {
    callback.bind(this)?.call("an argument".to_owned())
}

/// `callback` bound to `this`, for JavaScript to call.
#[napi(
    ts_args_type = "callback: (...args: unknown[]) => unknown, thisValue: unknown",
    ts_return_type = "(...args: unknown[]) => unknown"
)]
pub fn bind_function<'env>(
    env: &'env Env,
    callback: Function<'env, (), ()>,
    this: Unknown<'env>,
) -> Result<Unknown<'env>> {
    callback.bind(this)?.into_unknown(env)
}

/// An instance of `constructor`, made by `Function::new_instance` with two arguments.
#[napi(ts_args_type = "constructor: new (name: string, size: number) => unknown")]
pub fn construct<'env>(
    constructor: Function<'env, FnArgs<(String, u32)>, Unknown<'env>>,
) -> Result<Unknown<'env>> {
    constructor.new_instance(FnArgs::from(("a box".to_owned(), 3)))
}

/// `Function::name`.
#[napi(ts_args_type = "callback: (...args: never[]) => unknown")]
pub fn name_of_function(callback: Function<(), ()>) -> Result<String> {
    callback.name()
}
