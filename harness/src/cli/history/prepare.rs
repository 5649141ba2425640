//! What a sweep needs: runs, releases, runtimes and a builder, from what the command line says.

use std::io::{self, IsTerminal};
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;

use super::{releases, runtimes};
use crate::cache::{Artefacts, Lock, Part, Resource, lock};
use crate::cargo::index::{self, Index};
use crate::cli::scenario::Filters;
use crate::cli::{self, Exit, Failure, Global};
use crate::history::builder::{Builder, Own, Present};
use crate::history::shadow::Shadow;
use crate::history::{self, Event, History, Keep, Run, Sweep, space};
use crate::output;
use crate::run::Interrupt;
use crate::runtime::Runtime;
use crate::scenario::selection::Selected;
use crate::scenario::{Catalogue, Language};
use crate::session::{self, Diagnose, Hangs, Session, Settings};
use crate::snapshot::Policy;

/// What `history` and `bisect` have in common.
#[derive(Debug, clap::Args)]
pub struct RangeArguments {
    /// The crate whose releases to build; by default, that of the scenario's bug, or napi.
    #[arg(long = "crate", value_name = "CRATE", help_heading = "Range")]
    pub krate: Option<String>,
    /// The first release; by default, the scenario's own, or the first of its major version.
    #[arg(long, value_name = "VERSION", help_heading = "Range")]
    pub from: Option<String>,
    /// The last release.
    #[arg(
        long,
        value_name = "VERSION",
        default_value = "latest",
        help_heading = "Range"
    )]
    pub to: String,
    /// The runtimes, separated by commas: `node@22,node@24`.
    #[arg(
        long,
        value_name = "SPEC",
        value_delimiter = ',',
        help_heading = "Range"
    )]
    pub runtime: Vec<String>,
    /// The number of runs per release.
    #[arg(long, value_name = "K", help_heading = "Execution")]
    pub repeat: Option<NonZeroU32>,
    /// The number of concurrent runs.
    #[arg(short, long, value_name = "N", help_heading = "Execution")]
    pub jobs: Option<NonZeroUsize>,
    /// Do not use the network: only releases in cargo's cache are known and can be built.
    #[arg(long, help_heading = "Execution")]
    pub offline: bool,
    /// Run everything again and ignore cached results.
    #[arg(long, help_heading = "Execution")]
    pub fresh: bool,
}

/// Everything that is ready for a sweep.
pub struct Prepared {
    session: Session,
    builder: Box<dyn Builder>,
    interrupt: Interrupt,
    /// What is run.
    pub runs: Vec<Run>,
    /// The crate and its releases.
    pub releases: Option<(String, Vec<index::Release>)>,
    /// Under what it is run.
    pub runtimes: Vec<Arc<Runtime>>,
    repeat: Option<NonZeroU32>,
    keep: Keep,
    /// Held as long as this lives: one history at a time, and what it uses of the cache.
    _locks: Vec<Lock>,
}

impl Prepared {
    /// Does it all.
    pub fn sweep(&mut self, quiet: bool) -> Result<Vec<History>, Failure> {
        let releases = self.releases.clone();
        self.sweep_of(releases, quiet)
    }

    /// Does it for these releases.
    pub fn sweep_of(
        &mut self,
        releases: Option<(String, Vec<index::Release>)>,
        quiet: bool,
    ) -> Result<Vec<History>, Failure> {
        let interrupt = self.interrupt.clone();
        let (sweep, builder) = self.plan(releases);
        let progress = if quiet || !io::stderr().is_terminal() {
            indicatif::ProgressBar::hidden()
        } else {
            indicatif::ProgressBar::new(0).with_style(
                indicatif::ProgressStyle::with_template(
                    "  {pos}/{len} {wide_bar} {msg}, {eta} left",
                )
                .expect("a valid template"),
            )
        };
        let swept = sweep.run(builder, &interrupt, |event| match event {
            Event::Begins { to_do, of } => {
                progress.set_length(to_do as u64);
                if !quiet && to_do > 0 {
                    progress.suspend(|| {
                        output::notice(format_args!("{to_do} of {of} builds to make and run"));
                    });
                }
            }
            Event::Done { release } => {
                progress.set_message(release);
                progress.inc(1);
            }
        });
        progress.finish_and_clear();
        match (swept, interrupt.signal()) {
            (Ok(histories), None) => Ok(histories),
            (Err(error), None) => Err(Failure::new(Exit::Failed, error.to_string())),
            (_, Some(signal)) => Err(Failure::new(
                Exit::Interrupted(signal),
                history::Error::Interrupted.to_string(),
            )),
        }
    }

    fn plan(
        &mut self,
        releases: Option<(String, Vec<index::Release>)>,
    ) -> (Sweep<'_>, &mut dyn Builder) {
        let sweep = Sweep {
            session: &self.session,
            runs: self.runs.clone(),
            releases,
            runtimes: self.runtimes.clone(),
            repeat: self.repeat,
            keep: self.keep.clone(),
        };
        (sweep, self.builder.as_mut())
    }

