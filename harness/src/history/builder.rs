//! Builders: what makes the addons of one release.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::addon::own::{self, Built, DIRECT_COMPANIONS, NotBuilt, Release};
use crate::cache::{Artefacts, Digest};
use crate::cargo::{
    self, companions,
    index::{self, Index},
};
use crate::run::Supervision;
use crate::scenario::Scenario;
use crate::session::{Build, Session, own as session_own};

/// What became of each scenario's addon: a build (`None`: the session's own), or the first error.
pub type Builds = BTreeMap<String, Result<Option<Arc<Build>>, NotBuilt>>;

/// Makes the addons of releases.
pub trait Builder: Send {
    /// What changes when the addons made with `release` are others, their own sources aside.
    fn key(&mut self, release: Option<&index::Release>) -> String;

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
    /// What changes when an addon does.
    key: String,
}

impl Present {
    /// The project's addon and those of `scenarios` as they are built now.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn new(session: &Session, scenarios: &[Arc<Scenario>]) -> io::Result<Self> {
        let folder = session.project().addon_folder();
        let mut digest = Digest::new("present")
            .text(format!("{:?}", session.project().addon.entry))
            .text(format!("{:?}", own::locked(&folder)));
        for file in session.addon_files() {
            digest = digest.file(file)?;
        }
        for scenario in scenarios {
            digest = own::inputs::digest(scenario, digest)?;
        }
        Ok(Self {
            key: digest.finish(),
        })
    }
}

impl Builder for Present {
    fn key(&mut self, _: Option<&index::Release>) -> String {
        self.key.clone()
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
    /// Where addons are put.
    pub artefacts: Artefacts,
    /// For cargo's processes.
    pub supervision: Supervision,
}

impl Own {
    fn release(&mut self, release: &index::Release) -> Result<Release, companions::Unresolved> {
        let pins = companions::pins(&mut self.index, &self.krate, release, &DIRECT_COMPANIONS)?;
        let releases = self.index.releases(&self.krate);
        Ok(Release::from_pins(&self.krate, pins, &self.all, releases))
    }
}

impl Builder for Own {
    fn key(&mut self, release: Option<&index::Release>) -> String {
        match self.release(release.expect("own addons are built with a release")) {
            Ok(with) => format!("{:?} {:?}", with.pins, with.features),
            Err(error) => error.to_string(),
        }
    }

    fn build(
        &mut self,
        release: Option<&index::Release>,
        scenarios: &[Arc<Scenario>],
    ) -> io::Result<Builds> {
        let release = release.expect("own addons are built with a release");
        let all_failed = |error: String| -> Builds {
            let error = NotBuilt::Unresolved(error);
            let failed = |it: &Arc<Scenario>| (it.name.clone(), Err(error.clone()));
            scenarios.iter().map(failed).collect()
        };
        let release = match self.release(release) {
            Ok(release) => release,
            Err(error) => return Ok(all_failed(error.to_string())),
        };
        let built = own::build(scenarios, &release, &self.artefacts, &self.supervision);
        let built = match built {
            Ok(built) => built,
            Err(cargo::Error::Failed { said, .. }) => {
                return Ok(all_failed(cargo::first_error(&said)));
            }
            Err(error) => return Err(io::Error::other(error.to_string())),
        };
        let build = |scenario: &Arc<Scenario>| match &built[&scenario.name] {
            Built::Library(library) => Ok(Some(Arc::new(Build {
                module: session_own::module(library, scenario),
                variables: BTreeMap::new(),
            }))),
            Built::Failed(error) => Err(error.clone()),
        };
        Ok(scenarios
            .iter()
            .map(|it| (it.name.clone(), build(it)))
            .collect())
    }
}
