//! The runtimes that somebody asked for, each once: `node` and `node@20` may be the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Error, Runtime};
use crate::project::file::is_path;

/// Runtimes in the order in which they were asked for, each with the SPEC that asked.
#[derive(Debug, Default)]
pub struct Asked(Vec<(String, Arc<Runtime>)>);

impl Asked {
    /// Adds `runtime`, which `spec` means, if it is not there yet. A release is the same wherever it stands.
    ///
    /// # Errors
    /// When a program is named by its path, and another one says the same of itself: it may be a build of its own.
    pub fn add(&mut self, spec: &str, runtime: Arc<Runtime>) -> Result<(), Error> {
        let name = runtime.to_string();
        let alike = |(_, known): &&(String, Arc<Runtime>)| known.to_string() == name;
        let Some((by, known)) = self.0.iter().find(alike) else {
            self.0.push((spec.to_owned(), runtime));
            return Ok(());
        };
        if known.program == runtime.program || !is_path(spec) && !is_path(by) {
            return Ok(());
        }
        Err(Error::Alike {
            runtime: name,
            programs: [known.program.clone(), runtime.program.clone()],
        })
    }

    /// The runtimes.
    pub fn runtimes(&self) -> Vec<Arc<Runtime>> {
        let all = self.0.iter();
        all.map(|(_, runtime)| Arc::clone(runtime)).collect()
    }

    /// How to ask for each, by what it says of itself.
    pub fn specs(&self) -> BTreeMap<String, String> {
        let all = self.0.iter();
        all.map(|(spec, runtime)| (runtime.to_string(), spec.clone()))
            .collect()
    }
}
