//! Where an error goes: to the callback, to `uncaughtException`, or back to Rust.

use std::thread;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::guide::part5_generics::NetworkError;

/// What the reporting functions say, in order: the second step fails.
fn steps() -> [std::result::Result<&'static str, &'static str>; 3] {
    [Ok("connect"), Err("disk full"), Ok("retry")]
}

/// Reports two steps and, between them, an error, with `CalleeHandled = true`.
#[napi(ts_args_type = "callback: (err: Error | null, step?: string) => void")]
pub fn report_steps_handled(callback: ThreadsafeFunction<String, ()>) {
    thread::spawn(move || {
        for step in steps() {
            callback.call(
                step.map(str::to_string).map_err(Error::from_reason),
                ThreadsafeFunctionCallMode::NonBlocking,
            );
        }
    });
}

/// Reports the same with `CalleeHandled = false`, where no `Err` can be passed: the error comes from
/// making the arguments, on the JavaScript thread.
///
/// That thread waits here until all three calls have been made, so what it never gets was queued. The
/// statuses of the calls are returned.
#[napi(ts_args_type = "callback: (step: string) => void")]
pub fn report_steps_fatally(callback: Function<String, ()>) -> Result<Vec<String>> {
    let tsfn = callback
        .build_threadsafe_function::<std::result::Result<&str, &str>>()
        .callee_handled::<false>()
        .build_callback(|context| {
            context
                .value
                .map(str::to_string)
                .map_err(Error::from_reason)
        })?;
    let report = move |step| {
        let status = tsfn.call(step, ThreadsafeFunctionCallMode::NonBlocking);
        status.to_string()
    };
    thread::spawn(move || Vec::from(steps().map(report)))
        .join()
        .map_err(|_| Error::from_reason("the reporting thread panicked"))
}

/// Passes one error with a status of this addon's own, then one with a status of napi's that has to
/// become one: the builder's `error_status`.
#[napi(ts_args_type = "callback: (err: Error & { code: string }) => void")]
pub fn report_network_errors(callback: Function<u32, ()>) -> Result<()> {
    let tsfn = callback
        .build_threadsafe_function::<u32>()
        .error_status::<NetworkError>()
        .callee_handled::<true>()
        .build_callback(|context| -> Result<u32> {
            Err(Error::new(
                Status::InvalidArg,
                format!("no packet {}", context.value),
            ))
        })?;
    thread::spawn(move || {
        let refused = Error::new(
            NetworkError("ECONNREFUSED".to_string()),
            "nobody listens on port 80",
        );
        tsfn.call(Err(refused), ThreadsafeFunctionCallMode::NonBlocking);
        tsfn.call(Ok(7), ThreadsafeFunctionCallMode::NonBlocking);
    });
    Ok(())
}

/// Asks with `call_async` of a callee-handled function.
#[napi(
    ts_args_type = "question: string, callback: (err: Error | null, question: string) => string"
)]
pub async fn ask_handled(
    question: String,
    callback: ThreadsafeFunction<String, String>,
) -> Result<String> {
    callback.call_async(Ok(question)).await
}

/// Passes an error through `call_async` of a callee-handled function.
#[napi(ts_args_type = "reason: string, callback: (err: Error | null, question?: string) => string")]
pub async fn ask_with_error(
    reason: String,
    callback: ThreadsafeFunction<String, String>,
) -> Result<String> {
    callback.call_async(Err(Error::from_reason(reason))).await
}

/// Asks with `call_async` of a function that is not callee-handled.
#[napi(ts_args_type = "question: string, callback: (question: string) => string")]
pub async fn ask_fatally(
    question: String,
    callback: ThreadsafeFunction<String, String, String, Status, false>,
) -> Result<String> {
    callback.call_async(question).await
}

/// Asks with `call_async_catch` of a function that is not callee-handled.
#[napi(ts_args_type = "question: string, callback: (question: string) => string")]
pub async fn ask_catching(
    question: String,
    callback: ThreadsafeFunction<String, String, String, Status, false>,
) -> Result<String> {
    callback.call_async_catch(question).await
}
