//! Node-API's functions, with their statuses checked; each of these is one call.

use std::ffi::CStr;
use std::ffi::c_void;
use std::ptr;

use napi_sys as sys;

/// A function that JavaScript can call.
pub type Callback = unsafe extern "C" fn(sys::napi_env, sys::napi_callback_info) -> sys::napi_value;

/// The environment of the thread that runs. It may not be kept past the callback that it was made in.
#[derive(Clone, Copy)]
pub struct Env(sys::napi_env);

/// Ends the process unless all is well.
#[inline]
pub fn check(status: sys::napi_status) {
    assert_eq!(status, sys::Status::napi_ok);
}

impl Env {
    /// # Safety
    ///
    /// Has to be called in a callback of this environment, on its thread. Values are those of the same callback.
    #[inline]
    pub unsafe fn new(env: sys::napi_env) -> Self {
        Self(env)
    }

    #[inline]
    pub fn raw(self) -> sys::napi_env {
        self.0
    }

    /// The first arguments that the callback was called with.
    #[inline]
    pub fn arguments<const N: usize>(self, info: sys::napi_callback_info) -> [sys::napi_value; N] {
        let mut values = [ptr::null_mut(); N];
        let mut count = N;
        let (this, data) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: the environment is live, as `new` promises, and there is room for as many arguments as are asked for.
        check(unsafe {
            sys::napi_get_cb_info(self.0, info, &mut count, values.as_mut_ptr(), this, data)
        });
        values
    }

    #[inline]
    pub fn undefined(self) -> sys::napi_value {
        // SAFETY: the environment is live, as `new` promises.
        made(|value| unsafe { sys::napi_get_undefined(self.0, value) })
    }

    #[inline]
    pub fn null(self) -> sys::napi_value {
        // SAFETY: the environment is live, as `new` promises.
        made(|value| unsafe { sys::napi_get_null(self.0, value) })
    }

    #[inline]
    pub fn number(self, number: u32) -> sys::napi_value {
        // SAFETY: the environment is live, as `new` promises.
        made(|value| unsafe { sys::napi_create_uint32(self.0, number, value) })
    }

    #[inline]
    pub fn double(self, number: f64) -> sys::napi_value {
        // SAFETY: the environment is live, as `new` promises.
        made(|value| unsafe { sys::napi_create_double(self.0, number, value) })
    }

    #[inline]
    pub fn read(self, value: sys::napi_value) -> u32 {
        let mut number = 0;
        // SAFETY: the environment is live, as `new` promises, and the value is of the running callback.
        check(unsafe { sys::napi_get_value_uint32(self.0, value, &mut number) });
        number
    }

    #[inline]
    pub fn call(
        self,
        this: sys::napi_value,
        function: sys::napi_value,
        arguments: &[sys::napi_value],
    ) -> sys::napi_value {
        let (count, first) = (arguments.len(), arguments.as_ptr());
        // SAFETY: the environment is live, as `new` promises, and the values are of the running callback.
        made(|value| unsafe {
            sys::napi_call_function(self.0, this, function, count, first, value)
        })
    }

    #[inline]
    pub fn reference(self, function: sys::napi_value) -> sys::napi_ref {
        // SAFETY: the environment is live, as `new` promises, and the value is of the running callback.
        made(|reference| unsafe { sys::napi_create_reference(self.0, function, 1, reference) })
    }

    #[inline]
    pub fn referenced(self, reference: sys::napi_ref) -> sys::napi_value {
        // SAFETY: the environment is live, as `new` promises, and who holds a reference has not deleted it.
        made(|value| unsafe { sys::napi_get_reference_value(self.0, reference, value) })
    }

    #[inline]
    pub fn delete(self, reference: sys::napi_ref) {
        // SAFETY: the environment is live, as `new` promises, and each reference is deleted once, by who holds it.
        check(unsafe { sys::napi_delete_reference(self.0, reference) });
    }

    #[inline]
    pub fn promise(self) -> (sys::napi_deferred, sys::napi_value) {
        let mut deferred = ptr::null_mut();
        // SAFETY: the environment is live, as `new` promises.
        let promise =
            made(|value| unsafe { sys::napi_create_promise(self.0, &mut deferred, value) });
        (deferred, promise)
    }

    #[inline]
    pub fn resolve(self, deferred: sys::napi_deferred, value: sys::napi_value) {
        // SAFETY: the environment is live, as `new` promises, and each promise is settled once.
        check(unsafe { sys::napi_resolve_deferred(self.0, deferred, value) });
    }

    pub fn string(self, text: &CStr) -> sys::napi_value {
        let length = text.count_bytes() as isize;
        // SAFETY: the environment is live, as `new` promises, and the text has this length.
        made(|value| unsafe { sys::napi_create_string_utf8(self.0, text.as_ptr(), length, value) })
    }

    pub fn object(self) -> sys::napi_value {
        // SAFETY: the environment is live, as `new` promises.
        made(|value| unsafe { sys::napi_create_object(self.0, value) })
    }

    pub fn array(self, numbers: &[f64]) -> sys::napi_value {
        // SAFETY: the environment is live, as `new` promises.
        let array = made(|value| unsafe {
            sys::napi_create_array_with_length(self.0, numbers.len(), value)
        });
        for (index, number) in (0..).zip(numbers) {
            // SAFETY: the environment is live, as `new` promises, and the array was made above.
            check(unsafe { sys::napi_set_element(self.0, array, index, self.double(*number)) });
        }
        array
    }

    /// A `Uint32Array` with a copy of the numbers.
    pub fn typed_array(self, numbers: &[u32]) -> sys::napi_value {
        let bytes = size_of_val(numbers);
        let mut room: *mut c_void = ptr::null_mut();
        // SAFETY: the environment is live, as `new` promises.
        let buffer =
            made(|value| unsafe { sys::napi_create_arraybuffer(self.0, bytes, &mut room, value) });
        // SAFETY: the buffer was made with room for the numbers, and nobody else has seen it.
        unsafe { ptr::copy_nonoverlapping(numbers.as_ptr(), room.cast(), numbers.len()) };
        let (kind, length) = (sys::TypedarrayType::uint32_array, numbers.len());
        // SAFETY: the environment is live, as `new` promises, and the buffer was made above.
        made(|value| unsafe { sys::napi_create_typedarray(self.0, kind, length, buffer, 0, value) })
    }

    pub fn function(self, name: &CStr, callback: Callback) -> sys::napi_value {
        let (length, data) = (name.count_bytes() as isize, ptr::null_mut());
        // SAFETY: the environment is live, as `new` promises, and the name has this length.
        made(|value| unsafe {
            sys::napi_create_function(self.0, name.as_ptr(), length, Some(callback), data, value)
        })
    }

    pub fn set(self, object: sys::napi_value, name: &CStr, value: sys::napi_value) {
        // SAFETY: the environment is live, as `new` promises, and the values are of the running callback.
        check(unsafe { sys::napi_set_named_property(self.0, object, name.as_ptr(), value) });
    }

    pub fn set_function(self, object: sys::napi_value, name: &CStr, callback: Callback) {
        self.set(object, name, self.function(name, callback));
    }
}

/// What a function of Node-API writes through its last parameter.
#[inline]
fn made<T>(make: impl FnOnce(*mut *mut T) -> sys::napi_status) -> *mut T {
    let mut made = ptr::null_mut();
    check(make(&mut made));
    made
}
