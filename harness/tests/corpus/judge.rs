//! Right, wrong or silent: holds what the harness says against what a person would say.

use std::sync::LazyLock;

use regex::Regex;

use crate::harness::Finished;
use crate::marks_in_words;
use crate::truth::Fault;

/// How good an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Right,
    /// Nothing is said, or nothing to the point.
    Silent,
    Wrong,
}

impl Mark {
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Silent => "silent",
            Self::Wrong => "wrong",
        }
    }
}

/// Whether a program has a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Faulty,
    Clean,
}

impl Group {
    pub fn name(self) -> &'static str {
        match self {
            Self::Faulty => "faulty",
            Self::Clean => "clean",
        }
    }
}

/// What is asked of each program. A clean one has no place that could be named.
pub const ASPECTS: [&str; 4] = ["verdict", "ending", "cause", "place"];

/// How good the answers about one program are.
pub struct Judgement {
    pub group: Group,
    pub name: String,
    /// One for each of [`ASPECTS`].
    pub marks: [Mark; 4],
    /// What a person would say, of a faulty one.
    pub person: Option<String>,
    /// What the harness says.
    pub said: String,
}

impl Judgement {
    /// The scenario's name.
    pub fn path(&self) -> String {
        format!("{}/{}", self.group.name(), self.name)
    }

    /// What is not right, in words; empty when all is.
    pub fn not_right(&self) -> String {
        let marks: Vec<_> = ASPECTS.into_iter().zip(self.marks).collect();
        marks_in_words(&marks)
    }
}

/// A fault is to fail the run, whatever its transcript. One that is only new would pass as soon as somebody accepts it.
pub fn faulty(name: &str, fault: &Fault, runtime: &str, finished: &Finished) -> Judgement {
    let said = finished.said();
    let endings = finished.endings();
    let truth = &fault.truth;
    let verdict = match finished.verdict.as_str() {
        "failed" => Mark::Right,
        "passed" => Mark::Wrong,
        _ => Mark::Silent,
    };
    let seen = |wanted: &String| endings.iter().any(|ending| is(ending, wanted));
    let wanted = truth.endings(runtime);
    let ending = if wanted.iter().any(seen) {
        Mark::Right
    } else {
        Mark::Wrong
    };
    let cause = if truth.wrong.iter().any(|pattern| pattern.is_match(&said)) {
        Mark::Wrong
    } else if truth.says.iter().all(|pattern| pattern.is_match(&said)) {
        Mark::Right
    } else {
        Mark::Silent
    };
    let named = places_in(&said);
    let place = if named.iter().any(|place| fault.places.contains(place)) {
        Mark::Right
    } else if named.is_empty() {
        Mark::Silent
    } else {
        Mark::Wrong
    };
    let mut marks = [verdict, ending, cause, place];
    for (mark, aspect) in marks.iter_mut().zip(ASPECTS) {
        if truth.varies.iter().any(|varying| varying == aspect) {
            *mark = Mark::Wrong;
        }
    }
    let expected = wanted.join(" or ");
    let places: Vec<String> = fault
        .places
        .iter()
        .map(|(file, line)| format!("{file}:{line}"))
        .collect();
    Judgement {
        group: Group::Faulty,
        name: name.to_owned(),
        marks,
        person: Some(format!(
            "{expected}. {} ({})",
            truth.cause,
            places.join(", ")
        )),
        said: summary(finished, &said),
    }
}

/// A clean program is to pass, and nothing is to be said against it.
pub fn clean(name: &str, finished: &Finished) -> Judgement {
    let said = finished.said();
    let right = |is: bool| if is { Mark::Right } else { Mark::Wrong };
    let exits = finished.endings().iter().all(|ending| ending == "exit 0");
    Judgement {
        group: Group::Clean,
        name: name.to_owned(),
        marks: [
            right(finished.verdict == "passed"),
            right(exits),
            right(said.is_empty()),
            Mark::Right,
        ],
        person: None,
        said: summary(finished, &said),
    }
}

fn summary(finished: &Finished, said: &str) -> String {
    let said = if said.is_empty() { "nothing" } else { said };
    format!(
        "{}, {}. {said}",
        finished.verdict,
        finished.endings().join(" / ")
    )
}

/// Whether an ending is the wanted one; `crash` is any signal that a process brings upon itself.
fn is(ending: &str, wanted: &str) -> bool {
    let crash = [
        "SIGSEGV", "SIGBUS", "SIGABRT", "SIGTRAP", "SIGILL", "SIGFPE",
    ];
    // Of one run the report has the signal alone, of several the ending in words.
    let signal = ending.split_whitespace().last().unwrap_or_default();
    match wanted.strip_prefix("killed by ") {
        _ if wanted == "crash" => crash.contains(&signal),
        Some(wanted) => signal == wanted,
        None => ending == wanted || ending.starts_with(&format!("{wanted},")),
    }
}

/// The places that a text names, as file name and line.
fn places_in(said: &str) -> Vec<(String, u32)> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"([\w.@+-]+\.(?:mjs|cjs|js|rs|cc|h)):(\d+)").expect("a pattern")
    });
    let places = PLACE.captures_iter(said);
    places
        .filter_map(|found| Some((found[1].to_owned(), found[2].parse().ok()?)))
        .collect()
}
