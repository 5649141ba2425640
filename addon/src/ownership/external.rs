//! `External`: a value of JavaScript's that is nothing but a hold on Rust data, and `ExternalRef`, which keeps one.

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::drops::Tracked;

/// What JavaScript holds without seeing it.
pub struct Tally {
    value: i32,
    _payload: Tracked,
}

impl Tally {
    fn new(name: String) -> Self {
        Self {
            value: 0,
            _payload: Tracked::new(name),
        }
    }
}

/// Another type, which is refused in a tally's place.
pub struct Label {
    _payload: Tracked,
}

/// An external tally that stands at 0. Its data is dropped when JavaScript has collected the value.
#[napi(ts_return_type = "object")]
pub fn make_tally(name: String) -> External<Tally> {
    External::new(Tally::new(name))
}

/// The same, and the garbage collector is told that it takes `bytes`.
#[napi(ts_return_type = "object")]
pub fn make_tally_of_size(name: String, bytes: u32) -> External<Tally> {
    External::new_with_size_hint(Tally::new(name), bytes as usize)
}

/// An external of another type.
#[napi(ts_return_type = "object")]
pub fn make_label(name: String) -> External<Label> {
    External::new(Label {
        _payload: Tracked::new(name),
    })
}

/// Changes what the external holds, and returns it. `&mut External<T>` is checked: each live payload is registered with its type
/// (`bindgen_runtime/js_values/external.rs`).
#[napi(ts_args_type = "tally: object, amount: number")]
pub fn add_to_tally(tally: &mut External<Tally>, amount: i32) -> i32 {
    tally.value += amount;
    tally.value
}

/// What the external holds.
#[napi(ts_args_type = "tally: object")]
pub fn read_tally(tally: &External<Tally>) -> i32 {
    tally.value
}

/// Panics when it is dropped.
pub struct PanicsAtDrop {
    message: String,
}

impl Drop for PanicsAtDrop {
    fn drop(&mut self) {
        panic!("{}", self.message);
    }
}

/// An external whose finalizer panics: `raw_finalize` in `env.rs` has no guard, and unwinding out of an `extern "C"` function aborts.
#[napi(ts_return_type = "object")]
pub fn make_panicking_external(message: String) -> External<PanicsAtDrop> {
    External::new(PanicsAtDrop { message })
}

/// A reference from Rust that keeps an external, and reads its data without asking JavaScript.
#[napi]
pub struct HeldTally {
    tally: Option<ExternalRef<Tally>>,
}

#[napi]
impl HeldTally {
    /// Refers to an external that JavaScript has, or to a new one that it never saw (`ExternalRef::new`).
    #[napi(constructor, ts_args_type = "tally: object | string")]
    pub fn new(env: &Env, tally: Either<String, ExternalRef<Tally>>) -> Result<Self> {
        let tally = match tally {
            Either::A(name) => ExternalRef::new(env, Tally::new(name))?,
            Either::B(tally) => tally,
        };
        Ok(Self { tally: Some(tally) })
    }

    /// Changes the data, and returns it.
    #[napi]
    pub fn add(&mut self, amount: i32) -> Result<i32> {
        let tally = self.tally.as_mut().ok_or_else(released)?;
        tally.value += amount;
        Ok(tally.value)
    }

    /// The external itself, the same one each time.
    #[napi(ts_return_type = "object")]
    pub fn external<'env>(&self, env: &'env Env) -> Result<Unknown<'env>> {
        let tally = self.tally.as_ref().ok_or_else(released)?;
        tally.into_unknown(env)
    }

    /// Refers to it no longer.
    #[napi]
    pub fn release(&mut self) {
        self.tally = None;
    }
}

fn released() -> Error {
    Error::from_reason("the reference was released")
}
