//! The function that `PromiseRaw::then` hands to JavaScript freed its box, the closure in it, each time it was called.

use napi::bindgen_prelude::*;
use napi_derive::napi;

#[napi]
pub fn greet<'env>(
    name: PromiseRaw<'env, String>,
    greeting: String,
) -> Result<PromiseRaw<'env, String>> {
    name.then(move |context| Ok(format!("{greeting}, {}", context.value)))
}
