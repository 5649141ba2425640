//! What a sweep needs: runs, releases, runtimes and a builder, from what the command line says.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;

use semver::Version;

use super::super::scenario::Filters;
use crate::addon::own;
use crate::cargo::index::{self, Freshness, Index};
use crate::cli::{self, Exit, Failure, Global};
use crate::history::builder::{Builder, Own, Present};
use crate::history::shadow::Shadow;
use crate::history::{self, Event, History, Keep, Run, Sweep, space};
use crate::project::Project;
use crate::run::Interrupt;
use crate::runtime::Runtime;
use crate::runtime::spec::Wanted;
use crate::runtime::store::Store;
use crate::scenario::selection::Selected;
use crate::scenario::{Catalogue, Language};
use crate::session::{self, Diagnose, Hangs, Session, Settings};
use crate::snapshot::Policy;

/// What `history` and `bisect` have in common.
#[derive(Debug, clap::Args)]
pub struct RangeArguments {
    /// The crate whose releases are built; by default that of the scenario's bug, or napi.
    #[arg(long = "crate", value_name = "CRATE", help_heading = "What differs")]
    pub krate: Option<String>,
    /// The first release; by default that of the scenario, or of its major version.
    #[arg(long, value_name = "VERSION", help_heading = "What differs")]
    pub from: Option<String>,
    /// The last release.
    #[arg(
        long,
        value_name = "VERSION",
        default_value = "latest",
        help_heading = "What differs"
    )]
    pub to: String,
    /// Runtimes to run under, with commas between them: `node@22,node@24`.
    #[arg(
        long,
        value_name = "SPEC",
        value_delimiter = ',',
        help_heading = "What differs"
    )]
    pub runtime: Vec<String>,
    /// How many runs each release gets.
    #[arg(long, value_name = "K", help_heading = "How it runs")]
    pub repeat: Option<NonZeroU32>,
    /// How many runs go on at once.
    #[arg(short, long, value_name = "N", help_heading = "How it runs")]
    pub jobs: Option<NonZeroUsize>,
    /// Use no network: releases that are not in cargo's cache are not known, and cannot be built.
    #[arg(long, help_heading = "How it runs")]
    pub offline: bool,
    /// Run everything again, whatever earlier calls found.
    #[arg(long, help_heading = "How it runs")]
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
    /// Held as long as this lives: one sweep at a time.
    _lock: File,
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
                        anstream::eprintln!("{to_do} of {of} builds are to be made and run");
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
    let runtimes = runtimes(range, &project, &interrupt)?;
    let settings = Settings {
        policy: Policy::Leave,
        diagnose: Diagnose::Never,
        hangs: Hangs::Anywhere,
        jobs: range.jobs.unwrap_or_else(processors),
        ..Settings::of(&project)
    };
    let lock = one_at_a_time()?;
    space::bound(space::LIMIT)?;
    let planned = if over_runtime {
        session::plan(&selected, &runtimes)
    } else {
        Vec::new()
    };
    let root = project.clone();
    let session = Session::start(project, settings, &planned, interrupt.clone())
        .map_err(cli::session_failure)?;
    let (releases, builder, runs) = if over_runtime {
        session
            .build_own_addons()
            .map_err(|error| Failure::new(Exit::Addon, error))?;
        let present = Present::of(&root);
        (None, Box::new(present) as Box<dyn Builder>, runs)
    } else {
        let krate = krate(range, &runs)?;
        let mut index = read_index(&krate, range.offline, &session)?;
        let (releases, runs) = releases(&krate, &mut index, range, runs, &root)?;
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
        _lock: lock,
    })
}

/// The runtimes that are meant. Of a spec that means several, such as `node@each-major`, those that are not there are fetched.
fn runtimes(
    range: &RangeArguments,
    project: &Project,
    interrupt: &Interrupt,
) -> Result<Vec<Arc<Runtime>>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(Exit::Runtime, error.to_string());
    let store = Store::new(interrupt.clone());
    let mut runtimes = Vec::new();
    for spec in &range.runtime {
        let several = Wanted::parse(spec).ok().filter(|wanted| !wanted.is_one());
        let Some(wanted) = several else {
            runtimes.extend(cli::runtimes(std::slice::from_ref(spec), project)?);
            continue;
        };
        let versions = if range.offline {
            let there = store.installed().into_iter().map(|it| it.runtime);
            let there: Vec<Version> = there
                .filter(|runtime| runtime.kind == wanted.kind)
                .map(|runtime| runtime.version)
                .collect();
            wanted.of(&there)
        } else {
            store.resolve(&wanted).map_err(|error| failed(&error))?
        };
        for version in versions {
            if store.get(wanted.kind, &version).is_none() {
                anstream::eprintln!("fetching {} {version}", wanted.kind.name());
            }
            let added = store
                .add(wanted.kind, &version)
                .map_err(|error| failed(&error))?;
            runtimes.push(Arc::new(added.installed().runtime));
        }
    }
    if range.runtime.is_empty() {
        return cli::runtimes(&[], project);
    }
    if runtimes.is_empty() {
        let specs = range.runtime.join(",");
        return Err(failed(&format!(
            "no runtime that {specs} means is there\n  hint: `runtime add` fetches them"
        )));
    }
    Ok(runtimes)
}

