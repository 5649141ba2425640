//! The floor: the same with napi-sys alone.
//!
//! Nothing in this folder uses the crate `napi`. What is left out is what a program that knows its types does not need: no generic
//! conversions, no allocation for arguments, no lock, no error objects. A status that is not `napi_ok` ends the process.
//!
//! - `direct`: calls on JavaScript's thread
//! - `env`: Node-API's functions, with their statuses checked
//! - `future`: a task's answer as a promise
//! - `queue`: a threadsafe function
//! - `threadsafe`: calls through one

mod direct;
mod env;
mod future;
mod queue;
mod threadsafe;

use napi_sys as sys;

use self::env::Env;
use crate::{clock, notes};

/// Adds `floor`, and the clock's functions, to the module's exports.
///
/// # Safety
///
/// The environment and the object have to be those of the module that is being loaded, on its thread.
pub unsafe fn add_to(env: sys::napi_env, exports: sys::napi_value) {
    // SAFETY: as the caller promises.
    let env = unsafe { Env::new(env) };
    let floor = env.object();
    direct::add_to(env, floor);
    future::add_to(env, floor);
    threadsafe::add_to(env, floor);
    env.set(exports, c"floor", floor);
    env.set_function(exports, c"now", now);
    env.set_function(exports, c"came", came);
    env.set_function(exports, c"times", times);
}

/// The clock's time, in nanoseconds.
unsafe extern "C" fn now(env: sys::napi_env, _: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    unsafe { Env::new(env) }.double(clock::now())
}

/// Says that one more call has come.
unsafe extern "C" fn came(env: sys::napi_env, _: sys::napi_callback_info) -> sys::napi_value {
    notes::came();
    // SAFETY: Node-API calls with the environment of this thread.
    unsafe { Env::new(env) }.undefined()
}

/// What was noted of times, as an array.
unsafe extern "C" fn times(env: sys::napi_env, _: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    env.array(&notes::times())
}
