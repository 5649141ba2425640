//! The plan: every combination of scenario, variant and runtime, for one build of the addon.

use std::sync::Arc;
use std::time::Duration;

use semver::Version;

use super::Place;
use crate::addon::AddonModule;
use crate::project::DEFAULT_PROFILE;
use crate::run::environment::Variables;
use crate::runtime::{Kind, Runtime};
use crate::scenario::behaviour::{Behaviour, snapshot_name};
use crate::scenario::range;
use crate::scenario::selection::{Selected, run_name};
use crate::scenario::{Conditions, Expect, ExpectedEnd, Language, Scenario, Variant};

/// An addon as it was built with some release.
#[derive(Debug, Clone)]
pub struct Build {
    /// `#addon`.
    pub module: AddonModule,
    /// What a program must find in its environment to load this build, and no other.
    pub variables: Variables,
}

/// One run to be done: a scenario, a variant, a runtime, an addon build.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The variant.
    pub variant: Variant,
    /// The runtime.
    pub runtime: Arc<Runtime>,
    /// The profile by which the project's addon is built; `None` for the build of `[addon]`.
    pub profile: Option<String>,
    /// The addon build, where it is not the session's own.
    pub build: Option<Arc<Build>>,
    /// `guide/weak_logger@blocking,0`
    pub name: String,
    /// The version of the rustc that has checked it, where it is Rust and has been checked.
    pub rustc: Option<Version>,
    /// The behaviour that a run has shown.
    pub shown: Shown,
}

/// Which of the behaviours that a header names a run is held against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Shown {
    /// The one of its runtime and build.
    #[default]
    OfPlace,
    /// The usual one, though the header names another for its runtime and build: of a scenario with variants, not all need to differ.
    Usual,
    /// One of those that a run may show only sometimes.
    Occasional(String),
}

impl Planned {
    fn conditions(&self) -> Conditions<'_> {
        let Runtime { kind, version, .. } = &*self.runtime;
        let (runtime, version) = match &self.rustc {
            Some(version) => (range::RUSTC, version),
            None => (kind.name(), version),
        };
        Conditions {
            runtime,
            version,
            profile: self.profile.as_deref().unwrap_or(DEFAULT_PROFILE),
        }
    }

    /// How long it may well take, where its header lets one expect that it takes long: such runs begin first, so that none of them is left
    /// alone at the end.
    pub fn expected_length(&self, usual_timeout: Duration) -> Duration {
        let header = &self.scenario.header;
        let timeout = header.timeout.unwrap_or(usual_timeout);
        let is_node = self.runtime.kind == Kind::Node;
        match self.expect().end {
            // Several processes, each with many iterations.
            _ if header.growth.is_some() => timeout.max(usual_timeout),
            ExpectedEnd::Timeout => timeout,
            // Elsewhere nothing proves a hang.
            ExpectedEnd::Hang if !is_node => timeout,
            ExpectedEnd::Hang => Duration::from_secs(1),
            _ => Duration::ZERO,
        }
    }

    /// The runtime, and the profile if there is one: `node 20.20.2`, `node 20.20.2 release`.
    pub fn place(&self) -> String {
        let Runtime { kind, version, .. } = &*self.runtime;
        let place = Place {
            kind: kind.name(),
            version: &version.to_string(),
            profile: self.profile.as_deref(),
        };
        place.to_string()
    }

    /// What `[[on]]` in its header may name: the rustc that has checked it, or else its place; `None` for TypeScript that is only checked.
    pub fn varies_by(&self) -> Option<String> {
        let Some(rustc) = &self.rustc else {
            return (!self.scenario.is_checked()).then(|| self.place());
        };
        let place = Place {
            kind: range::RUSTC,
            version: &rustc.to_string(),
            profile: None,
        };
        Some(place.to_string())
    }

    /// Its name and its place, where one name has several runs: `late bun 1.4.5`.
    pub fn name_and_place(&self) -> String {
        format!("{} {}", self.name, self.place())
    }

    /// How it behaves under its runtime, where the header names that.
    pub fn behaviour(&self) -> Option<&Behaviour> {
        match &self.shown {
            Shown::OfPlace => self.scenario.behaviour(&self.conditions()),
            Shown::Usual => None,
            Shown::Occasional(name) => self.scenario.header.on.iter().find(|on| on.name == *name),
        }
    }

    /// The same, with each of the behaviours that its runs may show sometimes.
    pub fn occasional(&self) -> impl Iterator<Item = Self> {
        let all = self.scenario.occasional(&self.conditions()).into_iter();
        all.map(|behaviour| Self {
            shown: Shown::Occasional(behaviour.name.clone()),
            ..self.clone()
        })
    }

    /// The same, held against the usual behaviour.
    pub fn as_usual(&self) -> Self {
        Self {
            shown: Shown::Usual,
            ..self.clone()
        }
    }

    /// How it must end under its runtime.
    pub fn expect(&self) -> Expect {
        let usual = &self.scenario.header.expect;
        let behaviour = self.behaviour();
        behaviour.map_or_else(|| usual.clone(), |behaviour| behaviour.expect(usual))
    }

    /// What its snapshot is called.
    pub fn snapshot(&self) -> String {
        snapshot_name(&self.name, self.behaviour())
    }

    /// What the snapshots of its other behaviours are called, each with that of the behaviour; `None` is the usual one.
    pub fn other_snapshots(&self) -> Vec<(Option<&Behaviour>, String)> {
        let own = self.snapshot();
        let all = self.scenario.behaviours();
        let named = all.map(|behaviour| (behaviour, snapshot_name(&self.name, behaviour)));
        named.filter(|(_, name)| *name != own).collect()
    }

    /// Whether it runs the project's addon, which profiles build. A scenario's own addon has the profile that its header names.
    pub fn varies_with_profile(&self) -> bool {
        self.scenario.own_addon.is_none() && !self.scenario.is_checked()
    }

    /// Whether a runtime has something to do for it: it runs the program, or the compiler that checks it.
    pub fn needs_runtime(&self) -> bool {
        self.scenario.language != Language::Rust
    }

    /// Whether its `#addon` is the project's own, where users load it.
    pub fn uses_addon(&self) -> bool {
        self.build.is_none() && self.scenario.own_addon.is_none()
    }
}

/// The runtimes of `planned`, each once, without those of programs that are only checked.
pub fn runtimes<'a>(planned: impl Iterator<Item = &'a Planned>) -> Vec<Arc<Runtime>> {
    let mut runtimes: Vec<Arc<Runtime>> = Vec::new();
    for planned in planned {
        let is_known = runtimes.iter().any(|known| **known == *planned.runtime);
        if !planned.scenario.is_checked() && !is_known {
            runtimes.push(Arc::clone(&planned.runtime));
        }
    }
    runtimes
}

/// Every combination of the selection and the runtimes, with the addon as `profile` builds it.
pub fn plan(
    selected: &[Selected],
    runtimes: &[Arc<Runtime>],
    profile: Option<&str>,
) -> Vec<Planned> {
    let mut planned = Vec::new();
    for Selected { scenario, variants } in selected {
        for variant in variants {
            // A program that is only checked has no runtime to differ by.
            let needed = if scenario.is_checked() {
                &runtimes[..1]
            } else {
                runtimes
            };
            planned.extend(needed.iter().map(|runtime| Planned {
                name: run_name(scenario, variant),
                scenario: Arc::clone(scenario),
                variant: variant.clone(),
                runtime: Arc::clone(runtime),
                profile: profile.map(str::to_owned),
                build: None,
                rustc: None,
                shown: Shown::OfPlace,
            }));
        }
    }
    planned
}
