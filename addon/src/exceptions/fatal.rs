//! Past all `catch`: `Env::fatal_exception` and `Env::fatal_error`.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Raises an error that Rust made as an uncaught exception, then goes on.
#[napi]
pub fn raise_fatal_exception(env: &Env, reason: String) -> String {
    env.fatal_exception(Error::new(Status::Cancelled, reason));
    "Rust went on".to_owned()
}

/// Raises what `callback` throws as an uncaught exception.
#[napi(ts_args_type = "callback: () => void")]
pub fn raise_thrown(env: &Env, callback: Function<(), ()>) {
    if let Err(error) = callback.call(()) {
        env.fatal_exception(error);
    }
}

/// Ends the process by `napi_fatal_error`.
#[napi(ts_return_type = "never")]
pub fn end_by_fatal_error(env: Env, location: String, message: String) {
    env.fatal_error(&location, &message);
}
