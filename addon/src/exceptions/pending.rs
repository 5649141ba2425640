//! An exception left pending while Rust goes on: `Function::apply` and others leave one, where `Function::call` takes it (`function.rs`).
//! Then some of Node-API refuses to work, and Rust's own error is not the one that is thrown.

use std::ptr;

use napi::bindgen_prelude::*;
use napi::{ExtendedErrorInfo, sys};
use napi_derive::napi;

/// Leaves the exception of `throwing` pending, then tries one thing after another, and says how each went.
#[napi(ts_args_type = "throwing: () => void, other: () => string")]
pub fn act_while_pending(
    env: &Env,
    throwing: Function<(), ()>,
    other: Function<(), String>,
) -> Result<Vec<String>> {
    let mut object = Object::new(env)?;
    let mut told = Vec::new();
    let mut tell = |what: &str, outcome: Result<String>| {
        told.push(match outcome {
            Ok(answer) => format!("{what}: Ok({answer})"),
            Err(error) => format!("{what}: Err({}, {})", error.status, error.reason),
        });
    };
    let done = |()| "done".to_owned();
    tell("apply", throwing.apply((), ()).map(done));
    tell(
        "is pending",
        is_pending(env).map(|pending| pending.to_string()),
    );
    tell(
        "make a string",
        env.create_string("text")
            .and_then(|text| text.into_utf8()?.into_owned()),
    );
    tell("set a property", object.set("key", "value").map(done));
    tell("apply another", other.apply((), ()));
    tell("throw", env.throw_error("another error", None).map(done));
    tell("call another", other.call(()));
    tell(
        "is pending",
        is_pending(env).map(|pending| pending.to_string()),
    );
    tell("call another again", other.call(()));
    Ok(told)
}

fn is_pending(env: &Env) -> Result<bool> {
    let mut pending = false;
    // SAFETY: it is the environment of this call.
    let status = unsafe { sys::napi_is_exception_pending(env.raw(), &mut pending) };
    napi::check_status!(status)?;
    Ok(pending)
}

/// Leaves the exception of `throwing` pending and returns an error of its own.
#[napi(ts_args_type = "throwing: () => void")]
pub fn fail_while_pending(throwing: Function<(), ()>) -> Result<()> {
    let _ = throwing.apply((), ());
    Err(Error::from_reason("Rust's own error"))
}

/// Leaves the exception of `throwing` pending and panics.
#[napi(catch_unwind, ts_args_type = "throwing: () => void")]
pub fn panic_while_pending(throwing: Function<(), ()>) {
    let _ = throwing.apply((), ());
    panic!("Rust's own panic");
}

/// Throws twice; returns how each went.
#[napi]
pub fn throw_twice(env: &Env) -> Result<()> {
    env.throw_error("the first error", None)?;
    env.throw_error("the second error", None)
}

/// Takes the exception that `throwing` leaves pending by Node-API itself, for which napi has no function, and returns its message.
#[napi(ts_args_type = "throwing: () => void")]
pub fn take_pending(env: &Env, throwing: Function<(), ()>) -> Result<String> {
    let _ = throwing.apply((), ());
    let mut exception = ptr::null_mut();
    // SAFETY: it is the environment of this call.
    let status = unsafe { sys::napi_get_and_clear_last_exception(env.raw(), &mut exception) };
    napi::check_status!(status)?;
    let exception = Object::from_raw(env.raw(), exception);
    exception.get_named_property("message")
}

/// What `Env::get_last_error_info` says: after a call of what is no function, after something that worked, and after a failed conversion
/// that looked at the type of the value.
#[napi(ts_args_type = "noFunction: unknown")]
pub fn last_error_infos(env: &Env, no_function: Function<(), ()>) -> Result<Vec<String>> {
    let told = |info: ExtendedErrorInfo| format!("{}: {:?}", info.error_code, info.message);
    let mut infos = Vec::new();
    infos.push(told(env.get_last_error_info()?));
    let _ = no_function.call(());
    infos.push(told(env.get_last_error_info()?));
    infos.push(told(env.get_last_error_info()?));
    Object::new(env)?;
    infos.push(told(env.get_last_error_info()?));
    // SAFETY: what it is stands in the value.
    let _ = unsafe { no_function.into_unknown(env)?.cast::<u32>() };
    infos.push(told(env.get_last_error_info()?));
    Ok(infos)
}
