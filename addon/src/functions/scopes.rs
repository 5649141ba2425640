//! Handle scopes: what Rust makes of JavaScript's values is alive until the native call returns, unless a scope ends earlier.
//!
//! napi's `HandleScope` has no `Drop` (`js_values/scope.rs`): what is not closed stays open. `EscapableHandleScope::with` closes its own.

use napi::JsNumber;
use napi::bindgen_prelude::*;
use napi_derive::napi;

/// How values are made in a loop.
#[napi(string_enum = "camelCase")]
pub enum Scoping {
    /// In the scope of the native call.
    None,
    /// Each in a `HandleScope`.
    HandleScope,
    /// Each in `Env::run_in_scope`.
    RunInScope,
    /// Each in an `EscapableHandleScope` that lets a small value out.
    Escapable,
}

/// Makes `count` texts of `length` letters, none of which it needs any more when it calls `callback`; returns what all lengths add up to.
#[napi(ts_args_type = "count: number, length: number, scoping: Scoping, callback: () => void")]
pub fn make_texts(
    env: &Env,
    count: u32,
    length: u32,
    scoping: Scoping,
    callback: Function<(), ()>,
) -> Result<u32> {
    let letters = vec![b'x'; length as usize];
    let measure = || env.create_string_latin1(&letters)?.utf8_len();
    let mut sum = 0;
    for _ in 0..count {
        sum += match scoping {
            Scoping::None => measure()?,
            Scoping::HandleScope => {
                let scope = HandleScope::create(env)?;
                // SAFETY: nothing that was made in the scope gets out of it.
                unsafe { scope.close(callback, |_| measure())? }
            }
            Scoping::RunInScope => env.run_in_scope(measure)?,
            Scoping::Escapable => {
                let number: JsNumber = EscapableHandleScope::with(env, callback, |scope, _| {
                    scope.escape(env.create_double(measure()? as f64)?)
                })?;
                number.get_uint32()? as usize
            }
        };
    }
    callback.call(())?;
    Ok(sum as u32)
}

/// Calls `callback` in a `HandleScope` and returns what it returned, as text: the scope is closed, even if `callback` throws.
#[napi(ts_args_type = "callback: () => string")]
pub fn call_in_handle_scope(env: &Env, callback: Function<(), String>) -> Result<String> {
    let scope = HandleScope::create(env)?;
    // SAFETY: what the call makes is not used after `close`; what is returned is Rust's own.
    unsafe { scope.close(callback, |callback| callback.call(())) }
}

/// Calls `callback` between `create` and `close` and returns its error at once: the scope stays open.
#[napi(ts_args_type = "callback: () => string")]
pub fn leave_handle_scope_open(env: &Env, callback: Function<(), Unknown>) -> Result<String> {
    let scope = HandleScope::create(env)?;
    let answer = callback.call(())?;
    // SAFETY: what the call makes is not used after `close`.
    unsafe {
        scope.close(answer, |answer| {
            answer.coerce_to_string()?.into_utf8()?.into_owned()
        })
    }
}

/// The longest of `texts`, which escapes from the scope that all of them were read in.
#[napi(ts_args_type = "texts: string[]", ts_return_type = "string")]
pub fn longest_text<'env>(env: &'env Env, texts: Array<'env>) -> Result<Unknown<'env>> {
    EscapableHandleScope::with(env, texts.into_unknown(env)?, |scope, texts| {
        // SAFETY: it is the array from above.
        let texts: Array = unsafe { texts.cast()? };
        let mut longest: Option<(Unknown, usize)> = None;
        for index in 0..texts.len() {
            let text: Unknown = texts.get_element(index)?;
            let length = text.coerce_to_string()?.utf8_len()?;
            if longest.is_none_or(|(_, most)| length > most) {
                longest = Some((text, length));
            }
        }
        match longest {
            Some((text, _)) => scope.escape(text),
            None => Err(Error::new(Status::InvalidArg, "there is no text")),
        }
    })
}

/// Lets two values escape from one scope: Node-API allows one, and says so of the second.
#[napi(ts_args_type = "first: unknown, second: unknown")]
pub fn escape_twice<'env>(
    env: &'env Env,
    first: Unknown<'env>,
    second: Unknown<'env>,
) -> Result<Unknown<'env>> {
    EscapableHandleScope::with(env, (first, second), |scope, (first, second)| {
        scope.escape(first)?;
        scope.escape(second)
    })
}
