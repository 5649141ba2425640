//! What a header says of growth: how often work is done, and what may accumulate.

use serde::{Deserialize, Serialize};

/// `[growth]` of a header.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// How often the work is done in the first counting run.
    #[serde(default = "default_iterations")]
    pub iterations: u32,
    /// The most that may accumulate with each iteration, in bytes.
    #[serde(default = "default_bound")]
    pub bound: f64,
    /// What must accumulate, where a leak is what is shown; nothing else is judged then.
    #[serde(default)]
    pub leaks: Vec<Kind>,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Handles of the event loop.
    Handles,
    /// Persistent references from native code.
    References,
    /// Memory of buffers.
    External,
    /// JavaScript's heap.
    Heap,
    /// Native memory.
    Native,
}

impl Kind {
    /// The word of headers and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Handles => "handles",
            Self::References => "references",
            Self::External => "external",
            Self::Heap => "heap",
            Self::Native => "native",
        }
    }
}

fn default_iterations() -> u32 {
    1000
}

/// Where nothing is meant to accumulate, this is what a measurement may be wrong by.
fn default_bound() -> f64 {
    16.0
}
