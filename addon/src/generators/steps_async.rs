//! An asynchronous generator that writes down what it hears from JavaScript.

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::lifecycle::census::CountedHandle;

/// Yields 1, 2, 3, ... at once, and remembers each `next`, `return` and `throw` that reached Rust.
///
/// `Symbol.asyncIterator` makes a new iterator of the same instance each time, which holds the instance by a strong reference
/// (`symbol_async_generator` in bindgen_runtime/async_iterator.rs). The census counts instances as handles.
#[napi(async_iterator)]
pub struct StepAsyncGenerator {
    at: u32,
    end: u32,
    heard: Vec<String>,
    _handle: CountedHandle,
}

#[napi]
impl StepAsyncGenerator {
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
}

#[napi]
impl AsyncGenerator for StepAsyncGenerator {
    type Yield = u32;
    type Next = bool;
    type Return = String;

    /// `next(true)` skips an item.
    fn next(
        &mut self,
        skip: Option<bool>,
    ) -> impl Future<Output = Result<Option<u32>>> + Send + 'static {
        self.heard.push(match skip {
            Some(skip) => format!("next {skip}"),
            None => "next".to_owned(),
        });
        self.at += if skip == Some(true) { 2 } else { 1 };
        let item = (self.at <= self.end).then_some(self.at);
        async move { Ok(item) }
    }

    /// Yields one last item.
    fn complete(
        &mut self,
        value: Option<String>,
    ) -> impl Future<Output = Result<Option<u32>>> + Send + 'static {
        self.heard.push(match value {
            Some(value) => format!("return {value}"),
            None => "return".to_owned(),
        });
        async move { Ok(Some(999)) }
    }

    /// A number is caught, and yielded; `null` is caught, and should end it; anything else is thrown again.
    fn catch(
        &mut self,
        _: Env,
        value: Unknown,
    ) -> impl Future<Output = Result<Option<u32>>> + Send + 'static {
        self.heard.push("throw".to_owned());
        let caught = match value.get_type() {
            Ok(ValueType::Null) => Ok(None),
            Ok(ValueType::Number) => value
                .coerce_to_number()
                .and_then(|n| n.get_uint32())
                .map(Some),
            // As napi's own `catch` does it; `Error::from` would lose what is no object.
            _ => Err(Error::from_unknown_without_coercion(value)),
        };
        async move { caught }
    }
}
