//! The part of Node-API that is used here, declared by hand as its header has it, with what makes calls short.

use std::ffi::{CStr, c_char, c_void};
use std::ptr;

pub type Env = *mut c_void;
pub type Value = *mut c_void;
pub type Info = *mut c_void;
pub type Reference = *mut c_void;
pub type Deferred = *mut c_void;
pub type Work = *mut c_void;
pub type Tsfn = *mut c_void;
pub type Callback = extern "C" fn(Env, Info) -> Value;
pub type Finalize = extern "C" fn(Env, *mut c_void, *mut c_void);
pub type Execute = extern "C" fn(Env, *mut c_void);
pub type Complete = extern "C" fn(Env, i32, *mut c_void);
pub type CallJs = extern "C" fn(Env, Value, *mut c_void, *mut c_void);

unsafe extern "C" {
    pub fn napi_create_function(e: Env, name: *const c_char, len: usize, f: Callback, data: *mut c_void, out: *mut Value) -> i32;
    pub fn napi_set_named_property(e: Env, object: Value, name: *const c_char, value: Value) -> i32;
    pub fn napi_get_cb_info(e: Env, info: Info, argc: *mut usize, argv: *mut Value, this: *mut Value, data: *mut *mut c_void) -> i32;
    pub fn napi_create_uint32(e: Env, n: u32, out: *mut Value) -> i32;
    pub fn napi_get_value_uint32(e: Env, value: Value, out: *mut u32) -> i32;
    pub fn napi_create_string_utf8(e: Env, text: *const c_char, len: usize, out: *mut Value) -> i32;
    pub fn napi_get_undefined(e: Env, out: *mut Value) -> i32;
    pub fn napi_throw_error(e: Env, code: *const c_char, message: *const c_char) -> i32;
    pub fn napi_call_function(e: Env, this: Value, f: Value, argc: usize, argv: *const Value, out: *mut Value) -> i32;
    pub fn napi_get_and_clear_last_exception(e: Env, out: *mut Value) -> i32;
    pub fn napi_create_reference(e: Env, value: Value, count: u32, out: *mut Reference) -> i32;
    pub fn napi_delete_reference(e: Env, reference: Reference) -> i32;
    pub fn napi_create_promise(e: Env, deferred: *mut Deferred, promise: *mut Value) -> i32;
    pub fn napi_resolve_deferred(e: Env, deferred: Deferred, value: Value) -> i32;
    pub fn napi_create_external(e: Env, data: *mut c_void, f: Option<Finalize>, hint: *mut c_void, out: *mut Value) -> i32;
    pub fn napi_get_value_external(e: Env, value: Value, out: *mut *mut c_void) -> i32;
    pub fn napi_add_env_cleanup_hook(e: Env, f: extern "C" fn(*mut c_void), data: *mut c_void) -> i32;
    pub fn napi_create_async_work(e: Env, resource: Value, name: Value, x: Execute, c: Complete, data: *mut c_void, out: *mut Work) -> i32;
    pub fn napi_queue_async_work(e: Env, work: Work) -> i32;
    pub fn napi_delete_async_work(e: Env, work: Work) -> i32;
    pub fn napi_create_threadsafe_function(
        e: Env, f: Value, resource: Value, name: Value, queue: usize, threads: usize, data: *mut c_void,
        finalize: Option<Finalize>, context: *mut c_void, call: Option<CallJs>, out: *mut Tsfn,
    ) -> i32;
    pub fn napi_call_threadsafe_function(f: Tsfn, data: *mut c_void, mode: i32) -> i32;
    pub fn napi_release_threadsafe_function(f: Tsfn, mode: i32) -> i32;
}

/// A pointer that another thread may have: what it is used for there is each function's own concern.
pub struct Shared(pub *mut c_void);

// SAFETY: handed over as a whole; see above.
unsafe impl Send for Shared {}

impl Shared {
    pub fn get(&self) -> *mut c_void {
        self.0
    }
}

pub fn undefined(env: Env) -> Value {
    let mut value = ptr::null_mut();
    // SAFETY: `env` is that of the current call.
    unsafe { napi_get_undefined(env, &raw mut value) };
    value
}

pub fn number(env: Env, n: u32) -> Value {
    let mut value = ptr::null_mut();
    // SAFETY: `env` is that of the current call.
    unsafe { napi_create_uint32(env, n, &raw mut value) };
    value
}

pub fn string(env: Env, text: &CStr) -> Value {
    let mut value = ptr::null_mut();
    // SAFETY: `env` is that of the current call, and the text ends with a zero.
    unsafe { napi_create_string_utf8(env, text.as_ptr(), usize::MAX, &raw mut value) };
    value
}

/// The first three arguments; what is left out is null.
pub fn arguments(env: Env, info: Info) -> [Value; 3] {
    let mut arguments = [ptr::null_mut(); 3];
    let mut count = 3;
    // SAFETY: there is room for as many as are asked for.
    unsafe { napi_get_cb_info(env, info, &raw mut count, arguments.as_mut_ptr(), ptr::null_mut(), ptr::null_mut()) };
    arguments
}

/// The argument at `index` as a number; zero where it is none.
pub fn number_at(env: Env, info: Info, index: usize) -> u32 {
    let mut n = 0;
    // SAFETY: a wrong or missing value is refused with a status.
    unsafe { napi_get_value_uint32(env, arguments(env, info)[index], &raw mut n) };
    n
}

/// Calls `function` with `n`; the status says whether it threw.
pub fn call(env: Env, function: Value, n: u32) -> i32 {
    let argument = number(env, n);
    let mut out = ptr::null_mut();
    // SAFETY: handles of the current scope.
    unsafe { napi_call_function(env, undefined(env), function, 1, &raw const argument, &raw mut out) }
}

/// A ThreadsafeFunction for `function`, which one thread has.
pub fn threadsafe(env: Env, function: Value, call: Option<CallJs>) -> Tsfn {
    let mut tsfn = ptr::null_mut();
    // SAFETY: handles of the current scope.
    unsafe {
        napi_create_threadsafe_function(
            env, function, ptr::null_mut(), string(env, c"corpus"), 0, 1, ptr::null_mut(), None, ptr::null_mut(), call,
            &raw mut tsfn,
        );
    }
    tsfn
}

/// Queues `execute` for the pool of libuv, with `data` for both.
pub fn queue(env: Env, execute: Execute, complete: Complete, data: *mut c_void) -> Work {
    let mut work = ptr::null_mut();
    // SAFETY: handles of the current scope.
    unsafe {
        napi_create_async_work(env, ptr::null_mut(), string(env, c"corpus"), execute, complete, data, &raw mut work);
        napi_queue_async_work(env, work);
    }
    work
}
