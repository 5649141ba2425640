//! What a panic may carry.

use std::panic::panic_any;

use napi_derive::napi;

/// What a panic carries.
#[napi(string_enum)]
pub enum PanicWith {
    /// A `&'static str`.
    Literal,
    /// A formatted `String`.
    Formatted,
    /// No text at all.
    Number,
}

impl PanicWith {
    /// Panics with it.
    pub fn panic(&self) -> ! {
        match self {
            Self::Literal => panic!("a panic with a literal"),
            Self::Formatted => panic!("a panic with text number {}", 2),
            Self::Number => panic_any(3),
        }
    }
}
