//! Addons of scenarios' own: each an `addon.rs` that becomes a library of its own. All of them are targets of one Cargo
//! package, so that their dependencies are built once, and one that does not compile with some release harms no other.

pub mod inputs;
mod package;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::cache::{Artefacts, Digest, Part, Resource};
use crate::cargo::{self, companions::Pins};
use crate::run::Supervision;
use crate::scenario::Scenario;
use crate::scenario::bug::Profile;

pub use package::{DIRECT_COMPANIONS, Release, standalone};

/// The part of the cache that holds builds of many releases, and their results.
pub fn folder() -> PathBuf {
    Part::History.folder()
}

/// What became of one addon.
#[derive(Debug, Clone)]
pub enum Built {
    /// The library, under a name that runtimes load.
    Library(PathBuf),
    /// There is none.
    Failed(NotBuilt),
}

/// Why an addon was not built.
#[derive(Debug, Clone, thiserror::Error)]
pub enum NotBuilt {
    /// It does not compile; the compiler's first error. Another try would find the same.
    #[error("{0}")]
    DoesNotCompile(String),
    /// The build did not come so far, for want of a release, a network, memory, ...
    #[error("{0}")]
    Unresolved(String),
}

/// Builds those addons of `scenarios` with `release` that are not among `artefacts` yet, each in the profile and with the features that it
/// wants. Those that want none of their own share one set, so that the crate is built once for them all.
///
/// # Errors
/// When cargo cannot resolve the dependencies, or cannot be asked at all.
pub fn build(
    scenarios: &[Arc<Scenario>],
    release: &Release,
    artefacts: &Artefacts,
    supervision: &Supervision,
) -> Result<BTreeMap<String, Built>, cargo::Error> {
    let _in_use = Resource::Part(Part::History).share(&supervision.interrupt)?;
    let mut by_features: BTreeMap<_, Vec<Arc<Scenario>>> = BTreeMap::new();
    for scenario in scenarios {
        let alike = by_features.entry(&scenario.header.features).or_default();
        alike.push(Arc::clone(scenario));
    }
    let mut built = BTreeMap::new();
    for (features, scenarios) in by_features {
        match release.with(features) {
            Ok(release) => {
                built.extend(build_alike(&scenarios, &release, artefacts, supervision)?);
            }
            Err(error) => built.extend(
                scenarios
                    .iter()
                    .map(|it| (it.name.clone(), Built::Failed(error.clone()))),
            ),
        }
    }
    Ok(built)
}

/// Builds addons that want the same features.
fn build_alike(
    scenarios: &[Arc<Scenario>],
    release: &Release,
    artefacts: &Artefacts,
    supervision: &Supervision,
) -> Result<BTreeMap<String, Built>, cargo::Error> {
    if let Some(lock) = package::known_lock(release) {
        let (built, missing) = find(scenarios, &ingredients(release, &lock), artefacts)?;
        if missing.is_empty() {
            return Ok(built);
        }
    }
    // One package and one target folder for all: whoever comes second waits, and may then find it done.
    let _alone = Resource::Cargo.take(&supervision.interrupt)?;
    let package = folder().join("package");
    package::write(&package, scenarios, release)?;
    let lock = package::lock(&package, release, supervision)?;
    let ingredients = ingredients(release, &lock);
    let (mut built, missing) = find(scenarios, &ingredients, artefacts)?;
    for profile in [Profile::Debug, Profile::Release] {
        let wanted: Vec<&Wanted<'_>> = missing
            .iter()
            .filter(|wanted| wanted.scenario.profile() == profile)
            .collect();
        if !wanted.is_empty() {
            built.extend(compile(
                &wanted,
                &ingredients,
                profile,
                artefacts,
                supervision,
            )?);
        }
    }
    Ok(built)
}

/// An addon that is not among the artefacts.
struct Wanted<'a> {
    scenario: &'a Scenario,
    /// Its key there.
    key: String,
}

/// The inputs that all own addons share, besides their sources.
fn ingredients(release: &Release, lock: &str) -> Digest {
    package::ingredients(release)
        .text(lock)
        .text(cargo::settings(&folder()))
}

