//! Functions of Node-API that make something or release it: the runtime's own, with what they make noted.

use std::ffi::{CStr, c_char, c_void};
use std::sync::atomic::Ordering::Relaxed;

use super::javascript::{self, Called, FUNCTIONS};
use super::objects::{find, gone};
use super::table::{Kind, Object as Noted};
use super::{live, objects, symbols, threadsafe};

/// `napi_status`
pub type Status = i32;
/// `napi_env`
pub type Env = *mut c_void;
/// `napi_value`
pub type Value = *mut c_void;
/// `napi_callback_info`
pub type Info = *mut c_void;
/// Whatever else the runtime knows by an address.
pub type Object = *mut c_void;
/// `napi_callback`
pub type Callback = unsafe extern "C-unwind" fn(Env, Info) -> Value;
/// `napi_finalize`
pub type Finalize = unsafe extern "C-unwind" fn(Env, *mut c_void, *mut c_void);

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
        /// The wrapper of the function of that name, where it stands here.
        pub fn named(name: &CStr) -> Option<*mut c_void> {
            match name.to_bytes() {
                $(found if found == stringify!($name).as_bytes() => Some($name as *mut c_void),)*
                _ => None,
            }
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

pub(super) use wrappers;

/// The wrapper of the function of that name, where there is one and the runtime has the function.
pub fn wrapper(name: &CStr) -> Option<*mut c_void> {
    let wrapper = named(name).or_else(|| threadsafe::named(name))?;
    (!symbols::runtimes(name).is_null()).then_some(wrapper)
}

// glibc's own: what belongs to the wrappers is not the addon's.
unsafe extern "C" {
    pub fn __libc_malloc(size: usize) -> *mut c_void;
    pub fn __libc_free(block: *mut c_void);
}

/// Notes that something has been made, with where JavaScript stands if that is not known from the call of native code.
///
/// # Safety
/// On the thread of `env`.
pub unsafe fn made(env: Env, kind: Kind, address: usize, bytes: usize) -> Option<&'static Noted> {
    let table = live::table().filter(|table| table.tracks_objects())?;
    let javascript = if table.tracks_callers() {
        0
    } else {
        // SAFETY: the caller's promise.
        unsafe { javascript::stack(env) }
    };
    objects::made(kind, address, bytes, javascript)
}

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
            if has_any && let Some(record) = FUNCTIONS.keep(called) {
                property.data = record.cast();
                property.method = called.method.map(|_| javascript::method as Callback);
                property.getter = called.getter.map(|_| javascript::getter as Callback);
                property.setter = called.setter.map(|_| javascript::setter as Callback);
            }
            copies.add(index).write(property);
        }
        Some(copies)
    }
}

/// `napi_async_execute_callback`
type Execute = unsafe extern "C-unwind" fn(Env, *mut c_void);
/// `napi_async_complete_callback`
type Complete = unsafe extern "C-unwind" fn(Env, Status, *mut c_void);

/// What asynchronous work is made of; it is left when the work is deleted, because that may be while it runs.
#[repr(C)]
struct Work {
    execute: Option<Execute>,
    complete: Option<Complete>,
    data: *mut c_void,
    key: usize,
}

/// In place of what work does on a thread of its own.
unsafe extern "C-unwind" fn begin(env: Env, work: *mut c_void) {
    // SAFETY: the wrapper gave a `Work` as the data, and frees none.
    unsafe {
        let work = work.cast::<Work>().read();
        if let Some(execute) = work.execute {
            execute(env, work.data);
        }
    }
}

/// In place of what follows on the main thread; from here on the work holds nothing.
unsafe extern "C-unwind" fn end(env: Env, status: Status, work: *mut c_void) {
    // SAFETY: as above.
    unsafe {
        let work = work.cast::<Work>().read();
        if let Some(noted) = find(Kind::AsyncWork, work.key) {
            noted.referenced.store(0, Relaxed);
        }
        if let Some(complete) = work.complete {
            complete(env, status, work.data);
        }
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
    match function.and_then(|_| FUNCTIONS.keep(called)) {
        Some(record) => (Some(javascript::method), record.cast()),
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
        if status == OK && !data.is_null() && let Some(called) = FUNCTIONS.kept(*data) {
            *data = called.data;
        }
        status
    }

    fn napi_create_reference(env: Env, value: Value, count: u32, result: *mut Object) |real| {
        let status = real(env, value, count, result);
        if status == OK {
            made(env, Kind::Reference, *result as usize, 0);
        }
        status
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
        if status == OK {
            made(env, Kind::Deferred, *deferred as usize, 0);
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

    fn napi_create_async_work(
        env: Env, resource: Value, name: Value, execute: Option<Execute>, complete: Option<Complete>, data: *mut c_void,
        result: *mut Object,
    ) |real| {
        let work: *mut Work = __libc_malloc(size_of::<Work>()).cast();
        if work.is_null() {
            return real(env, resource, name, execute, complete, data, result);
        }
        work.write(Work { execute, complete, data, key: 0 });
        let status = real(env, resource, name, execute.map(|_| begin as Execute), Some(end), work.cast(), result);
        if status == OK {
            (*work).key = *result as usize;
            if let Some(noted) = made(env, Kind::AsyncWork, *result as usize, 0) {
                noted.name.store(javascript::string(env, name), Relaxed);
            }
        }
        status
    }

    fn napi_queue_async_work(env: Env, work: Object) |real| {
        let noted = find(Kind::AsyncWork, work as usize);
        if let Some(noted) = noted {
            noted.referenced.store(1, Relaxed);
        }
        let status = real(env, work);
        if let Some(noted) = noted.filter(|_| status != OK) {
            noted.referenced.store(0, Relaxed);
        }
        status
    }

    fn napi_delete_async_work(env: Env, work: Object) |real| {
        gone(Kind::AsyncWork, work as usize, 0);
        real(env, work)
    }

    fn napi_async_init(env: Env, resource: Value, name: Value, result: *mut Object) |real| {
        let status = real(env, resource, name, result);
        if status == OK {
            made(env, Kind::AsyncContext, *result as usize, 0);
        }
        status
    }

    fn napi_async_destroy(env: Env, context: Object) |real| {
        gone(Kind::AsyncContext, context as usize, 0);
        real(env, context)
    }
}
