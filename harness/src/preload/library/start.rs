//! How the library begins, and where it stops.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::atomic::Ordering::Relaxed;

use super::mapping::shared;
use super::node_api::{functions, threadsafe};
use super::{blocks, counters, guard, live, log, modules, table};

unsafe extern "C" {
    fn getenv(name: *const c_char) -> *const c_char;
    fn open(path: *const c_char, flags: c_int, ...) -> c_int;
    fn close(descriptor: c_int) -> c_int;
    fn pthread_atfork(
        prepare: Option<extern "C" fn()>,
        parent: Option<extern "C" fn()>,
        child: Option<extern "C" fn()>,
    ) -> c_int;
}

const O_RDWR: c_int = 2;
const O_CLOEXEC: c_int = 0o2_000_000;

/// The file that a variable of the environment names, mapped; the harness wrote it as long as `T` is.
fn file<T>(variable: &CStr) -> Option<*mut T> {
    // SAFETY: names and paths end with a zero byte.
    unsafe {
        let path = getenv(variable.as_ptr());
        if path.is_null() {
            return None;
        }
        let file = open(path, O_RDWR | O_CLOEXEC);
        if file < 0 {
            return None;
        }
        let mapped = shared(size_of::<T>(), file);
        close(file);
        mapped.map(<*mut c_void>::cast)
    }
}

extern "C" fn start() {
    // SAFETY: the handler needs nothing.
    if unsafe { pthread_atfork(None, None, Some(stop)) } != 0 {
        return;
    }
    // SAFETY: nobody unmaps it.
    let counts = file(c"NAPI_HARNESS_COUNTERS").map(|file| unsafe { counters::start(file) });
    // Another process counts: this one was started by it, and notes nothing, either.
    if counts == Some(false) {
        return;
    }
    if let Some(found) = file::<table::Table>(c"NAPI_HARNESS_SITES") {
        // SAFETY: nobody unmaps it.
        let is_first = unsafe { (*found).claim() };
        if !is_first {
            return;
        }
        functions::FUNCTIONS.start();
        threadsafe::GIVEN.start();
        if counts.is_some() {
            blocks::start();
        }
        log::start();
        // SAFETY: nobody unmaps it.
        unsafe { live::start(found) };
        // SAFETY: nobody unmaps it.
        if unsafe { (*found).tracking.load(Relaxed) } == table::tracking::GUARDED {
            guard::start();
        }
        modules::refresh();
    }
}

/// The process ends by itself; by `_exit` or a signal it does so without this.
extern "C" fn finish() {
    if let Some(table) = live::table() {
        table.finished.store(log::now(), Relaxed);
    }
}

extern "C" fn stop() {
    counters::stop();
    live::stop();
    blocks::stop();
}

#[cfg(napi_harness_library)]
#[used]
#[unsafe(link_section = ".init_array")]
static START: extern "C" fn() = start;

#[cfg(napi_harness_library)]
#[used]
#[unsafe(link_section = ".fini_array")]
static FINISH: extern "C" fn() = finish;

#[cfg(not(napi_harness_library))]
#[allow(
    dead_code,
    reason = "the library's constructor and destructor, which nobody here runs"
)]
const START: [extern "C" fn(); 2] = [start, finish];
