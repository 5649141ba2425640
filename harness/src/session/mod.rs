//! A session: from a selection of scenarios to outcomes. The one place that knows the order of the rooms.

mod acceptance;
mod counting;
mod diagnosis;
pub mod event;
mod gather;
mod invocation;
mod judge;
mod observe;
mod once;
mod outcome;
pub mod own;
mod place;
mod plan;
mod repeat;
mod settings;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

pub use diagnosis::Looked;
pub use event::{Event, What};
pub use invocation::thread_pools;
pub use judge::{Judged, Transcript};
pub use observe::Seen;
pub use outcome::{Accepted, Outcome};
pub use place::Place;
pub use plan::{Build, Planned, Shown, plan};
pub use repeat::{Repeat, Share};
pub use settings::{Diagnose, Hangs, Settings};

use acceptance::{AcceptedHere, Together};
use counting::Counted;
use diagnosis::Diagnoses;
use event::Running;
use gather::{Gathering, Run, Standing};
use own::OwnAddons;

use crate::addon;
use crate::addon::AddonModule;
use crate::cache::{self, Lock, Part, Resource, lock};
use crate::compile::Dependencies;
use crate::load;
use crate::output;
use crate::project::Project;
use crate::run::{
    Interrupt, Observation, Scratch, Supervision, Warden, clock, end_strays, scheduler,
};
use crate::runtime::Runtime;
use crate::script::packages;
use crate::snapshot::{Policy, Store};

/// Everything that runs share.
#[derive(Debug)]
pub struct Session {
    project: Project,
    settings: Settings,
    addon: AddonModule,
    own: OwnAddons,
    store: Store,
    scratch: Scratch,
    supervision: Supervision,
    /// The files that the project's addon consists of; a run in which one of them changes is void.
    addon_files: BTreeSet<PathBuf>,
    /// The runtimes that do not load the project's addon, as they call themselves.
    refused: BTreeSet<String>,
    /// What other harnesses must leave as it is while this one works.
    _in_use: Vec<Lock>,
    _addon_in_use: Option<addon::InUse>,
    /// What `.rs` scenarios are checked against, once the first of them has asked.
    dependencies: OnceLock<Result<Dependencies, String>>,
    diagnoses: Diagnoses,
    counted: Counted,
    accepted: AcceptedHere,
}

