//! A history as a picture: a row for each run, a column for each release.

use std::collections::BTreeSet;
use std::fmt::Write;

use semver::Version;

use super::{Look, label};
use crate::history::{Cell, History};

const CELL: usize = 11;
const ROW: usize = 18;
const TOP: usize = 64;
const LEFT: usize = 270;

const STYLE: &str = include_str!("picture.css");

/// The picture of `histories`, as an SVG document.
pub fn picture(histories: &[History]) -> String {
    let releases: BTreeSet<&Version> = histories
        .iter()
        .flat_map(|history| &history.cells)
        .filter_map(|cell| cell.release.as_ref())
        .collect();
    let mut columns: Vec<String> = releases.iter().map(ToString::to_string).collect();
    if columns.is_empty() {
        let cells = histories.iter().flat_map(|history| &history.cells);
        for name in cells.map(label) {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    let rows: Vec<(String, Vec<&Cell>)> = histories.iter().flat_map(rows).collect();
    let width = LEFT + columns.len() * CELL + 20;
    let height = TOP + rows.len() * ROW + 34;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n<style>\n{STYLE}</style>\n<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n"
    );
    for (at, column) in columns.iter().enumerate() {
        // Every minor version has a name and a line; the patches between them have their place.
        if !column.ends_with(".0") && releases.len() == columns.len() && at > 0 {
            continue;
        }
        let x = LEFT + at * CELL;
        let _ = writeln!(
            svg,
            "<text class=\"column\" transform=\"translate({} {}) rotate(-60)\">{column}</text>",
            x + CELL - 2,
            TOP - 8
        );
    }
    for (at, (name, cells)) in rows.iter().enumerate() {
        let y = TOP + at * ROW;
        let _ = writeln!(
            svg,
            "<text class=\"row\" x=\"{}\" y=\"{}\">{}</text>",
            LEFT - 10,
            y + 12,
            escaped(name)
        );
        for cell in cells {
            let name = label(cell);
            let Some(column) = columns.iter().position(|column| *column == name) else {
                continue;
            };
            let told = cell.found.signature().unwrap_or("not run");
            let _ = writeln!(
                svg,
                "<rect class=\"{}\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
                class(Look::from_cell(cell)),
                LEFT + column * CELL,
                CELL - 1,
                ROW - 4,
                escaped(&format!("{name}: {told}"))
            );
        }
    }
    let y = height - 22;
    let legend = [
        (Look::Good, "ends as it should"),
        (Look::Bad, "the bug shows"),
        (Look::Mixed, "in some runs"),
        (Look::Blank, "not built"),
    ];
    for (at, (look, word)) in legend.into_iter().enumerate() {
        let x = LEFT + at * 150;
        let _ = writeln!(
            svg,
            "<rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\"/><text class=\"legend\" x=\"{}\" y=\"{}\">{word}</text>",
            class(look),
            CELL - 1,
            ROW - 4,
            x + CELL + 5,
            y + 12
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// A row for each runtime, or one over all of them.
fn rows(history: &History) -> Vec<(String, Vec<&Cell>)> {
    let name = history.scenario.trim_start_matches("bugs/").to_owned();
    let runtimes = history.runtimes();
    if history.krate.is_none() || runtimes.len() == 1 {
        return vec![(name, history.cells.iter().collect())];
    }
    runtimes
        .into_iter()
        .map(|runtime| {
            (
                format!("{name}, {runtime}"),
                history.under(runtime).collect(),
            )
        })
        .collect()
}

fn class(look: Look) -> &'static str {
    match look {
        Look::Good => "good",
        Look::Bad => "bad",
        Look::Mixed => "mixed",
        Look::Blank => "blank",
        Look::Yanked => "yanked",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::ranges::tests::cell;

    #[test]
    fn every_release_has_its_place_and_its_colour() {
        let history = History {
            scenario: "bugs/a<b".into(),
            summary: String::new(),
            krate: Some("napi".into()),
            cells: vec![
                cell("3.0.0", &[("exit 0", true, 1)]),
                cell("3.10.0", &[("crash", false, 1)]),
                cell("3.9.0", &[("exit 0", true, 1), ("crash", false, 1)]),
            ],
        };
        let svg = picture(&[history]);
        let place = |class: &str, column: usize| {
            format!("<rect class=\"{class}\" x=\"{}\"", LEFT + column * CELL)
        };
        assert!(svg.contains(&place("good", 0)), "{svg}");
        assert!(svg.contains(&place("mixed", 1)), "{svg}");
        assert!(svg.contains(&place("bad", 2)), "{svg}");
        assert!(svg.contains("a&lt;b"));
    }
}
