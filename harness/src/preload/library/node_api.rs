//! Functions of Node-API that make something or release it: the runtime's own, with what they make noted.

use std::ffi::{CStr, c_char, c_void};

use super::javascript::{self, Called, record, recorded};
use super::live::{gone, made};
use super::symbols;
use super::table::Kind;

/// `napi_status`
pub type Status = i32;
/// `napi_env`
pub type Env = *mut c_void;
/// `napi_value`
pub type Value = *mut c_void;
/// `napi_callback_info`
pub type Info = *mut c_void;
/// Whatever else the runtime knows by an address.
type Object = *mut c_void;
/// `napi_callback`
pub type Callback = unsafe extern "C-unwind" fn(Env, Info) -> Value;
/// `napi_finalize`
type Finalize = unsafe extern "C-unwind" fn(Env, *mut c_void, *mut c_void);

/// `napi_ok`
pub const OK: Status = 0;

/// `napi_property_descriptor`
#[derive(Clone, Copy)]
#[repr(C)]
struct Property {
    utf8name: *const c_char,
    name: Value,
    method: Option<Callback>,
    getter: Option<Callback>,
    setter: Option<Callback>,
    value: Value,
    attributes: u32,
    data: *mut c_void,
}

/// The runtime's own function of that name and type.
macro_rules! runtime {
    ($name:ident: $type:ty) => {{
        use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};
        static KNOWN: AtomicPtr<std::ffi::c_void> = AtomicPtr::new(std::ptr::null_mut());
        let mut known = KNOWN.load(Relaxed);
        if known.is_null() {
            let name = concat!(stringify!($name), "\0");
            let name = std::ffi::CStr::from_bytes_with_nul(name.as_bytes());
            known = super::symbols::runtimes(name.unwrap_or_default());
            KNOWN.store(known, Relaxed);
        }
        std::mem::transmute::<*mut std::ffi::c_void, $type>(known)
    }};
}
pub(super) use runtime;

/// Wrappers: each has the runtime's own function under the name between bars.
macro_rules! wrappers {
    ($(fn $name:ident($($argument:ident: $type:ty),* $(,)?) |$real:ident| $body:block)*) => {
        /// The wrapper of the function of that name, where there is one and the runtime has the function.
        pub fn wrapper(name: &CStr) -> Option<*mut c_void> {
            let wrapper = match name.to_bytes() {
                $(found if found == stringify!($name).as_bytes() => $name as *mut c_void,)*
                _ => return None,
            };
            (!symbols::runtimes(name).is_null()).then_some(wrapper)
        }
        $(
            unsafe extern "C-unwind" fn $name($($argument: $type),*) -> Status {
                // SAFETY: Node-API declares the function with this type; `wrapper` gave this one out because the runtime has it. The
                // arguments are the caller's, passed on, and what is read through them is what Node-API says they point to.
                unsafe {
                    let $real = runtime!($name: unsafe extern "C-unwind" fn($($type),*) -> Status);
                    $body
                }
            }
        )*
    };
}

// glibc's own: what belongs to the wrappers is not the addon's.
unsafe extern "C" {
    fn __libc_malloc(size: usize) -> *mut c_void;
    fn __libc_free(block: *mut c_void);
}

/// A finalizer of the caller's, with what it is called with, and what goes when it is called.
#[repr(C)]
struct Finalizer {
    function: Option<Finalize>,
    data: *mut c_void,
    kind: Kind,
    key: usize,
}

impl Finalizer {
    /// Null where there is no memory.
    fn new(function: Option<Finalize>, data: *mut c_void, kind: Kind, key: usize) -> *mut Self {
        // SAFETY: a new block, written before anybody reads it.
        unsafe {
            let finalizer: *mut Self = __libc_malloc(size_of::<Self>()).cast();
            if !finalizer.is_null() {
                finalizer.write(Self {
                    function,
                    data,
                    kind,
                    key,
                });
            }
            finalizer
        }
    }

    /// It is called now, or never.
    unsafe fn take(finalizer: *mut c_void) -> Self {
        // SAFETY: made by `new`, and the runtime calls a finalizer once.
        unsafe {
            let taken = finalizer.cast::<Self>().read();
            __libc_free(finalizer);
            taken
        }
    }
}

/// In place of a finalizer whose second argument was the caller's to choose.
unsafe extern "C-unwind" fn finalize(env: Env, data: *mut c_void, hint: *mut c_void) {
    // SAFETY: the wrappers gave a `Finalizer` as the hint.
    unsafe {
        let finalizer = Finalizer::take(hint);
        gone(finalizer.kind, finalizer.key);
        if let Some(function) = finalizer.function {
            function(env, data, finalizer.data);
        }
    }
}

