//! Where JavaScript stands, asked for by Node-API.

use std::ffi::{c_char, c_void};
use std::ptr;

use super::super::live::{quietly, table};
use super::super::table::TEXT;
use super::{Env, OK, Status, Value, runtime};

/// The number of the text of a string; 0 where it is none.
///
/// # Safety
/// On the thread of `env`, with a value of its own.
pub unsafe fn string(env: Env, value: Value) -> u64 {
    type Read = unsafe extern "C-unwind" fn(Env, Value, *mut u8, usize, *mut usize) -> Status;
    let mut bytes = [0; 128];
    let mut length = 0;
    // SAFETY: the caller's promise; at most as many bytes are written as there are.
    let status = unsafe {
        let read = runtime!(napi_get_value_string_utf8: Read);
        read(env, value, bytes.as_mut_ptr(), bytes.len(), &raw mut length)
    };
    match table() {
        Some(table) if status == OK && length > 0 => table.text(&bytes[..length]),
        _ => 0,
    }
}

/// The number of the text that says where JavaScript stands; 0 where nobody knows.
///
/// # Safety
/// On the thread of `env`.
pub unsafe fn stack(env: Env) -> u64 {
    type Scope = unsafe extern "C-unwind" fn(Env, *mut *mut c_void) -> Status;
    type Close = unsafe extern "C-unwind" fn(Env, *mut c_void) -> Status;
    type MakeString = unsafe extern "C-unwind" fn(Env, *const c_char, usize, *mut Value) -> Status;
    type MakeError = unsafe extern "C-unwind" fn(Env, Value, Value, *mut Value) -> Status;
    type Get = unsafe extern "C-unwind" fn(Env, Value, *const c_char, *mut Value) -> Status;
    type Read = unsafe extern "C-unwind" fn(Env, Value, *mut u8, usize, *mut usize) -> Status;
    type IsPending = unsafe extern "C-unwind" fn(Env, *mut bool) -> Status;
    type Clear = unsafe extern "C-unwind" fn(Env, *mut Value) -> Status;
    let text = || {
        let mut scope = ptr::null_mut();
        let [mut empty, mut error, mut stack, mut thrown] = [ptr::null_mut(); 4];
        let mut bytes = [0; TEXT];
        let (mut length, mut is_pending) = (0, false);
        // SAFETY: on the thread of `env`, with values of its own in a scope of its own.
        unsafe {
            // Nothing can be asked then, and what is pending is not ours to clear.
            let asked = runtime!(napi_is_exception_pending: IsPending)(env, &raw mut is_pending);
            if asked != OK || is_pending {
                return 0;
            }
            if runtime!(napi_open_handle_scope: Scope)(env, &raw mut scope) != OK {
                return 0;
            }
            let made =
                runtime!(napi_create_string_utf8: MakeString)(env, c"".as_ptr(), 0, &raw mut empty)
                    == OK
                    && runtime!(napi_create_error: MakeError)(
                        env,
                        ptr::null_mut(),
                        empty,
                        &raw mut error,
                    ) == OK;
            if made {
                let get = runtime!(napi_get_named_property: Get);
                if get(env, error, c"stack".as_ptr(), &raw mut stack) != OK {
                    // The program words stacks itself, and threw.
                    runtime!(napi_get_and_clear_last_exception: Clear)(env, &raw mut thrown);
                } else {
                    let read = runtime!(napi_get_value_string_utf8: Read);
                    if read(env, stack, bytes.as_mut_ptr(), TEXT, &raw mut length) != OK {
                        length = 0;
                    }
                }
            }
            runtime!(napi_close_handle_scope: Close)(env, scope);
        }
        match table() {
            Some(table) if length > 0 => table.text(&bytes[..length]),
            _ => 0,
        }
    };
    quietly(text).unwrap_or(0)
}
