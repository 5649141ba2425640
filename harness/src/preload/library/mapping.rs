//! Memory that a process maps itself: V8's heap, large buffers, other allocators. It is counted apart from the allocator's blocks.

use std::ffi::{c_int, c_long, c_void};

use super::counters::{add_mapped, syscall};

#[cfg(target_arch = "x86_64")]
mod number {
    pub const MMAP: i64 = 9;
    pub const MUNMAP: i64 = 11;
    pub const MREMAP: i64 = 25;
}
#[cfg(target_arch = "aarch64")]
mod number {
    pub const MMAP: i64 = 222;
    pub const MUNMAP: i64 = 215;
    pub const MREMAP: i64 = 216;
}

pub use number::MMAP;
use number::{MREMAP, MUNMAP};

const MAP_FIXED: c_int = 0x10;

/// mmap(2)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn mmap(
    address: *mut c_void,
    length: usize,
    protection: c_int,
    flags: c_int,
    descriptor: c_int,
    offset: c_long,
) -> *mut c_void {
    // SAFETY: the caller's arguments, passed on.
    let mapped = unsafe { syscall(MMAP, address, length, protection, flags, descriptor, offset) };
    // What is mapped over something else takes no more room.
    if mapped != -1 && flags & MAP_FIXED == 0 {
        add_mapped(length as isize);
    }
    mapped as *mut c_void
}

/// mmap64, the same on 64-bit Linux.
///
/// # Safety
/// As mmap(2).
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn mmap64(
    address: *mut c_void,
    length: usize,
    protection: c_int,
    flags: c_int,
    descriptor: c_int,
    offset: c_long,
) -> *mut c_void {
    // SAFETY: the caller's arguments, passed on.
    unsafe { mmap(address, length, protection, flags, descriptor, offset) }
}

/// munmap(2)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn munmap(address: *mut c_void, length: usize) -> c_int {
    // SAFETY: the caller's arguments, passed on.
    let result = unsafe { syscall(MUNMAP, address, length) };
    if result == 0 {
        add_mapped(-(length as isize));
    }
    result as c_int
}

/// mremap(2), whose last argument is there with some flags only.
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn mremap(
    address: *mut c_void,
    before: usize,
    after: usize,
    flags: c_int,
    target: *mut c_void,
) -> *mut c_void {
    // SAFETY: the caller's arguments, passed on.
    let moved = unsafe { syscall(MREMAP, address, before, after, flags, target) };
    if moved != -1 {
        add_mapped(after as isize - before as isize);
    }
    moved as *mut c_void
}
