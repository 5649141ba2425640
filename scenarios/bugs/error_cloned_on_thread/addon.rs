//! `Error::try_clone` refused to clone on another thread an error that refers to a JavaScript value, so that its
//! refusal was passed on in place of the error.

use std::thread;

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Throws a clone, made on another thread, of the error.
#[napi]
pub fn throw_clone(error: Unknown) -> Result<()> {
    let error = Error::from(error);
    let clone = thread::scope(|scope| scope.spawn(|| error.try_clone()).join());
    Err(clone.map_err(|_| Error::from_reason("the clone panicked"))??)
}
