//! Generators that fail: `next` has no error to return, and a panic in it has nowhere to go.

use napi::bindgen_prelude::*;
use napi::iterator::ScopedGenerator;
use napi_derive::napi;

/// Yields 1, then an `Err`, then 3. `Result` is a value like any other here: its `Err` becomes an `Error` object that is yielded, not thrown.
#[napi(iterator)]
pub struct ErrYieldingGenerator {
    at: u32,
}

#[napi]
impl ErrYieldingGenerator {
    /// A generator that has yielded nothing yet.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        Self { at: 0 }
    }
}

#[napi]
impl Generator for ErrYieldingGenerator {
    type Yield = Result<u32>;
    type Next = ();
    type Return = ();

    fn next(&mut self, _: Option<()>) -> Option<Result<u32>> {
        self.at += 1;
        match self.at {
            2 => Some(Err(Error::from_reason("no second item"))),
            1 | 3 => Some(Ok(self.at)),
            _ => None,
        }
    }
}

/// Yields 1, throws, yields 3. It throws by hand, with the environment that only a `ScopedGenerator` gets, and returns nothing.
#[napi(iterator)]
pub struct ThrowingGenerator {
    at: u32,
}

#[napi]
impl ThrowingGenerator {
    /// A generator that has yielded nothing yet.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        Self { at: 0 }
    }
}

#[napi]
impl<'env> ScopedGenerator<'env> for ThrowingGenerator {
    type Yield = u32;
    type Next = ();
    type Return = ();

    fn next(&mut self, env: &'env Env, _: Option<()>) -> Option<u32> {
        self.at += 1;
        match self.at {
            2 => {
                // It fails only where JavaScript cannot run, and then nobody hears of either.
                let _ = env.throw_error("no second item", Some("NO_ITEM"));
                None
            }
            1 | 3 => Some(self.at),
            _ => None,
        }
    }
}

/// Panics in `next` or `return`.
#[napi(iterator)]
pub struct PanickingGenerator {}

#[napi]
impl PanickingGenerator {
    /// A generator to be called once.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        Self {}
    }
}

#[napi]
impl Generator for PanickingGenerator {
    type Yield = u32;
    type Next = ();
    type Return = ();

    fn next(&mut self, _: Option<()>) -> Option<u32> {
        panic!("no room for an item");
    }

    fn complete(&mut self, _: Option<()>) -> Option<u32> {
        panic!("no room for the end");
    }
}
