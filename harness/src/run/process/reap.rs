//! Ends of processes: awaited, taken note of, and taken away.

use std::io::{self, Write};
use std::time::Duration;

use super::{Status, Usage};
use crate::run::children;

/// Waits for `process` to end, leaves it a zombie, and closes `told` by returning.
pub fn tell_exit(process: i32, mut told: io::PipeWriter) {
    wait_for_end(process);
    // The reader may be gone; closing the pipe says the same.
    let _ = told.write_all(b".");
}

/// Waits for the child `process` to end, and leaves it a zombie.
pub fn wait_for_end(process: i32) {
    loop {
        // SAFETY: a zeroed siginfo_t is a valid one to be filled in.
        let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
        // SAFETY: `info` outlives the call.
        let result = unsafe {
            libc::waitid(
                libc::P_PID,
                process as libc::id_t,
                &raw mut info,
                libc::WEXITED | libc::WNOWAIT,
            )
        };
        if result == 0 || io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
            break;
        }
    }
}

/// Takes `process`, the leader of a run, away when it has ended, and says how it ended and what it used.
pub fn reap(process: i32) -> io::Result<(Status, Usage)> {
    // Not under the lock, which is for moments.
    wait_for_end(process);
    let mut children = children::lock();
    let ended = take_away(process);
    children.forget(process);
    ended
}

fn take_away(process: i32) -> io::Result<(Status, Usage)> {
    let mut status = 0;
    // SAFETY: a zeroed rusage is a valid one to be filled in.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    loop {
        // SAFETY: `status` and `usage` outlive the call.
        let reaped = unsafe { libc::wait4(process, &raw mut status, 0, &raw mut usage) };
        if reaped == process {
            break;
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    let status = if libc::WIFSIGNALED(status) {
        Status::Signal(libc::WTERMSIG(status))
    } else {
        Status::Exit(libc::WEXITSTATUS(status))
    };
    let cpu = duration_of(usage.ru_utime) + duration_of(usage.ru_stime);
    // macOS counts bytes, the others KiB: getrusage(2).
    let unit = if cfg!(target_os = "macos") { 1024 } else { 1 };
    let peak_rss_kb = u64::try_from(usage.ru_maxrss).unwrap_or(0) / unit;
    Ok((status, Usage { cpu, peak_rss_kb }))
}

/// Waits until the killed members of the group are really gone.
pub fn reap_rest(group: i32) {
    loop {
        // SAFETY: a null status is allowed.
        let reaped = unsafe { libc::waitpid(-group, std::ptr::null_mut(), 0) };
        let interrupted = || io::Error::last_os_error().kind() == io::ErrorKind::Interrupted;
        if reaped < 0 && !interrupted() {
            break;
        }
    }
}

fn duration_of(time: libc::timeval) -> Duration {
    Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or(0))
        + Duration::from_micros(u64::try_from(time.tv_usec).unwrap_or(0))
}
