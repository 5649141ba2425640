//! Strays: adopted children that nobody waits for.

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

use super::{Children, environment, lock, state};
use crate::run::process::{is_marked, wait_for_end};

/// Takes away every adopted child that has ended, so that none stays a zombie while the harness goes on.
pub fn reap_strays() {
    let mut children = lock();
    // The kernel's list may leave some out when others are taken from it meanwhile.
    while children.reap_strays_once() {}
}

/// Ends adopted children that no longer say which run they belong to, until none is left, and gives their names.
pub fn end_strays() -> Vec<String> {
    let mut names = Vec::new();
    loop {
        let strays = lock().end_strays_once(&mut names);
        if strays.is_empty() {
            return names;
        }
        for stray in strays {
            wait_for_end(stray);
        }
        reap_strays();
    }
}

impl Children {
    /// Whether there was one.
    fn reap_strays_once(&mut self) -> bool {
        let strays: Vec<Pid> = self.adopted().collect();
        let mut found = false;
        for stray in strays {
            // The child is none that anybody else waits for.
            if let Ok(Some(_)) = waitpid(Some(stray), WaitOptions::NOHANG) {
                self.free.remove(&stray);
                found = true;
            }
        }
        found
    }

    /// Those that were ended, whose names are added to `names`.
    fn end_strays_once(&self, names: &mut Vec<String>) -> Vec<Pid> {
        let bound = |stray: &Pid| !self.free.contains(stray);
        // One that still tells its run was started by a build, which may leave something behind.
        let unmarked = |stray: &Pid| environment(*stray).is_some_and(|found| !is_marked(&found));
        let strays = self.adopted().filter(bound).filter(unmarked);
        let alive = strays.filter_map(|stray| Some((stray, state(stray)?)));
        // What is still in the group of a run is that run's.
        let of_run = |group| self.runs.contains(&group);
        let alive = alive.filter(|(_, state)| state.alive && !state.group.is_some_and(of_run));
        let ended = alive.map(|(stray, state)| {
            // Children are taken away only under the lock that is held, so the number is still its own.
            let _ = kill_process(stray, Signal::KILL);
            names.push(state.name);
            stray
        });
        ended.collect()
    }
}
