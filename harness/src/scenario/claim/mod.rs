//! Claims: what documents say, in their own words, and the scenarios that show whether it is so. They stand in one file, which
//! `[scenarios] claims` names.

mod rules;

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::selection::scenario_of;
use super::{Catalogue, Scenario};
use crate::diagnostic::{self, Diagnostic};
use crate::project::Project;

/// All claims of a project, in the order of its file.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// What is quoted.
    pub sources: Vec<Source>,
    /// What it says.
    pub claims: Vec<Claim>,
}

/// A document, or whatever else makes claims. One of `[[source]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Source {
    /// What claims call it by.
    pub id: String,
    /// What people know it by.
    pub title: String,
}

/// One of `[[claim]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Claim {
    /// What headers call it by.
    pub id: String,
    /// Where it stands: the `id` of a source.
    pub source: String,
    /// The chapter.
    pub part: Option<String>,
    /// The heading above it.
    pub heading: Option<String>,
    /// Its own words.
    pub quote: String,
    /// Whether it is so.
    pub verdict: Verdict,
    /// What was found.
    pub finding: String,
    /// The scenarios, or single runs of them, that show that it is so.
    #[serde(default, rename = "for")]
    pub witnesses_for: Vec<String>,
    /// Those that show that it is not.
    #[serde(default, rename = "against")]
    pub witnesses_against: Vec<String>,
    /// The page that has the figures, relative to the project, where figures decide it and no program's output.
    pub measured: Option<String>,
}

/// Whether a claim is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Verdict {
    /// It is not.
    #[serde(rename = "no")]
    No,
    /// In part: there are witnesses for it and against it.
    #[serde(rename = "partly")]
    Partly,
    /// It is.
    #[serde(rename = "yes")]
    Yes,
    /// Nobody can tell by running a program.
    #[serde(rename = "not testable")]
    NotTestable,
}

/// The word of the file.
impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::No => "no",
            Self::Partly => "partly",
            Self::Yes => "yes",
            Self::NotTestable => "not testable",
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    source: Vec<Spanned<Source>>,
    #[serde(default)]
    claim: Vec<Spanned<Claim>>,
}

impl Claims {
    /// Reads the project's file of claims and holds it against the scenarios; none where the project has no such file.
    ///
    /// # Errors
    /// All that is wrong in it, and in the headers that name its claims.
    pub fn read(project: &Project, catalogue: &Catalogue) -> Result<Option<Self>, Vec<Diagnostic>> {
        let Some(path) = &project.claims else {
            return Ok(None);
        };
        let shown = project.relative(path);
        let text = std::fs::read_to_string(path).map_err(|error| {
            let complaint = Diagnostic::of_file(&shown, format!("cannot be read: {error}"));
            vec![complaint.hint("`[scenarios] claims` in the project file names it")]
        })?;
        let read: File =
            diagnostic::from_toml(shown.as_ref(), &text, &text, 0).map_err(|it| vec![it])?;
        let mut complaints =
            rules::complaints(&read, Path::new(&shown), &text, &project.root, catalogue);
        let claims = Self {
            sources: read.source.into_iter().map(Spanned::into_inner).collect(),
            claims: read.claim.into_iter().map(Spanned::into_inner).collect(),
        };
        let headers = catalogue.iter();
        complaints.extend(headers.filter_map(|scenario| claims.against(scenario, &shown)));
        match complaints.is_empty() {
            true => Ok(Some(claims)),
            false => Err(complaints),
        }
    }

    /// The one of this name.
    pub fn get(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// What people know the source of `claim` by.
    pub fn title_of<'a>(&'a self, claim: &'a Claim) -> &'a str {
        let mut sources = self.sources.iter();
        let source = sources.find(|source| source.id == claim.source);
        source.map_or(&claim.source, |source| &source.title)
    }

    /// What is wrong with what a header says of claims.
    fn against(&self, scenario: &Scenario, file: &str) -> Option<Diagnostic> {
        let header = &scenario.header;
        let at = |field: &str, message: String| {
            let line = scenario.source.find(&format!("\n{field} "));
            let start = line.map_or(0, |line| line + 1);
            Diagnostic::at(
                scenario.shown_file.as_ref(),
                &scenario.source,
                start..start + field.len(),
                message,
            )
        };
        if header.holds.is_some() {
            let message = format!("`holds` beside {file}, which has the verdict of each claim");
            return Some(at("holds", message).hint("remove it"));
        }
        let id = header.claim.as_ref()?;
        let Some(claim) = self.get(id) else {
            let known = self.claims.iter().map(|claim| claim.id.as_str());
            let hint = diagnostic::advice(id, known, "`scenario claims` lists them");
            return Some(at("claim", format!("{file} has no claim `{id}`")).hint(hint));
        };
        let is_listed = claim.witnesses().any(|it| scenario_of(it) == scenario.name);
        (!is_listed).then(|| {
            let message = format!("{file} does not have it among the witnesses of `{id}`");
            at("claim", message).hint(format!(
                "write \"{}\" into its `for` or its `against`",
                scenario.name
            ))
        })
    }
}

impl Claim {
    /// All who show whether it is so, those for it first.
    pub fn witnesses(&self) -> impl Iterator<Item = &str> {
        let all = self.witnesses_for.iter().chain(&self.witnesses_against);
        all.map(String::as_str)
    }

    /// Whether it calls this run a witness.
    pub fn is_witnessed_by(&self, scenario: &str, run: &str) -> bool {
        self.witnesses().any(|it| it == scenario || it == run)
    }

    /// Why its verdict cannot be, given its witnesses.
    fn contradiction(&self) -> Option<&'static str> {
        let stands = !self.witnesses_for.is_empty();
        let falls = !self.witnesses_against.is_empty();
        let measured = self.measured.is_some();
        match self.verdict {
            Verdict::Yes if falls => {
                Some("the verdict is `yes`, and there is a witness against it")
            }
            Verdict::Yes if !stands && !measured => {
                Some("the verdict is `yes`, and nothing witnesses it")
            }
            Verdict::No if stands => Some("the verdict is `no`, and there is a witness for it"),
            Verdict::No if !falls && !measured => {
                Some("the verdict is `no`, and nothing witnesses it")
            }
            Verdict::Partly if !stands && !measured => {
                Some("the verdict is `partly`, and nothing shows where it holds")
            }
            Verdict::Partly if !falls && !measured => {
                Some("the verdict is `partly`, and nothing shows where it does not hold")
            }
            Verdict::NotTestable if stands || falls || measured => {
                Some("the verdict is `not testable`, and there is a witness")
            }
            _ => None,
        }
    }
}
