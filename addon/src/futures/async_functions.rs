//! Async functions without an instance: values, arguments, errors and panics.
//!
//! napi converts the arguments on JavaScript's thread, at once; the body, all of it, runs on Tokio's threads; the result
//! is converted on JavaScript's thread again (napi's tokio_runtime.rs, `execute_future_impl`).

use std::fmt;
use std::panic;
use std::thread;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::capture::{Capture, kind};
use super::signal;

/// Resolves with `text` once `signal` was given.
#[napi]
pub async fn async_text(signal: String, text: String) -> String {
    let _capture = Capture::in_future("async fn");
    signal::given(&signal).await;
    text
}

/// Says on which thread its body runs.
#[napi]
pub async fn async_thread() -> String {
    kind(&thread::current(), None).to_owned()
}

/// Sums up bytes that JavaScript may have let go of when `signal` is given: the argument keeps them.
#[napi]
pub async fn async_sum(signal: String, bytes: Uint8Array) -> u32 {
    signal::given(&signal).await;
    bytes.iter().copied().map(u32::from).sum()
}

/// Rejects with an error of Rust's: its status becomes `code`, its reason `message`.
#[napi]
pub async fn async_reject(signal: String, reason: String) -> Result<()> {
    signal::given(&signal).await;
    Err(Error::new(Status::InvalidArg, reason))
}

/// An addon's own error.
#[derive(Debug)]
pub enum LookUpError {
    /// There is nobody of that name.
    Unknown(String),
}

impl fmt::Display for LookUpError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Unknown(name) = self;
        write!(formatter, "nobody is called {name}")
    }
}

/// What napi asks of the error of an async fn. Its status can be no other than napi's own.
impl From<LookUpError> for Error {
    fn from(error: LookUpError) -> Self {
        Self::new(Status::Cancelled, error.to_string())
    }
}

/// Rejects with an error of the addon's own type.
#[napi]
pub async fn async_look_up(name: String) -> std::result::Result<u32, LookUpError> {
    Err(LookUpError::Unknown(name))
}

/// Settles as `promise` does: what that was rejected with comes back as the same value, whatever it is.
#[napi]
pub async fn async_relay(promise: Promise<String>) -> Result<String> {
    promise.await
}

/// What a future panics with.
#[napi(string_enum = "camelCase")]
pub enum PanicPayload {
    /// A literal: a `&str`.
    Literal,
    /// A message with something in it: a `String`.
    Formatted,
    /// A value of a type that no hook can print.
    Value,
}

/// Panics once `signal` was given.
#[napi]
pub async fn async_panic(signal: String, payload: PanicPayload) {
    let _capture = Capture::in_future("async fn");
    signal::given(&signal).await;
    let room = 12;
    match payload {
        PanicPayload::Literal => panic!("no room"),
        PanicPayload::Formatted => panic!("no room {room}"),
        PanicPayload::Value => panic::panic_any(room),
    }
}
