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
    Glob(GlobMatcher),
    Part(String),
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
                    let mut names = scenario
                        .variants()
                        .into_iter()
                        .map(|v| run_name(scenario, &v));
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
        } else if text.contains(['*', '?', '[', '{']) {
            let glob = Glob::new(text)
                .map_err(|error| format!("`{text}` is no valid glob: {}", error.kind()))?;
            Matcher::Glob(glob.compile_matcher())
        } else {
            Matcher::Part(text.to_owned())
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
            Matcher::Glob(glob) => glob.is_match(&scenario.name) || glob.is_match(run_name),
            Matcher::Part(part) => run_name.contains(part.as_str()),
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
            Matcher::Glob(_) | Matcher::Part(_) => {
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
