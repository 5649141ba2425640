//! An addon that refuses to load, with a function that calls back.

use napi::bindgen_prelude::*;
use napi_derive::napi;

#[napi(module_exports)]
pub fn refuse(_exports: Object) -> Result<()> {
    Err(Error::new(Status::InvalidArg, "the addon refuses to load"))
}

#[napi]
pub fn greet(callback: Function<String, String>) -> Result<String> {
    callback.call("alice".to_string())
}
