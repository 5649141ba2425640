//! Runtimes: the programs that run scripts, each with its version and its ways.

mod version;

use std::fmt;
use std::path::{Path, PathBuf};

use semver::{Version, VersionReq};

use crate::scenario::Language;
use crate::scenario::header::RuntimeLimit;

/// A program that runs scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runtime {
    /// Which of the runtimes it is.
    pub kind: Kind,
    /// The program.
    pub program: PathBuf,
    /// What it says of its version.
    pub version: Version,
}

/// The runtimes that load native addons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        "there is no `{program}` in PATH\n  hint: install it, or name the program itself: --runtime /path/to/{program}"
    )]
    NotFound {
        /// The program looked for.
        program: String,
    },
    /// There is one, of another version.
    #[error("no `{spec}` in PATH; found: {}\n  hint: name the program itself: --runtime /path/to/program", found.join(", "))]
    OtherVersion {
        /// As asked for.
        spec: String,
        /// What there is.
        found: Vec<String>,
    },
    /// A path that leads nowhere.
    #[error("there is no runtime at {}", program.display())]
    NoSuchFile {
        /// The path.
        program: PathBuf,
    },
    /// It does not even tell its version.
    #[error("{} does not start: {reason}\n  hint: try `{} --version` by hand", program.display(), program.display())]
    DoesNotStart {
        /// The program.
        program: PathBuf,
        /// What happened.
        reason: String,
    },
    /// Not a runtime's name.
    #[error(
        "`{spec}` names no runtime\n  hint: write node, node@22, bun, deno, or the path of a program"
    )]
    Unknown {
        /// As asked for.
        spec: String,
    },
}

impl Runtime {
    /// Finds the runtime that SPEC means: `node`, `node@22`, `bun`, `deno`, or a path.
    ///
    /// # Errors
    /// When there is none, or it does not start.
    pub fn find(spec: &str) -> Result<Self, Error> {
        if spec.contains(['/', '\\']) {
            return Self::at(Path::new(spec));
        }
        let (name, wanted) = match spec.split_once('@') {
            Some((name, version)) => (name, Some(version)),
            None => (spec, None),
        };
        let unknown = || Error::Unknown {
            spec: spec.to_owned(),
        };
        let kind = Kind::named(name).ok_or_else(unknown)?;
        let wanted = wanted
            .map(|version| VersionReq::parse(&requirement(version)))
            .transpose()
            .map_err(|_| unknown())?;
        let mut found = Vec::new();
        for program in programs_in_path(name) {
            let runtime = Self {
                version: version::of(&program)?,
                program,
                kind,
            };
            match &wanted {
                Some(wanted) if !wanted.matches(&runtime.version) => {
                    found.push(runtime.to_string());
                }
                _ => return Ok(runtime),
            }
        }
        Err(if found.is_empty() {
            Error::NotFound {
                program: name.to_owned(),
            }
        } else {
            Error::OtherVersion {
                spec: spec.to_owned(),
                found,
            }
        })
    }

    fn at(program: &Path) -> Result<Self, Error> {
        let program = program.canonicalize().map_err(|_| Error::NoSuchFile {
            program: program.to_path_buf(),
        })?;
        let version = version::of(&program)?;
        let stem = program.file_stem().unwrap_or_default().to_string_lossy();
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| stem.contains(kind.name()));
        Ok(Self {
            // A renamed program is most often a Node.js of some version.
            kind: kind.unwrap_or(Kind::Node),
            version,
            program,
        })
    }

    /// The arguments that make it run `script`.
    pub fn arguments(&self, flags: &[String], script: &Path) -> Vec<std::ffi::OsString> {
        let leading = self.kind.leading_arguments().iter().map(Into::into);
        let flags = flags.iter().map(Into::into);
        leading.chain(flags).chain([script.into()]).collect()
    }

    /// Why it does not run scenarios in `language`, if it does not.
    pub fn refuses(&self, language: Language, limit: Option<&RuntimeLimit>) -> Option<String> {
        if let Some(limit) = limit
            && !limit.only.iter().any(|only| self.is(only))
        {
            return Some(format!(
                "only on {}: {}",
                limit.only.join(", "),
                limit.because
            ));
        }
        // Type stripping without a flag: the Node.js 22.18 and 23.6 release notes.
        let strips_types = VersionReq::parse(">=22.18").expect("a valid requirement");
        if language == Language::TypeScript
            && self.kind == Kind::Node
            && !strips_types.matches(&self.version)
        {
            return Some(format!(
                "{self} does not run TypeScript; Node.js 22.18 and later do"
            ));
        }
        None
    }

    /// Whether `limit`, such as `node` or `node >=20`, means this one.
    fn is(&self, limit: &str) -> bool {
        let (name, version) = limit
            .split_once(char::is_whitespace)
            .unwrap_or((limit, "*"));
        name == self.kind.name()
            && VersionReq::parse(version).is_ok_and(|wanted| wanted.matches(&self.version))
    }
}

/// `22` means any 22, `22.1.0` that one.
fn requirement(version: &str) -> String {
    if version.split('.').count() == 3 {
        format!("={version}")
    } else {
        format!("~{version}")
    }
}

fn programs_in_path(name: &str) -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders
        .into_iter()
        .map(move |folder| folder.join(&file))
        .filter(|program| program.is_file())
}
