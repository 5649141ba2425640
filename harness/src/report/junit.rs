//! The report for CI servers: JUnit's XML.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::{Report, Summary, diff};
use crate::session::Outcome;
use crate::verdict::{Reason, Verdict};

/// The report for CI servers. It is one document, so it is written when all is done.
pub struct JUnit<W> {
    out: W,
    suite: TestSuite,
}

impl<W: Write> JUnit<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            suite: TestSuite::new("scenarios"),
        }
    }
}

impl<W: Write> Report for JUnit<W> {
    fn finished(&mut self, outcome: &Outcome) -> io::Result<()> {
        let status = match &outcome.verdict {
            Verdict::Passed => TestCaseStatus::success(),
            Verdict::Skipped(reason) => {
                let mut status = TestCaseStatus::skipped();
                status.set_message(reason.clone());
                status
            }
            Verdict::Failed(reasons) | Verdict::New(reasons) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                let messages: Vec<String> = reasons.iter().map(ToString::to_string).collect();
                status.set_message(messages.join("; "));
                status.set_description(evidence(reasons)?);
                status
            }
        };
        let mut case = TestCase::new(outcome.planned.name.clone(), status);
        case.set_classname(outcome.planned.place());
        if let Some(observation) = &outcome.observation {
            case.set_time(observation.duration);
        }
        self.suite.add_test_case(case);
        Ok(())
    }

    fn ended(&mut self, summary: &Summary) -> io::Result<()> {
        let mut report = quick_junit::Report::new("napi-harness");
        report.set_time(summary.duration);
        report.add_test_suite(std::mem::replace(&mut self.suite, TestSuite::new("")));
        report.serialize(&mut self.out).map_err(io::Error::other)?;
        self.out.flush()
    }

    /// The document of what had ended: without it there would be none.
    fn interrupted(&mut self, summary: &Summary) -> io::Result<()> {
        self.ended(summary)
    }
}

fn evidence(reasons: &[Reason]) -> io::Result<String> {
    let mut text = Vec::new();
    for reason in reasons {
        writeln!(text, "{reason}")?;
        match reason {
            Reason::Differs {
                accepted,
                transcript,
                ..
            } => {
                diff::write(&mut text, accepted, transcript, "  ")?;
            }
            Reason::New { transcript, .. } => diff::write(&mut text, "", transcript, "  ")?,
            Reason::Unsteady { most, other, .. } => diff::write(&mut text, most, other, "  ")?,
            _ => {}
        }
    }
    let text = String::from_utf8_lossy(&text);
    Ok(anstream::adapter::strip_str(&text).to_string())
}
