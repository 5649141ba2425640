//! Addons of scenarios' own: each an `addon.rs` that becomes a library of its own. All of them are targets of one Cargo
//! package, so that their dependencies are built once, and one that does not compile with some release harms no other.

mod package;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::cache;
use crate::cargo::{self, companions::Pins};
use crate::run::Supervision;
use crate::scenario::Scenario;
use crate::scenario::bug::Profile;

pub use package::{DIRECT_COMPANIONS, Release, standalone};

/// The part of the cache that holds builds of many releases, and their results.
pub fn folder() -> PathBuf {
    cache::folder().join("history")
}

/// What became of one addon.
#[derive(Debug, Clone)]
pub enum Built {
    /// The library, under a name that runtimes load.
    Library(PathBuf),
    /// It does not compile; the compiler's first error.
    Failed(String),
}

/// Builds the addons of `scenarios` with `release`, each in the profile that it wants, and puts them into `out`.
///
/// # Errors
/// When cargo cannot resolve the dependencies, or cannot be asked at all.
pub fn build(
    scenarios: &[Arc<Scenario>],
    release: &Release,
    out: &Path,
    supervision: &Supervision,
) -> Result<BTreeMap<String, Built>, cargo::Error> {
    let home = folder();
    fs::create_dir_all(&home)?;
    // One package and one target folder for all: whoever comes second waits.
    let lock = fs::File::create(home.join("building"))?;
    lock.lock()?;
    let package = home.join("package");
    package::write(&package, scenarios, release)?;
    package::lock(&package, release, supervision)?;
    let mut built = BTreeMap::new();
    for profile in [Profile::Debug, Profile::Release] {
        let wanted: Vec<&Scenario> = scenarios
            .iter()
            .map(Arc::as_ref)
            .filter(|scenario| scenario.profile() == profile)
            .collect();
        if !wanted.is_empty() {
            built.extend(compile(&wanted, profile, &package, out, supervision)?);
        }
    }
    Ok(built)
}

/// Compiles targets of the written package.
fn compile(
    scenarios: &[&Scenario],
    profile: Profile,
    package: &Path,
    out: &Path,
    supervision: &Supervision,
) -> Result<BTreeMap<String, Built>, cargo::Error> {
    let target = folder().join("target");
    let built = target.join(profile.folder()).join("examples");
    for scenario in scenarios {
        // What an earlier build left must not pass for this one's.
        let _ = fs::remove_file(built.join(library_of(scenario)));
    }
    let target = target.display().to_string();
    let names: Vec<String> = scenarios.iter().map(|it| target_name(&it.name)).collect();
    let mut arguments = vec![
        "build",
        "--offline",
        "--locked",
        "--keep-going",
        "--message-format=json",
        "--target-dir",
        &target,
    ];
    if profile == Profile::Release {
        arguments.push("--release");
    }
    for name in &names {
        arguments.extend(["--example", name]);
    }
    let mut answer = cargo::ask(&arguments, package, supervision)?.unless_full()?;
    if !answer.succeeded && answer.stderr.contains("--offline") {
        cargo::run(&["fetch", "--locked"], package, supervision)?;
        answer = cargo::ask(&arguments, package, supervision)?.unless_full()?;
    }
    let errors = first_errors(&answer.stdout);
    let mut result = BTreeMap::new();
    for scenario in scenarios {
        let library = built.join(library_of(scenario));
        let became = if library.exists() {
            let copy = library_in(out, scenario);
            fs::create_dir_all(out)?;
            // Not a link: the next build may write into the same file.
            fs::copy(&library, &copy)?;
            Built::Library(copy)
        } else {
            let own = errors.get(&target_name(&scenario.name));
            let said = own.or_else(|| errors.values().next()).cloned();
            Built::Failed(said.unwrap_or_else(|| last_line(&answer.stderr)))
        };
        result.insert(scenario.name.clone(), became);
    }
    Ok(result)
}

/// Where in `out` the addon of `scenario` is put.
pub fn library_in(out: &Path, scenario: &Scenario) -> PathBuf {
    out.join(format!("{}.node", target_name(&scenario.name)))
}

/// The versions that the lock file at or above `folder` holds of the crates that own addons are built with.
pub fn locked(folder: &Path) -> Option<Pins> {
    let pins: Pins = crate::lock::napi_crates(folder).into_iter().collect();
    pins.contains_key("napi").then_some(pins)
}

/// The name of a scenario as that of a target: `bugs/leak` is `bugs--leak`.
fn target_name(scenario: &str) -> String {
    scenario.replace('/', "--").replace('.', "-")
}

fn library_of(scenario: &Scenario) -> String {
    format!(
        "{}{}{}",
        std::env::consts::DLL_PREFIX,
        target_name(&scenario.name).replace('-', "_"),
        std::env::consts::DLL_SUFFIX
    )
}

/// The first error of each target, from what cargo prints with `--message-format=json`.
pub fn first_errors(messages: &str) -> BTreeMap<String, String> {
    let mut errors = BTreeMap::new();
    for message in messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["message"]["level"] == "error")
    {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let said = text(&message["message"]["message"]);
        let line = &message["message"]["spans"][0];
        let place = line["file_name"].as_str().and_then(|file| {
            let file = Path::new(file).file_name()?.to_string_lossy().into_owned();
            Some(format!(" at {file}:{}", line["line_start"]))
        });
        errors
            .entry(text(&message["target"]["name"]))
            .or_insert_with(|| format!("{said}{}", place.unwrap_or_default()));
    }
    errors
}

fn last_line(text: &str) -> String {
    let line = text.lines().rev().find(|line| !line.trim().is_empty());
    line.unwrap_or("cargo said nothing").trim().to_owned()
}
