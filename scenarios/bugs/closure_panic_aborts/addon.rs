//! What JavaScript calls of a closure is an `extern "C"` function, which no panic may leave: it aborts the process.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// A function that panics.
#[napi]
pub fn panicker(env: &Env) -> Result<Function<'_, (), ()>> {
    env.create_function_from_closure("panicker", |_| -> Result<()> { panic!("no room") })
}
