//! Items that belong to the environment: a `ScopedGenerator` makes them in the call that yields them.

use napi::bindgen_prelude::*;
use napi::iterator::ScopedGenerator;
use napi_derive::napi;

use crate::lifecycle::census::{Counted, CountedHandle};

/// One of three kinds of values that only exist while Rust is called.
type Item<'env> = Either3<Function<'env, (), u32>, Object<'env>, BufferSlice<'env>>;

/// Yields in turn a function, an object and a buffer, each made from its number; a plain `Generator` has no environment to make them with.
///
/// The functions own what the census counts as handles, and each instance what it counts as a payload.
#[napi(iterator)]
pub struct ScopedItems {
    at: u32,
    end: u32,
    _payload: Counted,
}

#[napi]
impl ScopedItems {
    /// A generator of `end` items.
    #[napi(constructor)]
    pub fn new(end: u32) -> Self {
        Self {
            at: 0,
            end,
            _payload: Counted::new("a generator"),
        }
    }
}

#[napi]
impl<'env> ScopedGenerator<'env> for ScopedItems {
    // Not by its alias, which the generated TypeScript would name without knowing it.
    type Yield = Either3<Function<'env, (), u32>, Object<'env>, BufferSlice<'env>>;
    type Next = ();
    type Return = ();

    fn next(&mut self, env: &'env Env, _: Option<()>) -> Option<Item<'env>> {
        if self.at == self.end {
            return None;
        }
        self.at += 1;
        match item(env, self.at) {
            Ok(item) => Some(item),
            Err(error) => {
                // SAFETY: this runs in a call of that environment.
                unsafe { JsError::from(error).throw_into(env.raw()) };
                None
            }
        }
    }
}

fn item(env: &Env, number: u32) -> Result<Item<'_>> {
    Ok(match number % 3 {
        1 => {
            let handle = CountedHandle::new();
            Either3::A(env.create_function_from_closure("item", move |_| {
                let _kept = &handle;
                Ok(number)
            })?)
        }
        2 => {
            let mut object = Object::new(env)?;
            object.set("number", number)?;
            Either3::B(object)
        }
        _ => Either3::C(BufferSlice::from_data(env, number.to_be_bytes())?),
    })
}
