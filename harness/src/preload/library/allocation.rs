//! The functions of malloc's family, each the C library's own with its block counted.
//!
//! A block counts with the size that `malloc_usable_size` gives, before and after.

use std::ffi::{CStr, c_int, c_void};
use std::ptr;

use super::blocks::{gone, made};
use super::counters::add_allocated;
use super::guard;
use super::stack::caller;

// glibc's own names for what it also exports as malloc and so on: to ask for those by `dlsym` would allocate.
unsafe extern "C" {
    fn __libc_malloc(size: usize) -> *mut c_void;
    fn __libc_calloc(count: usize, size: usize) -> *mut c_void;
    fn __libc_realloc(block: *mut c_void, size: usize) -> *mut c_void;
    fn __libc_memalign(alignment: usize, size: usize) -> *mut c_void;
    fn __libc_free(block: *mut c_void);
    fn malloc_usable_size(block: *mut c_void) -> usize;
    fn __errno_location() -> *mut c_int;
}

const EINVAL: c_int = 22;
const ENOMEM: c_int = 12;
const PAGE: usize = 4096;
/// Of every block, as glibc promises on these architectures.
const ALIGNMENT: usize = 16;

fn size(block: *mut c_void) -> isize {
    // SAFETY: null, or a block of the allocator's that is alive.
    unsafe { malloc_usable_size(block) as isize }
}

/// Counts a new block, if there is one.
fn counted(block: *mut c_void) -> *mut c_void {
    if !block.is_null() {
        let size = size(block);
        add_allocated(size);
        made(block as usize, size as usize);
    }
    block
}

/// malloc(3)
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub extern "C" fn malloc(size: usize) -> *mut c_void {
    if guard::is_on()
        && let Some(block) = guard::allocate(size, ALIGNMENT, caller!())
    {
        return block;
    }
    // SAFETY: any size is allowed.
    counted(unsafe { __libc_malloc(size) })
}

/// calloc(3)
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    // New pages are zero.
    if guard::is_on()
        && let Some(bytes) = count.checked_mul(size)
        && let Some(block) = guard::allocate(bytes, ALIGNMENT, caller!())
    {
        return block;
    }
    // SAFETY: any sizes are allowed.
    counted(unsafe { __libc_calloc(count, size) })
}

/// realloc(3)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn realloc(block: *mut c_void, wanted: usize) -> *mut c_void {
    if guard::is_guarded(block) {
        // SAFETY: the caller's block.
        return unsafe { moved(block, wanted, caller!()) };
    }
    let before = if block.is_null() { 0 } else { size(block) };
    gone(block as usize);
    // SAFETY: the caller's block.
    let moved = unsafe { __libc_realloc(block, wanted) };
    if !moved.is_null() {
        add_allocated(size(moved) - before);
        made(moved as usize, size(moved) as usize);
    } else if wanted == 0 {
        // It has been freed.
        add_allocated(-before);
    }
    moved
}

/// A guarded block is never resized in its place.
///
/// # Safety
/// As realloc(3).
unsafe fn moved(block: *mut c_void, wanted: usize, caller: usize) -> *mut c_void {
    let guarded = guard::allocate(wanted, ALIGNMENT, caller);
    // SAFETY: any size is allowed.
    let moved = guarded.unwrap_or_else(|| counted(unsafe { __libc_malloc(wanted) }));
    if !moved.is_null() {
        // SAFETY: both have at least as many bytes.
        unsafe {
            ptr::copy_nonoverlapping(
                block.cast::<u8>(),
                moved.cast(),
                guard::size(block).min(wanted),
            )
        };
        guard::free(block);
    }
    moved
}

/// reallocarray(3)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn reallocarray(
    block: *mut c_void,
    count: usize,
    each: usize,
) -> *mut c_void {
    match count.checked_mul(each) {
        // SAFETY: the caller's block.
        Some(wanted) => unsafe { realloc(block, wanted) },
        None => {
            // SAFETY: the thread's own errno.
            unsafe { *__errno_location() = ENOMEM };
            ptr::null_mut()
        }
    }
}

/// free(3)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn free(block: *mut c_void) {
    if block.is_null() {
        return;
    }
    if guard::is_guarded(block) {
        return guard::free(block);
    }
    add_allocated(-size(block));
    gone(block as usize);
    // SAFETY: the caller's block.
    unsafe { __libc_free(block) };
}

/// memalign(3)
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub extern "C" fn memalign(alignment: usize, size: usize) -> *mut c_void {
    if guard::is_on()
        && alignment.is_power_of_two()
        && let Some(block) = guard::allocate(size, alignment, caller!())
    {
        return block;
    }
    // SAFETY: glibc checks the alignment.
    counted(unsafe { __libc_memalign(alignment, size) })
}

/// aligned_alloc(3)
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub extern "C" fn aligned_alloc(alignment: usize, size: usize) -> *mut c_void {
    memalign(alignment, size)
}

/// valloc(3)
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub extern "C" fn valloc(size: usize) -> *mut c_void {
    memalign(PAGE, size)
}

/// posix_memalign(3)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn posix_memalign(
    out: *mut *mut c_void,
    alignment: usize,
    size: usize,
) -> c_int {
    if !alignment.is_power_of_two() || !alignment.is_multiple_of(size_of::<*mut c_void>()) {
        return EINVAL;
    }
    let block = memalign(alignment, size);
    if block.is_null() {
        return ENOMEM;
    }
    // SAFETY: the caller's pointer.
    unsafe { *out = block };
    0
}

/// malloc_usable_size(3), for addons: glibc's own would take what stands before a guarded block for a header of its own.
///
/// # Safety
/// As there.
unsafe extern "C" fn usable_size(block: *mut c_void) -> usize {
    if guard::is_guarded(block) {
        return guard::size(block);
    }
    // SAFETY: null, or the caller's block.
    unsafe { malloc_usable_size(block) }
}

/// What an addon calls in place of the function of that name; only where blocks have guards.
pub fn replacement(name: &CStr) -> Option<*mut c_void> {
    (guard::is_on() && name == c"malloc_usable_size").then_some(usable_size as *mut c_void)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_gives_a_block_of_the_size_and_alignment_asked_for() {
        let fits = |block: *mut c_void, alignment: usize, wanted: isize| {
            assert!((block as usize).is_multiple_of(alignment) && size(block) >= wanted);
            // SAFETY: it was allocated just now.
            unsafe { free(block) };
        };
        fits(malloc(100), 16, 100);
        fits(calloc(10, 10), 16, 100);
        fits(memalign(256, 100), 256, 100);
        fits(aligned_alloc(64, 128), 64, 128);
        fits(valloc(100), PAGE, 100);
        let mut block = ptr::null_mut();
        // SAFETY: the block is this test's own.
        unsafe {
            assert_eq!(posix_memalign(&raw mut block, 512, 100), 0);
            fits(block, 512, 100);
            assert_eq!(posix_memalign(&raw mut block, 3, 100), EINVAL);
            fits(realloc(malloc(10), 1000), 16, 1000);
            fits(reallocarray(ptr::null_mut(), 10, 10), 16, 100);
            assert!(reallocarray(ptr::null_mut(), usize::MAX, 2).is_null());
        }
    }
}
