//! A callback as a property, like `onclick` of the DOM: set, read back, cleared, and called by a setter with the object as its `this`.

use std::cell::Cell;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::properties::keep;

const ON_CHANGE: &str = "_onChange";

type Change = FnArgs<(f64, f64)>;

/// A number that says when it changes.
#[napi]
pub struct ObservedValue {
    value: Cell<f64>,
}

#[napi]
impl ObservedValue {
    /// Begins with this value.
    #[napi(constructor)]
    pub fn new(value: f64) -> Self {
        Self {
            value: Cell::new(value),
        }
    }

    /// The value.
    #[napi(getter)]
    pub fn value(&self) -> f64 {
        self.value.get()
    }

    /// Sets it, and calls `onChange` with the new value and the one before. What that throws reaches the assignment, and the value is set.
    #[napi(setter)]
    pub fn set_value(&self, this: This, value: f64) -> Result<()> {
        let before = self.value.replace(value);
        if value == before {
            return Ok(());
        }
        match on_change(this.object)? {
            // `apply`, not `call`, which has no `this`.
            Some(callback) => callback.apply(this.object, (value, before).into()),
            None => Ok(()),
        }
    }

    /// What is called when the value changes, or null.
    #[napi(
        getter,
        ts_return_type = "((this: ObservedValue, value: number, before: number) => void) | null"
    )]
    pub fn on_change<'env>(&self, this: This<'env>) -> Result<Option<Function<'env, Change, ()>>> {
        on_change(this.object)
    }

    /// Sets it, or clears it with null. Nothing else is taken: `strict` has napi look at the value.
    #[napi(
        setter,
        strict,
        ts_args_type = "callback: ((this: ObservedValue, value: number, before: number) => void) | null"
    )]
    pub fn set_on_change(
        &self,
        env: &Env,
        this: This,
        callback: Option<Function<Change, ()>>,
    ) -> Result<()> {
        match callback {
            Some(callback) => keep(this.object, ON_CHANGE, &callback),
            None => keep(this.object, ON_CHANGE, &Null.into_unknown(env)?),
        }
    }
}

fn on_change(object: Object<'_>) -> Result<Option<Function<'_, Change, ()>>> {
    object.get::<Option<_>>(ON_CHANGE).map(Option::flatten)
}
