//! `napi-harness bisect`

use std::io::Write;
use std::num::{NonZeroU32, NonZeroUsize};

use anstyle::Style;
use semver::Version;

use super::history::{RangeArguments, prepare, sweep};
use super::scenario::Filters;
use super::{Exit, Failure, Global};
use crate::cargo::index;
use crate::history::Prepared;
use crate::history::bisect::{self, Error, Verdict};
use crate::history::{Found, ranges};
use crate::output::{self, Form};

const STRONG: Style = Style::new().bold();

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The whole name of one run.
    name: String,
    /// A release that is good.
    #[arg(long, value_name = "VERSION")]
    good: String,
    /// A release that is bad; it may be earlier or later than the good one.
    #[arg(long, value_name = "VERSION")]
    bad: String,
    /// The crate whose releases are built; by default that of the scenario's bug, or napi.
    #[arg(long = "crate", value_name = "CRATE")]
    krate: Option<String>,
    /// The runtime to run under.
    #[arg(long, value_name = "SPEC")]
    runtime: Option<String>,
    /// How many runs each release gets.
    #[arg(long, value_name = "K")]
    repeat: Option<NonZeroU32>,
    /// How many runs go on at once.
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Use no network.
    #[arg(long)]
    offline: bool,
    /// Run everything again, whatever earlier calls found.
    #[arg(long)]
    fresh: bool,
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    let version = |text: &str| {
        Version::parse(text).map_err(|_| {
            Failure::usage(format!(
                "`{text}` is no release\n  hint: write it in full, such as 3.9.2"
            ))
        })
    };
    let (good, bad) = (version(&arguments.good)?, version(&arguments.bad)?);
    if good == bad {
        return Err(Failure::usage(format!(
            "{good} cannot be both good and bad"
        )));
    }
    let first = if good < bad {
        Verdict::Good
    } else {
        Verdict::Bad
    };
    let range = RangeArguments {
        krate: arguments.krate.clone(),
        from: Some(good.clone().min(bad.clone()).to_string()),
        to: good.max(bad).to_string(),
        runtime: arguments.runtime.iter().cloned().collect(),
        repeat: arguments.repeat,
        jobs: arguments.jobs,
        offline: arguments.offline,
        fresh: arguments.fresh,
    };
    let filters = Filters {
        filters: vec![arguments.name.clone()],
    };
    let mut prepared = prepare(&filters, &range, false, global)?;
    if prepared.runs.len() != 1 || prepared.runtimes.len() != 1 {
        return Err(Failure::usage(format!(
            "`{}` means {} runs under {} runtimes, and a bisection is of one\n  hint: name one run, such as `queue/full@0`, and one runtime with --runtime",
            arguments.name,
            prepared.runs.len(),
            prepared.runtimes.len()
        )));
    }
    warn_of_turns(&mut prepared)?;
    let (krate, all) = prepared.releases.clone().unwrap_or_default();
    let releases: Vec<Version> = all
        .iter()
        .filter(|release| !release.yanked)
        .map(|release| release.version.clone())
        .collect();
    let mut out = output::stdout(Form::Text);
    writeln!(
        out,
        "{krate} {} to {}, {} releases, under {}",
        releases[0],
        releases[releases.len() - 1],
        releases.len(),
        prepared.runtimes[0]
    )?;
    let found = bisect::find(&releases, first, |release| {
        let (verdict, told) = ask(&mut prepared, &krate, &all, release, global.quiet)?;
        writeln!(out, "  {release:<10} {told}")?;
        Ok::<_, Failure>(verdict)
    });
    let found = match found {
        Ok(found) => found,
        Err(Error::Ask(failure)) => return Err(failure),
        Err(Error::End {
            release,
            said,
            found,
        }) => {
            return Err(Failure::new(
                Exit::Failed,
                format!(
                    "{release} was said to be {said}, and is {found}\n  hint: `history` shows every release"
                ),
            ));
        }
    };
    let (was, is) = match first {
        Verdict::Good => ("good", "bad"),
        _ => ("bad", "good"),
    };
    let release = all.iter().find(|release| release.version == found.first);
    let day = release.and_then(index::Release::day);
    writeln!(
        out,
        "{STRONG}{} is the last {was} release, {}{} the first {is} one{STRONG:#}; {} of {} asked",
        found.last,
        found.first,
        day.map(|day| format!(" ({day})")).unwrap_or_default(),
        found.asked,
        releases.len()
    )?;
    if !found.unknown.is_empty() {
        let names: Vec<String> = found.unknown.iter().map(ToString::to_string).collect();
        writeln!(
            out,
            "between them, and not to be asked: {}",
            names.join(", ")
        )?;
    }
    Ok(Exit::Good)
}

/// Builds and runs one release.
fn ask(
    prepared: &mut Prepared,
    krate: &str,
    all: &[index::Release],
    release: &Version,
    quiet: bool,
) -> Result<(Verdict, String), Failure> {
    let one = all
        .iter()
        .filter(|known| known.version == *release)
        .cloned()
        .collect();
    let histories = sweep(prepared, Some((krate.to_owned(), one)), quiet)?;
    let Some(cell) = histories.first().and_then(|history| history.cells.first()) else {
        return Ok((Verdict::Unknown, "not run".into()));
    };
    let signature = cell.found.signature().unwrap_or_default();
    Ok(match (&cell.found, cell.found.is_good()) {
        (_, Some(true)) => (Verdict::Good, format!("good  {signature}")),
        (_, Some(false)) => (Verdict::Bad, format!("bad   {signature}")),
        (Found::NotBuilt { error }, None) => {
            (Verdict::Unknown, format!("does not compile: {error}"))
        }
        (_, None) => (Verdict::Unknown, "not run".into()),
    })
}

/// Where more than one release changed the outcome, a bisection finds one of them, and nobody knows which.
fn warn_of_turns(prepared: &mut Prepared) -> Result<(), Failure> {
    let so_far = prepared
        .so_far()
        .map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    for history in so_far {
        let found = ranges::boundaries(history.cells.iter());
        if !found.is_monotonic() {
            output::notice(format_args!(
                "warning: earlier calls saw {} turn {} times between these releases, so the boundary found is one of several; `history` shows them all",
                history.scenario, found.turns
            ));
        }
    }
    Ok(())
}
