//! Other processes and signals: who starts a child, sends the process a signal, or makes another program of it.

use std::ffi::{c_char, c_int, c_void};
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};
use std::{mem, ptr};

use super::exits::{EXECUTE, KILL, RAISE, note};
use super::live::{site_number, table};
use super::log::{Begun, What, life};
use super::symbols::next;
use super::table::Kind;

unsafe extern "C" {
    fn getpid() -> c_int;
    fn getpgrp() -> c_int;
}

/// A list of strings that a null ends.
type Strings = *const *const c_char;

/// Notes a child of that number.
fn spawned(child: c_int) {
    let Some(table) = table().filter(|_| child > 0) else {
        return;
    };
    let begun = Begun {
        object: child as u64,
        site: site_number(table, Kind::Call),
        ..Begun::default()
    };
    life(What::Spawned as u64, begun);
}

/// The C library's own function of that name and type.
macro_rules! real {
    ($name:literal: $type:ty) => {{
        static REAL: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
        mem::transmute::<*mut c_void, $type>(next(&REAL, $name))
    }};
}

/// fork(2)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn fork() -> c_int {
    // SAFETY: every C library has a function of that name and type.
    let child = unsafe { real!(c"fork": unsafe extern "C" fn() -> c_int)() };
    spawned(child);
    child
}

macro_rules! spawns {
    ($($name:ident $symbol:literal $real:literal;)*) => {$(
        /// The C library's function of that name.
        ///
        /// # Safety
        /// As there.
        #[cfg_attr(napi_harness_library, unsafe(export_name = $symbol))]
        pub unsafe extern "C" fn $name(
            child: *mut c_int, path: *const c_char, actions: *const c_void, attributes: *const c_void, arguments: Strings,
            environment: Strings,
        ) -> c_int {
            type Spawn = unsafe extern "C" fn(*mut c_int, *const c_char, *const c_void, *const c_void, Strings, Strings) -> c_int;
            let mut number = 0;
            // SAFETY: every C library has a function of that name and type; the arguments are the caller's, passed on, and the child's
            // number is written where there is room for it.
            unsafe {
                let status = real!($real: Spawn)(&raw mut number, path, actions, attributes, arguments, environment);
                if status == 0 {
                    spawned(number);
                    if !child.is_null() {
                        child.write(number);
                    }
                }
                status
            }
        }
    )*};
}

spawns! {
    posix_spawn "posix_spawn" c"posix_spawn";
    posix_spawnp "posix_spawnp" c"posix_spawnp";
}

/// Notes that another program takes this one's place; where that fails, nothing has happened.
macro_rules! executes {
    ($($name:ident $symbol:literal $real:literal ($($argument:ident: $type:ty),*);)*) => {$(
        /// The C library's function of that name.
        ///
        /// # Safety
        /// As there.
        #[cfg_attr(napi_harness_library, unsafe(export_name = $symbol))]
        pub unsafe extern "C" fn $name($($argument: $type),*) -> c_int {
            let noted = note(EXECUTE, 0);
            // SAFETY: every C library has a function of that name and type; the arguments are the caller's, passed on.
            let status = unsafe { real!($real: unsafe extern "C" fn($($type),*) -> c_int)($($argument),*) };
            // It returns where it has failed.
            if let Some(noted) = noted {
                noted.function.store(0, Relaxed);
            }
            status
        }
    )*};
}

executes! {
    execve "execve" c"execve" (path: *const c_char, arguments: Strings, environment: Strings);
    execv "execv" c"execv" (path: *const c_char, arguments: Strings);
    execvp "execvp" c"execvp" (file: *const c_char, arguments: Strings);
    execvpe "execvpe" c"execvpe" (file: *const c_char, arguments: Strings, environment: Strings);
}

/// kill(2)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn kill(process: c_int, signal: c_int) -> c_int {
    // SAFETY: both only ask.
    let (own, group) = unsafe { (getpid(), getpgrp()) };
    // 0 as a signal asks whether the process is there; 0 as a process is the own group, and -1 are all.
    if signal != 0 && [own, 0, -1, -group].contains(&process) {
        note(KILL, signal);
    }
    // SAFETY: every C library has a function of that name and type.
    unsafe { real!(c"kill": unsafe extern "C" fn(c_int, c_int) -> c_int)(process, signal) }
}

/// raise(3)
///
/// # Safety
/// As there.
#[cfg_attr(napi_harness_library, unsafe(no_mangle))]
pub unsafe extern "C" fn raise(signal: c_int) -> c_int {
    note(RAISE, signal);
    // SAFETY: every C library has a function of that name and type.
    unsafe { real!(c"raise": unsafe extern "C" fn(c_int) -> c_int)(signal) }
}
