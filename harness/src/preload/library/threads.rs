//! Threads that an addon starts: who started each, and that it runs.

use std::ffi::{c_int, c_void};
use std::mem;
use std::ptr;
use std::sync::atomic::AtomicPtr;

use super::live::{quietly, site_of, table};
use super::log::{self, Begun, What};
use super::node_api::{__libc_free, __libc_malloc};
use super::stack::Stack;
use super::symbols::next;
use super::table::{Kind, Origin, Table};

/// What a thread runs. An end by `pthread_exit`, or a cancellation, passes through.
type Start = unsafe extern "C-unwind" fn(*mut c_void) -> *mut c_void;
type Create = unsafe extern "C-unwind" fn(*mut usize, *const c_void, Start, *mut c_void) -> c_int;

/// What the caller gave, and who it is.
struct Given {
    start: Start,
    argument: *mut c_void,
    /// The number of the site.
    site: u64,
    /// The thread's number in the system.
    parent: u64,
}

/// The site of a thread that is started here; `None` where that is no addon's doing.
fn site(table: &Table) -> Option<u64> {
    let stack = Stack::capture();
    // C++ starts its threads in a library of the system's.
    let mut origins = stack.addresses().iter().map(|at| table.origin(*at as u64));
    let starter = origins.find(|origin| !matches!(origin, Origin::System | Origin::Harness));
    (starter == Some(Origin::Addon)).then(|| site_of(table, Kind::Call, &stack))
}

/// pthread_create(3)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C-unwind" fn pthread_create(
    thread: *mut usize,
    attributes: *const c_void,
    start: Start,
    argument: *mut c_void,
) -> c_int {
    static REAL: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
    // SAFETY: every C library has a function of that name and type.
    let real: Create = unsafe { mem::transmute(next(&REAL, c"pthread_create")) };
    let noted = table().filter(|table| table.logs());
    let site = noted.and_then(|table| quietly(|| site(table)).flatten());
    // SAFETY: a new block, written before the new thread reads it; all else is the caller's, passed on.
    unsafe {
        let given: *mut Given = match site {
            Some(_) => __libc_malloc(size_of::<Given>()).cast(),
            None => ptr::null_mut(),
        };
        let Some(site) = site.filter(|_| !given.is_null()) else {
            return real(thread, attributes, start, argument);
        };
        given.write(Given {
            start,
            argument,
            site,
            parent: log::thread(),
        });
        let status = real(thread, attributes, run, given.cast());
        if status != 0 {
            __libc_free(given.cast());
        }
        status
    }
}

/// In place of what the thread runs.
unsafe extern "C-unwind" fn run(given: *mut c_void) -> *mut c_void {
    // SAFETY: `pthread_create` gave a `Given`, to this thread alone.
    unsafe {
        let Given {
            start,
            argument,
            site,
            parent,
        } = given.cast::<Given>().read();
        __libc_free(given);
        let begun = Begun {
            object: parent,
            site,
            ..Begun::default()
        };
        log::life(What::Started as u64, begun);
        start(argument)
    }
}
