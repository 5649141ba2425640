//! The plan: every combination of scenario, variant and runtime.

use std::sync::Arc;

use crate::runtime::Runtime;
use crate::scenario::selection::{Selected, run_name};
use crate::scenario::{Language, Scenario, Variant};

/// One run to be done: a scenario, a variant, a runtime. The addon build is the session's.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The variant.
    pub variant: Variant,
    /// The runtime.
    pub runtime: Arc<Runtime>,
    /// `guide/weak_logger@blocking,0`
    pub name: String,
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
            }));
        }
    }
    planned
}
