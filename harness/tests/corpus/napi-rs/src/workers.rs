//! State of the process that more than one environment uses.

use std::sync::Mutex;

use napi::bindgen_prelude::{Env, Function, FunctionRef, Result};
use napi_derive::napi;

static SHARED: Mutex<Option<FunctionRef<u32, u32>>> = Mutex::new(None);

/// Keeps `callback` for the whole process.
#[napi]
pub fn register(callback: Function<u32, u32>) -> Result<()> {
    *SHARED.lock().expect("no panic") = Some(callback.create_ref()?);
    Ok(())
}

/// Calls what was registered, from whichever environment this is.
#[napi]
pub fn call_registered(env: &Env, n: u32) -> Result<u32> {
    let shared = SHARED.lock().expect("no panic");
    let Some(callback) = shared.as_ref() else {
        return Ok(0);
    };
    callback.borrow_back(env)?.call(n) // place: reference_of_another_environment
}

/// Forgets it.
#[napi]
pub fn unregister() {
    SHARED.lock().expect("no panic").take();
}
