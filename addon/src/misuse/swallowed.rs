//! An exception that nobody sees: a callback throws, and native code neither takes the exception nor raises it again.

use std::ffi::c_void;
use std::ptr;

use napi::bindgen_prelude::*;
use napi::{Error, sys};
use napi_derive::napi;

/// Calls `callback` later, with a ThreadsafeFunction made as many a C or C++ addon makes one: whoever calls into JavaScript ignores
/// what comes back. Node.js drops the exception with the warning DEP0168.
#[napi]
pub fn call_and_ignore_exceptions(
    env: Env,
    #[napi(ts_arg_type = "() => void")] callback: Function<(), Unknown>,
) -> Result<()> {
    let name = env.create_string("ignores exceptions")?;
    let mut function = ptr::null_mut();
    // SAFETY: all handles are of this environment and of this call; `call` and no finalizer goes with the function.
    let status = unsafe {
        sys::napi_create_threadsafe_function(
            env.raw(),
            callback.raw(),
            ptr::null_mut(),
            name.raw(),
            0,
            1,
            ptr::null_mut(),
            None,
            ptr::null_mut(),
            Some(call),
            &mut function,
        )
    };
    check(status, "the function could not be made")?;
    // SAFETY: the function has just been made, and is not used after its only reference is released.
    let status = unsafe {
        sys::napi_call_threadsafe_function(
            function,
            ptr::null_mut(),
            sys::ThreadsafeFunctionCallMode::nonblocking,
        )
    };
    check(status, "the call was refused")?;
    // SAFETY: as above.
    let status = unsafe {
        sys::napi_release_threadsafe_function(function, sys::ThreadsafeFunctionReleaseMode::release)
    };
    check(status, "the function could not be released")
}

fn check(status: sys::napi_status, what: &str) -> Result<()> {
    if status == sys::Status::napi_ok {
        return Ok(());
    }
    Err(Error::new(status.into(), what.to_owned()))
}

unsafe extern "C" fn call(
    env: sys::napi_env,
    callback: sys::napi_value,
    _context: *mut c_void,
    _data: *mut c_void,
) {
    // At teardown there is no environment to call into.
    if env.is_null() {
        return;
    }
    let mut this = ptr::null_mut();
    let mut result = ptr::null_mut();
    // SAFETY: Node-API calls this on the environment's own thread, in a handle scope. That the status is ignored and the exception
    // stays pending is what is shown.
    unsafe {
        sys::napi_get_undefined(env, &mut this);
        sys::napi_call_function(env, this, callback, 0, ptr::null(), &mut result);
    }
}
