//! `napi_fatal_error`, which does not return: who called it is noted.

use std::ffi::{CStr, c_char, c_void};

use super::super::exits::{FATAL_ERROR, note};
use super::runtime;

/// The wrapper, where `name` is its name.
pub fn named(name: &CStr) -> Option<*mut c_void> {
    (name == c"napi_fatal_error").then_some(fatal_error as *mut c_void)
}

unsafe extern "C-unwind" fn fatal_error(
    location: *const c_char,
    location_length: usize,
    message: *const c_char,
    message_length: usize,
) {
    type FatalError = unsafe extern "C-unwind" fn(*const c_char, usize, *const c_char, usize);
    note(FATAL_ERROR, 0);
    // SAFETY: Node-API declares the function with this type, and the arguments are the caller's.
    unsafe {
        let real = runtime!(napi_fatal_error: FatalError);
        real(location, location_length, message, message_length);
    }
}
