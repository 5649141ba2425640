//! ThreadsafeFunctions: who made each, whether it holds the event loop, and what became of its calls.

use std::ffi::{CStr, c_void};
use std::sync::atomic::Ordering::Relaxed;

use super::super::arena::Arena;
use super::super::log::{self, Begun, What};
use super::super::objects::{find, gone, log_made};
use super::super::table::{Kind, Object as Noted};
use super::javascript::string;
use super::{Env, Finalize, OK, Object, Status, Value, made, runtime, wrappers};

/// `napi_threadsafe_function_call_js`
type CallJs = unsafe extern "C-unwind" fn(Env, Value, *mut c_void, *mut c_void);

/// `napi_queue_full`
const QUEUE_FULL: Status = 15;
/// `napi_closing`
const CLOSING: Status = 16;
/// `napi_tsfn_abort`
const ABORT: u32 = 1;

/// Functions that are made when it is full are not seen.
pub static GIVEN: Arena<Given> = Arena::new(1 << 18);

/// What the caller gave. The runtime gets it as data and context, and the caller's own are given back where they are asked for.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Given {
    finalize: Option<Finalize>,
    data: *mut c_void,
    context: *mut c_void,
    call: Option<CallJs>,
    key: usize,
}

fn noted(function: Object) -> Option<&'static Noted> {
    find(Kind::ThreadsafeFunction, function as usize)
}

/// In place of its finalizer.
unsafe extern "C-unwind" fn finalize(env: Env, data: *mut c_void, _: *mut c_void) {
    // SAFETY: the wrapper gave a `Given` as the data, and the runtime calls a finalizer once, after all else.
    unsafe {
        let given = data.cast::<Given>().read();
        gone(Kind::ThreadsafeFunction, given.key, 0);
        if let Some(function) = given.finalize {
            function(env, given.data, given.context);
        }
    }
}

/// In place of what turns a call's data into a call of JavaScript.
unsafe extern "C-unwind" fn deliver(
    env: Env,
    callback: Value,
    context: *mut c_void,
    data: *mut c_void,
) {
    // SAFETY: the wrapper gave a `Given` as the context, which is there until the finalizer is called.
    unsafe {
        let given = context.cast::<Given>().read();
        let what = if env.is_null() {
            What::Dropped
        } else {
            What::Delivered
        };
        let begun = Begun {
            object: given.key as u64,
            other: data as u64,
            ..Begun::default()
        };
        let entry = log::life(what as u64, begun);
        if let Some(noted) = find(Kind::ThreadsafeFunction, given.key) {
            // Without an environment the caller is only to free the data.
            let became = if env.is_null() {
                &noted.dropped
            } else {
                &noted.delivered
            };
            became.fetch_add(1, Relaxed);
        }
        if let Some(call) = given.call {
            call(env, callback, given.context, data);
        }
        entry.end(OK);
    }
}

wrappers! {
    fn napi_create_threadsafe_function(
        env: Env, function: Value, resource: Value, name: Value, most: usize, threads: usize, data: *mut c_void,
        finalizer: Option<Finalize>, context: *mut c_void, call: Option<CallJs>, result: *mut Object,
    ) |real| {
        let Some(given) = GIVEN.keep(Given { finalize: finalizer, data, context, call, key: 0 }) else {
            return real(env, function, resource, name, most, threads, data, finalizer, context, call, result);
        };
        let own: *mut c_void = given.cast();
        let delivers = call.map(|_| deliver as CallJs);
        let status = real(env, function, resource, name, most, threads, own, Some(finalize), own, delivers, result);
        if status == OK {
            (*given).key = *result as usize;
            if let Some(noted) = made(env, Kind::ThreadsafeFunction, *result as usize, 0) {
                noted.name.store(string(env, name), Relaxed);
                noted.referenced.store(1, Relaxed);
                noted.threads.store(threads as u64, Relaxed);
                noted.observed.store(u64::from(delivers.is_some()), Relaxed);
                log_made(noted);
            }
        }
        status
    }

    fn napi_get_threadsafe_function_context(function: Object, result: *mut *mut c_void) |real| {
        let status = real(function, result);
        // One that was made before the library was there has the caller's own.
        if status == OK && let Some(given) = GIVEN.kept(*result) {
            *result = given.context;
        }
        status
    }

    fn napi_call_threadsafe_function(function: Object, data: *mut c_void, mode: u32) |real, entry| {
        if let Some(noted) = noted(function) && let Some(site) = entry.site() {
            noted.called_at.store(site, Relaxed);
        }
        let status = real(function, data, mode);
        // It may have been finalized since.
        if let Some(noted) = noted(function) {
            match status {
                OK => drop(noted.calls.fetch_add(1, Relaxed)),
                QUEUE_FULL | CLOSING => drop(noted.refused.fetch_add(1, Relaxed)),
                _ => {}
            }
        }
        status
    }

    fn napi_acquire_threadsafe_function(function: Object) |real| {
        let status = real(function);
        if let Some(noted) = noted(function).filter(|_| status == OK) {
            noted.threads.fetch_add(1, Relaxed);
        }
        status
    }

    fn napi_release_threadsafe_function(function: Object, mode: u32) |real| {
        if let Some(noted) = noted(function) {
            let left = |threads: u64| if mode == ABORT { 0 } else { threads.saturating_sub(1) };
            let _ = noted.threads.fetch_update(Relaxed, Relaxed, |threads| Some(left(threads)));
        }
        real(function, mode)
    }

    fn napi_ref_threadsafe_function(env: Env, function: Object) |real| {
        let status = real(env, function);
        if let Some(noted) = noted(function).filter(|_| status == OK) {
            noted.referenced.store(1, Relaxed);
        }
        status
    }

    fn napi_unref_threadsafe_function(env: Env, function: Object) |real| {
        let status = real(env, function);
        if let Some(noted) = noted(function).filter(|_| status == OK) {
            noted.referenced.store(0, Relaxed);
        }
        status
    }
}
