//! A session: from a selection of scenarios to outcomes. The one place that knows the order of the rooms.

mod conclude;
mod invocation;
mod outcome;
pub mod own;
mod plan;
mod repeat;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

pub use outcome::Outcome;
pub use plan::{Build, Planned, plan};
pub use repeat::{Repeat, Share};
pub use settings::{Diagnose, Hangs, Settings};

use own::OwnAddons;
use repeat::Gathering;

use crate::addon;
use crate::cache::{self, Lock, Part, Resource, lock};
use crate::compile::{self, Dependencies};
use crate::output;
use crate::project::Project;
use crate::run::process;
use crate::run::{
    Interrupt, Observation, Scratch, Supervision, Warden, end_strays, scheduler, scratch,
};
use crate::runtime::Runtime;
use crate::scenario::Language;
use crate::script::{AddonModule, Script, packages};
use crate::snapshot::Store;
use crate::transcript::Redaction;
use crate::verdict::{Reason, Verdict};

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
    /// What other harnesses must leave as it is while this one works.
    _in_use: Vec<Lock>,
    _addon_in_use: Option<addon::InUse>,
    /// What `.rs` scenarios are checked against, once the first of them has asked.
    dependencies: OnceLock<Result<Dependencies, String>>,
    /// What has had its second run.
    diagnosed: Mutex<BTreeSet<String>>,
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
        in_use.extend(keep_runtimes(
            plan::runtimes(planned.iter()).iter(),
            interrupt,
        )?);
        let uses_addon = |planned: &&Planned| planned.uses_addon();
        let runtimes = plan::runtimes(planned.iter().filter(uses_addon));
        let mut addon_in_use = None;
        let mut addon = AddonModule {
            entry: project.addon.entry.clone(),
            exports: Vec::new(),
        };
        if !runtimes.is_empty() {
            let built = addon::build(&project, &supervision)?;
            addon = built.module;
            addon_in_use = Some(built.in_use);
        }
        // After the build, which may have installed some of them.
        packages::link_all(&project, scratch.root()).map_err(Error::Scratch)?;
        let addon_files = addon::check(&project, &mut addon, &runtimes, &scratch, &supervision)?;
        let with_own = planned.iter().filter(|planned| planned.build.is_none());
        let own = OwnAddons::of(with_own.map(|planned| &planned.scenario));
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
            addon_files,
            _in_use: in_use,
            _addon_in_use: addon_in_use,
            dependencies: OnceLock::new(),
            diagnosed: Mutex::default(),
        })
    }

    /// The signal by which the user stopped it, if so.
    pub fn interrupted_by(&self) -> Option<i32> {
        self.supervision.interrupt.signal()
    }

    /// Does all of `planned`, and tells of each outcome as it comes, until `tell` answers false.
    pub fn run(&self, planned: Vec<Planned>, mut tell: impl FnMut(&Outcome) -> bool) {
        let repeat = |planned: &Planned| {
            let asked = self.settings.repeat.or(planned.scenario.header.repeat);
            asked.map_or(1, std::num::NonZeroU32::get)
        };
        let mut gathering: BTreeMap<usize, Gathering> = BTreeMap::new();
        let mut items = Vec::new();
        for (index, planned) in planned.into_iter().enumerate() {
            let runs = repeat(&planned);
            gathering.insert(index, Gathering::of(runs));
            items.extend((0..runs).map(|_| (index, planned.clone())));
        }
        scheduler::for_each(
            self.settings.jobs,
            items,
            |(index, planned)| (index, self.attempt(&planned)),
            |(index, outcome)| {
                if self.interrupted_by().is_some() {
                    return false;
                }
                let gathered = gathering
                    .get_mut(&index)
                    .and_then(|so_far| so_far.add(outcome));
                let failed = gathered
                    .as_ref()
                    .is_some_and(|outcome| !outcome.verdict.is_good());
                let heard = gathered.as_ref().is_none_or(&mut tell);
                heard && !(failed && self.settings.fail_fast)
            },
        );
    }

    /// One run, tried again as often as the settings say while it fails.
    pub fn attempt(&self, planned: &Planned) -> Outcome {
        let mut repeat = Repeat::default();
        loop {
            let mut outcome = self.run_once(planned);
            repeat.count(&mut outcome);
            let again = !outcome.verdict.is_good()
                && repeat.runs <= self.settings.retries
                && self.interrupted_by().is_none();
            if again {
                continue;
            }
            outcome.repeat = Some(repeat).filter(|repeat| repeat.runs > 1);
            return outcome;
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

    fn run_once(&self, planned: &Planned) -> Outcome {
        let header = &planned.scenario.header;
        let refusal = planned
            .runtime
            .refuses(planned.scenario.language, header.runtimes.as_ref());
        if let Some(reason) = refusal {
            return Outcome::without_run(planned, Verdict::Skipped(reason));
        }
        let not_run =
            |reason| Outcome::without_run(planned, Verdict::Failed(vec![Reason::NotRun(reason)]));
        let folder = match self.folder() {
            Ok(folder) => folder,
            Err(reason) => return not_run(reason),
        };
        let before = self.addon_stamps(planned);
        let mut outcome = match self.observe(planned, &folder) {
            Ok((observation, redaction)) => match self.changed_since(&before) {
                // Neither the old addon nor the new one was seen.
                Some(file) => {
                    Outcome::without_run(planned, Verdict::Failed(vec![Reason::Void(file)]))
                }
                None => self.conclude(planned, observation, redaction),
            },
            Err(reason) => not_run(reason),
        };
        outcome.folder = outcome.observation.is_some().then(|| folder.clone());
        if self.settings.keep {
            outcome.script = Some(folder);
        } else if let Err(error) = scratch::remove(&folder) {
            let mut reasons = outcome.verdict.reasons().to_vec();
            reasons.push(Reason::Leftover(format!("its scratch folder: {error}")));
            outcome.verdict = Verdict::Failed(reasons);
            outcome.script = Some(folder);
        }
        outcome
    }

    /// The files of the addon that `planned` runs with, as they are now; none where they lie in the cache, where nothing changes.
    fn addon_stamps(&self, planned: &Planned) -> Vec<(PathBuf, Option<String>)> {
        let files = planned.uses_addon().then_some(&self.addon_files);
        let files = files.into_iter().flatten();
        files
            .map(|file| (file.clone(), cache::file_stamp(file)))
            .collect()
    }

    /// The first file that is no longer as it was, as the user knows it.
    fn changed_since(&self, before: &[(PathBuf, Option<String>)]) -> Option<String> {
        let changed = before
            .iter()
            .find(|(file, stamp)| cache::file_stamp(file) != *stamp);
        changed.map(|(file, _)| self.project.relative(file))
    }

    fn folder(&self) -> Result<PathBuf, String> {
        let root = self.scratch.root().display();
        self.scratch
            .folder()
            .map_err(|error| format!("no scratch folder in {root}: {error}"))
    }

    /// Runs it, and says what varies in what was seen. The error is a sentence.
    fn observe(
        &self,
        planned: &Planned,
        folder: &Path,
    ) -> Result<(Observation, Redaction), String> {
        let scenario = &planned.scenario;
        if scenario.language == Language::Rust {
            let (project, supervision) = (&self.project, &self.supervision);
            let dependencies = self.dependencies.get_or_init(|| {
                Dependencies::of(project, supervision).map_err(|error| error.to_string())
            });
            let dependencies = dependencies.as_ref()?;
            let observation = compile::check(scenario, project, dependencies, folder, supervision)
                .map_err(|error| error.to_string())?;
            let redaction = self.redaction(folder);
            return Ok((
                observation,
                redaction.naming(&scenario.file, &scenario.shown_file),
            ));
        }
        let script = self.script(planned, folder)?;
        let invocation = self.invocation(planned, &script);
        let finished = process::run(&invocation, &self.supervision).map_err(|error| {
            let program = planned.runtime.program.display();
            format!("{program} does not start: {error}")
        })?;
        let redaction = self.redaction_of(planned, &script);
        Ok((Observation::of(&finished), redaction))
    }

    /// Judges anew what an earlier session saw of `planned`, whose script stood in `folder`.
    pub fn judge_again(&self, planned: &Planned, seen: Observation, folder: &Path) -> Outcome {
        let script = Script::at(&planned.scenario, &self.project, folder);
        let redaction = self.redaction_of(planned, &script);
        self.conclude(planned, seen, redaction)
    }

    /// The files that the project's addon consists of, as far as they can be seen.
    pub fn addon_files(&self) -> impl Iterator<Item = &PathBuf> {
        self.addon_files.iter()
    }

    fn script(&self, planned: &Planned, folder: &Path) -> Result<Script, String> {
        let scenario = &planned.scenario;
        let addon = self.addon(planned)?;
        Script::write(scenario, &self.project, &addon, folder).map_err(|error| {
            format!(
                "its script cannot be written to {}: {error}",
                folder.display()
            )
        })
    }

    fn redaction(&self, folder: &Path) -> Redaction {
        let root = &self.project.root;
        let extra = self.project.redactions.iter();
        // Packages that a workspace keeps above the project.
        packages::levels(&self.project)
            .filter(|modules| !modules.starts_with(root))
            .fold(Redaction::new(folder, root), |redaction, modules| {
                redaction.naming(&modules, "[NODE_MODULES]")
            })
            .with(extra.map(|extra| (extra.pattern.0.clone(), extra.name.clone())))
    }

    /// What is copied into a script is shown as what it is a copy of.
    fn redaction_of(&self, planned: &Planned, script: &Script) -> Redaction {
        let redaction = self
            .redaction(&script.folder)
            .naming(&script.program, &planned.scenario.shown_file);
        script
            .fixtures
            .iter()
            .fold(redaction, |redaction, (copy, original)| {
                redaction.naming(copy, &self.project.relative(original))
            })
    }
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
