//! Calls through a threadsafe function. At an environment's end, what is queued is left: nothing is measured then.

use std::ffi::c_void;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use napi_sys as sys;
use napi_sys::ThreadsafeFunctionCallMode::{blocking, nonblocking};
use tokio::sync::oneshot;

use super::env::Env;
use super::future::Floor;
use super::queue::{Deliver, FINALIZED, Queue, unboxed};
use crate::{notes, sender, tasks};

pub fn add_to(env: Env, floor: sys::napi_value) {
    env.set_function(floor, c"nonBlocking", non_blocking);
    env.set_function(floor, c"nonBlockingWeak", non_blocking_weak);
    env.set_function(floor, c"nonBlockingHandled", non_blocking_handled);
    env.set_function(floor, c"nonBlockingReturned", non_blocking_returned);
    env.set_function(floor, c"nonBlockingLimit64", non_blocking_limit_64);
    env.set_function(floor, c"blocking", blocking_unlimited);
    env.set_function(floor, c"blockingLimit1", blocking_limit_1);
    env.set_function(floor, c"blockingLimit64", blocking_limit_64);
    env.set_function(floor, c"callOnMainThread", call_on_main_thread);
    env.set_function(floor, c"callAsync", call_async);
    env.set_function(floor, c"makeThreadsafeFunctions", make_threadsafe_functions);
    env.set_function(floor, c"finalized", finalized);
}

unsafe extern "C" fn non_blocking(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    send(unsafe { Env::new(env) }, info, 0, nonblocking, deliver)
}

unsafe extern "C" fn non_blocking_handled(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    send(
        unsafe { Env::new(env) },
        info,
        0,
        nonblocking,
        deliver_after_null,
    )
}

unsafe extern "C" fn non_blocking_returned(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    send(
        unsafe { Env::new(env) },
        info,
        0,
        nonblocking,
        deliver_and_read,
    )
}

unsafe extern "C" fn non_blocking_limit_64(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    send(unsafe { Env::new(env) }, info, 64, nonblocking, deliver)
}

unsafe extern "C" fn blocking_unlimited(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    send(unsafe { Env::new(env) }, info, 0, blocking, deliver)
}

unsafe extern "C" fn blocking_limit_1(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    send(unsafe { Env::new(env) }, info, 1, blocking, deliver)
}

unsafe extern "C" fn blocking_limit_64(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    send(unsafe { Env::new(env) }, info, 64, blocking, deliver)
}

unsafe extern "C" fn non_blocking_weak(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [function, calls, pace] = env.arguments(info);
    let queue = Queue::new(env, function, 0, deliver);
    queue.unref(env);
    sender::send(env.read(calls), env.read(pace).into(), move |value| {
        queue.call(value, nonblocking)
    });
    env.undefined()
}

unsafe extern "C" fn call_on_main_thread(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [function, calls] = env.arguments(info);
    let queue = Queue::new(env, function, 0, deliver);
    notes::begin(1);
    notes::note_now();
    for value in 0..env.read(calls) {
        assert!(queue.call(value, nonblocking));
    }
    env.undefined()
}

unsafe extern "C" fn call_async(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [function, calls, pace] = env.arguments(info);
    let queue = Arc::new(Queue::new(env, function, 0, deliver_and_answer));
    tasks::ask::<Floor, _>(env.read(calls), env.read(pace).into(), move |value| {
        let queue = queue.clone();
        async move {
            let (sender, answer) = oneshot::channel::<u32>();
            assert!(queue.call((value, sender), nonblocking));
            answer.await.expect("JavaScript answers")
        }
    });
    env.undefined()
}

unsafe extern "C" fn make_threadsafe_functions(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [function, calls] = env.arguments(info);
    for _ in 0..env.read(calls) {
        drop(Queue::new(env, function, 0, deliver));
    }
    env.undefined()
}

unsafe extern "C" fn finalized(env: sys::napi_env, _: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    unsafe { Env::new(env) }.number(FINALIZED.load(Ordering::Relaxed))
}

fn send(
    env: Env,
    info: sys::napi_callback_info,
    limit: usize,
    mode: sys::napi_threadsafe_function_call_mode,
    deliver: Deliver,
) -> sys::napi_value {
    let [function, calls, pace] = env.arguments(info);
    let queue = Queue::new(env, function, limit, deliver);
    sender::send(env.read(calls), env.read(pace).into(), move |value| {
        queue.call(value, mode)
    });
    env.undefined()
}

unsafe extern "C" fn deliver(
    env: sys::napi_env,
    function: sys::napi_value,
    _: *mut c_void,
    payload: *mut c_void,
) {
    if env.is_null() {
        return;
    }
    // SAFETY: Node-API calls with the environment of this thread, and what was queued is a number.
    let (env, value) = unsafe { (Env::new(env), unboxed::<u32>(payload)) };
    env.call(env.undefined(), function, &[env.number(value)]);
}

unsafe extern "C" fn deliver_after_null(
    env: sys::napi_env,
    function: sys::napi_value,
    _: *mut c_void,
    payload: *mut c_void,
) {
    if env.is_null() {
        return;
    }
    // SAFETY: Node-API calls with the environment of this thread, and what was queued is a number.
    let (env, value) = unsafe { (Env::new(env), unboxed::<u32>(payload)) };
    env.call(env.undefined(), function, &[env.null(), env.number(value)]);
}

unsafe extern "C" fn deliver_and_read(
    env: sys::napi_env,
    function: sys::napi_value,
    _: *mut c_void,
    payload: *mut c_void,
) {
    static SUM: AtomicU32 = AtomicU32::new(0);
    if env.is_null() {
        return;
    }
    // SAFETY: Node-API calls with the environment of this thread, and what was queued is a number.
    let (env, value) = unsafe { (Env::new(env), unboxed::<u32>(payload)) };
    let result = env.call(env.undefined(), function, &[env.number(value)]);
    SUM.fetch_add(env.read(result), Ordering::Relaxed);
}

unsafe extern "C" fn deliver_and_answer(
    env: sys::napi_env,
    function: sys::napi_value,
    _: *mut c_void,
    payload: *mut c_void,
) {
    if env.is_null() {
        return;
    }
    // SAFETY: Node-API calls with the environment of this thread, and what was queued is a number and who waits.
    let (env, (value, sender)) = unsafe {
        (
            Env::new(env),
            unboxed::<(u32, oneshot::Sender<u32>)>(payload),
        )
    };
    let result = env.call(env.undefined(), function, &[env.number(value)]);
    sender.send(env.read(result)).expect("the task waits");
}