/// Why nothing ran.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no cache folder.
    #[error(transparent)]
    Cache(#[from] cache::Error),
    /// There is no addon.
    #[error(transparent)]
    Addon(#[from] addon::Error),
    /// A runtime does not load it.
    #[error(transparent)]
    Load(#[from] load::Error),
    /// The cache cannot be used, or the user stopped the wait for it.
    #[error(transparent)]
    Lock(#[from] lock::Error),
    /// No scratch folder, or no process to look after it.
    #[error(
        "cannot make a scratch folder: {0}\n  hint: TMPDIR says where; is it writable, and is there space left?"
    )]
    Scratch(std::io::Error),
}

impl Session {
    /// Builds what `planned` needs, and prepares for runs.
    ///
    /// # Errors
    /// When the addon does not build or load, or the machine refuses.
    pub fn start(
        project: Project,
        settings: Settings,
        planned: &[Planned],
        interrupt: Interrupt,
    ) -> Result<Self, Error> {
        cache::prepare()?;
        let scratch = Scratch::new().map_err(Error::Scratch)?;
        let supervision = Supervision {
            interrupt,
            warden: Warden::start(scratch.root()).map_err(Error::Scratch)?,
        };
        let interrupt = &supervision.interrupt;
        let mut in_use = vec![Resource::Part(Part::Projects).share(interrupt)?];
        let of_runtimes = planned.iter().filter(|planned| planned.needs_runtime());
        let needed = of_runtimes.clone().map(|planned| &planned.runtime);
        in_use.extend(keep_runtimes(needed, interrupt)?);
        let mut with_addon = of_runtimes.filter(|planned| planned.uses_addon());
        // A program that is only checked needs the addon's declarations, which the build writes, and no runtime that loads it.
        let runtimes = plan::runtimes(with_addon.clone());
        let mut addon_in_use = None;
        let mut addon = AddonModule {
            entry: project.addon.entry.clone(),
            exports: Vec::new(),
        };
        if with_addon.next().is_some() {
            let built = addon::build(&project, &supervision)?;
            addon = built.module;
            addon_in_use = Some(built.in_use);
        }
        // After the build, which may have installed some of them.
        packages::link_all(&project, scratch.root()).map_err(Error::Scratch)?;
        let check = load::check(&project, &mut addon, &runtimes, &scratch, &supervision)?;
        let with_own = planned.iter().filter(|planned| planned.build.is_none());
        let own = OwnAddons::new(with_own.map(|planned| &planned.scenario));
        if settings.keep {
            scratch.keep();
            supervision.warden.kept();
        }
        Ok(Self {
            store: Store::new(project.snapshots.clone()),
            project,
            settings,
            addon,
            own,
            scratch,
            supervision,
            addon_files: check.files,
            refused: check.refused,
            _in_use: in_use,
            _addon_in_use: addon_in_use,
            dependencies: OnceLock::new(),
            diagnoses: Diagnoses::default(),
            counted: Counted::default(),
            accepted: AcceptedHere::default(),
        })
    }

    /// The signal by which the user stopped it, if so.
    pub fn interrupted_by(&self) -> Option<i32> {
        self.supervision.interrupt.signal()
    }

    /// Whether its runtime does not load the addon that it runs.
    pub fn is_refused(&self, planned: &Planned) -> bool {
        let runs_it = !planned.scenario.is_checked() && planned.uses_addon();
        runs_it && self.refused.contains(&planned.runtime.to_string())
    }

    /// Does all of `planned`, and reports what happens as it does, until `hear` answers false.
    pub fn run(&self, planned: Vec<Planned>, mut hear: impl FnMut(Event<'_>) -> bool) {
        let began = clock::now();
        let repeat = |planned: &Planned| {
            let asked = self.settings.repeat.or(planned.scenario.header.repeat);
            asked.map_or(1, std::num::NonZeroU32::get)
        };
        let mut gatherings: Vec<Option<Gathering>> = Vec::new();
        let mut items = Vec::new();
        for (index, planned) in planned.iter().enumerate() {
            let runs = repeat(planned);
            gatherings.push(Some(Gathering::new(runs)));
            items.extend((0..runs).map(|_| index));
        }
        // Stable: what is alike stays in the order of names.
        let timeout = self.settings.timeout;
        items.sort_by_key(|&index| Reverse(planned[index].expected_length(timeout)));
        let mut together = Together::new(&planned);
        let mut running = Running::default();
        let mut tell = |what: What<'_>| {
            let at = clock::now().saturating_duration_since(began);
            hear(Event { at, what })
        };
        scheduler::for_each(
            self.settings.jobs,
            items,
            event::LOOK,
            |index, say| {
                // Whoever hears it hears until all have ended.
                let _ = say.send((index, News::Began));
                let run = self.try_out(&planned[index], &|took| {
                    let _ = say.send((index, News::Diagnosed(took)));
                });
                let _ = say.send((index, News::Ended(Box::new(run))));
            },
            |news| {
                if self.interrupted_by().is_some() {
                    return false;
                }
                for (index, after) in running.slow() {
                    tell(What::Slow(&planned[index], after));
                }
                let Some((index, news)) = news else {
                    return true;
                };
                let run = match news {
                    News::Began => {
                        running.begin(index);
                        return tell(What::Began(&planned[index]));
                    }
                    News::Diagnosed(took) => return tell(What::Diagnosed(&planned[index], took)),
                    News::Ended(run) => *run,
                };
                running.end(index);
                let policy = self.settings.policy;
                let gathering = &mut gatherings[index];
                let is_whole = gathering.as_mut().is_some_and(|it| it.add(run, policy));
                let Some(gathering) = gathering.take_if(|_| is_whole) else {
                    return true;
                };
                // Where nothing is accepted, nobody waits for another.
                let done = if policy.accepts() {
                    together.add(index, &planned[index], gathering)
                } else {
                    vec![(index, gathering)]
                };
                done.into_iter().all(|(index, gathering)| {
                    let outcome = self.settle(&planned[index], gathering, policy);
                    let failed = !outcome.verdict.is_good();
                    tell(What::Ended(&outcome)) && !(failed && self.settings.fail_fast)
                })
            },
        );
        for (index, gathering) in together.rest() {
            // It stopped before the runtimes named before this one were done, and what they show would be accepted.
            let outcome = self.settle(&planned[index], gathering, Policy::Leave);
            tell(What::Ended(&outcome));
        }
    }

    /// One run by itself, taken through all steps.
    pub fn attempt(&self, planned: &Planned) -> Outcome {
        let mut gathering = Gathering::new(1);
        let policy = self.settings.policy;
        gathering.add(self.try_out(planned, &|_| {}), policy);
        self.settle(planned, gathering, policy)
    }

    /// Judges anew what an earlier session saw of `planned`, whose script stood in `folder`. Nothing is written.
    pub fn judge_again(
        &self,
        planned: &Planned,
        observation: Observation,
        folder: &Path,
    ) -> Outcome {
        let seen = self.seen_before(planned, observation, folder);
        let mut gathering = Gathering::new(1);
        let run = Run {
            result: Ok(self.judge(planned, seen, &|_| {})),
            tries: Repeat::default(),
        };
        let policy = self.settings.policy;
        gathering.add(run, policy);
        self.settle(planned, gathering, policy)
    }

    /// One run, tried again as often as the settings say while it fails; `diagnosed` hears how long a second run took.
    fn try_out(&self, planned: &Planned, diagnosed: &dyn Fn(Duration)) -> Run {
        let mut tries = Repeat::default();
        loop {
            let seen = self.observe(planned);
            let mut result = seen.map(|seen| self.judge(planned, seen, diagnosed));
            let standing = Standing::from_run(&result, self.settings.policy);
            tries.count(&mut result, standing);
            let again = standing == Standing::Bad
                && tries.runs <= self.settings.retries
                && self.interrupted_by().is_none();
            if !again {
                return Run { result, tries };
            }
        }
    }

    /// How many runs go on at once.
    pub fn jobs(&self) -> std::num::NonZeroUsize {
        self.settings.jobs
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Builds the addons of scenarios' own now, and not when the first of them is needed.
    ///
    /// # Errors
    /// A sentence, when one does not compile.
    pub fn build_own_addons(&self) -> Result<(), String> {
        self.own.build(&self.project, &self.supervision)
    }

    /// What `#addon` is in this run.
    ///
    /// # Errors
    /// A sentence, when it could not be built.
    pub fn addon(&self, planned: &Planned) -> Result<AddonModule, String> {
        if let Some(build) = &planned.build {
            return Ok(build.module.clone());
        }
        if planned.scenario.own_addon.is_some() {
            return self
                .own
                .module(&planned.scenario, &self.project, &self.supervision);
        }
        Ok(self.addon.clone())
    }

    /// The scratch folders, which see the packages that scripts see.
    pub fn scratch(&self) -> &Scratch {
        &self.scratch
    }

    /// Who watches over processes.
    pub fn supervision(&self) -> &Supervision {
        &self.supervision
    }

    /// The files that the project's addon consists of, as far as they can be seen.
    pub fn addon_files(&self) -> impl Iterator<Item = &PathBuf> {
        self.addon_files.iter()
    }
}

/// What a run says while it goes on.
enum News {
    Began,
    Diagnosed(Duration),
    Ended(Box<Run>),
}

/// Keeps those of `runtimes` that the harness has fetched from being removed, as long as the locks live.
///
/// # Errors
/// When the user interrupts the wait for whoever removes one, or the file system refuses.
pub fn keep_runtimes<'a>(
    runtimes: impl Iterator<Item = &'a Arc<Runtime>>,
    interrupt: &Interrupt,
) -> Result<Vec<Lock>, lock::Error> {
    let mut locks = Vec::new();
    let fetched: BTreeSet<String> = runtimes.filter_map(|it| it.name_in_store()).collect();
    if !fetched.is_empty() {
        locks.push(Resource::Part(Part::Runtimes).share(interrupt)?);
    }
    for name in fetched {
        locks.push(Resource::Runtime(&name).share(interrupt)?);
    }
    Ok(locks)
}

/// The end of all runs, and of what they left behind.
impl Drop for Session {
    fn drop(&mut self) {
        for name in end_strays() {
            output::notice(format!(
                "warning: a scenario left `{name}` behind, which no longer says whose it is; it has been ended"
            ));
        }
    }
}
