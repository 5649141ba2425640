//! Whether a runtime loads the addon at all: asked once for each build of it, so that a broken one is told of once and
//! not by every scenario.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Error, printed};
use crate::cache;
use crate::project::{Entry, Project, RunSection};
use crate::run::Supervision;
use crate::run::environment;
use crate::run::process::{self, Finished, Invocation, Orphans, OutputTo, Status, Tracers};
use crate::run::scratch::Scratch;
use crate::runtime::Runtime;
use crate::script::{self, AddonModule, packages};

const PROGRAM: &str = include_str!("load.mjs");

/// What is to be loaded, and where the question may be asked.
pub struct Check<'a> {
    pub project: &'a Project,
    pub addon: &'a AddonModule,
    /// Its folders see the packages that scripts see.
    pub scratch: &'a Scratch,
    pub supervision: &'a Supervision,
}

impl Check<'_> {
    /// Makes sure that `runtime` loads it, and says which names it exports to an ECMAScript module.
    pub fn of(&self, runtime: &Runtime) -> Result<Vec<String>, Error> {
        let state = cache::of_project(&self.project.file);
        let stamp = self.stamp(&state);
        let runtime_name = format!("{} {runtime}", runtime.program.display());
        let entry_name = format!("{:?}", self.addon.entry);
        let name = cache::hash(&format!("{runtime_name} {entry_name}"));
        let file = state.join(format!("loaded-{name}.json"));
        if let Some(last) = read(&file).filter(|last| last.stamp == stamp) {
            return Ok(last.exports);
        }
        let finished = self.load(runtime)?;
        match (finished.stopped, finished.status) {
            (Some(process::Stopped::Interrupted), _) => Err(Error::Interrupted),
            (None, Status::Exit(0)) => {
                let loaded = Loaded {
                    stamp,
                    exports: exports(&printed(&finished)),
                };
                cache::write(&file, &serde_json::json!(loaded).to_string())?;
                Ok(loaded.exports)
            }
            (_, status) => Err(Error::Load {
                runtime: runtime.to_string(),
                output: format!(
                    "{}  (ended with {})\n",
                    printed(&finished),
                    super::shown(status)
                ),
                hint: self.hint(runtime),
            }),
        }
    }

    /// A text that changes when what is loaded does.
    fn stamp(&self, state: &Path) -> String {
        let built = std::fs::read_to_string(state.join("built")).unwrap_or_default();
        let file = match &self.addon.entry {
            Entry::File(file) => file.clone(),
            Entry::Package(name) => manifest_of(name, self.scratch.root()),
        };
        let file_stamp = cache::file_stamp(&file).unwrap_or_default();
        format!("{file_stamp}\n{built}")
    }

    fn load(&self, runtime: &Runtime) -> Result<Finished, Error> {
        let folder = self.scratch.folder()?;
        script::prepare(&folder, self.addon)?;
        let program = folder.join("load.mjs");
        cache::write(&program, PROGRAM)?;
        let mut environment = environment::scrubbed(&runtime.program, &folder);
        let passed = self.project.run.env.iter().map(String::as_str);
        environment::pass_on(&mut environment, passed);
        let invocation = Invocation {
            program: runtime.program.clone(),
            arguments: runtime.arguments(&[], &program),
            folder,
            environment,
            timeout: self
                .project
                .run
                .timeout
                .or(Some(RunSection::DEFAULT_TIMEOUT)),
            output: OutputTo::Capture,
            orphans: Orphans::End,
            hang: None,
            tracers: Tracers::Usual,
        };
        Ok(process::run(&invocation, self.supervision)?)
    }

    fn hint(&self, runtime: &Runtime) -> String {
        match &self.addon.entry {
            Entry::File(file) => format!(
                "the scenarios were not run; try `{} {}` by hand",
                runtime.program.display(),
                file.display()
            ),
            Entry::Package(name) if !manifest_of(name, self.scratch.root()).exists() => format!(
                "the package `{name}` is not installed; run `npm install` (or `npm ci`) in {}",
                packages::own_package(&self.project.root)
                    .map_or(self.project.root.clone(), |(_, folder)| folder)
                    .display()
            ),
            Entry::Package(name) => {
                format!("the scenarios were not run; try `import '{name}'` by hand")
            }
        }
    }
}

/// What is remembered of an addon that loaded.
#[derive(Serialize, Deserialize)]
struct Loaded {
    stamp: String,
    exports: Vec<String>,
}

fn read(file: &Path) -> Option<Loaded> {
    serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()
}

/// The names that `load.mjs` printed last.
fn exports(printed: &str) -> Vec<String> {
    let names = printed.lines().rev().find(|line| line.starts_with('['));
    let names: Vec<String> = serde_json::from_str(names.unwrap_or("[]")).unwrap_or_default();
    // `default` of a CommonJS module is all of it once more; Node.js adds `module.exports`.
    let own = |name: &String| !["default", "module.exports"].contains(&name.as_str());
    names.into_iter().filter(own).collect()
}

/// Where the package that `name` begins with has its `package.json`.
fn manifest_of(name: &str, root: &Path) -> PathBuf {
    root.join("node_modules")
        .join(packages::name_of(name))
        .join("package.json")
}
