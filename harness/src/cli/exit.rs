//! Exit codes, and messages that go with them.

use std::io;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

use crate::diagnostic::Diagnostic;
use crate::output;

const ERROR: Style = AnsiColor::Red.on_default().bold();

/// How the harness ends. The codes are a part of its public interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Every selected scenario passed.
    Good,
    /// At least one failed, or a snapshot is new or differs; or the output could not be written.
    Failed,
    /// The command line, the project file or a header is wrong.
    Usage,
    /// The addon did not build or load.
    Addon,
    /// Nothing matched.
    NothingMatched,
    /// No usable runtime.
    Runtime,
    /// A signal stopped it.
    Interrupted(i32),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Good => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Addon => 3,
            Exit::NothingMatched => 4,
            Exit::Runtime => 5,
            // As shells report a process that a signal ended.
            Exit::Interrupted(signal) => 128 + u8::try_from(signal).unwrap_or(0),
        })
    }
}

/// Why a command could not be carried out.
#[derive(Debug)]
pub struct Failure {
    message: String,
    exit: Exit,
}

impl Failure {
    /// With this message and this exit code.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            exit,
        }
    }

    /// The command line is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Files of the user's are wrong.
    pub fn complaints(complaints: &[Diagnostic]) -> Self {
        let texts: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        Self::usage(texts.join("\nerror: "))
    }

    /// A part of what was printed could not be written, though somebody was to read it.
    pub fn output(error: &io::Error) -> Self {
        Self::new(Exit::Failed, format!("cannot write the output: {error}"))
    }

    /// Tells the user.
    pub fn tell(self) -> Exit {
        output::notice(format_args!("{ERROR}error:{ERROR:#} {}", self.message));
        self.exit
    }
}

impl From<io::Error> for Failure {
    /// An unexpected system error; writing output never fails ([`crate::output`]).
    fn from(error: io::Error) -> Self {
        Self::new(Exit::Failed, error.to_string())
    }
}
