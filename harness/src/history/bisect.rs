//! Bisection: the boundary between a good and a bad release in the fewest builds.

use semver::Version;

/// What one release turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every run was good.
    Good,
    /// A run was bad.
    Bad,
    /// It does not compile, or does not run here.
    Unknown,
}

/// Where two neighbours differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    /// The last release that was as the first of the two ends.
    pub last: Version,
    /// The first release that was as the other end.
    pub first: Version,
    /// Releases between them that could not be asked.
    pub unknown: Vec<Version>,
    /// How many releases were asked.
    pub asked: usize,
}

/// Why there is no boundary.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error<E> {
    /// An end is not what it was said to be.
    #[error("{release} was expected to be {said}, but is {found}")]
    End {
        /// The end.
        release: Version,
        /// As the user said.
        said: &'static str,
        /// As it turned out.
        found: &'static str,
    },
    /// The question could not be asked.
    #[error(transparent)]
    Ask(#[from] E),
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "good",
        Verdict::Bad => "bad",
        Verdict::Unknown => "neither: it does not compile or run",
    }
}

/// Finds the boundary between the ends of `releases`, which are in order and at least two; `first` is what the first is
/// said to be, and the last is the other. A release that cannot be asked gives way to its nearest neighbour. Both sides of
/// the boundary have always been asked.
///
/// # Errors
/// When an end is otherwise than said, or `ask` fails.
pub fn find<E>(
    releases: &[Version],
    first: Verdict,
    mut ask: impl FnMut(&Version) -> Result<Verdict, E>,
) -> Result<Boundary, Error<E>> {
    let other = if first == Verdict::Good {
        Verdict::Bad
    } else {
        Verdict::Good
    };
    let ends = (0, releases.len() - 1);
    let (mut low, mut high) = ends;
    let mut asked = 0;
    let mut unknown = Vec::new();
    loop {
        let candidates = (low + 1..high).filter(|at| !unknown.contains(at));
        let middle = low.midpoint(high);
        let Some(at) = candidates.min_by_key(|at| at.abs_diff(middle)) else {
            break;
        };
        asked += 1;
        match ask(&releases[at])? {
            Verdict::Unknown => unknown.push(at),
            verdict if verdict == first => low = at,
            _ => high = at,
        }
    }
    // What the user said of an end is asked only where the boundary depends on it.
    for (at, end, said) in [(low, ends.0, first), (high, ends.1, other)] {
        if at != end {
            continue;
        }
        asked += 1;
        let found = ask(&releases[at])?;
        if found != said {
            return Err(Error::End {
                release: releases[at].clone(),
                said: word(said),
                found: word(found),
            });
        }
    }
    Ok(Boundary {
        last: releases[low].clone(),
        first: releases[high].clone(),
        unknown: unknown
            .into_iter()
            .filter(|at| (low..high).contains(at))
            .map(|at| releases[at].clone())
            .collect(),
        asked,
    })
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn releases(count: u64) -> Vec<Version> {
        (0..count).map(|minor| Version::new(3, minor, 0)).collect()
    }

    #[test]
    fn fifty_five_releases_take_at_most_seven_questions() {
        let releases = releases(55);
        for boundary in 1..55 {
            let ask = |release: &Version| {
                Ok::<_, Infallible>(if release.minor < boundary {
                    Verdict::Bad
                } else {
                    Verdict::Good
                })
            };
            let found = find(&releases, Verdict::Bad, ask).unwrap();
            assert_eq!(found.first, Version::new(3, boundary, 0));
            assert_eq!(found.last, Version::new(3, boundary - 1, 0));
            assert!(found.asked <= 7, "{}", found.asked);
        }
    }

    #[test]
    fn a_release_that_does_not_compile_gives_way_to_its_neighbour() {
        let ask = |release: &Version| {
            Ok::<_, Infallible>(match release.minor {
                4..=6 => Verdict::Unknown,
                0..4 => Verdict::Good,
                _ => Verdict::Bad,
            })
        };
        let found = find(&releases(10), Verdict::Good, ask).unwrap();
        assert_eq!((found.last.minor, found.first.minor), (3, 7));
        assert_eq!(found.unknown.len(), 3);
    }

    #[test]
    fn an_end_that_is_otherwise_than_said_is_told() {
        let ask = |_: &Version| Ok::<_, Infallible>(Verdict::Good);
        let error = find(&releases(3), Verdict::Good, ask).unwrap_err();
        assert_eq!(
            error.to_string(),
            "3.2.0 was expected to be bad, but is good"
        );
    }
}
