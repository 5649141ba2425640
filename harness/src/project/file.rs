//! The form of `napi-harness.toml`. `docs/project-file.md` is its reference, `docs/project-file.schema.json` its schema.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::profile::ProfileSection;
use crate::duration;

/// The whole file. Paths in it are relative to the file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "napi-harness.toml")]
pub struct File {
    /// What is under test.
    pub addon: AddonSection,
    /// Where scenarios stand.
    #[serde(default)]
    pub scenarios: ScenariosSection,
    /// Where accepted snapshots stand, and what is not to show in them.
    #[serde(default)]
    pub snapshots: SnapshotsSection,
    /// Defaults of every run.
    #[serde(default)]
    pub run: RunSection,
}

/// `[addon]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AddonSection {
    /// What `#addon` resolves to: a file (.js, .mjs, .cjs or .node, or a library as cargo leaves it), or the name of a
    /// package.
    pub entry: Entry,
    /// The command that builds it; none, and there is nothing to build.
    pub build: Option<String>,
    /// The folder in which it is built; that of this file by default.
    #[serde(default)]
    pub dir: PathBuf,
    /// Globs of the files that make it out of date when they change; by default the native sources below `dir`.
    #[serde(default)]
    pub watch: Vec<String>,
    /// Further builds of it, such as an optimised one, by the names that `--profile` takes.
    #[serde(default)]
    pub profiles: BTreeMap<String, ProfileSection>,
}

/// What `#addon` resolves to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String")]
pub enum Entry {
    /// This file.
    File(PathBuf),
    /// The package of this name, or a part that it exports: `pkg`, `@scope/pkg`, `pkg/part`.
    Package(String),
}

/// Extensions of what runtimes load.
const MODULES: [&str; 4] = ["js", "mjs", "cjs", "node"];

/// Extensions of libraries, which runtimes load once they are called `.node`.
pub const LIBRARIES: [&str; 3] = ["so", "dylib", "dll"];

impl TryFrom<String> for Entry {
    type Error = String;

    /// A name with one of the extensions of modules, or of libraries as cargo leaves them, is a file.
    fn try_from(entry: String) -> Result<Self, String> {
        let path = PathBuf::from(&entry);
        let extension = path.extension().unwrap_or_default();
        let is_known = |known: &&str| extension == *known;
        if MODULES.iter().chain(&LIBRARIES).any(is_known) {
            Ok(Self::File(path))
        } else if is_package_name(&entry) {
            Ok(Self::Package(entry))
        } else {
            Err(format!(
                "`{entry}` is neither a file that ends in .js, .mjs, .cjs, .node, .so, .dylib or .dll nor a package name"
            ))
        }
    }
}

/// As npm has them: lower case, digits and `-._~`, perhaps in a scope, perhaps with a path below it.
fn is_package_name(name: &str) -> bool {
    let form = r"^(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*(/[\w.~-]+)*$";
    Regex::new(form).expect("a valid pattern").is_match(name)
}

/// `[scenarios]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct ScenariosSection {
    /// The folder.
    pub dir: PathBuf,
    /// The file of what documents claim, with the scenarios that show whether it is so; none, and headers carry their claims themselves.
    pub claims: Option<PathBuf>,
}

impl Default for ScenariosSection {
    fn default() -> Self {
        Self {
            dir: "scenarios".into(),
            claims: None,
        }
    }
}

/// `[snapshots]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct SnapshotsSection {
    /// The folder.
    pub dir: PathBuf,
    /// What varies from run to run in this project's output, besides what the harness names of its own accord.
    pub redactions: Vec<ExtraRedaction>,
}

impl Default for SnapshotsSection {
    fn default() -> Self {
        Self {
            dir: "snapshots".into(),
            redactions: Vec::new(),
        }
    }
}

/// One of `[[snapshots.redactions]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExtraRedaction {
    /// A regular expression, in the syntax of the Rust crate regex.
    pub pattern: Pattern,
    /// What stands in the transcript instead; `$1` is what the first group of the pattern matched.
    pub name: String,
}

/// A regular expression.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String")]
pub struct Pattern(pub Regex);

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(pattern: String) -> Result<Self, String> {
        match Regex::new(&pattern) {
            // It would name every place between two characters.
            Ok(regex) if regex.is_match("") => Err(format!(
                "`{pattern}` matches the empty string; require at least one character"
            )),
            Ok(regex) => Ok(Self(regex)),
            Err(regex::Error::Syntax(text)) => {
                let reason = text.lines().last().unwrap_or_default();
                Err(format!(
                    "`{pattern}` is not a valid regular expression: {}",
                    reason.trim_start_matches("error: ")
                ))
            }
            Err(other) => Err(format!("`{pattern}` cannot be used: {other}")),
        }
    }
}

/// `[run]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RunSection {
    /// How long one run may take before it is ended: `500ms`, `10s`, `2m`.
    #[serde(deserialize_with = "duration::optional")]
    #[schemars(with = "Option<String>")]
    pub timeout: Option<Duration>,
    /// How many runs go on at once; twice the processors by default.
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Runtimes to run under: `node`, `node@22`, `bun`, `deno`, or the path of a program, from the folder of this file.
    #[serde(deserialize_with = "some_runtimes")]
    #[schemars(with = "Vec<String>")]
    pub runtimes: Vec<Spanned<String>>,
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
            runtimes: vec![Spanned::new(0..0, "node".into())],
            env: Vec::new(),
            time_scale: TimeScale(1.0),
        }
    }
}

impl RunSection {
    /// How long one run may take when nothing else is said.
    pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);
}

/// Whether a runtime is named by the path of its program.
pub fn is_path(spec: &str) -> bool {
    spec.contains(['/', '\\'])
}

/// At least one: with none, nothing would run and everything would pass.
fn some_runtimes<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Spanned<String>>, D::Error> {
    let runtimes = Vec::<Spanned<String>>::deserialize(input)?;
    if runtimes.is_empty() {
        return Err(serde::de::Error::custom(
            "no runtime is named, so nothing would run: write `runtimes = [\"node\"]`, or leave it out",
        ));
    }
    Ok(runtimes)
}

/// A factor on waiting times, above 0 and at most 1000.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(try_from = "f64")]
#[schemars(with = "f64")]
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
                "a time scale must be above 0 and at most 1000, not {factor}"
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

/// The JSON Schema of the file.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(File)
}
