//! ThreadsafeFunctions and references.

use std::ffi::c_void;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::node_api::{
    Env, Info, Shared, Value, arguments, call, napi_call_threadsafe_function,
    napi_create_reference, napi_delete_reference, napi_get_and_clear_last_exception,
    napi_release_threadsafe_function, number_at, threadsafe, undefined,
};

static SUBSCRIBED: Mutex<Vec<Shared>> = Mutex::new(Vec::new());

/// Keeps a ThreadsafeFunction until `unsubscribe`.
pub extern "C" fn subscribe(env: Env, info: Info) -> Value {
    let tsfn = threadsafe(env, arguments(env, info)[0], None); // place: never_released
    SUBSCRIBED.lock().expect("no panic").push(Shared(tsfn));
    undefined(env)
}

/// Releases all.
pub extern "C" fn unsubscribe(env: Env, _: Info) -> Value {
    for tsfn in SUBSCRIBED.lock().expect("no panic").drain(..) {
        // SAFETY: each is released once.
        unsafe { napi_release_threadsafe_function(tsfn.get(), 0) };
    }
    undefined(env)
}

/// Ignores what the callback throws, as many addons do.
extern "C" fn call_and_forget(env: Env, function: Value, _: *mut c_void, _: *mut c_void) {
    call(env, function, 1); // place: swallowed_exception
}

/// Catches what the callback throws.
extern "C" fn call_and_catch(env: Env, function: Value, _: *mut c_void, _: *mut c_void) {
    call(env, function, 1);
    let mut thrown = ptr::null_mut();
    // SAFETY: handles of the current scope.
    unsafe { napi_get_and_clear_last_exception(env, &raw mut thrown) };
}

/// A thread calls the callback once; with 1 as second argument, what it throws is caught.
pub extern "C" fn emit_on_thread(env: Env, info: Info) -> Value {
    let caught = number_at(env, info, 1) == 1;
    let how = if caught {
        call_and_catch
    } else {
        call_and_forget
    };
    let tsfn = Shared(threadsafe(env, arguments(env, info)[0], Some(how)));
    thread::spawn(move || {
        // SAFETY: this thread is the one that has it.
        unsafe {
            napi_call_threadsafe_function(tsfn.get(), ptr::null_mut(), 1);
            napi_release_threadsafe_function(tsfn.get(), 0);
        }
    });
    undefined(env)
}

/// Calls the callback here and now, and hands on what it throws.
pub extern "C" fn emit(env: Env, info: Info) -> Value {
    call(env, arguments(env, info)[0], 1);
    undefined(env)
}

static STOP: AtomicBool = AtomicBool::new(false);

/// A thread calls the callback every millisecond until it is stopped. It never asks whether the environment is there.
pub extern "C" fn emit_forever(env: Env, info: Info) -> Value {
    let tsfn = Shared(threadsafe(env, arguments(env, info)[0], None));
    thread::spawn(move || {
        while !STOP.load(Ordering::Relaxed) {
            // SAFETY: none after the environment has gone; that is the fault which is shown.
            unsafe { napi_call_threadsafe_function(tsfn.get(), ptr::null_mut(), 0) }; // place: calls_into_an_ended_worker
            thread::sleep(Duration::from_millis(1));
        }
        // SAFETY: this thread is the one that has it.
        unsafe { napi_release_threadsafe_function(tsfn.get(), 0) };
    });
    undefined(env)
}

/// Stops it.
pub extern "C" fn stop_emitting(env: Env, _: Info) -> Value {
    STOP.store(true, Ordering::Relaxed);
    undefined(env)
}

/// Makes a strong reference to the first argument; with 1 as second argument it is given back.
pub extern "C" fn keep(env: Env, info: Info) -> Value {
    let mut reference = ptr::null_mut();
    // SAFETY: handles of the current scope.
    unsafe {
        napi_create_reference(env, arguments(env, info)[0], 1, &raw mut reference); // place: reference_leak
        if number_at(env, info, 1) == 1 {
            napi_delete_reference(env, reference);
        }
    }
    undefined(env)
}
