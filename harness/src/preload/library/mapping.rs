//! Memory that a process maps itself: V8's heap, large buffers, other allocators. It is counted apart from the allocator's blocks.

use std::ffi::{c_int, c_long, c_void};
use std::ptr;

use super::counters::add_mapped;

unsafe extern "C" {
    /// The system's own call, past the functions that this library exports.
    fn syscall(number: c_long, ...) -> c_long;
}

#[cfg(target_arch = "x86_64")]
mod number {
    pub const MMAP: i64 = 9;
    pub const MPROTECT: i64 = 10;
    pub const MUNMAP: i64 = 11;
    pub const MREMAP: i64 = 25;
}
#[cfg(target_arch = "aarch64")]
mod number {
    pub const MMAP: i64 = 222;
    pub const MPROTECT: i64 = 226;
    pub const MUNMAP: i64 = 215;
    pub const MREMAP: i64 = 216;
}

use number::{MMAP, MPROTECT, MREMAP, MUNMAP};

const MAP_FIXED: c_int = 0x10;
const MAP_SHARED: c_int = 1;
const MAP_PRIVATE: c_int = 2;
const MAP_ANONYMOUS: c_int = 0x20;
const MAP_NORESERVE: c_int = 0x4000;
/// Pages that nobody may touch.
pub const PROT_NONE: c_int = 0;
/// Pages that are only read.
pub const PROT_READ: c_int = 1;
/// Pages that are written, too.
pub const PROT_READ_WRITE: c_int = 3;

fn mapped(length: usize, flags: c_int, file: c_int) -> Option<*mut c_void> {
    mapped_as(PROT_READ_WRITE, length, flags, file)
}

fn mapped_as(protection: c_int, length: usize, flags: c_int, file: c_int) -> Option<*mut c_void> {
    let at = ptr::null_mut::<c_void>();
    let start: c_long = 0;
    // SAFETY: a mapping of its own, where nothing is yet.
    let mapped = unsafe { syscall(MMAP, at, length, protection, flags, file, start) };
    (mapped > 0).then_some(mapped as *mut c_void)
}

/// Room that takes memory where it is written to, and is not counted; `None` where there is none.
pub fn anonymous(length: usize) -> Option<*mut c_void> {
    mapped(length, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1)
}

/// Addresses that nobody may touch until `protect` allows it; `None` where there is no room.
pub fn reserve(length: usize) -> Option<*mut c_void> {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    mapped_as(PROT_NONE, length, flags, -1)
}

/// So many bytes of an open file, which others see at once; they are not counted.
pub fn shared(length: usize, file: c_int) -> Option<*mut c_void> {
    mapped(length, MAP_SHARED, file)
}

/// Says how pages may be used from now on; whether that is done.
pub fn protect(at: usize, length: usize, protection: c_int) -> bool {
    // SAFETY: it changes nothing that is in memory.
    unsafe { syscall(MPROTECT, at, length, protection) == 0 }
}

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
