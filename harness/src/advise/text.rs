//! Advice for people.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::known::Standing;
use super::{Advice, Assessment, Carried};
use crate::cargo::lockfile::Origin;
use crate::scenario::bug::Severity;

const HEADING: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const BAD: Style = AnsiColor::Red.on_default().bold();

/// Writes the advice; without `bugs`, only the conclusion for each release.
pub fn write(out: &mut impl Write, advice: &Advice, bugs: bool) -> io::Result<()> {
    for (index, release) in advice.releases.iter().enumerate() {
        if bugs {
            if index > 0 {
                writeln!(out)?;
            }
            let (krate, version) = (&advice.krate, &release.release);
            let lock_file = advice.lock_file.display();
            writeln!(
                out,
                "{HEADING}{krate} {version}{HEADING:#} in {lock_file}{}",
                doubt(release)
            )?;
            list(out, release)?;
        }
        writeln!(out, "{}", conclusion(advice, release))?;
        let next = release.nearest_without_fixed.as_ref();
        // What comes from elsewhere is not cargo's to replace by a published release.
        if let Some(better) = next.filter(|_| release.origin == Origin::Registry) {
            writeln!(
                out,
                "next: cargo update {}@{} --precise {better}",
                advice.krate, release.release
            )?;
        }
    }
    Ok(())
}

/// Why what is known about a release may not hold for this one.
fn doubt(release: &Assessment) -> String {
    let from = match release.origin {
        Origin::Registry => None,
        Origin::Git => Some("a git repository"),
        Origin::Path => Some("a folder"),
    };
    let from = from.map(|from| {
        format!("\nit comes from {from}: the following is known about the published release")
    });
    let between = release.neighbours.as_ref().map(|[below, above]| {
        let release = &release.release;
        format!("\n{release} was not swept; its neighbours {below} and {above} were")
    });
    [from, between].into_iter().flatten().collect()
}

fn list(out: &mut impl Write, release: &Assessment) -> io::Result<()> {
    let bugs = &release.bugs;
    let width = |cell: fn(&Carried) -> String| bugs.iter().map(|bug| cell(bug).len()).max();
    let kinds = width(|bug| bug.kind.name().to_owned()).unwrap_or(0);
    let states = width(state).unwrap_or(0);
    for bug in bugs {
        let style = match bug.severity {
            Severity::Crash | Severity::Hang => BAD,
            Severity::Loss | Severity::Leak => HEADING,
        };
        writeln!(
            out,
            "\n{style}{:5}{style:#}  {:kinds$}  {:states$}  {}",
            bug.severity.name(),
            bug.kind.name(),
            state(bug),
            bug.scenario
        )?;
        writeln!(out, "       broken: {}", bug.summary)?;
        if let (true, Some([below, above])) = (bug.doubtful, &release.neighbours) {
            writeln!(
                out,
                "       perhaps: only one of {below} and {above} has it"
            )?;
        }
        writeln!(out, "       {FAINT}{}{FAINT:#}", bug.link)?;
    }
    if !bugs.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

fn state(bug: &Carried) -> String {
    match &bug.fixed {
        Some(release) => format!("fixed in {release}"),
        None => "open".to_owned(),
    }
}

/// The conclusion in one sentence, and how many bugs were not tested.
fn conclusion(advice: &Advice, release: &Assessment) -> String {
    let sentence = verdict(advice, release);
    match release.not_looked_for {
        _ if release.standing == Standing::Older => sentence,
        0 => sentence,
        1 => format!("{sentence}; 1 more was not tested on it"),
        bugs => format!("{sentence}; {bugs} more were not tested on it"),
    }
}

fn verdict(advice: &Advice, release: &Assessment) -> String {
    let version = &release.release;
    let swept = &advice.swept;
    match release.standing {
        Standing::Older => {
            return format!(
                "nothing is known about {version}: the sweep begins with {}",
                swept.oldest
            );
        }
        Standing::Newer => {
            return format!(
                "nothing is known about {version}: the sweep ends with {}, which has {}",
                swept.newest,
                number(swept.bugs_of_newest)
            );
        }
        Standing::Swept | Standing::Between => {}
    }
    let (fixed, open): (Vec<_>, Vec<_>) = release.bugs.iter().partition(|bug| bug.fixed.is_some());
    let place = if open.iter().all(|bug| bug.everywhere) {
        "open in every release"
    } else {
        "open"
    };
    let are = if open.len() == 1 { "is" } else { "are" };
    match (fixed.len(), open.len()) {
        (0, 0) => format!("{version} has no known lifecycle bugs"),
        (0, open) => format!("{version} has {}, {place}", number(open)),
        (fixed, open) => {
            let them = if fixed == 1 { "it" } else { "them" };
            let better = match &release.nearest_without_fixed {
                Some(better) => format!("{better} is the nearest release without {them}"),
                None => format!("no swept release is without {them}"),
            };
            let rest = match open {
                0 => String::new(),
                open => format!("; {open} more {are} {place}"),
            };
            format!("{version} has {}; {better}{rest}", number(fixed))
        }
    }
}

fn number(bugs: usize) -> String {
    match bugs {
        0 => "no known lifecycle bugs".to_owned(),
        1 => "1 known lifecycle bug".to_owned(),
        bugs => format!("{bugs} known lifecycle bugs"),
    }
}