/// In place of a ThreadsafeFunction's finalizer, which gets its data first.
unsafe extern "C-unwind" fn finalize_data(env: Env, data: *mut c_void, hint: *mut c_void) {
    // SAFETY: the wrapper gave a `Finalizer` as the data.
    unsafe {
        let finalizer = Finalizer::take(data);
        gone(finalizer.kind, finalizer.key);
        if let Some(function) = finalizer.function {
            function(env, finalizer.data, hint);
        }
    }
}

/// Makes something that goes when its finalizer is called. It is known by `key`, or else by the address of the finalizer.
fn with_finalizer(
    kind: Kind,
    key: Option<usize>,
    bytes: usize,
    function: Option<Finalize>,
    hint: *mut c_void,
    call: impl FnOnce(Option<Finalize>, *mut c_void) -> Status,
) -> Status {
    let finalizer = Finalizer::new(function, hint, kind, 0);
    if finalizer.is_null() {
        return call(function, hint);
    }
    let key = key.unwrap_or(finalizer as usize);
    // SAFETY: made just now.
    unsafe { (*finalizer).key = key };
    // Before the call: the runtime may call the finalizer within it. Where it fails, the block is left: nobody knows whether it did.
    made(kind, key, bytes);
    let status = call(Some(finalize), finalizer.cast());
    if status != OK {
        gone(kind, key);
    }
    status
}

/// The caller's properties, whose functions are seen when they are called; `None` where there is no memory.
unsafe fn seen(properties: *const Property, count: usize) -> Option<*mut Property> {
    // SAFETY: the caller's properties, of that number.
    unsafe {
        let copies: *mut Property = __libc_malloc(size_of::<Property>() * count.max(1)).cast();
        if copies.is_null() {
            return None;
        }
        for index in 0..count {
            let mut property = *properties.add(index);
            let called = Called {
                method: property.method,
                getter: property.getter,
                setter: property.setter,
                data: property.data,
            };
            let has_any =
                called.method.is_some() || called.getter.is_some() || called.setter.is_some();
            if has_any && let Some(record) = record(called) {
                property.data = record;
                property.method = called.method.map(|_| javascript::method as Callback);
                property.getter = called.getter.map(|_| javascript::getter as Callback);
                property.setter = called.setter.map(|_| javascript::setter as Callback);
            }
            copies.add(index).write(property);
        }
        Some(copies)
    }
}

/// A function of the caller's and its data, seen when it is called.
fn seen_function(function: Option<Callback>, data: *mut c_void) -> (Option<Callback>, *mut c_void) {
    let called = Called {
        method: function,
        getter: None,
        setter: None,
        data,
    };
    match function.and_then(|_| record(called)) {
        Some(record) => (Some(javascript::method), record),
        None => (function, data),
    }
}

