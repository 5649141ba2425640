//! An Error refers to the JavaScript value that it was made of. Dropped on another thread it released that reference
//! there and then, although it belongs to JavaScript's thread: V8 crashes when both work on references at once.

use std::thread;

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Makes `count` errors of the value, and returns when another thread has dropped them.
#[napi]
pub fn make_errors(value: Unknown, count: u32) -> Result<()> {
    let errors: Vec<Error> = (0..count).map(|_| Error::from(value)).collect();
    thread::spawn(move || drop(errors))
        .join()
        .map_err(|_| Error::from_reason("a drop panicked"))
}
