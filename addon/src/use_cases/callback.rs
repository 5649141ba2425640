//! A callback among a function's options.

use napi::bindgen_prelude::*;

/// A reference to it. What is no function is refused at once: a `FunctionRef` alone takes any object, and fails at the first call.
pub struct Callback<Args: JsValuesTupleIntoVec>(FunctionRef<Args, Unknown<'static>>);

impl<Args: JsValuesTupleIntoVec> Callback<Args> {
    /// Calls it; `Err` is what it throws.
    pub fn call<'env>(&self, env: &'env Env, args: Args) -> Result<Unknown<'env>> {
        self.0.borrow_back(env)?.call(args)
    }
}

impl<Args: JsValuesTupleIntoVec> FromNapiValue for Callback<Args> {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        // SAFETY: the caller's value, in the caller's environment.
        let reference = unsafe {
            if type_of!(env, value)? != ValueType::Function {
                return Err(Error::new(Status::FunctionExpected, "expected a function"));
            }
            FunctionRef::from_napi_value(env, value)?
        };
        Ok(Self(reference))
    }
}
