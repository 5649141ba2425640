//! Ranges: neighbouring releases that ended alike.

use semver::Version;

use super::{Cell, Found, History};

/// Releases in a row that ended in the same way.
#[derive(Debug, Clone)]
pub struct Range<'a> {
    /// The cells, at least one.
    pub cells: Vec<&'a Cell>,
    /// How all of them ended.
    pub what: What<'a>,
}

/// How a range ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What<'a> {
    /// It ran.
    Ended {
        /// In words.
        signature: &'a str,
        /// Whether that is good.
        good: bool,
    },
    /// It does not compile.
    NotBuilt,
    /// The release was withdrawn.
    Yanked,
    /// The runtime does not run it, for this reason.
    Skipped(&'a str),
}

impl Range<'_> {
    /// All runs, and the good ones among them.
    pub fn runs(&self) -> (u32, u32) {
        let runs = self.cells.iter().map(|cell| cell.found.runs());
        runs.fold((0, 0), |sum, runs| (sum.0 + runs.0, sum.1 + runs.1))
    }
}

/// Where good turns to bad or bad to good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundaries {
    /// The first bad release.
    pub first_bad: Option<Version>,
    /// The first good release after a bad one.
    pub first_good: Option<Version>,
    /// How often it turned: more than two turns, or a turn back, is not monotonic.
    pub turns: usize,
}

impl Boundaries {
    /// Whether one release made it bad or good, and no other changed it again.
    pub fn is_monotonic(&self) -> bool {
        self.turns <= 1
    }
}

impl History {
    /// The runtimes, each once, in order.
    pub fn runtimes(&self) -> Vec<&str> {
        let mut runtimes: Vec<&str> = Vec::new();
        for cell in &self.cells {
            if !runtimes.contains(&cell.runtime.as_str()) {
                runtimes.push(&cell.runtime);
            }
        }
        runtimes
    }

    /// The cells of one runtime, in order of release.
    pub fn under<'a>(&'a self, runtime: &'a str) -> impl Iterator<Item = &'a Cell> {
        self.cells
            .iter()
            .filter(move |cell| cell.runtime == runtime)
    }
}

/// Ranges of `cells`; withdrawn releases do not part what lies around them.
pub fn find<'a>(cells: impl Iterator<Item = &'a Cell>) -> Vec<Range<'a>> {
    let mut ranges: Vec<Range<'a>> = Vec::new();
    for cell in cells {
        let what = match &cell.found {
            Found::Ran { .. } => What::Ended {
                signature: cell.found.signature().unwrap_or_default(),
                good: cell.found.is_good() == Some(true),
            },
            Found::NotBuilt { .. } => What::NotBuilt,
            Found::Yanked => What::Yanked,
            Found::Skipped { reason } => What::Skipped(reason),
        };
        if what == What::Yanked {
            continue;
        }
        match ranges.last_mut().filter(|range| range.what == what) {
            Some(range) => range.cells.push(cell),
            None => ranges.push(Range {
                cells: vec![cell],
                what,
            }),
        }
    }
    ranges
}

/// Where `cells`, in order of release, turn.
pub fn boundaries<'a>(cells: impl Iterator<Item = &'a Cell>) -> Boundaries {
    let mut found = Boundaries {
        first_bad: None,
        first_good: None,
        turns: 0,
    };
    let mut last = None;
    for cell in cells {
        let Some(good) = cell.found.is_good() else {
            continue;
        };
        if last.is_some_and(|last| last != good) {
            found.turns += 1;
        }
        if !good && found.first_bad.is_none() {
            found.first_bad.clone_from(&cell.release);
        }
        if good && last == Some(false) && found.first_good.is_none() {
            found.first_good.clone_from(&cell.release);
        }
        last = Some(good);
    }
    found
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Ended, Share};
    use super::*;

    pub fn cell(release: &str, endings: &[(&str, bool, u32)]) -> Cell {
        let share = |(signature, good, runs): &(&str, bool, u32)| Share {
            ended: Ended {
                signature: (*signature).to_owned(),
                good: *good,
            },
            runs: *runs,
        };
        Cell {
            release: Some(release.parse().unwrap()),
            published: None,
            runtime: "node 20.20.2".into(),
            found: Found::Ran {
                endings: endings.iter().map(share).collect(),
            },
        }
    }

    const GOOD: &[(&str, bool, u32)] = &[("exit 0", true, 3)];
    const BAD: &[(&str, bool, u32)] = &[("crash", false, 3)];

    #[test]
    fn neighbours_that_ended_alike_are_one_range_and_a_withdrawn_release_parts_none() {
        let mut yanked = cell("3.0.1", GOOD);
        yanked.found = Found::Yanked;
        let cells = [
            cell("3.0.0", BAD),
            yanked,
            cell("3.0.2", BAD),
            cell("3.1.0", GOOD),
        ];
        let ranges = find(cells.iter());
        assert_eq!(ranges.len(), 2);
        assert_eq!(ranges[0].cells.len(), 2);
        assert_eq!(ranges[0].runs(), (6, 0));
    }

    #[test]
    fn a_release_that_is_bad_now_and_then_is_bad() {
        let cells = [cell("3.0.0", &[("exit 0", true, 9), ("crash", false, 1)])];
        let ranges = find(cells.iter());
        assert_eq!(
            ranges[0].what,
            What::Ended {
                signature: "crash",
                good: false
            }
        );
        assert_eq!(ranges[0].runs(), (10, 9));
    }

    #[test]
    fn boundaries_name_the_first_bad_and_the_first_good_after_it() {
        let cells = [cell("3.0.0", GOOD), cell("3.1.0", BAD), cell("3.1.6", GOOD)];
        let found = boundaries(cells.iter());
        assert_eq!(found.first_bad, Some(Version::new(3, 1, 0)));
        assert_eq!(found.first_good, Some(Version::new(3, 1, 6)));
        assert!(!found.is_monotonic());
        assert!(boundaries(cells[1..].iter()).is_monotonic());
    }
}
