//! Memory that is used after it is freed, freed twice, overrun or misread.

use std::ffi::c_void;
use std::ptr;

use libc::{free, malloc, memset};

use crate::node_api::{
    Env, Info, Value, arguments, call, napi_add_env_cleanup_hook, napi_create_external,
    napi_get_value_external, napi_throw_error, number, number_at, undefined,
};

/// A file that points to its size.
#[repr(C)]
struct File {
    size: *mut u32,
    bytes: u32,
}

/// Opens one.
pub extern "C" fn open(env: Env, _: Info) -> Value {
    // SAFETY: `File` has no invariant that zeros would break, and its pointer is set at once.
    let file = unsafe {
        let file = malloc(size_of::<File>()).cast::<File>();
        (*file).bytes = 7;
        (*file).size = &raw mut (*file).bytes;
        file
    };
    let mut value = ptr::null_mut();
    // SAFETY: handles of the current scope.
    unsafe { napi_create_external(env, file.cast(), None, ptr::null_mut(), &raw mut value) };
    value
}

fn file_of(env: Env, value: Value) -> *mut File {
    let mut data = ptr::null_mut();
    // SAFETY: a value that is no external is refused, and null stays.
    unsafe { napi_get_value_external(env, value, &raw mut data) };
    data.cast()
}

/// The size of an open file.
pub extern "C" fn read(env: Env, info: Info) -> Value {
    let file = file_of(env, arguments(env, info)[0]);
    // SAFETY: none when it is closed; that is the fault which is shown.
    let size = unsafe { *(*file).size }; // place: use_after_free
    number(env, size)
}

/// Closes it.
pub extern "C" fn close(env: Env, info: Info) -> Value {
    let file = file_of(env, arguments(env, info)[0]);
    // SAFETY: none for a second time; that is the fault which is shown.
    unsafe { free(file.cast()) }; // place: double_free
    undefined(env)
}

/// Writes as many bytes as the first argument says into a buffer of forty.
pub extern "C" fn encode(env: Env, info: Info) -> Value {
    let count = number_at(env, info, 0) as usize;
    // SAFETY: none for more than forty; that is the fault which is shown.
    unsafe {
        let first = malloc(40);
        let second = malloc(2000);
        memset(first, 0x41, count); // place: buffer_overrun
        free(second);
        free(first);
    }
    undefined(env)
}

/// Reads a file, and throws where there is none, but goes on all the same.
pub extern "C" fn read_unchecked(env: Env, info: Info) -> Value {
    let file = file_of(env, arguments(env, info)[0]);
    if file.is_null() {
        // SAFETY: texts that end with a zero.
        unsafe { napi_throw_error(env, ptr::null(), c"no file".as_ptr()) };
    }
    // SAFETY: none without a file; that is the fault which is shown.
    number(env, unsafe { (*file).bytes }) // place: goes_on_after_a_throw
}

extern "C" fn finalize_and_throw(env: Env, _: *mut c_void, _: *mut c_void) {
    // SAFETY: texts that end with a zero.
    unsafe { napi_throw_error(env, ptr::null(), c"the file was never closed".as_ptr()) }; // place: throw_in_a_finalizer
}

extern "C" fn finalize(_: Env, _: *mut c_void, _: *mut c_void) {}

/// An object whose finalizer throws when the first argument is 1.
pub extern "C" fn finalize_with(env: Env, info: Info) -> Value {
    let throwing = number_at(env, info, 0) == 1;
    let finalizer = if throwing {
        finalize_and_throw
    } else {
        finalize
    };
    let mut value = ptr::null_mut();
    // SAFETY: the data is never looked at.
    unsafe {
        napi_create_external(
            env,
            ptr::dangling_mut(),
            Some(finalizer),
            ptr::null_mut(),
            &raw mut value,
        )
    };
    value
}

extern "C" fn flush(data: *mut c_void) {
    // SAFETY: none when the hook was given no log; that is the fault which is shown.
    unsafe { data.cast::<u32>().write_volatile(1) }; // place: crash_at_teardown
}

static mut LOG: u32 = 0;

/// Flushes a log when the environment ends; with 1 as argument, a log that was never opened.
pub extern "C" fn clean_up_at_exit(env: Env, info: Info) -> Value {
    let log = if number_at(env, info, 0) == 1 {
        ptr::null_mut()
    } else {
        &raw mut LOG
    };
    // SAFETY: the log lives as long as the process.
    unsafe { napi_add_env_cleanup_hook(env, flush, log.cast()) };
    // A call in between, as such addons make.
    call(env, arguments(env, info)[1], 1);
    undefined(env)
}
