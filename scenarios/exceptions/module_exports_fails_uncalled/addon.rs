//! An addon that refuses to load.

use napi::bindgen_prelude::*;
use napi_derive::napi;

#[napi(module_exports)]
pub fn refuse(_exports: Object) -> Result<()> {
    Err(Error::new(Status::InvalidArg, "the addon refuses to load"))
}
