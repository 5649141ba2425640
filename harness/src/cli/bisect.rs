//! `napi-harness bisect`

use std::io::Write;
use std::num::{NonZeroU32, NonZeroUsize};

use anstyle::Style;
use semver::Version;

use super::history::{RangeArguments, prepare, sweep};
use super::number;
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
    /// The full name of one run.
    name: String,
    /// A good release.
    #[arg(long, value_name = "VERSION")]
    good: String,
    /// A bad release, earlier or later than the good one.
    #[arg(long, value_name = "VERSION")]
    bad: String,
    /// The crate whose releases to build; by default, that of the scenario's bug, or napi.
    #[arg(long = "crate", value_name = "CRATE")]
    krate: Option<String>,
    /// The runtime to run under.
    #[arg(long, value_name = "SPEC")]
    runtime: Option<String>,
    /// The number of runs per release.
    #[arg(long, value_name = "K", value_parser = number::from_one::<NonZeroU32>)]
    repeat: Option<NonZeroU32>,
    /// The number of concurrent runs.
    #[arg(short, long, value_name = "N", value_parser = number::from_one::<NonZeroUsize>)]
    jobs: Option<NonZeroUsize>,
    /// Do not use the network.
    #[arg(long)]
    offline: bool,
    /// Run everything again and ignore cached results.
    #[arg(long)]
    fresh: bool,
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    let version = |text: &str| {
        Version::parse(text).map_err(|_| {
            Failure::usage(format!(
                "`{text}` is not a release\n  hint: write it in full, such as 3.9.2"
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
        to: Some(good.max(bad).to_string()),
        runtime: arguments.runtime.iter().cloned().collect(),
        repeat: arguments.repeat,
        jobs: arguments.jobs,
        offline: arguments.offline,
        fresh: arguments.fresh,
    };
    let filters = Filters {
        filters: vec![arguments.name.clone()],
    };
    let mut prepared = prepare(&filters, &range, None, global)?;
    if prepared.runs.len() != 1 || prepared.runtimes.len() != 1 {
        return Err(Failure::usage(format!(
            "`{}` selects {} runs under {} runtimes, but bisect takes one of each\n  hint: name one run, such as `queue/full@0`, and one runtime with --runtime",
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
                    "{release} was expected to be {said}, but is {found}\n  hint: `history` shows every release"
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
        "{STRONG}{} is the last {was} release, {}{} the first {is} one{STRONG:#}; {} of {} tested",
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
            "between them, and impossible to test: {}",
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

/// If more than one release changed the outcome, a bisection finds an arbitrary one of them.
fn warn_of_turns(prepared: &mut Prepared) -> Result<(), Failure> {
    let so_far = prepared
        .so_far()
        .map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    for history in so_far {
        let found = ranges::boundaries(history.cells.iter());
        if !found.is_monotonic() {
            output::notice(format_args!(
                "warning: in earlier results {} changes {} times between these releases, so the boundary found is one of several; `history` shows them all",
                history.scenario, found.turns
            ));
        }
    }
    Ok(())
}
