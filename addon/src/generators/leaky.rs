//! A generator whose errors have something behind their text.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Refuses every argument and every item with "refused".
#[napi(iterator)]
pub struct LeakyGenerator {}

#[napi]
impl LeakyGenerator {
    /// A generator that yields nothing but errors.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        Self {}
    }
}

/// A value that cannot be converted, either way. As an object that napi-derive converts in neither direction it is declared to TypeScript,
/// which the generator's own declaration takes for granted.
#[napi(object, object_from_js = false, object_to_js = false)]
pub struct Unconvertible {}

impl Unconvertible {
    /// Its text was once longer, and what is left of the longer one is the memory behind it. Rust's strings have no zero at their end; this one
    /// has one there, so that Node-API, which reads on until it finds one, does not read on beyond the string's own memory.
    fn refused() -> Error {
        let mut reason = String::from("refused, and here is what was in memory behind it\0");
        reason.truncate("refused".len());
        // Put in as it is: `Error::new` would copy the text alone.
        let mut error = Error::new(Status::GenericFailure, "");
        error.reason = reason;
        error
    }
}

impl FromNapiValue for Unconvertible {
    unsafe fn from_napi_value(_: sys::napi_env, _: sys::napi_value) -> Result<Self> {
        Err(Self::refused())
    }
}

impl ToNapiValue for Unconvertible {
    unsafe fn to_napi_value(_: sys::napi_env, _: Self) -> Result<sys::napi_value> {
        Err(Self::refused())
    }
}

#[napi]
impl Generator for LeakyGenerator {
    type Yield = Unconvertible;
    type Next = Unconvertible;
    type Return = Unconvertible;

    fn next(&mut self, argument: Option<Unconvertible>) -> Option<Unconvertible> {
        // After an argument that failed there is an exception already.
        match argument {
            Some(_) => None,
            None => Some(Unconvertible {}),
        }
    }
}
