//! A comparison as a page.

use std::io::{self, Write};

use super::{Cell, Compared, Comparison, Row};
use crate::session::Place;

/// Writes a table of the differences, and a section for each of them.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut impl Write, comparison: &Comparison, command: &str) -> io::Result<()> {
    let differing: Vec<&Row> = comparison.differing().collect();
    let same = comparison.scenarios.len() - differing.len();
    writeln!(
        out,
        "The same {}: {same} of {} scenarios, each variant counted. These differ from {}:\n",
        comparison.everywhere(),
        comparison.scenarios.len(),
        comparison.runtimes.first().map_or("", String::as_str),
    )?;
    writeln!(out, "| Scenario | {} |", comparison.runtimes.join(" | "))?;
    writeln!(out, "|---{}|", "|---".repeat(comparison.runtimes.len()))?;
    for row in &differing {
        let cells: Vec<String> = row.cells.iter().map(Cell::word).collect();
        writeln!(out, "| {} | {} |", row.name, cells.join(" | "))?;
    }
    for row in &differing {
        section(out, row, command)?;
    }
    Ok(())
}

fn section(out: &mut impl Write, row: &Row, command: &str) -> io::Result<()> {
    writeln!(out, "\n## {}\n\n{}.", row.name, row.summary)?;
    for (cell, runtimes) in row.groups() {
        let reason = cell.reason();
        writeln!(
            out,
            "\n**{}** {}{reason}.",
            runtimes.join(", "),
            cell.told()
        )?;
        if !cell.difference.is_empty() {
            writeln!(out, "\n```diff\n{}\n```", cell.difference.join("\n"))?;
        }
        if let Some(link) = cell.behaviour.as_ref().and_then(|it| it.link.as_ref()) {
            writeln!(out, "\nSee <{link}>.")?;
        } else if is_unreported(row, cell) {
            writeln!(
                out,
                "\nNo report of it is known. A folder that shows it without the harness: `{command} scenario export {} FOLDER {}`.",
                row.name,
                options(&cell.runtime),
            )?;
        }
    }
    Ok(())
}

/// Whether nothing says where the difference is reported. Where it is the first runtime that behaves otherwise, its link does.
fn is_unreported(row: &Row, cell: &Cell) -> bool {
    let differs = matches!(cell.result, Compared::Differs | Compared::Crashes);
    let is_of_base = cell.behaviour.is_none() && row.of_base().is_some_and(|it| it.link.is_some());
    differs && !is_of_base
}

/// What names a place on the command line.
fn options(place: &str) -> String {
    let Some(Place {
        kind,
        version,
        profile,
    }) = Place::parse(place)
    else {
        return format!("--runtime {place}");
    };
    let profile = profile.map(|profile| format!(" --profile {profile}"));
    format!("--runtime {kind}@{version}{}", profile.unwrap_or_default())
}
