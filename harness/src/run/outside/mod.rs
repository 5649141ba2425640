//! What outside a process could wake it: a still process of which nothing outside can is never going to do anything.
//!
//! Only what its threads wait on counts: a descriptor that was inherited, and that nobody watches, wakes nobody. What cannot be
//! read or is not known may always wake it, so that it never stands in for a proof.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod descriptors;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod event_loop;
#[cfg(target_os = "linux")]
mod peer;
#[cfg(target_os = "linux")]
mod sockets;

use rustix::process::Pid;

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub use event_loop::waits_for_memory_reducer_alone;

/// Whether the only timers of a thread's event loop are those of V8's memory reducer; not known here.
#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
pub fn waits_for_memory_reducer_alone(_process: Pid, _thread: i32) -> bool {
    false
}

/// The waker where `/proc` does not answer.
const UNSEEN: &str = "something that this user may not see";

/// What may wake `process`, in words; nothing, when nothing can. `ours` are the inodes of the pipes that the harness reads,
/// and never writes to or closes.
#[cfg(not(target_os = "linux"))]
pub fn wakers(_process: Pid, _ours: &[u64]) -> Vec<String> {
    vec![UNSEEN.to_owned()]
}

/// What may wake `process`, in words; nothing, when nothing can. `ours` are the inodes of the pipes that the harness reads,
/// and never writes to or closes.
#[cfg(target_os = "linux")]
pub fn wakers(process: Pid, ours: &[u64]) -> Vec<String> {
    let found = descriptors::Table::read(process)
        .and_then(|table| Some((calls::waited_for(process, &table)?, table)));
    let Some((waited, table)) = found else {
        return vec![UNSEEN.to_owned()];
    };
    let mut wakers: Vec<String> = waited
        .descriptors
        .iter()
        .filter_map(|descriptor| table.waker(*descriptor, ours))
        .collect();
    if waited.shared_memory {
        wakers.push("a lock in memory that other processes may share".into());
    }
    if has_timers(process) {
        wakers.push("a timer (timer_create)".into());
    }
    wakers.sort();
    wakers.dedup();
    wakers
}

/// Whether it has made a POSIX timer. Whether that is armed stands nowhere.
#[cfg(target_os = "linux")]
fn has_timers(process: Pid) -> bool {
    match std::fs::read_to_string(format!("/proc/{process}/timers")) {
        Ok(timers) => !timers.trim().is_empty(),
        // Some kernels are built without this file.
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}
