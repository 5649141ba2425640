//! Ends of processes: awaited, taken note of, and taken away.

use std::io::{self, Write};
use std::time::Duration;

use super::{Status, Usage};

/// Waits for `process` to end, leaves it a zombie, and closes `told` by returning.
pub fn tell_exit(process: i32, mut told: io::PipeWriter) {
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
    // The reader may be gone; closing the pipe says the same.
    let _ = told.write_all(b".");
}

/// Takes the zombie `process` away, and says how it ended and what it used.
pub fn reap(process: i32) -> io::Result<(Status, Usage)> {
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

/// Makes this process the parent of every descendant whose own parent ends, so that their ends can be awaited.
///
/// Linux only; elsewhere orphans go to the system, and their ends, however near, are not awaited.
pub fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    {
        static ONCE: std::sync::Once = std::sync::Once::new();
        // SAFETY: this option reads no memory of ours.
        ONCE.call_once(|| unsafe {
            libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        });
    }
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
