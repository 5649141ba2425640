//! Addons of scenarios' own, built once a session with the napi that the project's own addon has.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::addon::AddonModule;
use crate::addon::own::{self, Built, Release};
use crate::cache::Artefacts;
use crate::cargo::{
    self,
    index::{self, Freshness, Index},
};
use crate::project::{Entry, Project};
use crate::run::Supervision;
use crate::scenario::Scenario;
use crate::script;

/// The own addons of a session's scenarios.
#[derive(Debug, Default)]
pub struct OwnAddons {
    scenarios: Vec<Arc<Scenario>>,
    built: OnceLock<Result<BuiltAddons, String>>,
}

/// What became of them all.
#[derive(Debug)]
struct BuiltAddons {
    by_scenario: BTreeMap<String, Built>,
    /// None of them is removed until the session ends.
    _in_use: Artefacts,
}

impl OwnAddons {
    /// Those of `scenarios` that have one.
    pub fn new<'a>(scenarios: impl Iterator<Item = &'a Arc<Scenario>>) -> Self {
        let mut own: Vec<_> = scenarios
            .filter(|scenario| scenario.own_addon.is_some())
            .cloned()
            .collect();
        own.sort_by(|a, b| a.name.cmp(&b.name));
        own.dedup_by(|a, b| a.name == b.name);
        Self {
            scenarios: own,
            built: OnceLock::new(),
        }
    }

    /// Builds them all, if that has not been done, and says what is wrong with the first that does not compile.
    ///
    /// # Errors
    /// A sentence.
    pub fn build(&self, project: &Project, supervision: &Supervision) -> Result<(), String> {
        for scenario in &self.scenarios {
            self.module(scenario, project, supervision)?;
        }
        Ok(())
    }

    /// `#addon` of `scenario`.
    ///
    /// # Errors
    /// A sentence, when it could not be built.
    pub fn module(
        &self,
        scenario: &Scenario,
        project: &Project,
        supervision: &Supervision,
    ) -> Result<AddonModule, String> {
        let built = self
            .built
            .get_or_init(|| self.build_all(project, supervision))
            .as_ref()?;
        match built.by_scenario.get(&scenario.name) {
            Some(Built::Library(library)) => Ok(module(library, scenario)),
            Some(Built::Failed(error)) => {
                let addon = scenario.own_addon.as_deref().unwrap_or(Path::new(""));
                Err(format!(
                    "{} does not compile: {error}",
                    project.relative(addon)
                ))
            }
            None => Err(format!("`{}` has no addon of its own here", scenario.name)),
        }
    }

    fn build_all(
        &self,
        project: &Project,
        supervision: &Supervision,
    ) -> Result<BuiltAddons, String> {
        let release = release(project, &self.scenarios, supervision)?;
        let build = || -> Result<BuiltAddons, cargo::Error> {
            let artefacts = Artefacts::open(&supervision.interrupt)?;
            Ok(BuiltAddons {
                by_scenario: own::build(&self.scenarios, &release, &artefacts, supervision)?,
                _in_use: artefacts,
            })
        };
        build().map_err(|error| format!("the addons of scenarios' own cannot be built: {error}"))
    }
}

/// The module that a built library is to `scenario`: it has the names that the program imports.
pub fn module(library: &Path, scenario: &Scenario) -> AddonModule {
    AddonModule {
        entry: Entry::File(library.to_path_buf()),
        exports: script::imported_names(&scenario.source),
    }
}

/// The release that the project itself is built with.
///
/// # Errors
/// A sentence, when the project has no lock file that says so, or cargo cannot read its index.
pub fn release(
    project: &Project,
    scenarios: &[Arc<Scenario>],
    supervision: &Supervision,
) -> Result<Release, String> {
    let folder = project.addon_folder();
    let pins = own::locked(&folder).ok_or_else(|| {
        format!(
            "no Cargo.lock with napi at or above {}\n  hint: a scenario with an addon of its own is built with the napi of the project's lock file; `cargo generate-lockfile` makes one",
            folder.display()
        )
    })?;
    let mut index = Index::default();
    if index.releases("napi").is_empty() {
        // A machine on which cargo has only ever followed lock files. Without the index nobody knows which releases there are.
        let warning = index::refresh(&["napi"], &folder, Freshness::Current, supervision)
            .map_err(|error| error.to_string())?;
        if let Some(warning) = warning {
            return Err(warning);
        }
        index = Index::default();
    }
    Ok(Release::from_pins(
        "napi",
        pins,
        scenarios,
        index.releases("napi"),
    ))
}
