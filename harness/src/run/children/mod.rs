//! The harness's children: those that it has started, which the ones who started them wait for, and those that it has adopted.
//!
//! One lock stands over all of it, so that a signal meets either no process or a known one, and nobody takes away the end of a process
//! that another one waits for.

mod job_control;
mod listing;
mod strays;

use std::collections::HashSet;
use std::io;
use std::process::{Child, Command};
use std::sync::{LazyLock, Mutex, MutexGuard, Once};
use std::thread;

use rustix::process::{Pid, getpgrp};
use signal_hook::consts::{SIGCHLD, SIGTSTP};
use signal_hook::iterator::Signals;

use super::signals;

pub use listing::{all, environment, state};
pub use strays::{end_strays, reap_strays};

/// What is known of the harness's children.
#[derive(Default)]
pub struct Children {
    /// Started for a run, each in a group of its own, and waited for by the run.
    runs: HashSet<Pid>,
    /// Whom nobody waits for, and who may outlive the harness.
    free: HashSet<Pid>,
}

static CHILDREN: LazyLock<Mutex<Children>> = LazyLock::new(Mutex::default);

/// What a process is started for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It leads the group of a run, which will call [`Children::forget`].
    Run,
    /// It watches over the harness, and ends after it.
    Warden,
}

/// The children, as they stay until the lock is dropped: none is started or taken away, and none is stopped by job control.
pub fn lock() -> MutexGuard<'static, Children> {
    CHILDREN
        .lock()
        .expect("no panic while children are counted")
}

/// Starts `command`, whose process must lead a group of its own.
pub fn start(command: &mut Command, role: Role) -> io::Result<Child> {
    attend();
    // Under the lock, so that job control does not miss a process that is just being started.
    let mut children = lock();
    let child = command.spawn()?;
    let process = Pid::from_child(&child);
    match role {
        Role::Run => children.runs.insert(process),
        Role::Warden => children.free.insert(process),
    };
    Ok(child)
}

impl Children {
    /// The run that has started `process` has taken it away; the lock must have been held since before.
    pub fn forget(&mut self, process: Pid) {
        self.runs.remove(&process);
    }

    /// Whatever has been adopted so far is left alone from now on.
    pub fn set_strays_free(&mut self) {
        let adopted: Vec<Pid> = self.adopted().collect();
        self.free.extend(adopted);
    }

    /// Children that this process has not started.
    fn adopted(&self) -> impl Iterator<Item = Pid> {
        // Runs have groups of their own. What is in the harness's own group was started by somebody who waits for it, such as
        // another thread of a test.
        let own_group = Some(getpgrp());
        let others = all().into_iter().filter(|child| !self.runs.contains(child));
        others.filter(move |child| state(*child).is_some_and(|state| state.group != own_group))
    }
}

/// Adopts orphans, and waits for what the system tells of children and of job control, from the first child on.
fn attend() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // A shell that becomes the harness by `exec` leaves it the children that it had.
        lock().set_strays_free();
        adopt_orphans();
        let mut awaited = vec![SIGCHLD];
        if !signals::is_ignored(SIGTSTP) {
            awaited.push(SIGTSTP);
        }
        // A system that refuses leaves Ctrl-Z and orphans as they are without this.
        let Ok(mut awaited) = Signals::new(awaited) else {
            return;
        };
        let _ = thread::Builder::new()
            .name("signals".into())
            .spawn(move || {
                for signal in awaited.forever() {
                    match signal {
                        SIGTSTP => job_control::stop(),
                        _ => reap_strays(),
                    }
                }
            });
    });
}

/// Makes this process the parent of every descendant whose own parent ends, so that their ends can be awaited.
///
/// Linux only; elsewhere orphans go to the system, and their ends, however near, are not awaited.
fn adopt_orphans() {
    // Any id turns it on, for this process.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
}
