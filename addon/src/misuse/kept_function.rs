//! A `Function` that is kept after the return, in safe code.

use std::cell::RefCell;

use napi::bindgen_prelude::*;
use napi_derive::napi;

thread_local! {
    static KEPT: RefCell<Option<Function<'static, String, String>>> = const { RefCell::new(None) };
}

/// Keeps the function itself, where only a `FunctionRef` could be kept: `'static` is accepted in an
/// argument, so no compiler objects.
#[napi]
pub fn keep_function(callback: Function<'static, String, String>) {
    KEPT.replace(Some(callback));
}

/// Calls what was kept. This code never uses its own argument, but that is what gets called: the kept
/// handle is a place on the stack, where the last argument of this call lies now.
#[napi(ts_args_type = "unrelated: (argument: string) => string")]
pub fn call_kept_function(_unrelated: Function<String, String>) -> Result<String> {
    KEPT.with_borrow(|kept| match kept {
        Some(kept) => kept.call("a secret".to_string()),
        None => Err(Error::from_reason("no function was kept")),
    })
}
