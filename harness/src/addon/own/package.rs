//! The package of which own addons are the targets.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use semver::Version;
use toml::{Table, Value};

use super::{NotBuilt, folder, target_name};
use crate::cache::{self, Digest};
use crate::cargo::companions::{self, Pins};
use crate::cargo::{self, index};
use crate::run::Supervision;
use crate::scenario::Scenario;
use crate::scenario::bug::BASE_FEATURES;

/// What own addons use beside the crate itself, where that is napi.
pub const DIRECT_COMPANIONS: [&str; 2] = ["napi-derive", "napi-build"];

const BUILD_SCRIPT: &str = include_str!("build.rs");

/// A release to build with.
#[derive(Debug, Clone)]
pub struct Release {
    /// The crate.
    pub krate: String,
    /// Its version.
    pub version: Version,
    /// It and its companions, exactly.
    pub pins: Pins,
    /// The features that it has, where that is known.
    available: Option<BTreeSet<String>>,
    /// The features to ask for; those that the release has of those that are wanted.
    pub features: BTreeSet<String>,
    /// Every published release up to this one, for `cfg(napi_at_least = "…")`.
    pub up_to: Vec<Version>,
}

impl Release {
    /// The release of `krate` that is in `pins`, of all its `releases`, for the addons of `scenarios`.
    pub fn from_pins(
        krate: &str,
        pins: Pins,
        scenarios: &[Arc<Scenario>],
        releases: &[index::Release],
    ) -> Self {
        let version = pins[krate].clone();
        let own = releases.iter().find(|release| release.version == version);
        let up_to = releases
            .iter()
            .filter(|release| release.is_stable() && release.version <= version)
            .map(|release| release.version.clone());
        Self {
            krate: krate.to_owned(),
            features: features_for(scenarios, own.map(|release| &release.features)),
            available: own.map(|release| release.features.clone()),
            up_to: up_to.collect(),
            version,
            pins,
        }
    }

    /// The same, for addons that want features of their own: these alone, and those of every own addon.
    ///
    /// # Errors
    /// When it has no such feature.
    pub fn with(&self, features: &BTreeSet<String>) -> Result<Self, NotBuilt> {
        if features.is_empty() {
            return Ok(self.clone());
        }
        let available = self.available.as_ref();
        let is_missing = |it: &&String| available.is_some_and(|known| !known.contains(*it));
        if let Some(missing) = features.iter().find(is_missing) {
            return Err(NotBuilt::DoesNotCompile(format!(
                "{} {} has no feature `{missing}`",
                self.krate, self.version
            )));
        }
        let base = features_for(&[], available);
        Ok(Self {
            features: base.union(features).cloned().collect(),
            ..self.clone()
        })
    }
}

/// The features that `scenarios` want, as far as the release has them; all, where that is not known.
fn features_for(scenarios: &[Arc<Scenario>], known: Option<&BTreeSet<String>>) -> BTreeSet<String> {
    let bugs = scenarios.iter().filter_map(|it| it.header.bug.as_ref());
    let own = bugs.flat_map(|bug| bug.features.iter().map(String::as_str));
    BASE_FEATURES
        .into_iter()
        .chain(own)
        .filter(|feature| known.is_none_or(|known| known.contains(*feature)))
        .map(str::to_owned)
        .collect()
}

/// Writes it anew for `release`.
pub fn write(folder: &Path, scenarios: &[Arc<Scenario>], release: &Release) -> io::Result<()> {
    let mut manifest = toml::toml! {
        [package]
        name = "own-addons"
        version = "0.0.0"
        edition = "2021"
        autoexamples = false

        [lib]
        path = "lib.rs"

        [workspace]

        // Without debug information a target folder of many releases is five times smaller.
        [profile.dev]
        debug = 0
        incremental = false

        [profile.release]
        debug = 0
    };
    let targets = scenarios.iter().map(|scenario| {
        let source = scenario.own_addon.as_deref().unwrap_or(Path::new(""));
        let mut target = toml::toml! { crate-type = ["cdylib"] };
        target.insert("name".into(), target_name(&scenario.name).into());
        target.insert("path".into(), source.display().to_string().into());
        Value::Table(target)
    });
    manifest.insert("example".into(), targets.collect::<Vec<_>>().into());
    add_dependencies(&mut manifest, release);
    fs::create_dir_all(folder)?;
    // Unchanged files keep their times, by which cargo knows them.
    write_if_new(&folder.join("Cargo.toml"), &manifest.to_string())?;
    write_if_new(&folder.join("cfgs.txt"), &cfgs(release))?;
    write_if_new(&folder.join("build.rs"), BUILD_SCRIPT)?;
    write_if_new(&folder.join("lib.rs"), "")
}

