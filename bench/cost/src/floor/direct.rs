//! Calls on JavaScript's thread.

use std::hint::black_box;

use napi_sys as sys;

use super::env::Env;
use crate::clock;

pub fn add_to(env: Env, floor: sys::napi_value) {
    env.set_function(floor, c"call", call);
    env.set_function(floor, c"apply", apply);
    env.set_function(floor, c"callReferenced", call_referenced);
    env.set_function(floor, c"makeReferences", make_references);
    env.set_function(floor, c"callWithArray", call_with_array);
    env.set_function(floor, c"makeResolvedPromises", make_resolved_promises);
    env.set_function(floor, c"makeClosure", make_closure);
    env.set_function(floor, c"echo", echo);
    env.set_function(floor, c"constant", constant);
}

unsafe extern "C" fn call(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [function, calls] = env.arguments(info);
    timed(env, calls, |value| {
        let result = env.call(env.undefined(), function, &[env.number(value)]);
        env.read(result)
    })
}

unsafe extern "C" fn apply(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [function, calls, this] = env.arguments(info);
    timed(env, calls, |value| {
        let result = env.call(this, function, &[env.number(value)]);
        env.read(result)
    })
}

unsafe extern "C" fn call_referenced(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [function, calls] = env.arguments(info);
    let reference = env.reference(function);
    let time = timed(env, calls, |value| {
        let function = env.referenced(reference);
        let result = env.call(env.undefined(), function, &[env.number(value)]);
        env.read(result)
    });
    env.delete(reference);
    time
}

unsafe extern "C" fn make_references(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [function, calls] = env.arguments(info);
    timed(env, calls, |value| {
        env.delete(env.reference(function));
        value
    })
}

unsafe extern "C" fn call_with_array(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [function, calls, length] = env.arguments(info);
    let length = env.read(length);
    timed(env, calls, |_| {
        let numbers: Vec<u32> = (0..length).collect();
        let result = env.call(env.undefined(), function, &[env.typed_array(&numbers)]);
        env.read(result)
    })
}

unsafe extern "C" fn make_resolved_promises(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [calls] = env.arguments(info);
    timed(env, calls, |value| {
        let (deferred, promise) = env.promise();
        env.resolve(deferred, env.number(value));
        black_box(promise);
        value
    })
}

unsafe extern "C" fn make_closure(
    env: sys::napi_env,
    _: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    unsafe { Env::new(env) }.function(c"closure", echo)
}

/// What JavaScript calls, be it as a closure or as the module's function: here they are the same.
unsafe extern "C" fn echo(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [value] = env.arguments(info);
    env.number(env.read(value))
}

unsafe extern "C" fn constant(env: sys::napi_env, _: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    unsafe { Env::new(env) }.number(1)
}

#[inline]
fn timed(env: Env, calls: sys::napi_value, call: impl FnMut(u32) -> u32) -> sys::napi_value {
    // SAFETY: an `Env` is only there in a callback, on its thread.
    env.double(unsafe { clock::timed(env.raw(), env.read(calls), call) })
}
