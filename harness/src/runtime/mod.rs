//! Runtimes: the programs that run scripts, each with its version and its ways.

mod asked;
mod identity;
pub mod spec;
pub mod store;

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

pub use self::asked::Asked;
use self::identity::Identity;
use self::spec::Wanted;
use crate::cache;
use crate::diagnostic::Diagnostic;
use crate::dialect;
use crate::project::Project;
use crate::project::file::is_path;
use crate::scenario::Language;
use crate::scenario::header::RuntimeLimit;
use crate::scenario::range;

/// A program that runs scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runtime {
    /// Which of the runtimes it is.
    pub kind: Kind,
    /// The program, and no shim that only starts it.
    pub program: PathBuf,
    /// The version that it reports.
    pub version: Version,
}

/// The runtimes that load native addons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Node.js
    Node,
    /// Bun
    Bun,
    /// Deno
    Deno,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Node, Self::Bun, Self::Deno];

    /// The program's usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Bun => "bun",
            Self::Deno => "deno",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The oldest major version that `each-major` means.
    fn first_major(self) -> u64 {
        match self {
            // Releases before 16 lack the Node-API versions that today's addons need.
            Self::Node => 16,
            Self::Bun | Self::Deno => 1,
        }
    }

    /// Arguments that stand before the script's path.
    fn leading_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Node | Self::Bun => &[],
            // Deno asks before a program may load a native addon; a script under test may do all that Node.js lets it.
            Self::Deno => &["run", "--quiet", "--allow-all", "--no-prompt"],
        }
    }
}

/// `node 20.20.2`
impl fmt::Display for Runtime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.kind.name(), self.version)
    }
}

/// Why a runtime cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing of that name.
    #[error(
        "`{program}` is not in PATH, and none has been added\n  hint: run `napi-harness runtime add {spec}`, or give the program's path: --runtime /path/to/{program}"
    )]
    NotFound {
        /// The program looked for.
        program: &'static str,
        /// As asked for.
        spec: String,
    },
    /// There is one, of another version.
    #[error(
        "no `{spec}` in PATH, and none has been added; found: {}\n  hint: run `napi-harness runtime add {spec}`, or give the program's path: --runtime /path/to/program",
        found.join(", ")
    )]
    OtherVersion {
        /// As asked for.
        spec: String,
        /// What there is.
        found: Vec<String>,
    },
    /// One is needed.
    #[error(
        "`{spec}` means several runtimes, but one is needed\n  hint: name each of them; `napi-harness runtime list` lists them"
    )]
    Several {
        /// As asked for.
        spec: String,
    },
    /// A path that leads nowhere.
    #[error("there is no runtime at {}", program.display())]
    NoSuchFile {
        /// The path.
        program: PathBuf,
    },
    /// It does not start.
    #[error("{} does not start: {reason}\n  hint: try running `{} --version`", program.display(), program.display())]
    DoesNotStart {
        /// The program.
        program: PathBuf,
        /// What happened.
        reason: String,
    },
    /// Two programs that say the same of themselves.
    #[error(
        "{} and {} both say that they are {runtime}, and nothing in a report would tell their runs apart\n  hint: run them one after the other",
        programs[0].display(), programs[1].display()
    )]
    Alike {
        /// What they say.
        runtime: String,
        /// The two.
        programs: [PathBuf; 2],
    },
    /// Not a runtime's name.
    #[error(
        "`{spec}` is not a runtime\n  hint: write node, node@22, node@22.1.0, bun, deno, or the path of a program"
    )]
    Unknown {
        /// As asked for.
        spec: String,
    },
    /// A runtime's name, and no version after it.
    #[error(transparent)]
    Version(spec::Error),
}

impl Error {
    /// Whether it is the text that is wrong, whatever runtimes there are.
    pub fn is_of_spec(&self) -> bool {
        matches!(
            self,
            Self::Unknown { .. } | Self::Version(_) | Self::Alike { .. }
        )
    }
}

/// Reads SPEC, where it is no path.
fn parse(spec: &str) -> Result<Wanted, Error> {
    Wanted::parse(spec).map_err(|error| match error {
        // Here a path would do, too.
        spec::Error::Kind { spec } => Error::Unknown { spec },
        error => Error::Version(error),
    })
}

/// Sees that the project file names runtimes where it has to, whether or not there are any of them.
///
/// # Errors
/// When a name is none.
pub fn check_names(project: &Project) -> Result<(), Diagnostic> {
    for spec in &project.run.runtimes {
        let named = spec.get_ref();
        if is_path(named) {
            continue;
        }
        if let Err(error) = parse(named) {
            let text = error.to_string();
            let (message, hint) = text.split_once("\n  hint: ").unwrap_or((&text, ""));
            return Err(project.complaint(spec.span(), message).hint(hint));
        }
    }
    Ok(())
}

