//! Job control: Ctrl-Z reaches the harness alone, because each run has a process group of its own; so the harness passes it on.

use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::SIGTSTP;

use super::{lock, state};
use crate::run::clock;

/// Stops all runs and then this process, and lets the runs go on when it does itself.
pub fn stop() {
    let children = lock();
    clock::stand_still(|| {
        // A run that has stopped itself stays as it is: to go on would be none of its own doing.
        let stopped = |group: &Pid| state(*group).is_some_and(|state| state.stopped);
        let groups = children.runs.iter().filter(|group| !stopped(group));
        let groups: Vec<Pid> = groups.copied().collect();
        signal_all(&groups, Signal::STOP);
        stop_this_process();
        signal_all(&groups, Signal::CONT);
    });
}

fn signal_all(groups: &[Pid], signal: Signal) {
    for group in groups {
        // Runs are taken away under the lock that is held, so the number is the group's.
        let _ = kill_process_group(*group, signal);
    }
}

/// Does what SIGTSTP does to a process that does not handle it. Not SIGSTOP: the system passes over SIGTSTP where no shell could make
/// the process go on.
fn stop_this_process() {
    // SAFETY: zeroed sigactions are valid ones: the default, without flags, and one to be filled in.
    let default: libc::sigaction = unsafe { std::mem::zeroed() };
    // SAFETY: as above.
    let mut ours: libc::sigaction = unsafe { std::mem::zeroed() };
    // SAFETY: both outlive the calls, and what is set at the end is what was found at the beginning.
    unsafe {
        libc::sigaction(SIGTSTP, &raw const default, &raw mut ours);
        libc::raise(SIGTSTP);
        libc::sigaction(SIGTSTP, &raw const ours, std::ptr::null_mut());
    }
}
