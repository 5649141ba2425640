//! Ends of processes: awaited, taken note of, and taken away.

use std::io::{self, Write};
use std::time::Duration;

use rustix::io::retry_on_intr;
use rustix::process::{Pid, WaitId, WaitIdOptions, WaitOptions, waitid, waitpgid};

use super::{Status, Usage};
use crate::run::children;

/// Waits for `process` to end, leaves it a zombie, and closes `told` by returning.
pub fn tell_exit(process: Pid, mut told: io::PipeWriter) {
    wait_for_end(process);
    // The reader may be gone; closing the pipe says the same.
    let _ = told.write_all(b".");
}

/// Waits for the child `process` to end, and leaves it a zombie.
pub fn wait_for_end(process: Pid) {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    let _ = retry_on_intr(|| waitid(WaitId::Pid(process), options));
}

/// Takes `process`, the leader of a run, away when it has ended, and says how it ended and what it used.
pub fn reap(process: Pid) -> io::Result<(Status, Usage)> {
    // Not under the lock, which is for moments.
    wait_for_end(process);
    let mut children = children::lock();
    let ended = take_away(process);
    children.forget(process);
    ended
}

fn take_away(process: Pid) -> io::Result<(Status, Usage)> {
    let process = process.as_raw_pid();
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
pub fn reap_rest(group: Pid) {
    while retry_on_intr(|| waitpgid(group, WaitOptions::empty())).is_ok() {}
}

fn duration_of(time: libc::timeval) -> Duration {
    Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or(0))
        + Duration::from_micros(u64::try_from(time.tv_usec).unwrap_or(0))
}
