//! `#[napi(catch_unwind)]`: a panic becomes an exception, where it would abort the process.

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::panics::PanicWith;

/// Panics.
#[napi(catch_unwind, ts_return_type = "never")]
pub fn panic_and_catch(payload: PanicWith) {
    payload.panic();
}

/// Calls `callback`, then panics if it returned true.
#[napi(catch_unwind, ts_args_type = "callback: () => boolean")]
pub fn panic_after_callback(callback: Function<(), bool>) -> Result<String> {
    let panics = callback.call(())?;
    assert!(!panics, "the callback returned true");
    Ok("no panic".to_owned())
}

/// Calls `callback`; it has no `catch_unwind`, but neither does it panic itself.
#[napi(ts_args_type = "callback: () => void")]
pub fn call_without_catch(callback: Function<(), ()>) -> Result<()> {
    callback.call(())
}

/// Rejects: an `async fn` needs no `catch_unwind`.
#[napi(ts_return_type = "Promise<never>")]
pub async fn panic_in_future(payload: PanicWith) {
    payload.panic();
}

/// Something that can panic half-way through.
#[napi]
#[derive(Default)]
pub struct HalfWritten {
    written: Vec<String>,
}

#[napi]
impl HalfWritten {
    /// Nothing is written yet.
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes two texts, or panics after the first.
    #[napi(catch_unwind)]
    pub fn write(&mut self, first: String, second: Option<String>) {
        self.written.push(first);
        self.written.push(second.expect("a second text"));
    }

    /// What is written; panics if nothing is.
    #[napi(getter, catch_unwind)]
    pub fn written(&self) -> Vec<String> {
        assert!(!self.written.is_empty(), "nothing is written");
        self.written.clone()
    }
}
