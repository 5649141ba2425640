//! `napi-harness scenario claims`

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

use crate::claims::{self, Entry, Evidence, Run};
use crate::cli::{self, Exit, Failure, Global};
use crate::diagnostic;
use crate::output::{self, Form};
use crate::project::Project;
use crate::report::Progress;
use crate::run::Interrupt;
use crate::scenario::selection::NamePattern;
use crate::scenario::{Catalogue, Claim, Claims, Selection};
use crate::session::{self, Diagnose, Planned, Session, Settings, What};
use crate::snapshot::Policy;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A glob or part of a claim's name, `verdict:no` or `source:ID`; several are alternatives.
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
    /// Run the witnesses under this runtime, or several: a claim stands on them only while they pass.
    #[arg(
        long,
        value_name = "SPEC",
        value_delimiter = ',',
        help_heading = "What runs"
    )]
    runtime: Vec<String>,
    /// The report's format.
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    let project = cli::project(global)?;
    let catalogue = cli::catalogue(&project)?;
    let (Some(known), Some(file)) = (catalogue.claims(), project.claims.clone()) else {
        return Err(Failure::new(
            Exit::NothingMatched,
            format!(
                "{} names no file of claims\n  hint: `claims = \"docs/claims.toml\"` below `[scenarios]` does; docs/claims.md describes it",
                project.file.display()
            ),
        ));
    };
    let filters = Filters::parse(&arguments.filters)?;
    let meant: Vec<&Claim> = known.claims.iter().filter(|it| filters.mean(it)).collect();
    filters.check(known)?;
    let runs = match arguments.runtime.is_empty() {
        true => Vec::new(),
        false => match witnesses_run(&project, &catalogue, &meant, &arguments.runtime, global)? {
            Ok(runs) => runs,
            Err(signal) => return Ok(Exit::Interrupted(signal)),
        },
    };
    let evidence = Evidence {
        project: &project,
        catalogue: &catalogue,
        runs: &runs,
    };
    let entries = meant.iter().map(|claim| evidence.entry(known, claim));
    let entries: Vec<Entry> = entries.collect();
    match arguments.format {
        Format::Text => claims::write_text(&mut output::stdout(Form::Text), &entries)?,
        Format::Markdown => {
            let mut out = output::stdout(Form::Text);
            claims::write_markdown(&mut out, &entries, &to_root(&project, &file))?;
        }
        Format::Json => {
            let mut out = output::stdout(Form::Json);
            for entry in &entries {
                serde_json::to_writer(&mut out, entry).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
        }
    }
    let fails = entries
        .iter()
        .any(|entry| entry.failures().next().is_some());
    Ok(if fails { Exit::Failed } else { Exit::Good })
}

/// What leads from the folder of `file` to the project's: `../`
fn to_root(project: &Project, file: &Path) -> String {
    let below = file.strip_prefix(&project.root).unwrap_or(file);
    "../".repeat(below.components().count().saturating_sub(1))
}

/// Runs each witness of `meant` once under each runtime; the signal, if one ended it.
fn witnesses_run(
    project: &Project,
    catalogue: &Catalogue,
    meant: &[&Claim],
    specs: &[String],
    global: &Global,
) -> Result<Result<Vec<Run>, i32>, Failure> {
    let interrupt = Interrupt::install()?;
    let runtimes = cli::runtimes(specs, project)?.runtimes();
    let all = Selection::default().select(catalogue).0;
    let mut planned = session::plan(&all, &runtimes, None);
    planned.retain(|planned| {
        let scenario = &planned.scenario.name;
        meant
            .iter()
            .any(|it| it.is_witnessed_by(scenario, &planned.name))
    });
    let settings = Settings {
        policy: Policy::Leave,
        diagnose: Diagnose::Holders,
        ..Settings::from_project(project)
    };
    let session = Session::start(project.clone(), settings, &planned, interrupt.clone());
    let session = session.map_err(cli::session_failure);
    if let Some(signal) = interrupt.signal() {
        return Ok(Err(signal));
    }
    let session = session?;
    let own = session.build_own_addons();
    if let Some(signal) = interrupt.signal() {
        return Ok(Err(signal));
    }
    own.map_err(|error| Failure::new(Exit::Addon, error))?;
    let runs = run(&session, planned, global.quiet);
    Ok(interrupt.signal().map_or(Ok(runs), Err))
}

fn run(session: &Session, planned: Vec<Planned>, quiet: bool) -> Vec<Run> {
    let progress = Progress::new(planned.iter(), quiet);
    let key = |planned: &Planned| (planned.place(), planned.name.clone());
    let order: Vec<(String, String)> = planned.iter().map(key).collect();
    let mut runs = Vec::new();
    session.run(planned, |event| {
        if let What::Ended(outcome) = event.what {
            runs.push((key(&outcome.planned), Run::from_outcome(outcome)));
        }
        progress.hear(&event);
        true
    });
    progress.clear();
    // In the plan's order, not in that of their ends.
    runs.sort_by_cached_key(|(key, _)| order.iter().position(|known| known == key));
    runs.into_iter().map(|(_, run)| run).collect()
}

/// Which claims are meant; all, where there is no filter.
struct Filters(Vec<(String, Matcher)>);

enum Matcher {
    Verdict(String),
    Source(String),
    Name(NamePattern),
}

impl Filters {
    fn parse(texts: &[String]) -> Result<Self, Failure> {
        let parse = |text: &String| {
            let matcher = if let Some(verdict) = text.strip_prefix("verdict:") {
                Matcher::Verdict(verdict.to_owned())
            } else if let Some(source) = text.strip_prefix("source:") {
                Matcher::Source(source.to_owned())
            } else {
                Matcher::Name(NamePattern::parse(text).map_err(Failure::usage)?)
            };
            Ok((text.to_owned(), matcher))
        };
        texts.iter().map(parse).collect::<Result<_, _>>().map(Self)
    }

    fn mean(&self, claim: &Claim) -> bool {
        self.0.is_empty() || self.0.iter().any(|(_, matcher)| matcher.matches(claim))
    }

    /// A filter that matches nothing is a mistake, even beside others that match.
    fn check(&self, known: &Claims) -> Result<(), Failure> {
        let unused = self.0.iter().find(|(_, matcher)| {
            let mut claims = known.claims.iter();
            !claims.any(|claim| matcher.matches(claim))
        });
        let Some((text, _)) = unused else {
            return Ok(());
        };
        let words: HashSet<String> = known
            .claims
            .iter()
            .flat_map(|it| {
                [
                    it.id.clone(),
                    format!("verdict:{}", it.verdict),
                    format!("source:{}", it.source),
                ]
            })
            .collect();
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.sort_unstable();
        let hint = diagnostic::hint(text, words.into_iter());
        Err(Failure::new(
            Exit::NothingMatched,
            format!("no claim matches `{text}`{hint}"),
        ))
    }
}

impl Matcher {
    fn matches(&self, claim: &Claim) -> bool {
        match self {
            Self::Verdict(verdict) => claim.verdict.to_string() == *verdict,
            Self::Source(source) => claim.source == *source,
            Self::Name(pattern) => pattern.matches(&claim.id),
        }
    }
}
