//! Whether a runtime loads the addon at all: asked once for each build of it, so that a broken one is reported once and
//! not by every scenario.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::addon;
use crate::addon::AddonModule;
use crate::cache::{self, Digest};
use crate::duration::for_people;
use crate::output;
use crate::project::{Entry, Project, RunSection};
use crate::run::Supervision;
use crate::run::capture::Keep;
use crate::run::environment;
use crate::run::process::{
    self, Finished, Invocation, Orphans, OutputTo, Status, Stopped, Tracers,
};
use crate::run::scratch::Scratch;
use crate::run::words::quoted;
use crate::runtime::{Kind, Runtime};
use crate::script::{self, packages};

/// Why scenarios cannot be run with the addon.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The runtime cannot load it.
    #[error("{runtime} cannot load the addon:\n{output}  hint: {hint}")]
    Load {
        /// The runtime.
        runtime: String,
        /// What it printed.
        output: String,
        /// What to do.
        hint: String,
    },
    /// The user wanted everything to stop.
    #[error("interrupted")]
    Interrupted,
    /// The file system refused, or the runtime does not start.
    #[error("cannot see whether the addon loads: {0}")]
    Io(#[from] io::Error),
}

const PROGRAM: &str = include_str!("load.mjs");

/// What was found out of an addon that is loaded.
#[derive(Debug, Default)]
pub struct Check {
    /// The files that it consists of, as far as they can be seen.
    pub files: BTreeSet<PathBuf>,
    /// The runtimes that do not load it, by what they say of themselves; what each printed has been reported.
    pub refused: BTreeSet<String>,
}

/// Finds out which of `runtimes` load the addon, what it exports, and which files it consists of; asked once for each build of it.
///
/// # Errors
/// When none of them loads it, or the user interrupts.
pub fn check(
    project: &Project,
    addon: &mut AddonModule,
    runtimes: &[Arc<Runtime>],
    scratch: &Scratch,
    supervision: &Supervision,
) -> Result<Check, Error> {
    let question = Question {
        project,
        addon,
        scratch,
        supervision,
    };
    let mut exports = BTreeSet::new();
    let mut found = Check::default();
    for runtime in runtimes {
        match question.load_once(runtime) {
            Ok(loaded) => {
                exports.extend(loaded.exports);
                found.files.extend(loaded.files.into_keys());
            }
            Err(error @ Error::Load { .. }) if found.refused.len() + 1 < runtimes.len() => {
                output::notice(format_args!("error: {error}"));
                found.refused.insert(runtime.to_string());
            }
            Err(error) => return Err(error),
        }
    }
    addon.exports = exports.into_iter().collect();
    Ok(found)
}

/// What is to be loaded, and where the question may be asked.
struct Question<'a> {
    project: &'a Project,
    addon: &'a AddonModule,
    /// Its folders see the packages that scripts see.
    scratch: &'a Scratch,
    supervision: &'a Supervision,
}

impl Question<'_> {
    /// Makes sure that `runtime` loads it, and says what it found.
    fn load_once(&self, runtime: &Runtime) -> Result<Loaded, Error> {
        let state = cache::of_build(&self.project.file, self.project.profile.as_deref());
        let stamp = self.stamp(&state);
        let runtime_name = format!("{} {runtime}", runtime.program.display());
        let entry_name = format!("{:?}", self.addon.entry);
        let name = Digest::new("loaded 2")
            .text(&runtime_name)
            .text(&entry_name)
            .name();
        let file = state.join(format!("loaded-{name}.json"));
        if let Some(last) = read(&file).filter(|last| last.is_current(&stamp)) {
            return Ok(last);
        }
        let folder = self.scratch.folder()?;
        let finished = self.load(runtime, &folder)?;
        let ending = self.ending(&finished);
        match (finished.stopped, finished.status) {
            (Some(Stopped::Interrupted), _) => Err(Error::Interrupted),
            (None, Status::Exit(0)) => {
                let loaded = Loaded::from(&folder, &self.addon.entry, stamp);
                // Forgetting it costs one more question next time, so a failure does no harm.
                let _ = cache::write(&file, &serde_json::json!(loaded).to_string());
                Ok(loaded)
            }
            _ => Err(Error::Load {
                runtime: runtime.to_string(),
                output: format!("{}  ({ending})\n", printed(&finished)),
                hint: self.hint(runtime),
            }),
        }
    }

    /// A text that changes when what is loaded does.
    fn stamp(&self, state: &Path) -> String {
        let built = std::fs::read_to_string(state.join(addon::STAMP)).unwrap_or_default();
        let file = match &self.addon.entry {
            Entry::File(file) => file.clone(),
            Entry::Package(name) => manifest_of(name, self.scratch.root()),
        };
        let file_stamp = cache::file_stamp(&file).unwrap_or_default();
        format!("{file_stamp}\n{built}")
    }

    fn load(&self, runtime: &Runtime, folder: &Path) -> Result<Finished, Error> {
        script::prepare(folder, self.addon)?;
        let program = folder.join("load.mjs");
        cache::write(&program, PROGRAM)?;
        let mut environment = environment::scrubbed(&runtime.program, folder);
        let passed = self.project.run.env.iter().map(String::as_str);
        environment::pass_on(&mut environment, passed);
        let invocation = Invocation {
            program: runtime.program.clone(),
            arguments: runtime.arguments(&[], &program),
            folder: folder.to_path_buf(),
            environment,
            timeout: Some(self.timeout()),
            output: OutputTo::Capture(Keep::Ends),
            orphans: Orphans::End,
            hang: None,
            cpus: None,
            tracers: Tracers::Usual,
        };
        Ok(process::run(&invocation, self.supervision)?)
    }

    /// How short runs are says nothing of how long the addon takes to load.
    fn timeout(&self) -> Duration {
        let usual = RunSection::DEFAULT_TIMEOUT;
        self.project.run.timeout.unwrap_or(usual).max(usual)
    }

    fn ending(&self, finished: &Finished) -> String {
        match finished.stopped {
            Some(Stopped::Deadline) => format!(
                "it was still loading after {}, and was ended",
                for_people(self.timeout())
            ),
            _ => format!("ended with {}", addon::shown(finished.status)),
        }
    }

    fn hint(&self, runtime: &Runtime) -> String {
        match &self.addon.entry {
            Entry::File(file) => {
                let command = command(runtime, file);
                format!("to see it without the harness: `{command}`")
            }
            Entry::Package(name) if !manifest_of(name, self.scratch.root()).exists() => format!(
                "the package `{name}` is not installed; run `npm install` (or `npm ci`) in {}",
                packages::own_package(&self.project.root)
                    .map_or(self.project.root.clone(), |(_, folder)| folder)
                    .display()
            ),
            Entry::Package(name) => {
                format!("to see it without the harness: `import '{name}'`")
            }
        }
    }
}

