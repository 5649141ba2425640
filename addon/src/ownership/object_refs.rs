//! `ObjectRef` and `UnknownRef`: bare references to JavaScript values, which somebody has to release by hand.

use napi::UnknownRef;
use napi::bindgen_prelude::*;
use napi_derive::napi;

/// An object that Rust keeps until it is released.
#[napi]
pub struct HeldObject {
    object: Option<ObjectRef>,
}

#[napi]
impl HeldObject {
    /// Keeps `object` from now on.
    #[napi(constructor, ts_args_type = "object: object")]
    pub fn new(object: ObjectRef) -> Self {
        Self {
            object: Some(object),
        }
    }

    /// The object, the same one each time.
    #[napi(ts_return_type = "object")]
    pub fn get<'env>(&self, env: &'env Env) -> Result<Object<'env>> {
        self.object.as_ref().ok_or_else(released)?.get_value(env)
    }

    /// Keeps it no longer.
    #[napi]
    pub fn release(&mut self, env: &Env) -> Result<()> {
        self.object.take().ok_or_else(released)?.unref(env)
    }
}

/// A value of any type that a reference can be made to.
#[napi]
pub struct HeldUnknown {
    value: Option<UnknownRef>,
}

#[napi]
impl HeldUnknown {
    /// Keeps `value` from now on.
    #[napi(constructor, ts_args_type = "value: unknown")]
    pub fn new(value: Unknown) -> Result<Self> {
        Ok(Self {
            value: Some(value.create_ref()?),
        })
    }

    /// The value.
    #[napi(ts_return_type = "unknown")]
    pub fn get<'env>(&self, env: &'env Env) -> Result<Unknown<'env>> {
        self.value.as_ref().ok_or_else(released)?.get_value(env)
    }

    /// Gives the value back and the reference up, as `return reference` does in any function.
    #[napi(ts_return_type = "unknown")]
    pub fn give_back(&mut self) -> Result<UnknownRef> {
        self.value.take().ok_or_else(released)
    }

    /// Keeps it no longer.
    #[napi]
    pub fn release(&mut self, env: &Env) -> Result<()> {
        self.value.take().ok_or_else(released)?.unref(env)
    }
}

/// Drops a reference that was not released, which complains on standard error and leaks (`bindgen_runtime/js_values/object.rs`).
#[napi(ts_args_type = "object: object")]
pub fn drop_object_ref(object: Object) -> Result<()> {
    drop(object.create_ref::<true>()?);
    Ok(())
}

/// The same without the complaint: `LEAK_CHECK` is false.
#[napi(ts_args_type = "object: object")]
pub fn drop_object_ref_silently(object: Object) -> Result<()> {
    drop(object.create_ref::<false>()?);
    Ok(())
}

fn released() -> Error {
    Error::from_reason("the reference was released")
}
