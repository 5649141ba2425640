//! dlsym and dlopen: who asks for a function of Node-API gets a wrapper, and what was loaded is noted.
//!
//! Both are the C library's own for all else. They ask who called them, for `RTLD_NEXT` and for the search paths of a library, so such
//! calls have to be the last thing that happens here: compiled as jumps, they leave the caller's return address in place.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use super::live::table;
use super::{modules, node_api};

type Symbol = unsafe extern "C" fn(*mut c_void, *const c_char) -> *mut c_void;
type Open = unsafe extern "C" fn(*const c_char, c_int) -> *mut c_void;

unsafe extern "C" {
    fn dlvsym(handle: *mut c_void, name: *const c_char, version: *const c_char) -> *mut c_void;
}

const RTLD_NEXT: *mut c_void = -1_isize as *mut c_void;
const RTLD_DEFAULT: *mut c_void = ptr::null_mut();
/// Since glibc 2.34 the loader's functions stand in the C library itself; before, under the first version of the architecture.
#[cfg(target_arch = "x86_64")]
const VERSIONS: [&CStr; 2] = [c"GLIBC_2.34", c"GLIBC_2.2.5"];
#[cfg(target_arch = "aarch64")]
const VERSIONS: [&CStr; 2] = [c"GLIBC_2.34", c"GLIBC_2.17"];

static SYMBOL: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
static OPEN: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());

/// The C library's own function; looked up once.
fn real(known: &AtomicPtr<c_void>, name: &CStr) -> *mut c_void {
    let mut found = known.load(Relaxed);
    for version in VERSIONS {
        if found.is_null() {
            // SAFETY: names end with a zero byte.
            found = unsafe { dlvsym(RTLD_NEXT, name.as_ptr(), version.as_ptr()) };
            known.store(found, Relaxed);
        }
    }
    found
}

/// The C library's own function of that name, behind the one that this library exports; looked up once.
pub fn next(known: &AtomicPtr<c_void>, name: &CStr) -> *mut c_void {
    let mut found = known.load(Relaxed);
    if found.is_null() {
        // SAFETY: a name that ends with a zero byte; the answer is what comes after this library.
        found = unsafe { real_symbol()(RTLD_NEXT, name.as_ptr()) };
        known.store(found, Relaxed);
    }
    found
}

fn real_symbol() -> Symbol {
    // SAFETY: a function of this type; glibc has it under one of the versions.
    unsafe { std::mem::transmute(real(&SYMBOL, c"dlsym")) }
}

/// The runtime's own function of that name; null where it has none.
pub fn runtimes(name: &CStr) -> *mut c_void {
    // SAFETY: a name that ends with a zero byte.
    unsafe { real_symbol()(RTLD_DEFAULT, name.as_ptr()) }
}

/// dlsym(3)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void {
    if table().is_some() && !name.is_null() {
        // SAFETY: the caller's name, which a zero byte ends.
        if let Some(wrapper) = node_api::wrapper(unsafe { CStr::from_ptr(name) }) {
            return wrapper;
        }
    }
    // SAFETY: the caller's arguments, passed on.
    unsafe { real_symbol()(handle, name) }
}

/// dlopen(3)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn dlopen(path: *const c_char, flags: c_int) -> *mut c_void {
    // SAFETY: a function of this type; glibc has it under one of the versions.
    let open: Open = unsafe { std::mem::transmute(real(&OPEN, c"dlopen")) };
    // SAFETY: the caller's path, which a zero byte ends.
    let is_file = !path.is_null() && unsafe { CStr::from_ptr(path) }.to_bytes().contains(&b'/');
    // Only a bare name is looked for in the caller's search path.
    if table().is_none() || !is_file {
        // SAFETY: the caller's arguments, passed on.
        return unsafe { open(path, flags) };
    }
    // SAFETY: the same.
    let handle = unsafe { open(path, flags) };
    modules::refresh();
    handle
}
