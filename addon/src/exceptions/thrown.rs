//! Throwing from Rust: `Env::throw…`, which leave an exception pending, and error classes to return.

use napi::bindgen_prelude::*;
use napi::{JsError, JsRangeError, JsSyntaxError, JsTypeError};
use napi_derive::napi;

/// The classes of errors that napi can make.
#[napi(string_enum)]
pub enum ErrorClass {
    /// `Error`
    Error,
    /// `TypeError`
    TypeError,
    /// `RangeError`
    RangeError,
    /// `SyntaxError`
    SyntaxError,
}

/// Throws an error of the class by `Env::throw_error` and its sisters.
#[napi(ts_return_type = "never")]
pub fn throw_by_env(
    env: &Env,
    kind: ErrorClass,
    message: String,
    code: Option<String>,
) -> Result<()> {
    let code = code.as_deref();
    match kind {
        ErrorClass::Error => env.throw_error(&message, code),
        ErrorClass::TypeError => env.throw_type_error(&message, code),
        ErrorClass::RangeError => env.throw_range_error(&message, code),
        ErrorClass::SyntaxError => {
            env.throw_syntax_error(&message, code);
            Ok(())
        }
    }
}

/// Throws any value by `Env::throw`.
#[napi(ts_return_type = "never")]
pub fn throw_value(env: &Env, value: Unknown) -> Result<()> {
    env.throw(value)
}

/// An error of the class with the status `InvalidArg`, as a value: by `JsTypeError` and its sisters.
#[napi(ts_return_type = "Error & { code: string }")]
pub fn make_error<'env>(env: &'env Env, kind: ErrorClass, message: String) -> Unknown<'env> {
    let error = Error::new(Status::InvalidArg, message);
    match kind {
        ErrorClass::Error => JsError::from(error).into_unknown(*env),
        ErrorClass::TypeError => JsTypeError::from(error).into_unknown(*env),
        ErrorClass::RangeError => JsRangeError::from(error).into_unknown(*env),
        ErrorClass::SyntaxError => JsSyntaxError::from(error).into_unknown(*env),
    }
}

/// Throws such an error by `throw_into`.
#[napi(ts_return_type = "never")]
pub fn throw_made_error(env: &Env, kind: ErrorClass, message: String) {
    let error = Error::new(Status::InvalidArg, message);
    // SAFETY: it is the environment of this call.
    unsafe {
        match kind {
            ErrorClass::Error => JsError::from(error).throw_into(env.raw()),
            ErrorClass::TypeError => JsTypeError::from(error).throw_into(env.raw()),
            ErrorClass::RangeError => JsRangeError::from(error).throw_into(env.raw()),
            ErrorClass::SyntaxError => JsSyntaxError::from(error).throw_into(env.raw()),
        }
    }
}
