//! Selection: which scenarios a user means.

use std::sync::Arc;

use globset::{Glob, GlobMatcher};

use super::{Catalogue, Scenario, Variant};
use crate::diagnostic;

/// What the user asked for; several filters are alternatives, none means everything. What a filter with `!` before it matches is left out.
#[derive(Debug, Default)]
pub struct Selection {
    filters: Vec<Filter>,
}

#[derive(Debug)]
struct Filter {
    /// As it was written, the `!` aside.
    text: String,
    matcher: Matcher,
    /// Whether it leaves out what it matches.
    excludes: bool,
}

#[derive(Debug)]
enum Matcher {
    Tag(String),
    Shows(String),
    Claim(String),
    Name(NamePattern),
}

/// Names as a user means them: a glob, or a part of a name.
#[derive(Debug)]
pub enum NamePattern {
    /// `guide/*`
    Glob(GlobMatcher),
    /// `weak`
    Part(String),
}

impl NamePattern {
    /// Reads one.
    ///
    /// # Errors
    /// Why it is no glob, though it looks like one.
    pub fn parse(text: &str) -> Result<Self, String> {
        if !text.contains(['*', '?', '[', '{']) {
            return Ok(Self::Part(text.to_owned()));
        }
        let glob = Glob::new(text);
        let glob = glob.map_err(|error| format!("`{text}` is no valid glob: {}", error.kind()))?;
        Ok(Self::Glob(glob.compile_matcher()))
    }

    /// Whether `name` is meant.
    pub fn matches(&self, name: &str) -> bool {
        match self {
            Self::Glob(glob) => glob.is_match(name),
            Self::Part(part) => name.contains(part.as_str()),
        }
    }
}

/// A scenario with the variants of it that are meant.
#[derive(Debug, Clone)]
pub struct Selected {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Its selected variants, at least one.
    pub variants: Vec<Variant>,
}

/// A filter that no scenario matches.
#[derive(Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// The filter.
    pub filter: String,
    /// The nearest name that there is.
    pub nearest: Option<String>,
}

/// The name of one run: `queue/full@blocking,0`.
pub fn run_name(scenario: &Scenario, variant: &Variant) -> String {
    if variant.is_empty() {
        scenario.name.clone()
    } else {
        format!("{}@{variant}", scenario.name)
    }
}

/// The names of all runs of `scenario`, in the order of its variants.
pub fn run_names(scenario: &Scenario) -> impl Iterator<Item = String> {
    let variants = scenario.variants().into_iter();
    variants.map(|variant| run_name(scenario, &variant))
}

/// The scenario that a run of this name is one of.
pub fn scenario_of(run: &str) -> &str {
    run.split('@').next().unwrap_or(run)
}

impl Selection {
    /// Reads FILTERs as the command line takes them.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn parse(filters: &[String]) -> Result<Self, String> {
        let filters = filters.iter().map(|text| Filter::parse(text));
        Ok(Self {
            filters: filters.collect::<Result<_, _>>()?,
        })
    }

    /// What of `catalogue` is meant, and the filters that nothing matches.
    pub fn select(&self, catalogue: &Catalogue) -> (Vec<Selected>, Vec<Unmatched>) {
        let mut used = vec![false; self.filters.len()];
        let mut selected = Vec::new();
        // A filter that is a whole name means that one, not also the longer names that hold it.
        let exact: Vec<bool> = self
            .filters
            .iter()
            .map(|filter| {
                catalogue.iter().any(|scenario| {
                    let mut names = run_names(scenario);
                    scenario.name == filter.text || names.any(|name| name == filter.text)
                })
            })
            .collect();
        for scenario in catalogue.iter() {
            let mut variants = scenario.variants();
            variants.retain(|variant| {
                let name = run_name(scenario, variant);
                let mut meant = self.filters.iter().all(|filter| filter.excludes);
                let mut excluded = false;
                for ((filter, used), exact) in self.filters.iter().zip(&mut used).zip(&exact) {
                    let hit = if *exact {
                        scenario.name == filter.text || name == filter.text
                    } else {
                        filter.matches(catalogue, scenario, &name)
                    };
                    *used |= hit;
                    meant |= hit && !filter.excludes;
                    excluded |= hit && filter.excludes;
                }
                meant && !excluded
            });
            if !variants.is_empty() {
                selected.push(Selected {
                    scenario: Arc::clone(scenario),
                    variants,
                });
            }
        }
        let unmatched = self
            .filters
            .iter()
            .zip(used)
            .filter(|(_, used)| !used)
            .map(|(filter, _)| filter.unmatched(catalogue))
            .collect();
        (selected, unmatched)
    }
}

impl Filter {
    fn parse(text: &str) -> Result<Self, String> {
        let (text, excludes) = match text.strip_prefix('!') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let matcher = if let Some(tag) = text.strip_prefix("tag:") {
            Matcher::Tag(tag.to_owned())
        } else if let Some(api) = text.strip_prefix("shows:") {
            Matcher::Shows(api.to_owned())
        } else if let Some(id) = text.strip_prefix("claim:") {
            Matcher::Claim(id.to_owned())
        } else {
            Matcher::Name(NamePattern::parse(text)?)
        };
        Ok(Self {
            text: text.to_owned(),
            matcher,
            excludes,
        })
    }

    fn matches(&self, catalogue: &Catalogue, scenario: &Scenario, run_name: &str) -> bool {
        match &self.matcher {
            Matcher::Tag(tag) => scenario.header.tags.contains(tag),
            Matcher::Shows(api) => scenario.header.shows.contains(api),
            Matcher::Claim(id) => {
                let claim = catalogue.claims().and_then(|claims| claims.get(id));
                claim.is_some_and(|claim| claim.is_witnessed_by(&scenario.name, run_name))
            }
            // A part of the scenario's name is one of the run's, and a glob may end with the scenario's.
            Matcher::Name(pattern) => pattern.matches(&scenario.name) || pattern.matches(run_name),
        }
    }

    fn unmatched(&self, catalogue: &Catalogue) -> Unmatched {
        let header = |of: fn(&Scenario) -> &[String], prefix: &str, wanted: &str| {
            let known = catalogue
                .iter()
                .flat_map(|scenario| of(scenario))
                .map(String::as_str);
            diagnostic::nearest(wanted, known).map(|name| format!("{prefix}{name}"))
        };
        let nearest = match &self.matcher {
            Matcher::Tag(tag) => header(|scenario| &scenario.header.tags, "tag:", tag),
            Matcher::Shows(api) => header(|scenario| &scenario.header.shows, "shows:", api),
            Matcher::Claim(id) => {
                let claims = catalogue.claims().into_iter().flat_map(|it| &it.claims);
                let nearest = diagnostic::nearest(id, claims.map(|claim| claim.id.as_str()));
                nearest.map(|id| format!("claim:{id}"))
            }
            Matcher::Name(_) => {
                // Both the whole name and its last part may be what was mistyped.
                let names = catalogue.iter().flat_map(|scenario| {
                    let last = scenario.name.rsplit('/').next().unwrap_or_default();
                    [scenario.name.as_str(), last]
                });
                diagnostic::nearest(&self.text, names).map(str::to_owned)
            }
        };
        Unmatched {
            filter: self.text.clone(),
            nearest,
        }
    }
}
