//! `cause`: of an error that Rust made, and of one that JavaScript threw.

use std::thread;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

/// An error whose causes are those that `reasons` name, each the cause of the one before.
fn with_causes(reasons: Vec<String>) -> Result<()> {
    let mut innermost_first = reasons.into_iter().rev().map(Error::from_reason);
    let Some(mut error) = innermost_first.next() else {
        return Ok(());
    };
    for mut outer in innermost_first {
        outer.set_cause(error);
        error = outer;
    }
    Err(error)
}

/// Throws such an error.
#[napi(ts_return_type = "never")]
pub fn throw_with_causes(reasons: Vec<String>) -> Result<()> {
    with_causes(reasons)
}

/// Rejects with such an error.
#[napi(ts_return_type = "Promise<never>")]
pub async fn reject_with_causes(reasons: Vec<String>) -> Result<()> {
    with_causes(reasons)
}

/// Passes such an error to `callback`, from a thread.
#[napi(ts_args_type = "reasons: string[], callback: (error: Error | null) => void")]
pub fn pass_with_causes(reasons: Vec<String>, callback: ThreadsafeFunction<(), ()>) {
    thread::spawn(move || {
        callback.call(
            with_causes(reasons),
            ThreadsafeFunctionCallMode::NonBlocking,
        )
    });
}

/// Passes such an error to `callback`, because the arguments cannot be made: napi makes an error of status and reason alone
/// (`threadsafe_function.rs`).
#[napi(ts_args_type = "reasons: string[], callback: (error: Error | null) => void")]
pub fn fail_with_causes(reasons: Vec<String>, callback: Function<(), ()>) -> Result<()> {
    let queue = callback
        .build_threadsafe_function::<Vec<String>>()
        .callee_handled::<true>()
        .build_callback(|context| with_causes(context.value))?;
    queue.call(Ok(reasons), ThreadsafeFunctionCallMode::NonBlocking);
    Ok(())
}

/// The reasons of the error that `callback` throws and of its causes, as Rust sees them.
#[napi(ts_args_type = "callback: () => void")]
pub fn reasons_of(callback: Function<(), ()>) -> Vec<String> {
    let thrown = callback.call(()).err();
    let causes = std::iter::successors(thrown.as_ref(), |error| error.cause.as_deref());
    causes.map(|error| error.reason.clone()).collect()
}

/// Throws an error of its own whose cause is what `callback` threw.
#[napi(ts_args_type = "callback: () => void")]
pub fn wrap_thrown(callback: Function<(), ()>) -> Result<()> {
    callback.call(()).map_err(|thrown| {
        let mut error = Error::from_reason("the callback failed");
        error.set_cause(thrown);
        error
    })
}

/// Throws what `callback` threw with another reason, status and cause: JavaScript sees none of them, for it gets its own object back.
#[napi(ts_args_type = "callback: () => void")]
pub fn edit_thrown(callback: Function<(), ()>) -> Result<()> {
    callback.call(()).map_err(|mut thrown| {
        thrown.reason = "another reason".to_owned();
        thrown.status = Status::InvalidArg;
        thrown.set_cause(Error::from_reason("another cause"));
        thrown
    })
}