impl Runtime {
    /// Finds the runtime that SPEC means: `node`, `node@22`, `bun`, `deno`, or a path.
    ///
    /// The first in PATH that will do, or else the newest that will do of those that `runtime add` installed.
    ///
    /// # Errors
    /// When there is none, or it does not start.
    pub fn find(spec: &str) -> Result<Self, Error> {
        if is_path(spec) {
            return Self::at(Path::new(spec));
        }
        let asked = || spec.to_owned();
        let wanted = parse(spec)?;
        if !wanted.is_one() {
            return Err(Error::Several { spec: asked() });
        }
        let mut found = Vec::new();
        let mut silent = None;
        for program in programs_in_path(wanted.kind) {
            let runtime = match Self::identify(&program) {
                Ok(runtime) => runtime,
                // A shell would start it, too.
                Err(error) if wanted.is_any() => return Err(error),
                Err(error) => {
                    silent.get_or_insert(error);
                    continue;
                }
            };
            if runtime.kind != wanted.kind {
                let name = wanted.kind.name();
                found.push(format!("{runtime} in PATH as `{name}`"));
            } else if wanted.covers(&runtime.version) {
                return Ok(runtime);
            } else {
                found.push(format!("{runtime} in PATH"));
            }
        }
        let installed = store::installed().into_iter().map(|found| found.runtime);
        let installed: Vec<Self> = installed
            .filter(|found| found.kind == wanted.kind)
            .collect();
        let versions: Vec<Version> = installed
            .iter()
            .map(|found| found.version.clone())
            .collect();
        let best = wanted.select(&versions).pop();
        if let Some(best) = installed
            .iter()
            .find(|found| Some(&found.version) == best.as_ref())
        {
            return Ok(best.clone());
        }
        if let Some(error) = silent {
            return Err(error);
        }
        found.extend(installed.iter().map(|found| format!("{found} added")));
        Err(if found.is_empty() {
            Error::NotFound {
                program: wanted.kind.name(),
                spec: asked(),
            }
        } else {
            Error::OtherVersion {
                spec: asked(),
                found,
            }
        })
    }

    /// Finds the runtimes that `specs` mean, each once.
    ///
    /// # Errors
    /// When one of them cannot be used, or two of them cannot be told apart.
    pub fn find_all<'a>(specs: impl IntoIterator<Item = &'a String>) -> Result<Asked, Error> {
        let mut asked = Asked::default();
        for spec in specs {
            asked.add(spec, Arc::new(Self::find(spec)?))?;
        }
        Ok(asked)
    }

    /// All runtimes in PATH, and why those that do not start do not.
    pub fn all_in_path() -> Vec<Result<Self, Error>> {
        let programs = Kind::ALL.into_iter().flat_map(programs_in_path);
        // A shim and the program behind it count once.
        let mut seen = HashSet::new();
        programs
            .map(|program| Self::identify(&program))
            .filter(|found| {
                found
                    .as_ref()
                    .map_or(true, |runtime| seen.insert(runtime.program.clone()))
            })
            .collect()
    }

    /// Asks `program` what it is.
    fn identify(program: &Path) -> Result<Self, Error> {
        let Identity {
            kind,
            version,
            program,
        } = identity::identify(program)?;
        Ok(Self {
            kind,
            version,
            program,
        })
    }

    fn at(program: &Path) -> Result<Self, Error> {
        let program = program.canonicalize().map_err(|_| Error::NoSuchFile {
            program: program.to_path_buf(),
        })?;
        Self::identify(&program)
    }

    /// The arguments that make it run `script`.
    pub fn arguments(&self, flags: &[String], script: &Path) -> Vec<std::ffi::OsString> {
        let leading = self.kind.leading_arguments().iter().map(Into::into);
        // Deno takes a file for CommonJS only if its package says that it is one, which few addons do; releases before 2.1 take no such flag.
        let detects = VersionReq::parse(">=2.1").expect("a valid requirement");
        let detects = self.kind == Kind::Deno && range::covers(&detects, &self.version);
        let detect = detects.then(|| "--unstable-detect-cjs".into());
        let flags = dialect::flags(self.kind.name(), flags);
        let flags = flags.into_iter().map(Into::into);
        let arguments = leading.chain(detect).chain(flags);
        arguments.chain([script.into()]).collect()
    }

    /// What it needs in its environment to be read.
    pub fn variables(&self) -> &'static [(&'static str, &'static str)] {
        match self.kind {
            Kind::Node | Kind::Bun => &[],
            // Deno colours what it writes to a pipe.
            Kind::Deno => &[("NO_COLOR", "1")],
        }
    }

    /// Its name in the store, if the harness fetched it.
    pub fn name_in_store(&self) -> Option<String> {
        self.program
            .starts_with(cache::Part::Runtimes.folder())
            .then(|| store::name(self.kind, &self.version))
    }

    /// Why it does not run scenarios in `language`, if it does not.
    pub fn refuses(&self, language: Language, limit: Option<&RuntimeLimit>) -> Option<String> {
        if let Some(limit) = limit
            && !limit
                .only
                .iter()
                .any(|only| only.holds(self.kind.name(), &self.version))
        {
            let only: Vec<String> = limit.only.iter().map(ToString::to_string).collect();
            return Some(format!("only on {}: {}", only.join(", "), limit.because));
        }
        // Type stripping without a flag: the Node.js 22.18 and 23.6 release notes.
        let strips_types = VersionReq::parse(">=22.18").expect("a valid requirement");
        if language == Language::TypeScript
            && self.kind == Kind::Node
            && !range::covers(&strips_types, &self.version)
        {
            return Some(format!(
                "{self} does not run TypeScript; Node.js 22.18 and later do"
            ));
        }
        None
    }
}

/// Whether this user may start it; shells pass over what they may not.
fn is_executable(program: &Path) -> bool {
    rustix::fs::access(program, rustix::fs::Access::EXEC_OK).is_ok()
}

/// The programs of that name, each once: one folder may be a link to another.
fn programs_in_path(kind: Kind) -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let file = format!("{}{}", kind.name(), std::env::consts::EXE_SUFFIX);
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut seen = HashSet::new();
    folders
        .into_iter()
        .map(move |folder| folder.join(&file))
        .filter(|program| program.is_file() && is_executable(program))
        .filter(move |program| seen.insert(program.canonicalize().ok()))
}
