//! The report for people.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use anstyle::{AnsiColor, Style};

use super::growth;
use super::{Report, Summary, diff, evidence};
use crate::duration::for_people;
use crate::run::Observation;
use crate::run::events::Piece;
use crate::run::words::quoted;
use crate::runtime::Asked;
use crate::session::{Accepted, Looked, Outcome, Planned, Repeat};
use crate::snapshot::Review;
use crate::verdict::{Reason, Verdict};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const ODD: Style = AnsiColor::Yellow.on_default().bold();
const CAUSE: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// How many lines of a stream's end are shown.
const LAST_LINES: usize = 12;

/// The report for people.
pub struct Text<W> {
    out: W,
    /// Whether runs that passed are named.
    pub names_good: bool,
    /// Whether what was measured is shown of runs that passed, too.
    pub shows_figures: bool,
    /// What begins the command that runs one scenario again.
    pub command: String,
    /// The project's root, below which files are named.
    pub root: PathBuf,
    /// How to ask for each runtime, by what it says of itself; nothing where one runs unasked, and alone.
    pub specs: BTreeMap<String, String>,
    /// The options that change what a run does, such as ` --cpus 1`.
    pub options: String,
}

/// How to ask for each of the runtimes, by what it says of itself; nothing where it is the project's own, and alone: it runs unasked. Some of
/// several of the project's are named, or all of them would run again.
pub fn specs(given: &[String], asked: &Asked) -> BTreeMap<String, String> {
    let specs = asked.specs();
    match given.is_empty() && specs.len() == 1 {
        true => BTreeMap::new(),
        false => specs,
    }
}

impl Text<Vec<u8>> {
    /// What was written so far.
    pub fn written(&mut self) -> &mut Vec<u8> {
        &mut self.out
    }
}

impl<W: Write> Text<W> {
    /// Writes to `out`.
    pub fn new(out: W, names_good: bool, command: String, root: PathBuf) -> Self {
        Self {
            out,
            names_good,
            shows_figures: false,
            command,
            root,
            specs: BTreeMap::new(),
            options: String::new(),
        }
    }

    fn write_headline(&mut self, outcome: &Outcome) -> io::Result<()> {
        let (word, style) = match &outcome.verdict {
            Verdict::Passed
                if outcome
                    .repeat
                    .as_ref()
                    .is_some_and(|repeat| repeat.failed > 0) =>
            {
                ("FLAKY", ODD)
            }
            Verdict::Passed => ("pass", GOOD),
            Verdict::Failed(_) => ("FAIL", BAD),
            Verdict::New(_) => ("NEW", ODD),
            Verdict::Skipped(_) => ("skip", FAINT),
        };
        let name = &outcome.planned.name;
        write!(self.out, "{style}{word:>5}{style:#} {name}")?;
        if let Verdict::Skipped(reason) = &outcome.verdict {
            return writeln!(self.out, " {FAINT}{reason}{FAINT:#}");
        }
        if let Some(observation) = &outcome.observation {
            let place = outcome.planned.place();
            let took = for_people(observation.duration);
            write!(self.out, " {FAINT}{place}, {took}{FAINT:#}")?;
        }
        writeln!(self.out)?;
        let good = outcome.verdict.is_good();
        if let Some(repeat) = &outcome.repeat {
            for line in describe_repeat(repeat, good) {
                writeln!(self.out, "      {line}")?;
            }
        }
        Ok(())
    }

    fn write_reason(&mut self, reason: &Reason) -> io::Result<()> {
        writeln!(self.out, "      {BAD}✗{BAD:#} {reason}")?;
        match reason {
            Reason::Differs {
                accepted,
                transcript,
                review,
                ..
            } => {
                diff::write(&mut self.out, accepted, transcript, "        ")?;
                self.write_pending(review)
            }
            Reason::New { transcript, review } => {
                diff::write(&mut self.out, "", transcript, "        ")?;
                self.write_pending(review)
            }
            Reason::Unsteady { most, other, .. } => {
                diff::write(&mut self.out, most, other, "        ")
            }
            _ => Ok(()),
        }
    }

