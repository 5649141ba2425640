//! Everything that the harness prints, and report files: the only place that deals with closed pipes, full disks and GitHub's
//! workflow commands.
//!
//! Printing never fails. If the reader closes the pipe, the work goes on; any other error is kept until [`failure`] returns it at
//! the end.

mod plain;
mod relay;
mod report_file;
mod stream;
mod workflow;

use std::fmt::Display;
use std::io::{self, Write};

pub use relay::Relay;
pub use report_file::ReportFile;
pub use stream::Output;
pub use workflow::Form;

use stream::Standard;

/// Standard output, for text of this form.
pub fn stdout(form: Form) -> Output {
    Output::new(Standard::Out, form)
}

/// Standard error.
pub fn stderr() -> Output {
    Output::new(Standard::Err, Form::Text)
}

/// Tells the user something on standard error, with a line feed after it.
pub fn notice(text: impl Display) {
    // In one piece, so that no other thread's notice comes between. Writing here does not fail.
    let _ = stderr().write_all(format!("{text}\n").as_bytes());
}

/// Writes what is left of unfinished lines, and gives the first error of a stream whose reader was still there.
pub fn failure() -> Option<io::Error> {
    let failures = [Standard::Out, Standard::Err].map(Standard::finish);
    failures.into_iter().flatten().next()
}
