//! Functions that end the process: each the C library's own, with who called it noted.

use std::ffi::{c_int, c_void};
use std::sync::atomic::{
    AtomicPtr,
    Ordering::{Relaxed, Release},
};
use std::{mem, ptr};

use super::live::{site_number, table};
use super::log;
use super::symbols::next;
use super::table::{Exit, Kind, write};

/// What an `Exit` calls abort(3); the ones that take a code are numbered below.
pub const ABORT: usize = 5;
/// What it calls a function that sends the process a signal, or makes another program of it.
pub const KILL: usize = 6;
/// See `KILL`.
pub const RAISE: usize = 7;
/// See `KILL`.
pub const EXECUTE: usize = 8;
/// See `KILL`.
pub const FATAL_ERROR: usize = 9;

/// Notes a call of the function of that number.
pub fn note(function: usize, code: c_int) -> Option<&'static Exit> {
    // A child of vfork(2) has this memory, and its end is its own.
    let table = table().filter(|table| table.is_own())?;
    let index = table.ended.fetch_add(1, Relaxed) as usize;
    let row = table.exits.get(index)?;
    row.site.store(site_number(table, Kind::Exit), Relaxed);
    row.code.store(code as u64, Relaxed);
    write(&row.name, &log::name());
    row.thread.store(log::thread(), Relaxed);
    row.function.store(function as u64, Release);
    Some(row)
}

macro_rules! ends {
    ($($number:literal $name:ident $symbol:literal $real:literal;)*) => {$(
        /// The C library's function of that name.
        #[cfg_attr(napi_harness_library, unsafe(export_name = $symbol))]
        pub extern "C" fn $name(code: c_int) -> ! {
            note($number, code);
            static REAL: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
            // SAFETY: every C library has a function of that name and type.
            unsafe {
                let real = next(&REAL, $real);
                mem::transmute::<*mut c_void, extern "C" fn(c_int) -> !>(real)(code)
            }
        }
    )*};
}

ends! {
    1 exit "exit" c"exit";
    2 immediate_exit "_exit" c"_exit";
    3 immediate_exit_of_c "_Exit" c"_Exit";
    4 quick_exit "quick_exit" c"quick_exit";
}

/// abort(3)
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub extern "C" fn abort() -> ! {
    note(ABORT, 0);
    static REAL: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
    // SAFETY: every C library has a function of that name and type.
    unsafe {
        let real = next(&REAL, c"abort");
        mem::transmute::<*mut c_void, extern "C" fn() -> !>(real)()
    }
}
