//! A task's answer as a promise, by one threadsafe function for all promises, or by one for each.

use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, OnceLock};

use napi_sys as sys;
use napi_sys::ThreadsafeFunctionCallMode::nonblocking;
use tokio::runtime::{Builder, Runtime};

use super::env::Env;
use super::queue::{Queue, unboxed};
use crate::tasks::Spawn;

pub fn add_to(env: Env, floor: sys::napi_value) {
    let shared = Queue::new(env, ptr::null_mut(), 0, settle_shared);
    shared.unref(env);
    assert!(SHARED.set(shared).is_ok(), "the floor is loaded once");
    env.set_function(floor, c"asyncValue", async_value);
    env.set_function(floor, c"asyncValueOwnQueue", async_value_own_queue);
    env.set_function(
        floor,
        c"spawnFutureWithCallback",
        spawn_future_with_callback,
    );
    env.set_function(
        floor,
        c"spawnFutureWithCallbackOwnQueue",
        spawn_future_with_callback_own_queue,
    );
}

/// The floor's runtime, built as napi builds its own.
pub struct Floor;

impl Spawn for Floor {
    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
            Builder::new_multi_thread()
                .enable_all()
                .build()
                .expect("a runtime")
        });
        RUNTIME.spawn(future);
    }
}

/// The one queue of all promises, which holds the process while one is pending.
static SHARED: OnceLock<Queue> = OnceLock::new();
static PENDING: AtomicU32 = AtomicU32::new(0);

/// What settles a promise on JavaScript's thread.
struct Settlement {
    deferred: sys::napi_deferred,
    /// What is called with the value and whose result the promise gets; without one, it gets the value.
    callback: Option<sys::napi_ref>,
    value: u32,
    /// The promise's own queue, which ends with it.
    own: Option<Arc<Queue>>,
}

// SAFETY: other threads only carry the pointers.
unsafe impl Send for Settlement {}

unsafe extern "C" fn async_value(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [value] = env.arguments(info);
    by_shared_queue(env, None, env.read(value))
}

unsafe extern "C" fn spawn_future_with_callback(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [callback, value] = env.arguments(info);
    by_shared_queue(env, Some(env.reference(callback)), env.read(value))
}

unsafe extern "C" fn async_value_own_queue(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [value] = env.arguments(info);
    by_own_queue(env, None, env.read(value))
}

unsafe extern "C" fn spawn_future_with_callback_own_queue(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment of this thread.
    let env = unsafe { Env::new(env) };
    let [callback, value] = env.arguments(info);
    by_own_queue(env, Some(env.reference(callback)), env.read(value))
}

fn by_shared_queue(env: Env, callback: Option<sys::napi_ref>, value: u32) -> sys::napi_value {
    let shared = SHARED.get().expect("made when the module was loaded");
    if PENDING.fetch_add(1, Ordering::Relaxed) == 0 {
        shared.hold(env);
    }
    let (deferred, promise) = env.promise();
    let settlement = Settlement {
        deferred,
        callback,
        value,
        own: None,
    };
    Floor::spawn(async move {
        assert!(shared.call(settlement, nonblocking));
    });
    promise
}

fn by_own_queue(env: Env, callback: Option<sys::napi_ref>, value: u32) -> sys::napi_value {
    let (deferred, promise) = env.promise();
    let own = Arc::new(Queue::new(env, ptr::null_mut(), 0, settle_own));
    let settlement = Settlement {
        deferred,
        callback,
        value,
        own: Some(own.clone()),
    };
    Floor::spawn(async move {
        assert!(own.call(settlement, nonblocking));
    });
    promise
}

unsafe extern "C" fn settle_shared(
    env: sys::napi_env,
    _: sys::napi_value,
    _: *mut c_void,
    payload: *mut c_void,
) {
    if env.is_null() {
        return;
    }
    // SAFETY: Node-API calls with the environment of this thread, and what was queued is a settlement.
    let (env, settlement) = unsafe { (Env::new(env), unboxed::<Settlement>(payload)) };
    settle(env, settlement);
    if PENDING.fetch_sub(1, Ordering::Relaxed) == 1 {
        SHARED
            .get()
            .expect("made when the module was loaded")
            .unref(env);
    }
}

unsafe extern "C" fn settle_own(
    env: sys::napi_env,
    _: sys::napi_value,
    _: *mut c_void,
    payload: *mut c_void,
) {
    if env.is_null() {
        return;
    }
    // SAFETY: Node-API calls with the environment of this thread, and what was queued is a settlement.
    let (env, settlement) = unsafe { (Env::new(env), unboxed::<Settlement>(payload)) };
    settle(env, settlement);
}

#[inline]
fn settle(env: Env, settlement: Settlement) {
    let Settlement {
        deferred,
        callback,
        value,
        own,
    } = settlement;
    let value = env.number(value);
    let result = match callback {
        None => value,
        Some(reference) => {
            let result = env.call(env.undefined(), env.referenced(reference), &[value]);
            env.delete(reference);
            env.number(env.read(result))
        }
    };
    env.resolve(deferred, result);
    drop(own);
}
