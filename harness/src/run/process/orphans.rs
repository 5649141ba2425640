//! Orphans: what a process has started and left behind, in its own process group or out of it.
//!
//! The harness adopts orphans (`PR_SET_CHILD_SUBREAPER`), so whatever a run leaves behind becomes a child of the harness's, even
//! after a double fork or `setsid`. Which run it belongs to stands in its environment, or is told by its group.

use std::fs;
use std::io;
use std::os::fd::{FromRawFd, OwnedFd};
use std::time::Instant;

/// The variable by which the processes of a run are known.
pub const MARK: &str = "NAPI_HARNESS_RUN";

/// A process that was left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// Its id.
    pub process: i32,
    /// Its program's name.
    pub name: String,
}

/// Processes that the run of `leader`, marked by `mark`, has left behind. Linux only: elsewhere there are none to be seen.
pub fn of(leader: i32, mark: &str) -> Vec<Orphan> {
    let marked = format!("{MARK}={mark}");
    children()
        .into_iter()
        .filter(|process| *process != leader)
        .filter_map(|process| Some((process, state(process)?)))
        .filter(|(process, state)| {
            state.alive && (state.group == leader || has_variable(*process, &marked))
        })
        .map(|(process, state)| Orphan {
            process,
            name: state.name,
        })
        .collect()
}

/// The same, once those that are ending anyway have had until `deadline` to do so.
pub fn settled(leader: i32, mark: &str, deadline: Instant) -> Vec<Orphan> {
    for Orphan { process, .. } in of(leader, mark) {
        wait_until_ended(process, deadline);
    }
    of(leader, mark)
}

/// Waits for the end of a child without taking its zombie away.
fn wait_until_ended(process: i32, deadline: Instant) {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: this call takes a process id and flags, and gives a new descriptor or -1.
        let descriptor = unsafe { libc::syscall(libc::SYS_pidfd_open, process, 0) };
        let Ok(descriptor @ 0..) = i32::try_from(descriptor) else {
            return;
        };
        // SAFETY: the descriptor has just been made and belongs to nobody else.
        let descriptor = unsafe { OwnedFd::from_raw_fd(descriptor) };
        super::poll::wait_until_readable(&descriptor, deadline);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (process, deadline);
}

/// Ends all that the run of `leader` has left behind, and waits until it is gone.
pub fn end(leader: i32, mark: &str) {
    // What an orphan has started becomes an orphan itself when the first one ends.
    loop {
        let orphans = of(leader, mark);
        if orphans.is_empty() {
            break;
        }
        for Orphan { process, .. } in orphans {
            // SAFETY: `kill` reads no memory of ours; the process is a child that only this function reaps.
            unsafe { libc::kill(process, libc::SIGKILL) };
            wait_for(process);
        }
    }
}

fn wait_for(process: i32) {
    loop {
        // SAFETY: a null status is allowed.
        let reaped = unsafe { libc::waitpid(process, std::ptr::null_mut(), 0) };
        if reaped >= 0 || io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
            break;
        }
    }
}

/// The harness's children. Adopted ones belong to any of its threads.
fn children() -> Vec<i32> {
    let threads = fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    threads
        .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|id| id.parse().ok())
                .collect::<Vec<i32>>()
        })
        .collect()
}

struct State {
    name: String,
    alive: bool,
    group: i32,
}

/// proc(5): `PID (NAME) STATE PARENT GROUP ...`, where the name may hold anything.
fn state(process: i32) -> Option<State> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (before, after) = stat.rsplit_once(')')?;
    let mut words = after.split_whitespace();
    let state = words.next()?;
    Some(State {
        name: before.split_once('(')?.1.to_owned(),
        alive: !matches!(state, "Z" | "X"),
        group: words.nth(1)?.parse().ok()?,
    })
}

fn has_variable(process: i32, variable: &str) -> bool {
    let environment = fs::read(format!("/proc/{process}/environ")).unwrap_or_default();
    environment
        .split(|byte| *byte == 0)
        .any(|found| found == variable.as_bytes())
}
