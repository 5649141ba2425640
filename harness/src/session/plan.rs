//! The plan: every combination of scenario, variant and runtime.

use std::sync::Arc;

use crate::addon::AddonModule;
use crate::run::environment::Variables;
use crate::runtime::Runtime;
use crate::scenario::behaviour::{Behaviour, snapshot_name};
use crate::scenario::selection::{Selected, run_name};
use crate::scenario::{Expect, Language, Scenario, Variant};

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
    /// The addon build, where it is not the session's own.
    pub build: Option<Arc<Build>>,
    /// `guide/weak_logger@blocking,0`
    pub name: String,
    /// The behaviour that a run has shown, of those that it may show only sometimes.
    pub shown: Option<String>,
}

impl Planned {
    /// How it behaves under its runtime, where the header names that.
    pub fn behaviour(&self) -> Option<&Behaviour> {
        let Runtime { kind, version, .. } = &*self.runtime;
        match &self.shown {
            Some(shown) => self.scenario.header.on.iter().find(|on| on.name == *shown),
            None => self.scenario.behaviour(kind.name(), version),
        }
    }

    /// The same, with each of the behaviours that its runs may show sometimes.
    pub fn occasional(&self) -> impl Iterator<Item = Self> {
        let Runtime { kind, version, .. } = &*self.runtime;
        let all = self.scenario.occasional(kind.name(), version).into_iter();
        all.map(|behaviour| Self {
            shown: Some(behaviour.name.clone()),
            ..self.clone()
        })
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

    /// Whether its `#addon` is the project's own, where users load it.
    pub fn uses_addon(&self) -> bool {
        self.build.is_none() && self.scenario.own_addon.is_none()
    }
}

/// The runtimes of `planned`, each once, without those of programs that are only compiled.
pub fn runtimes<'a>(planned: impl Iterator<Item = &'a Planned>) -> Vec<Arc<Runtime>> {
    let mut runtimes: Vec<Arc<Runtime>> = Vec::new();
    for planned in planned {
        let is_known = runtimes.iter().any(|known| **known == *planned.runtime);
        if planned.scenario.language != Language::Rust && !is_known {
            runtimes.push(Arc::clone(&planned.runtime));
        }
    }
    runtimes
}

/// Every combination of the selection and the runtimes.
pub fn plan(selected: &[Selected], runtimes: &[Arc<Runtime>]) -> Vec<Planned> {
    let mut planned = Vec::new();
    for Selected { scenario, variants } in selected {
        for variant in variants {
            // A program that is only compiled has no runtime to differ by.
            let needed = if scenario.language == Language::Rust {
                &runtimes[..1]
            } else {
                runtimes
            };
            planned.extend(needed.iter().map(|runtime| Planned {
                name: run_name(scenario, variant),
                scenario: Arc::clone(scenario),
                variant: variant.clone(),
                runtime: Arc::clone(runtime),
                build: None,
                shown: None,
            }));
        }
    }
    planned
}
