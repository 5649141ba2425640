//! A FunctionRef that was dropped on another thread deleted its reference there and then, although the lists of
//! references belong to JavaScript's thread: V8 crashes when both work on them at once.

use std::thread;

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Makes `count` references to the function, and returns when another thread has dropped them.
#[napi]
pub fn refer(function: Function<(), ()>, count: u32) -> Result<()> {
    let references: Vec<FunctionRef<(), ()>> = (0..count)
        .map(|_| function.create_ref())
        .collect::<Result<_>>()?;
    thread::spawn(move || drop(references))
        .join()
        .map_err(|_| Error::from_reason("a drop panicked"))
}
