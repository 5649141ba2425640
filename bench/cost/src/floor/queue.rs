//! A threadsafe function.

use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};

use napi_sys as sys;

use super::env::{Env, check};

/// How many have been finalized, since the process began.
pub static FINALIZED: AtomicU32 = AtomicU32::new(0);

/// What JavaScript's thread does with what was queued.
pub type Deliver = unsafe extern "C" fn(sys::napi_env, sys::napi_value, *mut c_void, *mut c_void);

/// A threadsafe function, released when it is dropped. What is queued is in a box, whatever its type, as anybody would do who does not know
/// that it fits into a pointer.
pub struct Queue(sys::napi_threadsafe_function);

// SAFETY: a threadsafe function may be called and released on any thread.
unsafe impl Send for Queue {}
// SAFETY: and on several at once.
unsafe impl Sync for Queue {}

impl Queue {
    /// A queue that calls the function, or none; `limit` 0 means that there is none.
    pub fn new(env: Env, function: sys::napi_value, limit: usize, deliver: Deliver) -> Self {
        let (name, mut queue) = (env.string(c"floor"), ptr::null_mut());
        let (resource, data, context) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
        // SAFETY: an `Env` is only there in a callback, on its thread; the values are of that callback.
        check(unsafe {
            sys::napi_create_threadsafe_function(
                env.raw(),
                function,
                resource,
                name,
                limit,
                1,
                data,
                Some(count_finalized),
                context,
                Some(deliver),
                &mut queue,
            )
        });
        Self(queue)
    }

    /// No longer holds the process.
    pub fn unref(&self, env: Env) {
        // SAFETY: the queue is not released before it is dropped; an `Env` is only there on its thread.
        check(unsafe { sys::napi_unref_threadsafe_function(env.raw(), self.0) });
    }

    /// Holds the process again.
    pub fn hold(&self, env: Env) {
        // SAFETY: the queue is not released before it is dropped; an `Env` is only there on its thread.
        check(unsafe { sys::napi_ref_threadsafe_function(env.raw(), self.0) });
    }

    /// Whether the queue took it.
    #[inline]
    pub fn call<T>(&self, payload: T, mode: sys::napi_threadsafe_function_call_mode) -> bool {
        let payload = Box::into_raw(Box::new(payload));
        // SAFETY: the queue is not released before it is dropped.
        let status = unsafe { sys::napi_call_threadsafe_function(self.0, payload.cast(), mode) };
        if status == sys::Status::napi_ok {
            return true;
        }
        assert_eq!(status, sys::Status::napi_queue_full);
        // SAFETY: the queue did not take it.
        drop(unsafe { Box::from_raw(payload) });
        false
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        // SAFETY: it was made with one thread, which is over with it now.
        check(unsafe {
            sys::napi_release_threadsafe_function(
                self.0,
                sys::ThreadsafeFunctionReleaseMode::release,
            )
        });
    }
}

/// What was queued, out of its box.
///
/// # Safety
///
/// It has to be what [`Queue::call`] queued, of this type.
#[inline]
pub unsafe fn unboxed<T>(payload: *mut c_void) -> T {
    // SAFETY: as the caller promises.
    *unsafe { Box::from_raw(payload.cast::<T>()) }
}

unsafe extern "C" fn count_finalized(_: sys::napi_env, _: *mut c_void, _: *mut c_void) {
    FINALIZED.fetch_add(1, Ordering::Relaxed);
}
