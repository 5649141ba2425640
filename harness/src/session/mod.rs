//! A session: from a selection of scenarios to outcomes. The one place that knows the order of the rooms.

mod invocation;
mod outcome;
pub mod own;
mod plan;
mod repeat;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

pub use outcome::Outcome;
pub use plan::{Build, Planned, plan};
pub use repeat::{Repeat, Share};
pub use settings::{Diagnose, Hangs, Settings};

use own::OwnAddons;
use repeat::Gathering;

use crate::addon;
use crate::compile;
use crate::diagnose::{self, Diagnosis, Resource, cause};
use crate::project::Project;
use crate::run::process;
use crate::run::{
    Ending, Interrupt, Observation, Scratch, Supervision, Warden, scheduler, scratch,
};
use crate::scenario::Language;
use crate::script::{AddonModule, Script, packages};
use crate::snapshot::{Comparison, Content, Policy, Store};
use crate::transcript::{self, Redaction};
use crate::verdict::{Reason, Verdict, judge};

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
    /// What has had its second run.
    diagnosed: Mutex<BTreeSet<String>>,
}

/// How many second runs one session makes. Where more runs fail than these, they fail of the same thing.
const MOST_DIAGNOSES: usize = 20;

/// Why nothing ran.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no addon.
    #[error(transparent)]
    Addon(#[from] addon::Error),
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
        let scratch = Scratch::new().map_err(Error::Scratch)?;
        let supervision = Supervision {
            interrupt,
            warden: Warden::start(scratch.root()).map_err(Error::Scratch)?,
        };
        let needs_addon =
            |planned: &&Planned| planned.build.is_none() && planned.scenario.own_addon.is_none();
        let runtimes = plan::runtimes(planned.iter().filter(needs_addon));
        let mut addon = AddonModule {
            entry: project.addon.entry.clone(),
            exports: Vec::new(),
        };
        if !runtimes.is_empty() {
            addon = addon::build(&project, &supervision)?.module;
        }
        // After the build, which may have installed some of them.
        packages::link_all(&project, scratch.root()).map_err(Error::Scratch)?;
        addon::check(&project, &mut addon, &runtimes, &scratch, &supervision)?;
        let with_own = planned.iter().filter(|planned| planned.build.is_none());
        let own = OwnAddons::of(with_own.map(|planned| &planned.scenario));
        if settings.keep {
            scratch.keep();
            supervision.warden.kept(scratch.root());
        }
        Ok(Self {
            store: Store::new(project.snapshots.clone()),
            project,
            settings,
            addon,
            own,
            scratch,
            supervision,
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
        let mut outcome = match self.observe(planned, &folder) {
            Ok((observation, redaction)) => self.conclude(planned, observation, redaction),
            Err(reason) => not_run(reason),
        };
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
            let observation = compile::check(scenario, &self.project, folder, &self.supervision)
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

    /// Judges what was seen, and has it diagnosed where the way it ended is not the expected one.
    fn conclude(&self, planned: &Planned, seen: Observation, redaction: Redaction) -> Outcome {
        let expect = &planned.scenario.header.expect;
        let mut verdict = self.judge(planned, &seen, &redaction);
        let unexpected = verdict
            .reasons()
            .iter()
            .any(|reason| matches!(reason, Reason::Ended { .. }));
        let wanted = match self.settings.diagnose {
            Diagnose::Unexpected => unexpected,
            Diagnose::Always => seen.ending != Ending::Exit(0),
            Diagnose::Never => false,
        };
        let holder = expect
            .holder
            .as_ref()
            .filter(|_| matches!(seen.ending, Ending::Hang(_)));
        let diagnosis = (wanted || holder.is_some())
            .then(|| self.diagnose(planned, &seen))
            .flatten();
        // Of repeated runs that end alike one is looked at, and speaks for the others.
        if let (Some(wanted), Some(diagnosis)) = (holder, &diagnosis) {
            let holders = diagnosis.holders().into_iter();
            let held: Vec<String> = holders.map(Resource::name).collect();
            if !held.contains(wanted) {
                let mut reasons = verdict.reasons().to_vec();
                reasons.push(Reason::Holder {
                    expected: wanted.clone(),
                    held,
                });
                verdict = Verdict::from_reasons(reasons);
            }
        }
        let cause = cause::of(&seen, diagnosis.as_ref()).map(|cause| redaction.apply(&cause));
        Outcome {
            planned: planned.clone(),
            verdict,
            cause,
            diagnosis,
            observation: Some(seen),
            redaction: Some(redaction),
            repeat: None,
            script: None,
        }
    }

    /// A second run, under the probe; one for each ending of each run, however often it is repeated.
    fn diagnose(&self, planned: &Planned, seen: &Observation) -> Option<Diagnosis> {
        let key = format!("{} {} {}", planned.name, planned.runtime, seen.ending);
        let mut diagnosed = self.diagnosed.lock().expect("no panic while held");
        if self.interrupted_by().is_some()
            || diagnosed.len() >= MOST_DIAGNOSES
            || planned.scenario.language == Language::Rust
            || !diagnosed.insert(key)
        {
            return None;
        }
        drop(diagnosed);
        let folder = self.folder().ok()?;
        let script = self.script(planned, &folder).ok()?;
        let invocation = self.invocation(planned, &script);
        let mut found = diagnose::again(
            &invocation,
            &planned.runtime,
            seen,
            &folder,
            &self.supervision,
        )?;
        let redaction = self.redaction_of(planned, &script);
        found.rename(|text| redaction.apply(text));
        // What is left of a second run is nobody's concern, and goes with all the others.
        let _ = scratch::remove(&folder);
        Some(found)
    }

    fn judge(
        &self,
        planned: &Planned,
        observation: &Observation,
        redaction: &Redaction,
    ) -> Verdict {
        let expect = &planned.scenario.header.expect;
        let mut reasons = judge(&planned.scenario.header, observation);
        for reason in &mut reasons {
            if let Reason::Promise(message) = reason {
                *message = redaction.apply(message);
            }
        }
        if observation.floods().next().is_some() {
            return Verdict::from_reasons(reasons);
        }
        let content = Content {
            source: planned.scenario.shown_file.clone(),
            description: planned.scenario.header.summary.clone(),
            transcript: transcript::render(observation, expect, redaction),
        };
        let store = &self.store;
        if reasons.is_empty() {
            reasons.extend(held_against(
                store,
                &planned.name,
                content,
                self.settings.policy,
            ));
        } else if store.file(&planned.name).exists() {
            // What contradicts its header is never put up for acceptance, but shown beside what was accepted.
            reasons.extend(held_against(store, &planned.name, content, Policy::Leave));
        }
        Verdict::from_reasons(reasons)
    }
}

fn held_against(store: &Store, name: &str, content: Content, policy: Policy) -> Option<Reason> {
    let transcript = content.transcript.clone();
    match store.compare(name, &content, policy) {
        Ok(Comparison::Same | Comparison::Accepted) => None,
        Ok(Comparison::New { pending }) => Some(Reason::New {
            transcript,
            pending,
        }),
        Ok(Comparison::Differs { accepted, pending }) => Some(Reason::Differs {
            accepted,
            transcript,
            pending,
        }),
        Err(error) => Some(Reason::Snapshot(error.to_string())),
    }
}
