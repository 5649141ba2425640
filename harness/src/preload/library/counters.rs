//! What is counted, in a file that the process maps: the program reads it with the means of its runtime.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr;
use std::sync::atomic::{AtomicI64, AtomicPtr, Ordering::Relaxed};

/// The environment variable that names the file.
pub const VARIABLE: &str = "NAPI_HARNESS_COUNTERS";

/// The file's content: words of 64 bits in the machine's order. `harness.cjs` reads them by their place.
#[repr(C)]
#[derive(Debug, Default)]
pub struct Counters {
    /// The process that counts; 0 as long as there is none. Its children inherit the library and count nothing.
    process: AtomicI64,
    /// Bytes that the allocator has handed out and not got back: sizes are those of its blocks.
    allocated: AtomicI64,
    /// Bytes that the process has mapped itself and not unmapped.
    mapped: AtomicI64,
}

/// `null` where nothing is counted.
static COUNTERS: AtomicPtr<Counters> = AtomicPtr::new(ptr::null_mut());

impl Counters {
    /// Those of this process, if it counts.
    fn current() -> Option<&'static Self> {
        // SAFETY: the pointer is null or that of a mapping of this size and alignment that is never unmapped.
        unsafe { COUNTERS.load(Relaxed).as_ref() }
    }
}

/// So many bytes more are allocated; fewer, where negative.
pub fn add_allocated(bytes: isize) {
    if let Some(counters) = Counters::current() {
        counters.allocated.fetch_add(bytes as i64, Relaxed);
    }
}

/// So many bytes more are mapped; fewer, where negative.
pub fn add_mapped(bytes: isize) {
    if let Some(counters) = Counters::current() {
        counters.mapped.fetch_add(bytes as i64, Relaxed);
    }
}

unsafe extern "C" {
    fn getenv(name: *const c_char) -> *const c_char;
    fn open(path: *const c_char, flags: c_int, ...) -> c_int;
    fn close(descriptor: c_int) -> c_int;
    fn getpid() -> c_int;
    fn pthread_atfork(
        prepare: Option<extern "C" fn()>,
        parent: Option<extern "C" fn()>,
        child: Option<extern "C" fn()>,
    ) -> c_int;
    /// The system's own call, past the function of the same name that this library exports.
    pub fn syscall(number: c_long, ...) -> c_long;
}

const O_RDWR: c_int = 2;
const O_CLOEXEC: c_int = 0o2_000_000;
const PROT_READ_WRITE: c_int = 3;
const MAP_SHARED: c_int = 1;

/// Maps the file and begins to count.
extern "C" fn start() {
    // SAFETY: names end with a zero byte; the arguments are those that each call wants; the file has the size of `Counters`, because the
    // harness wrote it so.
    unsafe {
        let path = getenv(c"NAPI_HARNESS_COUNTERS".as_ptr());
        if path.is_null() {
            return;
        }
        let file = open(path, O_RDWR | O_CLOEXEC);
        if file < 0 {
            return;
        }
        let length = size_of::<Counters>();
        let at = ptr::null_mut::<c_void>();
        let mapped = syscall(
            super::mapping::MMAP,
            at,
            length,
            PROT_READ_WRITE,
            MAP_SHARED,
            file,
            0 as c_long,
        );
        close(file);
        if mapped < 0 {
            return;
        }
        let counters = mapped as *mut Counters;
        let own = i64::from(getpid());
        let taken = (*counters)
            .process
            .compare_exchange(0, own, Relaxed, Relaxed);
        // A shell script that has become the runtime by `exec` began to count, and its memory is gone.
        if taken == Err(own) {
            (*counters).allocated.store(0, Relaxed);
            (*counters).mapped.store(0, Relaxed);
        }
        if (taken.is_ok() || taken == Err(own)) && pthread_atfork(None, None, Some(stop)) == 0 {
            COUNTERS.store(counters, Relaxed);
        }
    }
}

/// A forked child has the same mapping, and its memory is its own.
extern "C" fn stop() {
    COUNTERS.store(ptr::null_mut(), Relaxed);
}

#[cfg(napi_harness_library)]
#[used]
#[unsafe(link_section = ".init_array")]
static START: extern "C" fn() = start;

#[cfg(not(napi_harness_library))]
#[allow(
    dead_code,
    reason = "the library's constructor, which nobody here runs"
)]
const START: extern "C" fn() = start;
