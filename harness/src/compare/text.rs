//! A comparison for people.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Cell, Compared, Comparison};

const HEADING: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const GONE: Style = AnsiColor::Red.on_default();
const CAME: Style = AnsiColor::Green.on_default();

/// How many lines of a difference are shown.
const MOST_LINES: usize = 12;

/// Writes the differences, each with its runtimes, and how many scenarios have none.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let against = comparison.runtimes.first().map_or("", String::as_str);
    let mut count = 0;
    for row in comparison.differing() {
        count += 1;
        writeln!(
            out,
            "{HEADING}{}{HEADING:#}  {FAINT}{}{FAINT:#}",
            row.name, row.summary
        )?;
        for (cell, runtimes) in row.groups() {
            writeln!(out, "  {}: {}", runtimes.join(", "), said(cell))?;
            for line in cell.difference.iter().take(MOST_LINES) {
                let style = if line.starts_with('-') { GONE } else { CAME };
                writeln!(out, "    {style}{line}{style:#}")?;
            }
            match cell.difference.len().saturating_sub(MOST_LINES) {
                0 => {}
                1 => writeln!(out, "    {FAINT}⋯ 1 more line{FAINT:#}")?,
                more => writeln!(out, "    {FAINT}⋯ {more} more lines{FAINT:#}")?,
            }
        }
    }
    writeln!(
        out,
        "the same {}: {} of {}; held against {against}",
        comparison.everywhere(),
        comparison.scenarios.len() - count,
        comparison.scenarios.len()
    )
}

/// How it compares, with what is known of that.
fn said(cell: &Cell) -> String {
    let name = match (&cell.behaviour, cell.result) {
        // It is not the word already.
        (Some(known), Compared::Crashes | Compared::Varies) => format!(", `{}`", known.name),
        _ => String::new(),
    };
    format!("{}{name}{}", cell.told(), cell.reason())
}