    fn write_pending(&mut self, review: &Review) -> io::Result<()> {
        let Review::Waits(pending) = review else {
            return Ok(());
        };
        let file = pending.strip_prefix(&self.root).unwrap_or(pending);
        writeln!(
            self.out,
            "        {FAINT}pending in {}; `{} snapshot review` accepts or rejects it{FAINT:#}",
            file.display(),
            self.command
        )
    }

    /// What counting runs measured, where that is asked for or speaks against the run; what they could not measure, always.
    fn write_growth(&mut self, outcome: &Outcome) -> io::Result<()> {
        let growth = outcome
            .observation
            .as_ref()
            .and_then(|it| it.growth.as_ref());
        let limits = outcome.planned.scenario.header.growth.as_ref();
        let Some((growth, limits)) = growth.zip(limits) else {
            return Ok(());
        };
        let speaks = |reason: &Reason| {
            matches!(
                reason,
                Reason::Leak(_) | Reason::NoLeak(_) | Reason::Undecided(..)
            )
        };
        let lines = if self.shows_figures || outcome.verdict.reasons().iter().any(speaks) {
            growth::describe(growth, limits)
        } else {
            let why = growth.uncounted.iter();
            why.map(|why| growth::not_counted(why)).collect()
        };
        for line in lines {
            writeln!(self.out, "        {FAINT}{line}{FAINT:#}")?;
        }
        Ok(())
    }

    /// Why it ended so, and the evidence for it.
    fn write_cause(&mut self, outcome: &Outcome) -> io::Result<()> {
        if let Looked::Missing(why) = &outcome.looked {
            writeln!(self.out, "      {FAINT}no second run: {why}{FAINT:#}")?;
        }
        let Some(cause) = &outcome.cause else {
            return Ok(());
        };
        writeln!(self.out, "      {CAUSE}why:{CAUSE:#} {cause}")?;
        if let Some(observation) = &outcome.observation {
            for line in evidence::describe_threads(observation) {
                writeln!(self.out, "        {FAINT}{line}{FAINT:#}")?;
            }
        }
        for line in outcome
            .looked
            .found()
            .iter()
            .flat_map(|it| evidence::describe_diagnosis(it))
        {
            writeln!(self.out, "        {FAINT}{line}{FAINT:#}")?;
        }
        Ok(())
    }

    fn write_last_output(&mut self, observation: &Observation) -> io::Result<()> {
        for section in &observation.sections {
            let printed: Vec<u8> = section
                .pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Printed(bytes) => Some(bytes.as_slice()),
                    Piece::Told(_) => None,
                })
                .collect::<Vec<_>>()
                .concat();
            let text = String::from_utf8_lossy(&printed);
            let lines: Vec<&str> = text.lines().collect();
            if lines.is_empty() {
                continue;
            }
            let left_out = lines.len().saturating_sub(LAST_LINES);
            writeln!(
                self.out,
                "      {}:",
                last_of(section.stream.name(), left_out)
            )?;
            for line in &lines[left_out..] {
                let line: String = line
                    .chars()
                    .take(400)
                    .filter(|c| !c.is_control() || *c == '\t')
                    .collect();
                writeln!(self.out, "        {FAINT}{line}{FAINT:#}")?;
            }
        }
        Ok(())
    }

    fn write_rerun(&mut self, outcome: &Outcome) -> io::Result<()> {
        let name = quoted(&outcome.planned.name);
        let spec = self.specs.get(&outcome.planned.runtime.to_string());
        let runtime = spec.map(|spec| format!(" --runtime {}", quoted(spec)));
        writeln!(
            self.out,
            "      run it again: {} scenario run {name}{}{}",
            self.command,
            runtime.unwrap_or_default(),
            self.options
        )?;
        match &outcome.script {
            Some(script) => writeln!(self.out, "      its script:   {}", script.display()),
            None => Ok(()),
        }
    }
}

