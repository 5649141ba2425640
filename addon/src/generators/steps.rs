//! A generator that writes down what it hears from JavaScript.

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::lifecycle::census::CountedHandle;

/// Yields 1, 2, 3, ... and remembers each `next`, `return` and `throw` that reached Rust.
///
/// The instance is its own iterator: napi puts `next`, `return` and `throw` on each instance, as functions that hold a pointer to the Rust value
/// (`create_iterator` in bindgen_runtime/iterator.rs). The census counts instances as handles.
#[napi(iterator)]
pub struct StepGenerator {
    at: u32,
    end: u32,
    heard: Vec<String>,
    _handle: CountedHandle,
}

#[napi]
impl StepGenerator {
    /// A generator that goes up to `end`.
    #[napi(constructor)]
    pub fn new(end: u32) -> Self {
        Self {
            at: 0,
            end,
            heard: Vec::new(),
            _handle: CountedHandle::new(),
        }
    }

    /// What has reached Rust since this was asked last.
    #[napi]
    pub fn heard(&mut self) -> Vec<String> {
        std::mem::take(&mut self.heard)
    }

    /// How far it has got.
    #[napi]
    pub fn at(&self) -> u32 {
        self.at
    }
}

#[napi]
impl Generator for StepGenerator {
    type Yield = u32;
    type Next = bool;
    type Return = String;

    /// `next(true)` skips an item.
    fn next(&mut self, skip: Option<bool>) -> Option<u32> {
        self.heard.push(match skip {
            Some(skip) => format!("next {skip}"),
            None => "next".to_owned(),
        });
        self.at += if skip == Some(true) { 2 } else { 1 };
        (self.at <= self.end).then_some(self.at)
    }

    /// Would like to yield one more item, which napi does not pass on.
    fn complete(&mut self, value: Option<String>) -> Option<u32> {
        self.heard.push(match value {
            Some(value) => format!("return {value}"),
            None => "return".to_owned(),
        });
        Some(999)
    }

    /// A number is caught, and yielded; `null` is caught, and ends it; anything else is thrown again.
    fn catch<'env>(
        &'env mut self,
        _: Env,
        value: Unknown<'env>,
    ) -> std::result::Result<Option<u32>, Unknown<'env>> {
        self.heard.push("throw".to_owned());
        match value.get_type() {
            Ok(ValueType::Null) => Ok(None),
            Ok(ValueType::Number) => match value.coerce_to_number().and_then(|n| n.get_uint32()) {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(value),
            },
            _ => Err(value),
        }
    }
}
