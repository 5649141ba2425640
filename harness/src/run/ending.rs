//! Endings: how a process ended, as far as the harness can tell it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::lifecycle::Lifecycle;
use super::process::{Finished, Status, Stopped, name_of_signal};
use crate::dialect;
use crate::scenario::{ErrorCodes, HangKind};

/// How a process ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// By itself, with this code.
    Exit(i32),
    /// By an exception that nobody caught, or a rejection that nobody handled, with this code.
    Uncaught(i32),
    /// By this signal.
    Signal(String),
    /// Not by itself, and it is proven that it never would have.
    Hang(HangKind),
    /// Not by itself within its time; nobody knows whether it would have later.
    Timeout,
    /// It never ran: rustc takes it.
    Compiles,
    /// It never ran: rustc refuses it.
    CompileError,
    /// It never ran: the TypeScript compiler takes it.
    Types,
    /// It never ran: the TypeScript compiler finds these errors in it.
    TypeError(ErrorCodes),
}

/// Signals that a process brings upon itself.
const CRASH_SIGNALS: [&str; 7] = [
    "SIGSEGV", "SIGBUS", "SIGABRT", "SIGTRAP", "SIGILL", "SIGFPE", "SIGSYS",
];

impl Ending {
    /// From what is known of a process, what it said of its own life, and what stands on its standard error.
    pub(super) fn from_finished(finished: &Finished, life: &Lifecycle, said: &str) -> Self {
        match finished.stopped {
            Some(Stopped::Deadline | Stopped::AtRest) => return Self::Timeout,
            Some(Stopped::Hang(kind)) => return Self::Hang(kind),
            Some(Stopped::Interrupted) | None => {}
        }
        let told = life.uncaught.is_some() || life.is_cut_short_in_exit();
        let is_uncaught = dialect::is_uncaught(said, life.runtime(), told);
        match finished.status {
            Status::Signal(signal) => Self::Signal(name_of_signal(signal)),
            Status::Exit(code) if code != 0 && is_uncaught => Self::Uncaught(code),
            Status::Exit(code) => Self::Exit(code),
        }
    }

    /// The signal, when it is one that a process brings upon itself.
    pub fn crash_signal(&self) -> Option<&str> {
        match self {
            Self::Signal(name) if CRASH_SIGNALS.contains(&name.as_str()) => Some(name),
            _ => None,
        }
    }

    /// Whether the harness had to end the process.
    pub fn is_forced(&self) -> bool {
        matches!(self, Self::Hang(_) | Self::Timeout)
    }

    /// Whether it is of the same kind as `other`: how long a process was waited for makes no other kind. Crashes are one class: their signals vary from run to run.
    pub fn is_like(&self, other: &Self) -> bool {
        self == other
            || self.is_forced() && other.is_forced()
            || self.crash_signal().is_some() && other.crash_signal().is_some()
    }

    /// The word of the JSON report.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Exit(_) => "exit",
            Self::Uncaught(_) => "uncaught",
            Self::Signal(_) => "signal",
            Self::Hang(_) => "hang",
            Self::Timeout => "timeout",
            Self::Compiles => "compiles",
            Self::CompileError => "compileError",
            Self::Types => "types",
            Self::TypeError(_) => "typeError",
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exit(code) => write!(out, "exit {code}"),
            // Node.js exits with 1; another code tells of something else, such as 7 of a handler that threw itself.
            Self::Uncaught(1) => write!(out, "uncaught"),
            Self::Uncaught(code) => write!(out, "uncaught, exit {code}"),
            Self::Signal(name) if self.crash_signal().is_some() => write!(out, "crash {name}"),
            Self::Signal(name) => write!(out, "killed by {name}"),
            Self::Hang(kind) => write!(out, "hang, {}", kind.name()),
            Self::Timeout => write!(out, "timeout"),
            Self::Compiles => write!(out, "compiles"),
            Self::CompileError => write!(out, "compile error"),
            Self::Types => write!(out, "types"),
            Self::TypeError(codes) => write!(out, "type error {codes}"),
        }
    }
}