wrappers! {
    fn napi_create_function(
        env: Env, name: *const c_char, length: usize, function: Option<Callback>, data: *mut c_void, result: *mut Value,
    ) |real| {
        let (function, data) = seen_function(function, data);
        real(env, name, length, function, data, result)
    }

    fn napi_define_class(
        env: Env, name: *const c_char, length: usize, constructor: Option<Callback>, data: *mut c_void, count: usize,
        properties: *const Property, result: *mut Value,
    ) |real| {
        let (constructor, data) = seen_function(constructor, data);
        let Some(copies) = seen(properties, count) else {
            return real(env, name, length, constructor, data, count, properties, result);
        };
        let status = real(env, name, length, constructor, data, count, copies, result);
        __libc_free(copies.cast());
        status
    }

    fn napi_define_properties(env: Env, object: Value, count: usize, properties: *const Property) |real| {
        let Some(copies) = seen(properties, count) else {
            return real(env, object, count, properties);
        };
        let status = real(env, object, count, copies);
        __libc_free(copies.cast());
        status
    }

    fn napi_get_cb_info(
        env: Env, info: Info, count: *mut usize, arguments: *mut Value, this: *mut Value, data: *mut *mut c_void,
    ) |real| {
        let status = real(env, info, count, arguments, this, data);
        if status == OK && !data.is_null() && let Some(called) = recorded(*data) {
            *data = called.data;
        }
        status
    }

    fn napi_create_reference(env: Env, value: Value, count: u32, result: *mut Object) |real| {
        let status = real(env, value, count, result);
        if status == OK {
            made(Kind::Reference, *result as usize, 0);
        }
        status
    }

    fn napi_delete_reference(env: Env, reference: Object) |real| {
        gone(Kind::Reference, reference as usize);
        real(env, reference)
    }

    fn napi_wrap(
        env: Env, object: Value, native: *mut c_void, function: Option<Finalize>, hint: *mut c_void, result: *mut Object,
    ) |real| {
        with_finalizer(Kind::Wrap, Some(native as usize), 0, function, hint, |function, hint| {
            real(env, object, native, function, hint, result)
        })
    }

    fn napi_remove_wrap(env: Env, object: Value, native: *mut *mut c_void) |real| {
        let status = real(env, object, native);
        if status == OK && !native.is_null() {
            gone(Kind::Wrap, *native as usize);
        }
        status
    }

    fn napi_add_finalizer(
        env: Env, object: Value, native: *mut c_void, function: Option<Finalize>, hint: *mut c_void, result: *mut Object,
    ) |real| {
        if function.is_none() {
            return real(env, object, native, function, hint, result);
        }
        with_finalizer(Kind::Finalizer, None, 0, function, hint, |function, hint| {
            real(env, object, native, function, hint, result)
        })
    }

    fn napi_create_external(
        env: Env, native: *mut c_void, function: Option<Finalize>, hint: *mut c_void, result: *mut Value,
    ) |real| {
        with_finalizer(Kind::Finalizer, None, 0, function, hint, |function, hint| {
            real(env, native, function, hint, result)
        })
    }

    fn napi_create_external_buffer(
        env: Env, length: usize, native: *mut c_void, function: Option<Finalize>, hint: *mut c_void, result: *mut Value,
    ) |real| {
        with_finalizer(Kind::Buffer, None, length, function, hint, |function, hint| {
            real(env, length, native, function, hint, result)
        })
    }

    fn napi_create_external_arraybuffer(
        env: Env, native: *mut c_void, length: usize, function: Option<Finalize>, hint: *mut c_void, result: *mut Value,
    ) |real| {
        with_finalizer(Kind::Buffer, None, length, function, hint, |function, hint| {
            real(env, native, length, function, hint, result)
        })
    }

    fn napi_create_threadsafe_function(
        env: Env, function: Value, resource: Value, name: Value, most: usize, threads: usize, data: *mut c_void,
        finalize: Option<Finalize>, context: *mut c_void, call: *mut c_void, result: *mut Object,
    ) |real| {
        let finalizer = Finalizer::new(finalize, data, Kind::ThreadsafeFunction, 0);
        if finalizer.is_null() {
            return real(env, function, resource, name, most, threads, data, finalize, context, call, result);
        }
        let (own, key) = (finalizer.cast(), finalizer as usize);
        (*finalizer).key = key;
        made(Kind::ThreadsafeFunction, key, 0);
        let status = real(env, function, resource, name, most, threads, own, Some(finalize_data), context, call, result);
        if status != OK {
            gone(Kind::ThreadsafeFunction, key);
        }
        status
    }

    fn napi_create_promise(env: Env, deferred: *mut Object, promise: *mut Value) |real| {
        let status = real(env, deferred, promise);
        if status == OK {
            made(Kind::Deferred, *deferred as usize, 0);
        }
        status
    }

    fn napi_resolve_deferred(env: Env, deferred: Object, value: Value) |real| {
        gone(Kind::Deferred, deferred as usize);
        real(env, deferred, value)
    }

    fn napi_reject_deferred(env: Env, deferred: Object, value: Value) |real| {
        gone(Kind::Deferred, deferred as usize);
        real(env, deferred, value)
    }

    fn napi_create_async_work(
        env: Env, resource: Value, name: Value, execute: *mut c_void, complete: *mut c_void, data: *mut c_void, result: *mut Object,
    ) |real| {
        let status = real(env, resource, name, execute, complete, data, result);
        if status == OK {
            made(Kind::AsyncWork, *result as usize, 0);
        }
        status
    }

    fn napi_delete_async_work(env: Env, work: Object) |real| {
        gone(Kind::AsyncWork, work as usize);
        real(env, work)
    }

    fn napi_async_init(env: Env, resource: Value, name: Value, result: *mut Object) |real| {
        let status = real(env, resource, name, result);
        if status == OK {
            made(Kind::AsyncContext, *result as usize, 0);
        }
        status
    }

    fn napi_async_destroy(env: Env, context: Object) |real| {
        gone(Kind::AsyncContext, context as usize);
        real(env, context)
    }
}
