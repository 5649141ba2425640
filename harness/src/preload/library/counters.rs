//! What is counted, in a file that the process maps: the program reads it with the means of its runtime.

use std::ffi::c_int;
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
    fn getpid() -> c_int;
}

/// Counts in `counters`, unless another process does already.
///
/// # Safety
/// It is mapped for good.
pub unsafe fn start(counters: *mut Counters) -> bool {
    // SAFETY: the caller's promise; all in it are atomics.
    let (found, own) = unsafe { (&*counters, i64::from(getpid())) };
    let taken = found.process.compare_exchange(0, own, Relaxed, Relaxed);
    // A shell script that has become the runtime by `exec` began to count, and its memory is gone.
    if taken == Err(own) {
        found.allocated.store(0, Relaxed);
        found.mapped.store(0, Relaxed);
    }
    let counts = taken.is_ok() || taken == Err(own);
    if counts {
        COUNTERS.store(counters, Relaxed);
    }
    counts
}

/// In a forked child, which has the same mapping, and whose memory is its own.
pub fn stop() {
    COUNTERS.store(ptr::null_mut(), Relaxed);
}
