//! The report for GitHub Actions: an annotation at each scenario that failed.

use std::io::{self, Write};
use std::time::Duration;

use super::{Report, Summary, Text};
use crate::session::{Outcome, Planned};

/// The report for GitHub Actions: the one for people, with workflow commands between its lines.
pub struct GitHub<W> {
    text: Text<W>,
    commands: W,
}

impl<W: Write> GitHub<W> {
    /// `text` is the part for people; `commands` writes workflow commands to the same place.
    pub fn new(text: Text<W>, commands: W) -> Self {
        Self { text, commands }
    }
}

impl<W: Write> Report for GitHub<W> {
    fn finished(&mut self, outcome: &Outcome) -> io::Result<()> {
        self.text.finished(outcome)?;
        for reason in outcome.verdict.reasons() {
            let file = property(&outcome.planned.scenario.shown_file);
            let title = property(&outcome.planned.name);
            let message = data(&reason.to_string());
            writeln!(
                self.commands,
                "::error file={file},line=1,title={title}::{message}"
            )?;
        }
        self.commands.flush()
    }

    fn slow(&mut self, planned: &Planned, after: Duration) -> io::Result<()> {
        self.text.slow(planned, after)
    }

    fn ended(&mut self, summary: &Summary) -> io::Result<()> {
        self.text.ended(summary)
    }
}

/// Escapes a workflow command's message, as GitHub's toolkit does.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a workflow command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_workflow_command_is_escaped() {
        assert_eq!(data("50 %\nnext"), "50 %25%0Anext");
        assert_eq!(property("a@x,1:2"), "a@x%2C1%3A2");
    }
}
