//! Synchronous calls past Part 1: checked arguments, and errors that Rust keeps to itself.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// `processUserData` with `strict`: arguments are checked before anything runs.
#[napi(strict)]
pub fn process_user_data_strict(
    username: String,
    callback: Function<String, String>,
) -> Result<String> {
    callback.call(username.to_uppercase())
}

/// Calls with `Function::call`, and keeps the error to itself.
#[napi]
pub fn call_and_swallow(callback: Function<String, String>) -> String {
    describe(callback.call("a question".to_string()))
}

/// Calls with `Function::apply`, and would like to keep the error to itself.
#[napi]
pub fn apply_and_swallow(callback: Function<String, String>) -> String {
    describe(callback.apply((), "a question".to_string()))
}

fn describe(answer: Result<String>) -> String {
    match answer {
        Ok(answer) => format!("answered {answer}"),
        Err(error) => format!("swallowed {}", error.status),
    }
}
