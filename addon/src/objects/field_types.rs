//! What a field for a callback takes: the same object, as structs whose fields are of other types.

use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunction;
use napi_derive::napi;

/// The types that the field `callback` can have.
#[napi(string_enum)]
pub enum CallbackField {
    /// `Function`: nothing is checked before it is called (function.rs, `from_napi_value`).
    Function,
    /// `Option<Function>`: undefined is `None`, null is not.
    OptionalFunction,
    /// `Option<Function>` with `use_nullable`: null is `None`, undefined is not.
    NullableFunction,
    /// `FunctionRef`: refused is what cannot be referred to.
    FunctionRef,
    /// `ThreadsafeFunction`: refused is what is no function.
    ThreadsafeFunction,
}

/// A field that nothing checks.
#[napi(object, object_to_js = false)]
pub struct WithFunction<'env> {
    /// The callback.
    #[napi(ts_type = "(() => string)")]
    pub callback: Function<'env, (), String>,
}

/// A field that may be undefined or missing.
#[napi(object, object_to_js = false)]
pub struct WithOptionalFunction<'env> {
    /// The callback.
    #[napi(ts_type = "(() => string)")]
    pub callback: Option<Function<'env, (), String>>,
}

/// A field that may be null, as `use_nullable` says.
#[napi(object, object_to_js = false, use_nullable = true)]
pub struct WithNullableFunction<'env> {
    /// The callback.
    #[napi(ts_type = "(() => string)")]
    pub callback: Option<Function<'env, (), String>>,
}

/// A field that is referred to.
#[napi(object, object_to_js = false)]
pub struct WithFunctionRef {
    /// The callback.
    #[napi(ts_type = "(() => string)")]
    pub callback: FunctionRef<(), String>,
}

/// A field for other threads.
#[napi(object, object_to_js = false)]
pub struct WithThreadsafeFunction {
    /// The callback.
    #[napi(ts_type = "(() => string)")]
    pub callback: ThreadsafeFunction<(), String>,
}

/// Takes `{ callback }` as an object with a field of that type, calls it if it can at once, and says how far that went.
#[napi(ts_args_type = "field: CallbackField, options: object")]
pub fn probe_callback_field(env: &Env, field: CallbackField, options: Unknown) -> String {
    match probe(env, field, options) {
        Ok(called) => called,
        Err(_) => "not taken".to_string(),
    }
}

fn probe(env: &Env, field: CallbackField, options: Unknown) -> Result<String> {
    Ok(match field {
        CallbackField::Function => told(WithFunction::from_unknown(options)?.callback),
        CallbackField::OptionalFunction => {
            told_if_any(WithOptionalFunction::from_unknown(options)?.callback)
        }
        CallbackField::NullableFunction => {
            told_if_any(WithNullableFunction::from_unknown(options)?.callback)
        }
        CallbackField::FunctionRef => {
            let reference = WithFunctionRef::from_unknown(options)?.callback;
            told(reference.borrow_back(env)?)
        }
        CallbackField::ThreadsafeFunction => {
            drop(WithThreadsafeFunction::from_unknown(options)?.callback);
            "taken".to_string()
        }
    })
}

fn told_if_any(callback: Option<Function<(), String>>) -> String {
    callback.map_or_else(|| "none".to_string(), told)
}

fn told(callback: Function<(), String>) -> String {
    match callback.call(()) {
        Ok(answer) => format!("called: {answer}"),
        Err(_) => "not called".to_string(),
    }
}
