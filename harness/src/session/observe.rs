//! Observe: the first step of a run. Its script is written, run, and taken away.

use std::path::{Path, PathBuf};

use super::{Planned, Session};
use crate::cache;
use crate::compile::{self, Dependencies, Rustc};
use crate::run::process::{self, Invocation};
use crate::run::{Observation, scratch};
use crate::scenario::Language;
use crate::script::{Script, packages};
use crate::transcript::Redaction;
use crate::typecheck;
use crate::verdict::Reason;

/// What was seen of one run.
#[derive(Debug, Clone)]
pub struct Seen {
    /// All that was seen.
    pub observation: Observation,
    /// What varies in it.
    pub redaction: Redaction,
    /// The script's folder, which may be gone.
    pub folder: PathBuf,
    /// Where the script was left.
    pub script: Option<PathBuf>,
}

/// Why nothing was seen.
#[derive(Debug, Clone)]
pub enum Unseen {
    /// The runtime does not run it, for this reason.
    Skipped(String),
    /// It could not be run, or what was seen is void.
    NotRun(Box<Reason>),
}

impl Session {
    /// Runs it.
    pub(super) fn observe(&self, planned: &Planned) -> Result<Seen, Unseen> {
        let scenario = &planned.scenario;
        let limit = scenario.header.runtimes.as_ref();
        if !scenario.is_checked()
            && let Some(reason) = planned.runtime.refuses(scenario.language, limit)
        {
            return Err(Unseen::Skipped(reason));
        }
        if planned.profile.is_some() && !planned.varies_with_profile() {
            let reason = "no profile changes it: it does not run the project's addon";
            return Err(Unseen::Skipped(reason.into()));
        }
        let not_run = |reason| Unseen::NotRun(Box::new(Reason::NotRun(reason)));
        if self.is_refused(planned) {
            let runtime = &planned.runtime;
            return Err(not_run(format!("{runtime} cannot load the addon")));
        }
        let folder = self.folder().map_err(not_run)?;
        let before = self.addon_stamps(planned);
        let ran = self.run_in(&folder, planned);
        let mut script = None;
        let mut left = None;
        if self.settings.keep {
            script = Some(folder.clone());
        } else if let Err(error) = scratch::remove(&folder) {
            left = Some(format!("its scratch folder: {error}"));
            script = Some(folder.clone());
        }
        let (mut observation, redaction) = ran.map_err(not_run)?;
        if let Some(file) = self.changed_since(&before) {
            // Neither the old addon nor the new one was seen.
            return Err(Unseen::NotRun(Box::new(Reason::Void(file))));
        }
        observation.leftovers.extend(left);
        observation.growth = self.count(planned, &observation);
        Ok(Seen {
            observation,
            redaction,
            folder,
            script,
        })
    }

    /// Runs it, and says what varies in what was seen. The error is a sentence.
    fn run_in(&self, folder: &Path, planned: &Planned) -> Result<(Observation, Redaction), String> {
        let scenario = &planned.scenario;
        if scenario.language == Language::Rust {
            let (project, supervision) = (&self.project, &self.supervision);
            let dependencies = self.dependencies.get_or_init(|| {
                Dependencies::build(project, supervision).map_err(|error| error.to_string())
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
        if scenario.is_checked() {
            let addon = self.addon(planned)?;
            let (project, runtime) = (&self.project, &planned.runtime);
            let supervision = &self.supervision;
            let checked =
                typecheck::check(scenario, &script, project, &addon, runtime, supervision);
            let observation = checked.map_err(|error| error.to_string())?;
            return Ok((observation, self.redaction_of(planned, &script)));
        }
        let invocation = self.invocation(planned, &script);
        let finished = process::run(&invocation, &self.supervision).map_err(|error| {
            let program = planned.runtime.program.display();
            format!("{program} does not start: {error}")
        })?;
        let redaction = self.redaction_of(planned, &script);
        Ok((Observation::from_finished(&finished), redaction))
    }

    /// What has checked the Rust programs of this session; `None` while there has been none.
    pub(super) fn rustc(&self) -> Option<&Rustc> {
        let dependencies = self.dependencies.get()?.as_ref().ok()?;
        Some(&dependencies.rustc)
    }

    /// What an earlier session saw, whose script stood in `folder`.
    pub(super) fn seen_before(
        &self,
        planned: &Planned,
        observation: Observation,
        folder: &Path,
    ) -> Seen {
        let script = Script::at(&planned.scenario, &self.project, folder);
        Seen {
            redaction: self.redaction_of(planned, &script),
            observation,
            folder: folder.into(),
            script: None,
        }
    }

    pub(super) fn folder(&self) -> Result<PathBuf, String> {
        let root = self.scratch.root().display();
        self.scratch
            .folder()
            .map_err(|error| format!("no scratch folder in {root}: {error}"))
    }

    /// A folder with the script of a further run, and how it is started. The error is a sentence.
    pub(super) fn further(&self, planned: &Planned) -> Result<(Script, Invocation), String> {
        let script = self.script(planned, &self.folder()?)?;
        let invocation = self.invocation(planned, &script);
        Ok((script, invocation))
    }

    pub(super) fn script(&self, planned: &Planned, folder: &Path) -> Result<Script, String> {
        let scenario = &planned.scenario;
        let addon = self.addon(planned)?;
        Script::write(scenario, &self.project, &addon, folder).map_err(|error| {
            format!(
                "its script cannot be written to {}: {error}",
                folder.display()
            )
        })
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
    pub(super) fn redaction_of(&self, planned: &Planned, script: &Script) -> Redaction {
        let mut redaction = self
            .redaction(&script.folder)
            .naming(&script.program, &planned.scenario.shown_file);
        if !planned.scenario.is_checked() {
            redaction = redaction.of(planned.runtime.kind.name());
        }
        script
            .fixtures
            .iter()
            .fold(redaction, |redaction, (copy, original)| {
                redaction.naming(copy, &self.project.relative(original))
            })
    }
}