/// The command that has `runtime` load `file` as the harness has it do so.
fn command(runtime: &Runtime, file: &Path) -> String {
    let arguments = match (runtime.kind, script::is_native(file)) {
        // Of these two, neither runs a native addon as a program.
        (Kind::Bun, true) => vec!["-e".into(), opening(file).into()],
        (Kind::Deno, true) => vec!["eval".into(), opening(file).into()],
        _ => runtime.arguments(&[], file),
    };
    let words = [runtime.program.clone().into_os_string()]
        .into_iter()
        .chain(arguments);
    let words: Vec<String> = words.map(|word| quoted(&word.to_string_lossy())).collect();
    words.join(" ")
}

/// A program that loads the native addon `file`.
fn opening(file: &Path) -> String {
    let file = serde_json::Value::from(file.to_string_lossy()).to_string();
    format!("process.dlopen({{ exports: {{}} }}, {file})")
}

/// What is remembered of an addon that loaded.
#[derive(Debug, Serialize, Deserialize)]
struct Loaded {
    stamp: String,
    /// The names that it exports to an ECMAScript module.
    exports: Vec<String>,
    /// The files that it consists of, as far as they can be seen: its entry, native libraries that loading it mapped, and modules
    /// that it required. Each with its stamp.
    files: BTreeMap<PathBuf, String>,
}

/// What `load.mjs` writes down.
#[derive(Default, Deserialize)]
struct Said {
    exports: Vec<String>,
    libraries: Vec<PathBuf>,
    modules: Vec<PathBuf>,
}

impl Loaded {
    /// Nothing is known of an addon that ended the process while it was loaded.
    fn from(folder: &Path, entry: &Entry, stamp: String) -> Self {
        let said = std::fs::read_to_string(folder.join("loaded.json")).ok();
        let said = said.and_then(|text| serde_json::from_str::<Said>(&text).ok());
        let said = said.unwrap_or_default();
        // `default` of a CommonJS module is all of it once more; Node.js adds `module.exports`.
        let own = |name: &String| !["default", "module.exports"].contains(&name.as_str());
        let entry = match entry {
            Entry::File(file) => Some(file.clone()),
            Entry::Package(_) => None,
        };
        let files = said.libraries.into_iter().chain(said.modules).chain(entry);
        Self {
            stamp,
            exports: said.exports.into_iter().filter(own).collect(),
            files: files
                .filter_map(|file| Some((file.clone(), cache::file_stamp(&file)?)))
                .collect(),
        }
    }

    /// Whether loading it again would find the same.
    fn is_current(&self, stamp: &str) -> bool {
        let same =
            |(file, stamp): (&PathBuf, &String)| cache::file_stamp(file).as_ref() == Some(stamp);
        self.stamp == stamp && self.files.iter().all(same)
    }
}

fn read(file: &Path) -> Option<Loaded> {
    serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()
}

/// Where the package that `name` begins with has its `package.json`.
fn manifest_of(name: &str, root: &Path) -> PathBuf {
    root.join("node_modules")
        .join(packages::name_of(name))
        .join("package.json")
}

/// Both streams of a process, for a message.
fn printed(finished: &Finished) -> String {
    [&finished.stdout, &finished.stderr]
        .map(|stream| String::from_utf8_lossy(&stream.finish().bytes).into_owned())
        .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(kind: Kind, file: &str) -> String {
        let runtime = Runtime {
            kind,
            program: "/bin/it".into(),
            version: semver::Version::new(2, 9, 6),
        };
        command(&runtime, file.as_ref())
    }

    #[test]
    fn the_command_that_loads_an_addon_has_the_arguments_that_the_harness_gives() {
        assert_eq!(shown(Kind::Node, "/a b/x.js"), "/bin/it '/a b/x.js'");
        assert_eq!(
            shown(Kind::Deno, "/x.js"),
            "/bin/it run --quiet --allow-all --no-prompt --unstable-detect-cjs /x.js"
        );
        assert_eq!(shown(Kind::Node, "/x.node"), "/bin/it /x.node");
        assert_eq!(
            shown(Kind::Deno, "/x.node"),
            "/bin/it eval 'process.dlopen({ exports: {} }, \"/x.node\")'"
        );
    }
}
