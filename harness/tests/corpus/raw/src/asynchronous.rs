//! Work on the pool of libuv, and promises.

use std::ffi::c_void;
use std::ptr;
use std::sync::{Condvar, Mutex};

use crate::node_api::{
    Deferred, Env, Info, Value, Work, arguments, napi_create_promise, napi_create_reference,
    napi_delete_async_work, napi_resolve_deferred, number, number_at, queue, undefined,
};

struct Job {
    deferred: Deferred,
    work: Work,
    /// How many must have begun before any goes on.
    together: u32,
}

static BEGUN: Mutex<u32> = Mutex::new(0);
static CHANGED: Condvar = Condvar::new();

extern "C" fn execute(_: Env, data: *mut c_void) {
    // SAFETY: the job lives until it is completed.
    let job = unsafe { &*data.cast::<Job>() };
    let mut begun = BEGUN.lock().expect("no panic");
    *begun += 1;
    CHANGED.notify_all();
    while *begun < job.together {
        begun = CHANGED.wait(begun).expect("no panic"); // place: pool_waits_for_itself, work_never_ends
    }
}

extern "C" fn complete(env: Env, _: i32, data: *mut c_void) {
    // SAFETY: made by `start`, and completed once.
    let job = unsafe { Box::from_raw(data.cast::<Job>()) };
    // SAFETY: the deferred is settled here and nowhere else.
    unsafe {
        napi_resolve_deferred(env, job.deferred, number(env, job.together));
        napi_delete_async_work(env, job.work);
    }
}

fn start(env: Env, together: u32) -> Value {
    let (mut deferred, mut promise) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: handles of the current scope.
    unsafe { napi_create_promise(env, &raw mut deferred, &raw mut promise) };
    let job = Box::into_raw(Box::new(Job {
        deferred,
        work: ptr::null_mut(),
        together,
    }));
    // SAFETY: it is completed on this very thread, so it is still there.
    unsafe { (*job).work = queue(env, execute, complete, job.cast()) };
    promise
}

/// A promise of work that waits until as many have begun as the first argument says.
pub extern "C" fn compute(env: Env, info: Info) -> Value {
    start(env, number_at(env, info, 0))
}

/// As many of them as the first argument says; the promise of the last.
pub extern "C" fn compute_together(env: Env, info: Info) -> Value {
    let count = number_at(env, info, 0);
    let mut last = undefined(env);
    for _ in 0..count {
        last = start(env, count);
    }
    last
}

/// Settles a promise as often as the second argument says and calls the first in between.
pub extern "C" fn settle(env: Env, info: Info) -> Value {
    let (mut deferred, mut promise) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: none for a second time; that is the fault which is shown.
    unsafe {
        napi_create_promise(env, &raw mut deferred, &raw mut promise);
        napi_resolve_deferred(env, deferred, number(env, 1));
        let mut reference = ptr::null_mut();
        napi_create_reference(env, arguments(env, info)[0], 1, &raw mut reference);
        if number_at(env, info, 1) == 2 {
            napi_resolve_deferred(env, deferred, number(env, 2)); // place: settled_twice
        }
    }
    promise
}
