//! Claims for people at a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Entry, Run, counts};
use crate::scenario::claim::Verdict;

const HEADING: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Writes each claim below the heading that it stands under, and how many there are of each verdict.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut impl Write, entries: &[Entry]) -> io::Result<()> {
    let mut above = String::new();
    for entry in entries {
        let places = [
            Some(&entry.source),
            entry.part.as_ref(),
            entry.heading.as_ref(),
        ];
        let place: Vec<&str> = places.into_iter().flatten().map(String::as_str).collect();
        let place = place.join(" › ");
        if place != above {
            let gap = if above.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{HEADING}{place}{HEADING:#}")?;
            above = place;
        }
        let style = style_of(entry.judged);
        writeln!(
            out,
            "{style}{:>12}{style:#}  “{}”",
            entry.judged, entry.quote
        )?;
        writeln!(out, "{:14}{}", "", entry.finding)?;
        for witness in &entry.witnesses {
            let side = if witness.is_for { "for" } else { "against" };
            writeln!(out, "{:14}{FAINT}{side}: {}{FAINT:#}", "", witness.name)?;
        }
        if let Some(page) = &entry.measured {
            writeln!(out, "{:14}{FAINT}measured: {page}{FAINT:#}", "")?;
        }
        for Run {
            run, runtime, why, ..
        } in entry.failures()
        {
            let why = why.as_deref().unwrap_or_default();
            writeln!(out, "{:14}its witness {run} fails on {runtime}: {why}", "")?;
        }
    }
    let failing = entries.iter().filter(|it| it.failures().next().is_some());
    let failing = match failing.count() {
        0 => String::new(),
        1 => "; witnesses of one fail".into(),
        count => format!("; witnesses of {count} fail"),
    };
    let plural = if entries.len() == 1 { "" } else { "s" };
    writeln!(
        out,
        "{FAINT}{} claim{plural}: {}{failing}{FAINT:#}",
        entries.len(),
        counts(entries)
    )
}

fn style_of(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Yes => AnsiColor::Green.on_default(),
        Verdict::Partly => AnsiColor::Yellow.on_default(),
        Verdict::No => AnsiColor::Red.on_default(),
        Verdict::NotTestable => FAINT,
    }
}
