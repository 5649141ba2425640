//! Finds and reads `napi-harness.toml`, the one file that says what is under test and where everything stands.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use crate::diagnostic::{self, Diagnostic};
use crate::duration;

/// The project file's name.
pub const FILE_NAME: &str = "napi-harness.toml";

/// A project: its root folder and what its file says.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that holds the project file; every path in it is relative to this one. Absolute, without links.
    pub root: PathBuf,
    /// The project file.
    pub file: PathBuf,
    /// What is under test.
    pub addon: AddonSection,
    /// Where scenarios stand.
    pub scenarios: PathBuf,
    /// Where accepted snapshots stand.
    pub snapshots: PathBuf,
    /// Defaults of every run.
    pub run: RunSection,
}

/// `[addon]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AddonSection {
    /// What `#addon` resolves to: a file (relative to the project file), or the name of a package.
    pub entry: String,
    /// The command that builds it; none, and there is nothing to build.
    pub build: Option<String>,
    /// The folder in which it is built; the project's root by default.
    #[serde(default)]
    pub dir: PathBuf,
    /// Globs of the files that make it out of date when they change; by default the native sources below `dir`.
    #[serde(default)]
    pub watch: Vec<String>,
}

/// `[run]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RunSection {
    /// How long one run may take before it is ended.
    #[serde(deserialize_with = "duration::optional")]
    pub timeout: Option<Duration>,
    /// How many runs go on at once.
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Runtimes to run under.
    pub runtimes: Vec<String>,
    /// Names of environment variables that are passed through.
    pub env: Vec<String>,
    /// What the addon's clock and `#harness`'s `pace` multiply by.
    pub time_scale: TimeScale,
}

impl Default for RunSection {
    fn default() -> Self {
        Self {
            timeout: None,
            jobs: None,
            runtimes: vec!["node".into()],
            env: Vec::new(),
            time_scale: TimeScale(1.0),
        }
    }
}

impl RunSection {
    /// How long one run may take when nothing else is said.
    pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);
}

/// A factor on waiting times, above 0 and at most 1000.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "f64")]
pub struct TimeScale(f64);

impl TimeScale {
    /// The factor.
    pub fn factor(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for TimeScale {
    type Error = String;

    fn try_from(factor: f64) -> Result<Self, String> {
        if factor > 0.0 && factor <= 1000.0 {
            Ok(Self(factor))
        } else {
            Err(format!(
                "a time scale is a number above 0 and at most 1000, not {factor}"
            ))
        }
    }
}

impl std::str::FromStr for TimeScale {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse::<f64>()
            .map_err(|error| format!("{error}; write a number like 1 or 0.05"))?
            .try_into()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    addon: AddonSection,
    #[serde(default = "scenarios_folder")]
    scenarios: Folder,
    #[serde(default = "snapshots_folder")]
    snapshots: Folder,
    #[serde(default)]
    run: RunSection,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Folder {
    dir: PathBuf,
}

fn scenarios_folder() -> Folder {
    Folder {
        dir: "scenarios".into(),
    }
}

fn snapshots_folder() -> Folder {
    Folder {
        dir: "snapshots".into(),
    }
}

impl Project {
    /// Finds the project file in `start` or the nearest folder above it, and reads it.
    pub fn find(start: &Path) -> Result<Self, Diagnostic> {
        let file = start
            .ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|file| file.is_file());
        match file {
            Some(file) => Self::read(&file),
            None => Err(Diagnostic::of_file(
                start,
                format!("no {FILE_NAME} in this folder or any above it"),
            )
            .hint("run inside a project, or name its file with --project FILE")),
        }
    }

    /// Reads the project file `file`.
    pub fn read(file: &Path) -> Result<Self, Diagnostic> {
        let unreadable = |error: std::io::Error| {
            Diagnostic::of_file(file, format!("cannot read the project file: {error}"))
                .hint(format!("--project takes the path of a {FILE_NAME}"))
        };
        let file = &file.canonicalize().map_err(unreadable)?;
        let text = std::fs::read_to_string(file).map_err(unreadable)?;
        let read: File = diagnostic::from_toml(file, &text, &text, 0)?;
        let root = file
            .parent()
            .expect("a file stands in a folder")
            .to_path_buf();
        Ok(Self {
            file: file.clone(),
            scenarios: root.join(read.scenarios.dir),
            snapshots: root.join(read.snapshots.dir),
            addon: read.addon,
            run: read.run,
            root,
        })
    }

    /// The folder in which the addon is built.
    pub fn addon_folder(&self) -> PathBuf {
        // Not `root.join("")`, which ends in a slash.
        self.root
            .components()
            .chain(self.addon.dir.components())
            .collect()
    }

    /// `path` as it is shown to the user and written into snapshots: relative to the root, with forward slashes.
    pub fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/")
    }
}
