//! A history for people: a strip of releases, and ranges of them by how they ended.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Look, label};
use crate::history::ranges::{self, Range, What};
use crate::history::{Cell, Found, History};

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const MIXED: Style = AnsiColor::Yellow.on_default().bold();
const FAINT: Style = Style::new().dimmed();
const HEADING: Style = Style::new().bold();

/// How wide a strip may be before it goes on in the next line.
const WIDTH: usize = 64;

/// Writes `history` for people.
///
/// # Errors
/// When `out` cannot be written.
pub fn tell(history: &History, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{HEADING}{}{HEADING:#}  {}",
        history.scenario, history.summary
    )?;
    match &history.krate {
        Some(krate) => {
            for runtime in history.runtimes() {
                let cells: Vec<&Cell> = history.under(runtime).collect();
                let swept = cells
                    .iter()
                    .filter(|cell| cell.found != Found::Yanked)
                    .count();
                let plural = if swept == 1 { "" } else { "s" };
                writeln!(out, "  {krate}, {swept} release{plural}, under {runtime}")?;
                line(&cells, out)?;
            }
        }
        None => {
            let cells: Vec<&Cell> = history.cells.iter().collect();
            let runtimes = if cells.len() == 1 {
                "runtime"
            } else {
                "runtimes"
            };
            writeln!(out, "  {} {runtimes}", cells.len())?;
            line(&cells, out)?;
        }
    }
    writeln!(out)
}

fn line(cells: &[&Cell], out: &mut impl Write) -> io::Result<()> {
    for (at, part) in cells.chunks(WIDTH).enumerate() {
        write!(out, "  {}", if at == 0 { " " } else { "…" })?;
        for cell in part {
            let (mark, style) = mark(Look::from_cell(cell));
            write!(out, "{style}{mark}{style:#}")?;
        }
        writeln!(out)?;
    }
    for range in ranges::find(cells.iter().copied()) {
        tell_range(&range, out)?;
    }
    let yanked: Vec<String> = cells
        .iter()
        .filter(|cell| cell.found == Found::Yanked)
        .map(|cell| label(cell))
        .collect();
    if !yanked.is_empty() {
        writeln!(
            out,
            "    {FAINT}yanked, skipped: {}{FAINT:#}",
            yanked.join(", ")
        )?;
    }
    let found = ranges::boundaries(cells.iter().copied());
    let day = |release: &semver::Version| {
        let cell = cells
            .iter()
            .find(|cell| cell.release.as_ref() == Some(release));
        let day = cell.and_then(|cell| cell.published.clone());
        day.map(|day| format!(" ({day})")).unwrap_or_default()
    };
    if let Some(first) = &found.first_bad {
        write!(out, "    first bad {first}{}", day(first))?;
        match &found.first_good {
            Some(good) => writeln!(out, ", next good {good}{}", day(good))?,
            None => writeln!(out, ", no good release since")?,
        }
    }
    if !found.is_monotonic() {
        writeln!(
            out,
            "    it changed {} times: no single release broke or fixed it",
            found.turns
        )?;
    }
    Ok(())
}

fn mark(look: Look) -> (&'static str, Style) {
    match look {
        Look::Good => ("●", GOOD),
        Look::Bad => ("✗", BAD),
        Look::Mixed => ("◐", MIXED),
        Look::Blank => ("·", FAINT),
        Look::Yanked => ("-", FAINT),
    }
}

fn tell_range(range: &Range<'_>, out: &mut impl Write) -> io::Result<()> {
    let first = range.cells[0];
    let last = range.cells[range.cells.len() - 1];
    let (first_label, last_label) = (label(first), label(last));
    let span = if first_label == last_label {
        first_label
    } else {
        format!("{first_label} to {last_label}")
    };
    let count = format!("({})", range.cells.len());
    match &range.what {
        What::Ended { signature, good } => {
            let (runs, good_runs) = range.runs();
            let (sign, style, share) = match good {
                true => ("●", GOOD, String::new()),
                false if good_runs == 0 => ("✗", BAD, format!(", {runs} of {runs} runs")),
                false => ("◐", MIXED, format!(", {} of {runs} runs", runs - good_runs)),
            };
            writeln!(
                out,
                "    {style}{sign}{style:#} {span:<22} {count:>5}  {signature}{share}"
            )
        }
        What::NotBuilt => {
            let error = match &first.found {
                Found::NotBuilt { error } => error.as_str(),
                _ => "",
            };
            writeln!(
                out,
                "    {FAINT}·{FAINT:#} {span:<22} {count:>5}  does not compile: {error}"
            )
        }
        What::Skipped(reason) => {
            writeln!(out, "    {FAINT}·{FAINT:#} {span:<22} {count:>5}  {reason}")
        }
        What::Yanked => Ok(()),
    }
}
