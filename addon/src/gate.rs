//! Gates: points that threads wait at until another thread, or JavaScript, opens them, so that no sleep has to order anything.
//!
//! The same gates as those of `gate(name)` in `#harness`: named pipes in the folder `NAPI_HARNESS_GATES`. One byte in it says that a gate is
//! open; whoever passes puts it back. Where a worker opened it that has ended since, a file beside it says so.

use std::collections::HashMap;
use std::env;
use std::ffi::{CString, c_char, c_int, c_uint};
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Opens it, for all who wait and for all who come.
pub fn open(name: &str) {
    pipe(name).write_all(b"o").expect("the pipe takes a byte");
}

/// Holds the calling thread until the gate is open.
pub fn wait(name: &str) {
    let mut pipe = pipe(name);
    // Looked for while the pipe is open: one of the two is there.
    let opened = format!("{}.open-{}", path(name).display(), std::process::id());
    if Path::new(&opened).exists() {
        return;
    }
    let mut byte = [0];
    pipe.read_exact(&mut byte).expect("the pipe gives a byte");
    pipe.write_all(&byte).expect("the pipe takes it back");
}

/// Where its pipe is.
fn path(name: &str) -> PathBuf {
    let folder = env::var_os("NAPI_HARNESS_GATES").unwrap_or_else(|| ".".into());
    PathBuf::from(folder).join(format!("gate-{name}"))
}

/// The pipe, which stays open as long as the process, so that what was written into it stays.
fn pipe(name: &str) -> File {
    static PIPES: Mutex<Option<HashMap<String, File>>> = Mutex::new(None);
    let mut pipes = PIPES.lock().unwrap_or_else(PoisonError::into_inner);
    let pipes = pipes.get_or_insert_default();
    let pipe = pipes.entry(name.to_owned()).or_insert_with(|| {
        let path = path(name);
        make(path.clone());
        // For reading and writing, because opening for one of them waits for somebody who does the other.
        let mut options = File::options();
        let opened = options.read(true).write(true).open(path);
        opened.expect("the pipe opens")
    });
    pipe.try_clone().expect("a descriptor is left")
}

/// Makes the pipe, unless JavaScript was first.
fn make(path: PathBuf) {
    unsafe extern "C" {
        fn mkfifo(path: *const c_char, mode: c_uint) -> c_int;
    }
    let path = CString::new(path.into_os_string().into_vec()).expect("a path without a zero");
    // SAFETY: mkfifo(3) reads the path, which ends in a zero.
    unsafe { mkfifo(path.as_ptr(), 0o600) };
}
