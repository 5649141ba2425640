//! Builders: what makes the addons of one release.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::addon::own::{self, Built, DIRECT_COMPANIONS, Release};
use crate::cache;
use crate::cargo::{
    self, companions,
    index::{self, Index},
};
use crate::project::{Entry, Project};
use crate::run::Supervision;
use crate::scenario::Scenario;
use crate::scenario::bug::Profile;
use crate::session::{Build, own as session_own};

/// What became of each scenario's addon: a build (`None`: the session's own), or the first error.
pub type Builds = BTreeMap<String, Result<Option<Arc<Build>>, String>>;

/// Makes the addons of releases.
pub trait Builder: Send {
    /// What changes when the addon of `scenario` with `release` is another one.
    ///
    /// # Errors
    /// When its sources cannot be read.
    fn key(&mut self, release: Option<&index::Release>, scenario: &Scenario) -> io::Result<String>;

    /// Builds the addons of `scenarios` with `release`.
    ///
    /// # Errors
    /// When the machine refuses. That something does not compile is no error, but a result.
    fn build(
        &mut self,
        release: Option<&index::Release>,
        scenarios: &[Arc<Scenario>],
    ) -> io::Result<Builds>;
}

/// Uses what the session itself builds.
pub struct Present {
    /// What changes when the project's addon does.
    pub stamp: String,
}

impl Present {
    /// The project's addon as it is built now.
    pub fn of(project: &Project) -> Self {
        let state = cache::of_project(&project.file);
        let built = fs::read_to_string(state.join("built")).unwrap_or_default();
        let entry = match &project.addon.entry {
            Entry::File(file) => cache::file_stamp(file).unwrap_or_default(),
            Entry::Package(name) => name.clone(),
        };
        Self {
            stamp: format!("{entry} {built} {:?}", own::locked(&project.addon_folder())),
        }
    }
}

impl Builder for Present {
    fn key(&mut self, _: Option<&index::Release>, scenario: &Scenario) -> io::Result<String> {
        let own = scenario.own_addon.as_deref().map(fs::read_to_string);
        Ok(format!(
            "{} {}",
            self.stamp,
            own.transpose()?.unwrap_or_default()
        ))
    }

    fn build(
        &mut self,
        _: Option<&index::Release>,
        scenarios: &[Arc<Scenario>],
    ) -> io::Result<Builds> {
        Ok(scenarios
            .iter()
            .map(|it| (it.name.clone(), Ok(None)))
            .collect())
    }
}

/// Builds scenarios' own addons.
pub struct Own {
    /// The crate.
    pub krate: String,
    /// cargo's index.
    pub index: Index,
    /// All scenarios that have an addon of their own: one set of features serves them all.
    pub all: Vec<Arc<Scenario>>,
    /// Where addons are put until they have run.
    pub out: PathBuf,
    /// For cargo's processes.
    pub supervision: Supervision,
}

impl Own {
    fn release(&mut self, release: &index::Release) -> Result<Release, companions::Unresolved> {
        let pins = companions::pins(&mut self.index, &self.krate, release, &DIRECT_COMPANIONS)?;
        let up_to = self.index.releases(&self.krate).iter();
        Ok(Release {
            krate: self.krate.clone(),
            version: release.version.clone(),
            pins,
            features: Release::features_for(&self.all, Some(&release.features)),
            up_to: up_to
                .filter(|other| other.is_stable() && other.version <= release.version)
                .map(|other| other.version.clone())
                .collect(),
        })
    }
}

impl Builder for Own {
    fn key(&mut self, release: Option<&index::Release>, scenario: &Scenario) -> io::Result<String> {
        let release = release.expect("own addons are built with a release");
        let source = match &scenario.own_addon {
            Some(addon) => fs::read_to_string(addon)?,
            None => String::new(),
        };
        let profile = session_own::profile_of(scenario);
        let with = match self.release(release) {
            Ok(with) => format!("{:?} {:?}", with.pins, with.features),
            Err(error) => error.to_string(),
        };
        Ok(cache::hash(&format!("{with} {profile:?} {source}")))
    }

    fn build(
        &mut self,
        release: Option<&index::Release>,
        scenarios: &[Arc<Scenario>],
    ) -> io::Result<Builds> {
        let release = release.expect("own addons are built with a release");
        let all_failed = |error: String| -> Builds {
            let failed = |it: &Arc<Scenario>| (it.name.clone(), Err(error.clone()));
            scenarios.iter().map(failed).collect()
        };
        let release = match self.release(release) {
            Ok(release) => release,
            Err(error) => return Ok(all_failed(error.to_string())),
        };
        let out = self.out.join(release.version.to_string());
        let mut builds = Builds::new();
        for profile in [Profile::Debug, Profile::Release] {
            let wanted: Vec<_> = scenarios
                .iter()
                .filter(|scenario| session_own::profile_of(scenario) == profile)
                .cloned()
                .collect();
            if wanted.is_empty() {
                continue;
            }
            match own::build(&wanted, profile, &release, &out, &self.supervision) {
                Ok(built) => {
                    for scenario in &wanted {
                        let became = match &built[&scenario.name] {
                            Built::Library(library) => Ok(Some(Arc::new(Build {
                                module: session_own::module(library, scenario),
                                variables: BTreeMap::new(),
                            }))),
                            Built::Failed(error) => Err(error.clone()),
                        };
                        builds.insert(scenario.name.clone(), became);
                    }
                }
                Err(cargo::Error::Failed { said, .. }) => {
                    let said = said.lines().find(|line| line.starts_with("error"));
                    return Ok(all_failed(said.unwrap_or("cargo failed").to_owned()));
                }
                Err(error) => return Err(io::Error::other(error.to_string())),
            }
        }
        Ok(builds)
    }
}
