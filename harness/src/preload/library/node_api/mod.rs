//! Functions of Node-API: the runtime's own, in the log, with what they make noted.

use std::ffi::{CStr, c_void};

use super::table::{Kind, Object as Noted};
use super::{live, objects, symbols};

pub mod declared;
mod fatal;
pub mod functions;
mod javascript;
mod references;
pub mod threadsafe;
mod work;

/// `napi_status`
type Status = i32;
/// `napi_env`
type Env = *mut c_void;
/// `napi_value`
type Value = *mut c_void;
/// `napi_callback_info`
type Info = *mut c_void;
/// Whatever else the runtime knows by an address.
type Object = *mut c_void;
/// `napi_callback`
type Callback = unsafe extern "C-unwind" fn(Env, Info) -> Value;
/// `napi_finalize`
type Finalize = unsafe extern "C-unwind" fn(Env, *mut c_void, *mut c_void);

/// `napi_ok`
const OK: Status = 0;

/// The runtime's own function of that name and type.
macro_rules! runtime {
    ($name:ident: $type:ty) => {{
        use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};
        static KNOWN: AtomicPtr<std::ffi::c_void> = AtomicPtr::new(std::ptr::null_mut());
        let mut known = KNOWN.load(Relaxed);
        if known.is_null() {
            let name = concat!(stringify!($name), "\0");
            let name = std::ffi::CStr::from_bytes_with_nul(name.as_bytes());
            known = super::super::symbols::runtimes(name.unwrap_or_default());
            KNOWN.store(known, Relaxed);
        }
        std::mem::transmute::<*mut std::ffi::c_void, $type>(known)
    }};
}
use runtime;

/// Wrappers: each has the runtime's own function under the name between bars, and its entry in the log, where it asks for that.
macro_rules! wrappers {
    ($(fn $name:ident($first:ident: $first_type:ty $(, $argument:ident: $type:ty)* $(,)?) |$real:ident $(, $entry:ident)?| $body:block)*) => {
        /// The wrapper of the function of that name, where it stands here.
        pub fn named(name: &CStr) -> Option<*mut c_void> {
            match name.to_bytes() {
                $(found if found == stringify!($name).as_bytes() => Some($name as *mut c_void),)*
                _ => None,
            }
        }
        $(
            unsafe extern "C-unwind" fn $name($first: $first_type $(, $argument: $type)*) -> Status {
                // SAFETY: Node-API declares the function with this type; `wrapper` gave this one out because the runtime has it. The
                // arguments are the caller's, passed on, and what is read through them is what Node-API says they point to.
                unsafe {
                    let entry = super::declared::begin(
                        super::declared::Function::$name,
                        super::declared::caller!(),
                        &[super::declared::Word::word($first) $(, super::declared::Word::word($argument))*],
                    );
                    let $real = runtime!($name: unsafe extern "C-unwind" fn($first_type $(, $type)*) -> Status);
                    $(let $entry = &entry;)?
                    let status: Status = $body;
                    entry.end(status);
                    status
                }
            }
        )*
    };
}

use wrappers;

/// The wrapper of the function of that name, where there is one and the runtime has the function.
pub fn wrapper(name: &CStr) -> Option<*mut c_void> {
    let homes = [
        functions::named,
        references::named,
        threadsafe::named,
        work::named,
        fatal::named,
        declared::named,
    ];
    let is_of_node_api = [&b"napi_"[..], b"node_api_"]
        .iter()
        .any(|prefix| name.to_bytes().starts_with(prefix));
    if !is_of_node_api {
        return None;
    }
    let wrapper = homes.iter().find_map(|named| named(name))?;
    (!symbols::runtimes(name).is_null()).then_some(wrapper)
}

// glibc's own: what belongs to the wrappers is not the addon's.
unsafe extern "C" {
    pub(super) fn __libc_malloc(size: usize) -> *mut c_void;
    pub(super) fn __libc_free(block: *mut c_void);
}

/// Notes that something has been made, with where JavaScript stands if that is not known from the call of native code.
///
/// # Safety
/// On the thread of `env`.
unsafe fn made(env: Env, kind: Kind, address: usize, bytes: usize) -> Option<&'static Noted> {
    let table = live::table().filter(|table| table.tracks_objects())?;
    let javascript = if table.tracks_callers() {
        0
    } else {
        // SAFETY: the caller's promise.
        unsafe { javascript::stack(env) }
    };
    objects::made(kind, address, bytes, javascript)
}
