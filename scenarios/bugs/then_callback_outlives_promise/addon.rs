//! `PromiseRaw::then` freed its closure with the object that JavaScript's `then` returned, not with the function that
//! calls it.

use napi::bindgen_prelude::*;
use napi_derive::napi;

#[napi]
pub fn greet<'env>(
    name: PromiseRaw<'env, String>,
    greeting: String,
) -> Result<PromiseRaw<'env, String>> {
    name.then(move |context| Ok(format!("{greeting}, {}", context.value)))
}