/// The files of a package that builds the addon of `scenario` alone: names and texts.
///
/// # Errors
/// When the addon's source cannot be read.
pub fn standalone(scenario: &Scenario, release: &Release) -> io::Result<Vec<(String, String)>> {
    let mut manifest = toml::toml! {
        [package]
        name = "addon"
        version = "0.0.0"
        edition = "2021"

        [lib]
        crate-type = ["cdylib"]

        [workspace]
    };
    add_dependencies(&mut manifest, release);
    let source = scenario.own_addon.as_deref().unwrap_or(Path::new(""));
    Ok(vec![
        ("src/lib.rs".into(), fs::read_to_string(source)?),
        ("Cargo.toml".into(), manifest.to_string()),
        ("build.rs".into(), BUILD_SCRIPT.into()),
        ("cfgs.txt".into(), cfgs(release)),
    ])
}

fn add_dependencies(manifest: &mut Table, release: &Release) {
    let (mut normal, mut build) = (Table::new(), Table::new());
    for (name, version) in &release.pins {
        let mut pin = Table::new();
        pin.insert("version".into(), format!("={version}").into());
        if *name == release.krate {
            let features: Vec<Value> = release.features.iter().cloned().map(Into::into).collect();
            pin.insert("features".into(), features.into());
        } else if !DIRECT_COMPANIONS.contains(&name.as_str()) {
            // Named only to pin it.
            pin.insert("default-features".into(), false.into());
        }
        let table = if companions::is_for_build(name) {
            &mut build
        } else {
            &mut normal
        };
        table.insert(name.clone(), pin.into());
    }
    manifest.insert("dependencies".into(), normal.into());
    manifest.insert("build-dependencies".into(), build.into());
}

/// The inputs of every addon built with `release`, besides its own sources and the lock file.
pub fn ingredients(release: &Release) -> Digest {
    Digest::new("own addon 1")
        .text(&release.krate)
        .text(format!("{:?} {:?}", release.pins, release.features))
        .text(cfgs(release))
        .text(BUILD_SCRIPT)
}

/// What the build script passes on.
fn cfgs(release: &Release) -> String {
    let mut cfgs: Vec<String> = release
        .up_to
        .iter()
        .map(|version| format!("napi_at_least=\"{version}\""))
        .collect();
    cfgs.push(format!("napi_major=\"{}\"", release.version.major));
    cfgs.join("\n")
}

fn write_if_new(file: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(file).is_ok_and(|there| there == text) {
        return Ok(());
    }
    cache::write(file, text)
}

/// Where the lock file of `release` is kept, so that other dependencies stay as they were.
fn kept_lock(release: &Release) -> PathBuf {
    let key = Digest::new("lock file of own addons")
        .text(format!("{:?} {:?}", release.pins, release.features))
        .name();
    folder()
        .join("lockfiles")
        .join(format!("{}-{key}.lock", release.version))
}

/// The lock file of `release`, if it was ever made.
pub fn known_lock(release: &Release) -> Option<String> {
    fs::read_to_string(kept_lock(release)).ok()
}

/// Gives the package the lock file of `release`, and answers with its text: the one that was made before, or a new one, for which
/// cargo needs its index and the sources.
pub fn lock(
    package: &Path,
    release: &Release,
    supervision: &Supervision,
) -> Result<String, cargo::Error> {
    let current = package.join("Cargo.lock");
    if let Some(text) = known_lock(release) {
        write_if_new(&current, &text)?;
        return Ok(text);
    }
    let _ = fs::remove_file(&current);
    let online = cargo::run(&["generate-lockfile"], package, supervision)
        .and_then(|_| cargo::run(&["fetch", "--locked"], package, supervision));
    if let Err(cargo::Error::Failed { .. }) = &online {
        let _ = fs::remove_file(&current);
        // Without a network, cargo's cache may suffice; the first error says more than the second.
        if cargo::run(&["generate-lockfile", "--offline"], package, supervision).is_err() {
            return Err(online.expect_err("it failed"));
        }
    } else {
        online?;
    }
    let text = fs::read_to_string(&current)?;
    cache::write(&kept_lock(release), &text)?;
    Ok(text)
}
