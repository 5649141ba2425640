//! A `Function` that is kept after the return, in safe code.

use std::cell::Cell;

use napi::bindgen_prelude::*;
use napi_derive::napi;

thread_local! {
    static KEPT: Cell<Option<Function<'static, String, String>>> = const { Cell::new(None) };
}

/// Keeps the function itself, where only a `FunctionRef` could be kept: `'static` is accepted in an
/// argument, so no compiler objects.
#[napi]
pub fn keep_function(callback: Function<'static, String, String>) {
    KEPT.set(Some(callback));
}

/// Calls what was kept. This code never uses its own argument, but that is what gets called: the kept
/// handle is a place on the stack, and the argument lies there now.
#[napi(ts_args_type = "unrelated: (argument: string) => string")]
pub fn call_kept_function(_unrelated: Function<String, String>) -> Result<String> {
    match KEPT.take() {
        Some(kept) => kept.call("a secret".to_string()),
        None => Err(Error::from_reason("no function was kept")),
    }
}
