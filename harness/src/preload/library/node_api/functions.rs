//! Functions that native code defines: each is seen when JavaScript calls it.

use std::ffi::{CStr, c_char, c_void};
use std::ptr;

use super::super::arena::Arena;
use super::super::live::{called_by, table};
use super::super::log::{self, Begun, What};
use super::javascript::stack;
use super::{
    __libc_free, __libc_malloc, Callback, Env, Info, OK, Status, Value, runtime, wrappers,
};

/// What the wrappers of functions that define functions put in place of the caller's data.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Called {
    method: Option<Callback>,
    getter: Option<Callback>,
    setter: Option<Callback>,
    data: *mut c_void,
}

/// Functions that are defined when it is full are not seen.
pub static FUNCTIONS: Arena<Called> = Arena::new(1 << 20);

/// In place of a method, a constructor or a plain function.
unsafe extern "C-unwind" fn method(env: Env, info: Info) -> Value {
    // SAFETY: the runtime's arguments.
    unsafe { call(env, info, |called| called.method) }
}

/// In place of a getter.
unsafe extern "C-unwind" fn getter(env: Env, info: Info) -> Value {
    // SAFETY: the runtime's arguments.
    unsafe { call(env, info, |called| called.getter) }
}

/// In place of a setter.
unsafe extern "C-unwind" fn setter(env: Env, info: Info) -> Value {
    // SAFETY: the runtime's arguments.
    unsafe { call(env, info, |called| called.setter) }
}

/// Sets the thread's JavaScript back, also where a C++ exception passes through.
struct Return(u64);

impl Drop for Return {
    fn drop(&mut self) {
        called_by(self.0);
    }
}

unsafe fn call(env: Env, info: Info, which: fn(&Called) -> Option<Callback>) -> Value {
    type GetInfo = unsafe extern "C-unwind" fn(
        Env,
        Info,
        *mut usize,
        *mut Value,
        *mut Value,
        *mut *mut c_void,
    ) -> Status;
    let mut data = ptr::null_mut();
    let (count, arguments, this) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // SAFETY: the runtime's own arguments; it is asked for the data alone.
    unsafe {
        let info_of = runtime!(napi_get_cb_info: GetInfo);
        info_of(env, info, count, arguments, this, &raw mut data);
    }
    let function = FUNCTIONS.kept(data).and_then(|called| which(&called));
    let Some(function) = function else {
        return ptr::null_mut();
    };
    let tracks = table().is_some_and(|table| table.tracks_callers());
    // SAFETY: on the thread of `env`, which calls.
    let text = if tracks { unsafe { stack(env) } } else { 0 };
    let _return = Return(called_by(text));
    let begun = Begun {
        object: function as usize as u64,
        ..Begun::default()
    };
    let entry = log::call(What::Native as u64, begun);
    // SAFETY: the addon's function with the runtime's arguments.
    let value = unsafe { function(env, info) };
    entry.end(OK);
    value
}

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
                property.method = called.method.map(|_| method as Callback);
                property.getter = called.getter.map(|_| getter as Callback);
                property.setter = called.setter.map(|_| setter as Callback);
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
    match function.and_then(|_| FUNCTIONS.keep(called)) {
        Some(record) => (Some(method), record.cast()),
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
}
