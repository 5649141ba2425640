//! Orphans: what a process has started and left behind, in its own process group or out of it.
//!
//! The harness adopts orphans (`PR_SET_CHILD_SUBREAPER`), so whatever a run leaves behind becomes a child of the harness's, even
//! after a double fork or `setsid`. Which run it belongs to stands in its environment, or is told by its group.

use std::time::Instant;

use rustix::process::{Pid, Signal, kill_process};

use super::mark::VARIABLE;
use super::reap::wait_for_end;
use crate::run::children::{self, environment, reap_strays, state};

/// A process that was left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// Its id.
    pub process: Pid,
    /// Its program's name.
    pub name: String,
}

/// Processes that the run of `leader`, marked by `mark`, has left behind. Linux only: elsewhere there are none to be seen.
pub fn find(leader: Pid, mark: &str) -> Vec<Orphan> {
    let marked = format!("{VARIABLE}={mark}");
    children::all()
        .into_iter()
        .filter(|process| *process != leader)
        .filter_map(|process| Some((process, state(process)?)))
        .filter(|(process, state)| {
            state.alive && (state.group == Some(leader) || has_variable(*process, &marked))
        })
        .map(|(process, state)| Orphan {
            process,
            name: state.name,
        })
        .collect()
}

/// The same, once those that are ending anyway have had until `deadline` to do so.
pub fn settled(leader: Pid, mark: &str, deadline: Instant) -> Vec<Orphan> {
    for Orphan { process, .. } in find(leader, mark) {
        wait_until_ended(process, deadline);
    }
    find(leader, mark)
}

/// Waits for the end of a child without taking its zombie away.
fn wait_until_ended(process: Pid, deadline: Instant) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{PidfdFlags, pidfd_open};
        if let Ok(descriptor) = pidfd_open(process, PidfdFlags::empty()) {
            super::poll::wait_until_readable(&descriptor, deadline);
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (process, deadline);
}

/// Ends all that the run of `leader` has left behind, and waits until it is gone.
pub fn end(leader: Pid, mark: &str) {
    // What an orphan has started becomes an orphan itself when the first one ends.
    loop {
        let ended = end_once(leader, mark);
        if ended.is_empty() {
            break;
        }
        for process in ended {
            wait_for_end(process);
        }
        reap_strays();
    }
}

fn end_once(leader: Pid, mark: &str) -> Vec<Pid> {
    let _children = children::lock();
    let orphans = find(leader, mark).into_iter();
    let ended = orphans.map(|Orphan { process, .. }| {
        // Children are taken away only under the lock that is held, so the number is still its own.
        let _ = kill_process(process, Signal::KILL);
        process
    });
    ended.collect()
}

fn has_variable(process: Pid, variable: &str) -> bool {
    let found = environment(process).unwrap_or_default();
    found.iter().any(|found| found == variable.as_bytes())
}
