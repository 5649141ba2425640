//! Functions that end the process: each the C library's own, with who called it noted.

use std::ffi::{c_int, c_void};
use std::sync::atomic::{
    AtomicPtr,
    Ordering::{Relaxed, Release},
};
use std::{mem, ptr};

use super::live::{quietly, site, table};
use super::symbols::next;
use super::table::{EXITS, Kind, write};

unsafe extern "C" {
    fn gettid() -> c_int;
    fn prctl(option: c_int, ...) -> c_int;
}

const PR_GET_NAME: c_int = 16;

/// Notes a call of the function of that number.
fn note(function: usize, code: c_int) {
    let Some(table) = table() else { return };
    let index = table.ended.fetch_add(1, Relaxed) as usize;
    let Some(row) = table.exits.get(index).filter(|_| index < EXITS) else {
        return;
    };
    let at = quietly(|| site(table, Kind::Exit, 0)).flatten();
    row.site
        .store(at.map_or(0, |index| index as u64 + 1), Relaxed);
    row.code.store(code as u64, Relaxed);
    let mut name = [0_u8; 16];
    // SAFETY: both only ask; the system writes at most 16 bytes of a name.
    let thread = unsafe {
        prctl(PR_GET_NAME, name.as_mut_ptr());
        gettid()
    };
    write(&row.name, &name);
    row.thread.store(thread as u64, Relaxed);
    row.function.store(function as u64, Release);
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
    note(5, 0);
    static REAL: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
    // SAFETY: every C library has a function of that name and type.
    unsafe {
        let real = next(&REAL, c"abort");
        mem::transmute::<*mut c_void, extern "C" fn() -> !>(real)()
    }
}