impl<W: Write> Report for Text<W> {
    fn finished(&mut self, outcome: &Outcome) -> io::Result<()> {
        let flaky = outcome
            .repeat
            .as_ref()
            .is_some_and(|repeat| repeat.failed > 0);
        let good = outcome.verdict.is_good();
        let is_plain = !flaky && outcome.script.is_none() && outcome.accepted.is_none();
        if good && is_plain && !self.names_good {
            return Ok(());
        }
        self.write_headline(outcome)?;
        match outcome.accepted {
            Some(Accepted::New) => writeln!(self.out, "      accepted as its first snapshot")?,
            Some(Accepted::Changed) => {
                writeln!(self.out, "      accepted; it replaces the snapshot")?
            }
            None => {}
        }
        for reason in outcome.verdict.reasons() {
            self.write_reason(reason)?;
        }
        self.write_growth(outcome)?;
        if !good {
            self.write_cause(outcome)?;
        }
        let only_transcript =
            |reason: &Reason| matches!(reason, Reason::Differs { .. } | Reason::New { .. });
        if let Some(observation) = &outcome.observation
            && !outcome.verdict.reasons().iter().all(only_transcript)
        {
            self.write_last_output(observation)?;
        }
        if !good || outcome.script.is_some() {
            self.write_rerun(outcome)?;
        }
        self.out.flush()
    }

    fn slow(&mut self, planned: &Planned, after: Duration) -> io::Result<()> {
        if self.names_good {
            let after = for_people(after);
            let name = match self.specs.len() {
                0 | 1 => planned.name.clone(),
                _ => planned.name_and_place(),
            };
            writeln!(
                self.out,
                "{ODD} slow{ODD:#} {name}, still running after {after}"
            )?;
        }
        self.out.flush()
    }

    fn ended(&mut self, summary: &Summary) -> io::Result<()> {
        let style = if summary.is_good() { GOOD } else { BAD };
        write!(
            self.out,
            "{style}{} passed, {} failed{style:#}, {} new, {} skipped",
            summary.passed, summary.failed, summary.new, summary.skipped
        )?;
        if summary.not_run() > 0 {
            write!(self.out, ", {} not run", summary.not_run())?;
        }
        writeln!(self.out, " in {}", for_people(summary.duration))?;
        self.out.flush()
    }
}

fn last_of(stream: &str, left_out: usize) -> String {
    match left_out {
        0 => stream.to_owned(),
        1 => format!("{stream}, without its first line"),
        _ => format!("{stream}, without its first {left_out} lines"),
    }
}

/// `12 of 40 failed`, and each ending with its share; `good` is what they came to together.
fn describe_repeat(repeat: &Repeat, good: bool) -> Vec<String> {
    let Repeat {
        runs, failed, new, ..
    } = repeat;
    let have = if *new == 1 { "has" } else { "have" };
    let mut lines = vec![match (failed, new) {
        // They disagree with each other.
        (0, 0) if !good => format!("none of {runs} failed by itself"),
        (_, 0) => format!("{failed} of {runs} failed"),
        (0, _) => format!("{new} of {runs} {have} no snapshot yet"),
        _ => format!("{failed} of {runs} failed, {new} {have} no snapshot yet"),
    }];
    for share in &repeat.endings {
        let percent = 100.0 * f64::from(share.runs) / f64::from(repeat.runs);
        lines.push(format!(
            "{:>4} ({percent:.0} %) ended with `{}`",
            share.runs, share.ending
        ));
        lines.extend(
            share
                .cause
                .as_ref()
                .map(|cause| format!("     why: {cause}")),
        );
        lines.extend(
            share
                .script
                .as_ref()
                .map(|script| format!("     its script: {}", script.display())),
        );
    }
    lines
}