    /// What earlier calls have found.
    pub fn so_far(&mut self) -> Result<Vec<History>, Failure> {
        let (sweep, builder) = self.plan(self.releases.clone());
        sweep
            .so_far(builder)
            .map_err(|error| Failure::new(Exit::Failed, error.to_string()))
    }
}

/// Gets everything ready.
pub fn prepare(
    filters: &Filters,
    range: &RangeArguments,
    over_runtime: bool,
    global: &Global,
) -> Result<Prepared, Failure> {
    let project = cli::project(global)?;
    let catalogue = cli::catalogue(&project)?;
    let selected = filters.select(&catalogue)?;
    let runs = runs(&selected)?;
    let interrupt = Interrupt::install()?;
    let runtimes = runtimes::meant(range, &project, &interrupt)?;
    let settings = Settings {
        policy: Policy::Leave,
        diagnose: Diagnose::Never,
        hangs: Hangs::Anywhere,
        jobs: range.jobs.unwrap_or_else(processors),
        ..Settings::of(&project)
    };
    let locks = locks(&runtimes, &interrupt)?;
    space::bound(space::LIMIT, &interrupt)?;
    let planned = if over_runtime {
        session::plan(&selected, &runtimes)
    } else {
        Vec::new()
    };
    let session = Session::start(project, settings, &planned, interrupt.clone())
        .map_err(cli::session_failure)?;
    let (releases, builder, runs) = if over_runtime {
        session
            .build_own_addons()
            .map_err(|error| Failure::new(Exit::Addon, error))?;
        let scenarios: Vec<_> = runs.iter().map(|run| Arc::clone(&run.scenario)).collect();
        let present = Present::of(&session, &scenarios)?;
        (None, Box::new(present) as Box<dyn Builder>, runs)
    } else {
        let krate = releases::krate(range, &runs)?;
        let mut index = releases::read_index(&krate, range.offline, &session)?;
        let (releases, runs) = releases::meant(&krate, &mut index, range, runs, session.project())?;
        let builder = builder(&krate, index, &runs, &catalogue, &session)?;
        (Some((krate, releases)), builder, runs)
    };
    Ok(Prepared {
        session,
        builder,
        interrupt,
        runs,
        releases,
        runtimes,
        repeat: range.repeat,
        keep: if range.fresh {
            Keep::afresh()
        } else {
            Keep::in_cache()
        },
        _locks: locks,
    })
}

/// As many as there are processors: a build goes on beside the runs.
fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Waits until no other history is being made, and keeps what this one uses from being removed.
fn locks(runtimes: &[Arc<Runtime>], interrupt: &Interrupt) -> Result<Vec<Lock>, Failure> {
    let locks = || {
        let mut locks = vec![Resource::Part(Part::History).share(interrupt)?];
        locks.push(Resource::History.take(interrupt)?);
        locks.extend(session::keep_runtimes(runtimes.iter(), interrupt)?);
        Ok(locks)
    };
    locks().map_err(|error: lock::Error| cli::interrupted_or(interrupt, error))
}

fn runs(selected: &[Selected]) -> Result<Vec<Run>, Failure> {
    let mut runs = Vec::new();
    for Selected { scenario, variants } in selected {
        if scenario.language == Language::Rust {
            return Err(Failure::usage(format!(
                "`{}` is Rust, which is type-checked and never run; it has no history",
                scenario.name
            )));
        }
        runs.extend(variants.iter().map(|variant| Run {
            scenario: Arc::clone(scenario),
            variant: variant.clone(),
            from: None,
        }));
    }
    Ok(runs)
}

fn builder(
    krate: &str,
    index: Index,
    runs: &[Run],
    catalogue: &Catalogue,
    session: &Session,
) -> Result<Box<dyn Builder>, Failure> {
    let own = runs
        .iter()
        .filter(|run| run.scenario.own_addon.is_some())
        .count();
    if own == runs.len() {
        let all = catalogue
            .iter()
            .filter(|scenario| scenario.own_addon.is_some());
        return Ok(Box::new(Own {
            krate: krate.to_owned(),
            index,
            all: all.cloned().collect(),
            artefacts: Artefacts::open(&session.supervision().interrupt)
                .map_err(|error| cli::interrupted_or(&session.supervision().interrupt, error))?,
            supervision: session.supervision().clone(),
        }));
    }
    if own > 0 {
        return Err(Failure::usage(
            "some of these scenarios have their own addon, others use the project's\n  hint: run `history` once for each kind",
        ));
    }
    let shadow = Shadow::of(session.project(), krate, index, session.supervision());
    let shadow = shadow.map_err(|error| match session.interrupted_by() {
        Some(signal) => Failure::new(Exit::Interrupted(signal), "interrupted"),
        None => Failure::new(Exit::Addon, error.to_string()),
    })?;
    Ok(Box::new(shadow))
}