/// As many as there are processors: a build goes on beside the runs.
fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

fn one_at_a_time() -> Result<File, Failure> {
    let folder = own::folder();
    std::fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join("lock"))?;
    if lock.try_lock().is_err() {
        anstream::eprintln!("another history is being made; waiting for it to end");
        lock.lock()?;
    }
    Ok(lock)
}

fn runs(selected: &[Selected]) -> Result<Vec<Run>, Failure> {
    let mut runs = Vec::new();
    for Selected { scenario, variants } in selected {
        if scenario.language == Language::Rust {
            return Err(Failure::usage(format!(
                "`{}` is Rust that is type-checked and never run; it has no history",
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

/// The crate that is meant: all scenarios must agree.
fn krate(range: &RangeArguments, runs: &[Run]) -> Result<String, Failure> {
    if let Some(krate) = &range.krate {
        return Ok(krate.clone());
    }
    let mut of_bugs: Vec<&str> = runs
        .iter()
        .filter_map(|run| run.scenario.header.bug.as_ref())
        .map(|bug| bug.krate.as_str())
        .collect();
    of_bugs.sort_unstable();
    of_bugs.dedup();
    match of_bugs[..] {
        [] => Ok("napi".into()),
        [krate] => Ok(krate.into()),
        _ => Err(Failure::usage(format!(
            "these are bugs of several crates: {}\n  hint: choose one with --crate",
            of_bugs.join(", ")
        ))),
    }
}

fn read_index(krate: &str, offline: bool, session: &Session) -> Result<Index, Failure> {
    let freshness = if offline {
        Freshness::Offline
    } else {
        Freshness::Current
    };
    let mut crates = vec![krate];
    if krate == "napi" {
        crates.extend(own::DIRECT_COMPANIONS);
    }
    let warning = index::refresh(&crates, freshness, session.supervision())
        .map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    if let Some(warning) = warning {
        anstream::eprintln!("warning: {warning}");
    }
    let mut index = Index::default();
    if index.releases(krate).is_empty() {
        return Err(Failure::usage(format!(
            "cargo's index knows no crate `{krate}`\n  hint: is the name right, and was there ever a network to read the index?"
        )));
    }
    Ok(index)
}

/// The releases that are meant, and for each run the first that matters to it.
fn releases(
    krate: &str,
    index: &mut Index,
    range: &RangeArguments,
    runs: Vec<Run>,
    project: &Project,
) -> Result<(Vec<index::Release>, Vec<Run>), Failure> {
    let all = index.releases(krate);
    let stable: Vec<index::Release> = all.iter().filter(|it| it.is_stable()).cloned().collect();
    let named = |text: &str| -> Result<Version, Failure> {
        let found = match text {
            "latest" => stable.iter().rev().find(|release| !release.yanked),
            _ => all
                .iter()
                .find(|release| release.version.to_string() == text),
        };
        found.map(|release| release.version.clone()).ok_or_else(|| {
            let names: Vec<String> = stable.iter().map(|it| it.version.to_string()).collect();
            let hint = cli::hint(text, names.iter().map(String::as_str));
            Failure::usage(format!("{krate} has no release {text}{hint}"))
        })
    };
    let to = named(&range.to)?;
    let from = range.from.as_deref().map(named).transpose()?;
    let locked = own::locked(&project.addon_folder())
        .and_then(|pins| pins.get(krate).map(|version| version.major));
    let first_of = |run: &Run| {
        let bug = run.scenario.header.bug.as_ref();
        let major = bug
            .and_then(|bug| Some(bug.fixed.as_ref()?.major))
            .or(locked)
            .unwrap_or(to.major);
        let from_bug = bug.and_then(|bug| bug.from.clone());
        let earliest = from.clone().max(from_bug);
        earliest.unwrap_or_else(|| Version::new(major, 0, 0))
    };
    let runs: Vec<Run> = runs
        .into_iter()
        .map(|run| Run {
            from: Some(first_of(&run)),
            ..run
        })
        .collect();
    let earliest = runs.iter().filter_map(|run| run.from.clone()).min();
    let meant: Vec<index::Release> = stable
        .into_iter()
        .filter(|release| release.version <= to)
        .filter(|release| {
            earliest
                .as_ref()
                .is_none_or(|first| release.version >= *first)
        })
        .collect();
    if meant.is_empty() {
        return Err(Failure::usage(format!(
            "{krate} has no release from {} to {to}",
            earliest.map(|first| first.to_string()).unwrap_or_default()
        )));
    }
    Ok((meant, runs))
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
    let out = session.scratch().root().join("builds");
    if own == runs.len() {
        let all = catalogue
            .iter()
            .filter(|scenario| scenario.own_addon.is_some());
        return Ok(Box::new(Own {
            krate: krate.to_owned(),
            index,
            all: all.cloned().collect(),
            out,
            supervision: session.supervision().clone(),
        }));
    }
    if own > 0 {
        return Err(Failure::usage(
            "some of these scenarios have an addon of their own, and some have the project's\n  hint: make two histories",
        ));
    }
    let shadow = Shadow::of(session.project(), krate, index, out, session.supervision())
        .map_err(|error| Failure::new(Exit::Addon, error.to_string()))?;
    Ok(Box::new(shadow))
}
