//! Processes: started in a group of their own, watched without polling, and ended to the last member of the group.

#[cfg(target_os = "linux")]
mod affinity;
#[cfg(unix)]
mod mark;
#[cfg(unix)]
mod orphans;
#[cfg(unix)]
mod poll;
#[cfg(unix)]
mod reap;
#[cfg(unix)]
mod tracer;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
mod watch;

#[cfg(not(unix))]
compile_error!(
    "napi-harness has been run on Unix only; run/process has no pair for this platform yet"
);

use std::ffi::OsString;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::process::Pid;

use super::Supervision;
use super::capture::{Capture, Keep};
use super::environment::Variables;
use super::stillness::{HangWatch, MainThread};
use super::threads::Thread;
use crate::scenario::HangKind;

#[cfg(target_os = "linux")]
pub use affinity::granted;
#[cfg(unix)]
pub(super) use mark::{is_marked, not_to_outlive};
#[cfg(unix)]
pub(super) use reap::wait_for_end;
#[cfg(unix)]
pub use unix::{name_of_signal, shell};

/// Elsewhere nothing limits the processors of a process, and it gets what it is told.
#[cfg(not(target_os = "linux"))]
pub fn granted(count: NonZeroUsize) -> NonZeroUsize {
    count
}

/// What to start.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Its working directory.
    pub folder: PathBuf,
    /// Its whole environment.
    pub environment: Variables,
    /// When it is ended, counted from its start; never, if `None`.
    pub timeout: Option<Duration>,
    /// Where its output goes.
    pub output: OutputTo,
    /// What becomes of what it leaves behind outside its process group.
    pub orphans: Orphans,
    /// How the proof that it would never end is looked for; `None`, and only the deadline ends it.
    pub hang: Option<HangWatch>,
    /// Who may trace it.
    pub tracers: Tracers,
    /// How many of the harness's processors it may use; all, if `None`.
    pub cpus: Option<NonZeroUsize>,
}

/// Who may trace a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracers {
    /// Whoever the system lets.
    Usual,
    /// The harness as well, and the debuggers that it starts.
    Harness,
}

/// What becomes of processes that have left the group of the one that started them, and outlive it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orphans {
    /// They are ended: a program under test leaves nothing behind.
    End,
    /// They are left alone: a build may well start a server that the next build uses.
    Leave,
}

/// Where a process's output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputTo {
    /// It is captured, and so much of each stream is kept.
    Capture(Keep),
    /// Both streams go to the harness's own standard error, as they come: a terminal is handed on, anything else gets them a
    /// line at a time.
    Stderr,
}

/// How a process went.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub status: Status,
    /// From its start to its end.
    pub duration: Duration,
    /// When it ended, by the clock of runs.
    pub ended: Instant,
    /// What it used.
    pub usage: Usage,
    /// Its standard output.
    pub stdout: Capture,
    /// Its standard error.
    pub stderr: Capture,
    /// Why the harness ended it, if it did.
    pub stopped: Option<Stopped>,
    /// What its threads did when the harness had to end it; empty where that is not known.
    pub threads: Vec<Thread>,
    /// What outside it could still have woken it when its time was over, in words.
    pub wakers: Vec<String>,
    /// Names of processes that it had started and left behind; they have been ended.
    pub orphans: Vec<String>,
    /// Streams that something else still held open after the process itself had ended.
    pub held: Vec<&'static str>,
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// With this code.
    Exit(i32),
    /// By this signal.
    Signal(i32),
}

/// Why the harness ended a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Its time was over.
    Deadline,
    /// It was proven that it would never end.
    Hang(HangKind),
    /// It was at rest, or at work, which is all that was waited for.
    AtRest,
    /// The user wanted everything to stop.
    Interrupted,
}

/// What a process used, its own children that it waited for included.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// CPU time, in user mode and in the kernel.
    pub cpu: Duration,
    /// The most memory that was resident at once, in KiB.
    pub peak_rss_kb: u64,
}

/// How long a process that is to be ended is waited for first, in case that it ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Not at all.
    None,
    /// So long.
    For(Duration),
}

/// Runs a process to its end, and ends what is left of its group.
///
/// # Errors
/// When it cannot be started.
pub fn run(invocation: &Invocation, supervision: &Supervision) -> io::Result<Finished> {
    run_with(invocation, supervision, |_, _| Patience::None)
}

/// The same; `stuck` may look at a process that is about to be ended because its time is over or because it was seen that
/// it would never end. It is given the process's id and what its main thread does.
///
/// # Errors
/// When it cannot be started.
pub fn run_with(
    invocation: &Invocation,
    supervision: &Supervision,
    mut stuck: impl FnMut(Pid, MainThread) -> Patience,
) -> io::Result<Finished> {
    unix::run(invocation, supervision, &mut stuck)
}

/// Asks `process`, which must be a child that has not been waited for, by SIGUSR2; not at all where it has no handler for that. How long
/// to wait for the answer, which takes `patience` at most.
pub fn ask(process: Pid, patience: Duration) -> Patience {
    match unix::ask(process) {
        true => Patience::For(patience),
        false => Patience::None,
    }
}