/// The addons that are there, and those that are not.
fn find<'a>(
    scenarios: &'a [Arc<Scenario>],
    ingredients: &Digest,
    artefacts: &Artefacts,
) -> io::Result<(BTreeMap<String, Built>, Vec<Wanted<'a>>)> {
    let (mut built, mut missing) = (BTreeMap::new(), Vec::new());
    for scenario in scenarios {
        let key = key(scenario, ingredients.clone())?;
        match artefacts.get(&key, &artefact_name(scenario)) {
            Some(library) => {
                built.insert(scenario.name.clone(), Built::Library(library));
            }
            None => missing.push(Wanted { scenario, key }),
        }
    }
    Ok((built, missing))
}

/// Of `ingredients`, the profile, and everything that the addon is built from.
fn key(scenario: &Scenario, ingredients: Digest) -> io::Result<String> {
    let digest = ingredients
        .text(target_name(&scenario.name))
        .text(scenario.profile().folder());
    Ok(inputs::digest(scenario, digest)?.finish())
}

/// Compiles targets of the written package.
fn compile(
    wanted: &[&Wanted<'_>],
    ingredients: &Digest,
    profile: Profile,
    artefacts: &Artefacts,
    supervision: &Supervision,
) -> Result<BTreeMap<String, Built>, cargo::Error> {
    let package = &folder().join("package");
    let target = folder().join("target");
    let built = target.join(profile.folder()).join("examples");
    for Wanted { scenario, .. } in wanted {
        // What an earlier build left must not pass for this one's.
        let _ = fs::remove_file(built.join(library_of(scenario)));
    }
    let target = target.display().to_string();
    let names: Vec<String> = wanted
        .iter()
        .map(|it| target_name(&it.scenario.name))
        .collect();
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
    let mut result = BTreeMap::new();
    for Wanted { scenario, key } in wanted {
        let library = built.join(library_of(scenario));
        let became = if library.exists() {
            let key = key_of_built(scenario, key, &library, ingredients)?;
            Built::Library(artefacts.publish(&key, &artefact_name(scenario), &library)?)
        } else {
            Built::Failed(not_built(&answer, Some(&target_name(&scenario.name))))
        };
        result.insert(scenario.name.clone(), became);
    }
    Ok(result)
}

/// The key of the addon that was built as `library` and had the key `before`; another one where it turned out to include more.
fn key_of_built(
    scenario: &Scenario,
    before: &str,
    library: &Path,
    ingredients: &Digest,
) -> io::Result<String> {
    if key(scenario, ingredients.clone())? != before {
        return Err(io::Error::other(format!(
            "the addon of `{}` changed while it was being built; run again",
            scenario.name
        )));
    }
    let root = scenario.own_addon.as_deref().unwrap_or(Path::new(""));
    inputs::remember(root, &library.with_extension("d"))?;
    key(scenario, ingredients.clone())
}

/// The versions that the lock file at or above `folder` holds of the crates that own addons are built with.
pub fn locked(folder: &Path) -> Option<Pins> {
    let pins: Pins = cargo::lockfile::napi_crates(folder).into_iter().collect();
    pins.contains_key("napi").then_some(pins)
}

/// The name of a scenario as that of a target: `bugs/leak` is `bugs_leak_` and a digest, for `bugs/a-b` and `bugs/a_b` are two.
fn target_name(scenario: &str) -> String {
    let readable: String = scenario
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let digest = Digest::new("target").text(scenario).name();
    format!("{readable}_{}", &digest[..8])
}

/// The artefact's own name, which native stacks show.
fn artefact_name(scenario: &Scenario) -> String {
    format!("{}.node", target_name(&scenario.name))
}

fn library_of(scenario: &Scenario) -> String {
    format!(
        "{}{}{}",
        std::env::consts::DLL_PREFIX,
        target_name(&scenario.name),
        std::env::consts::DLL_SUFFIX
    )
}

/// Why cargo has not built `target`.
pub fn not_built(answer: &cargo::Answer, target: Option<&str>) -> NotBuilt {
    let mut errors = first_errors(&answer.stdout);
    let own = target.and_then(|target| errors.remove(target));
    match own.or_else(|| errors.into_values().next()) {
        Some(error) => NotBuilt::DoesNotCompile(error),
        None => NotBuilt::Unresolved(cargo::first_error(&answer.stderr)),
    }
}

/// The first error of each target, from what cargo prints with `--message-format=json`.
fn first_errors(messages: &str) -> BTreeMap<String, String> {
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
