//! What earlier calls observed, each under a key of everything that it depends on. Only what was seen is kept: header and
//! snapshot judge it anew each time.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::cache::{self, Digest, Part};
use crate::run::Observation;

/// What else makes an observation another one: the form of what is kept, and how the harness observes.
const FORM: &str = "history 4";

/// What was observed of one scenario with one build under one runtime.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Observed {
    /// It ran, so many times.
    Ran(Vec<Seen>),
    /// Its addon does not compile: the compiler's first error.
    DoesNotCompile(String),
}

/// What was seen of one run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Seen {
    /// All of it.
    pub observation: Observation,
    /// The script's folder, which stands in what was printed. It is no more.
    pub folder: PathBuf,
}

/// Where observations are kept.
#[derive(Debug, Clone)]
pub struct Keep {
    folder: PathBuf,
    /// Whether those of earlier calls are asked for.
    reads: bool,
}

impl Keep {
    /// In the cache.
    pub fn in_cache() -> Self {
        Self {
            folder: Part::History.folder().join("observations"),
            reads: true,
        }
    }

    /// The same, without asking for what earlier calls saw.
    pub fn afresh() -> Self {
        Self {
            reads: false,
            ..Self::in_cache()
        }
    }

    /// What was observed under `key`.
    pub fn read(&self, key: &str) -> Option<Observed> {
        if !self.reads {
            return None;
        }
        let text = fs::read_to_string(self.file(key)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Keeps it.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn write(&self, key: &str, observed: &Observed) -> io::Result<()> {
        let text = serde_json::to_string(observed).expect("an observation is JSON");
        cache::write(&self.file(key), &text)
    }

    fn file(&self, key: &str) -> PathBuf {
        self.folder.join(&key[..2]).join(format!("{key}.json"))
    }
}

/// The key of an observation: with a build of this key, of a run with these `inputs`, this often.
pub fn key(build: &str, inputs: &Digest, runs: u32) -> String {
    Digest::new(FORM)
        .text(env!("CARGO_PKG_VERSION"))
        .text(build)
        .text(inputs.clone().finish())
        .text(runs.to_string())
        .finish()
}
