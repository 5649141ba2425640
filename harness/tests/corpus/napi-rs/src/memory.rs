//! What is kept, what is given back, and what fails while it is given back.

use std::cell::RefCell;
use std::mem;

use napi::bindgen_prelude::{External, Function, FunctionRef, Result};
use napi_derive::napi;

thread_local! {
    static RECENT: RefCell<Vec<FunctionRef<u32, ()>>> = const { RefCell::new(Vec::new()) };
}

/// Calls `callback` through a reference that is never given back.
#[napi]
pub fn call_and_keep(callback: Function<u32, ()>) -> Result<()> {
    let reference = callback.create_ref()?; // place: reference_leak
    mem::forget(reference);
    callback.call(1)
}

/// Calls `callback` and keeps the hundred most recent ones.
#[napi]
pub fn call_and_cache(callback: Function<u32, ()>) -> Result<()> {
    let reference = callback.create_ref()?;
    RECENT.with_borrow_mut(|recent| {
        if recent.len() == 100 {
            recent.remove(0);
        }
        recent.push(reference);
    });
    callback.call(1)
}

/// A file that must be closed before it is dropped.
pub struct File {
    open: bool,
}

impl Drop for File {
    fn drop(&mut self) {
        assert!(!self.open, "the file is still open"); // place: panic_in_a_finalizer
    }
}

/// Opens one.
#[napi]
pub fn open() -> External<File> {
    External::new(File { open: true })
}

/// Closes it.
#[napi]
pub fn close(file: &mut External<File>) {
    file.open = false;
}
