//! What native code keeps of JavaScript's values, and what it is told when they go: references, wraps, finalizers, deferreds.

use std::ffi::{CStr, c_void};
use std::sync::atomic::Ordering::Relaxed;

use super::super::objects::{find, gone, log_made};
use super::super::table::Kind;
use super::declared::{Function, foreign};
use super::{
    __libc_free, __libc_malloc, Env, Finalize, OK, Object, Status, Value, made, runtime, wrappers,
};

/// A finalizer of the caller's, with what it is called with, and what goes when it is called.
#[repr(C)]
struct Finalizer {
    function: Option<Finalize>,
    hint: *mut c_void,
    kind: Kind,
    key: usize,
    bytes: usize,
}

/// In place of a finalizer whose second argument was the caller's to choose.
unsafe extern "C-unwind" fn finalize(env: Env, data: *mut c_void, hint: *mut c_void) {
    // SAFETY: `with_finalizer` gave a `Finalizer` as the hint, and the runtime calls a finalizer once.
    unsafe {
        let finalizer = hint.cast::<Finalizer>().read();
        __libc_free(hint);
        gone(finalizer.kind, finalizer.key, finalizer.bytes);
        if let Some(function) = finalizer.function {
            function(env, data, finalizer.hint);
        }
    }
}

/// What is made together with a finalizer, and the key that it is known by; without one, it is the address of the finalizer.
struct WithFinalizer {
    kind: Kind,
    key: Option<usize>,
    bytes: usize,
    function: Option<Finalize>,
    hint: *mut c_void,
}

/// Makes something that goes when its finalizer is called.
///
/// # Safety
/// On the thread of `env`.
unsafe fn with_finalizer(
    env: Env,
    this: WithFinalizer,
    call: impl FnOnce(Option<Finalize>, *mut c_void) -> Status,
) -> Status {
    let WithFinalizer {
        kind,
        key,
        bytes,
        function,
        hint,
    } = this;
    // SAFETY: a new block, written before anybody reads it.
    let finalizer = unsafe {
        let finalizer: *mut Finalizer = __libc_malloc(size_of::<Finalizer>()).cast();
        if finalizer.is_null() {
            return call(function, hint);
        }
        let key = key.unwrap_or(finalizer as usize);
        finalizer.write(Finalizer {
            function,
            hint,
            kind,
            key,
            bytes,
        });
        finalizer
    };
    let key = key.unwrap_or(finalizer as usize);
    // Before the call: the runtime may call the finalizer within it. Where it fails, the block is left: nobody knows whether it did.
    // SAFETY: the caller's promise.
    unsafe { made(env, kind, key, bytes) };
    let status = call(Some(finalize), finalizer.cast());
    if status != OK {
        gone(kind, key, bytes);
    }
    status
}

wrappers! {
    fn napi_create_reference(env: Env, value: Value, count: u32, result: *mut Object) |real| {
        let status = real(env, value, count, result);
        if status == OK && let Some(noted) = made(env, Kind::Reference, *result as usize, 0) {
            noted.environment.store(env as u64, Relaxed);
        }
        status
    }

    fn napi_get_reference_value(env: Env, reference: Object, result: *mut Value) |real| {
        if let Some(noted) = find(Kind::Reference, reference as usize) {
            let environment = noted.environment.load(Relaxed);
            if environment != 0 && environment != env as u64 {
                foreign(environment, Function::napi_get_reference_value);
            }
        }
        real(env, reference, result)
    }

    fn napi_delete_reference(env: Env, reference: Object) |real| {
        gone(Kind::Reference, reference as usize, 0);
        real(env, reference)
    }

    fn napi_wrap(
        env: Env, object: Value, native: *mut c_void, function: Option<Finalize>, hint: *mut c_void, result: *mut Object,
    ) |real| {
        let this = WithFinalizer { kind: Kind::Wrap, key: Some(native as usize), bytes: 0, function, hint };
        with_finalizer(env, this, |function, hint| {
            real(env, object, native, function, hint, result)
        })
    }

    fn napi_remove_wrap(env: Env, object: Value, native: *mut *mut c_void) |real| {
        let status = real(env, object, native);
        if status == OK && !native.is_null() {
            gone(Kind::Wrap, *native as usize, 0);
        }
        status
    }

    fn napi_add_finalizer(
        env: Env, object: Value, native: *mut c_void, function: Option<Finalize>, hint: *mut c_void, result: *mut Object,
    ) |real| {
        if function.is_none() {
            return real(env, object, native, function, hint, result);
        }
        let this = WithFinalizer { kind: Kind::Finalizer, key: None, bytes: 0, function, hint };
        with_finalizer(env, this, |function, hint| {
            real(env, object, native, function, hint, result)
        })
    }

    fn napi_create_external(
        env: Env, native: *mut c_void, function: Option<Finalize>, hint: *mut c_void, result: *mut Value,
    ) |real| {
        let this = WithFinalizer { kind: Kind::Finalizer, key: None, bytes: 0, function, hint };
        with_finalizer(env, this, |function, hint| {
            real(env, native, function, hint, result)
        })
    }

    fn napi_create_external_buffer(
        env: Env, length: usize, native: *mut c_void, function: Option<Finalize>, hint: *mut c_void, result: *mut Value,
    ) |real| {
        let this = WithFinalizer { kind: Kind::Buffer, key: None, bytes: length, function, hint };
        with_finalizer(env, this, |function, hint| {
            real(env, length, native, function, hint, result)
        })
    }

    fn napi_create_external_arraybuffer(
        env: Env, native: *mut c_void, length: usize, function: Option<Finalize>, hint: *mut c_void, result: *mut Value,
    ) |real| {
        let this = WithFinalizer { kind: Kind::Buffer, key: None, bytes: length, function, hint };
        with_finalizer(env, this, |function, hint| {
            real(env, native, length, function, hint, result)
        })
    }

    fn napi_create_promise(env: Env, deferred: *mut Object, promise: *mut Value) |real| {
        let status = real(env, deferred, promise);
        if status == OK && let Some(noted) = made(env, Kind::Deferred, *deferred as usize, 0) {
            log_made(noted);
        }
        status
    }

    fn napi_resolve_deferred(env: Env, deferred: Object, value: Value) |real| {
        gone(Kind::Deferred, deferred as usize, 0);
        real(env, deferred, value)
    }

    fn napi_reject_deferred(env: Env, deferred: Object, value: Value) |real| {
        gone(Kind::Deferred, deferred as usize, 0);
        real(env, deferred, value)
    }
}
