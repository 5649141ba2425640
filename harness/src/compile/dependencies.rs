//! The addon's dependencies, as rustc takes them.
//!
//! A package that has the addon's dependencies and no code of its own is built beside the addon, in the same target
//! folder and with the same profile: cargo finds there what the addon's build has left, and says where each library is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Error;
use crate::cache::{self, Resource};
use crate::project::Project;
use crate::run::Supervision;

/// What rustc must be told to find the addon's dependencies.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dependencies {
    /// The addon's own edition.
    pub edition: String,
    /// Name in the program to library.
    pub externs: BTreeMap<String, PathBuf>,
    /// Folders of libraries that those need.
    pub folders: BTreeSet<PathBuf>,
    /// What all this was found for.
    key: String,
}

/// What `cargo metadata` tells of the addon's package.
struct Package {
    edition: String,
    dependencies: Vec<Value>,
    workspace: PathBuf,
    target: PathBuf,
}

impl Dependencies {
    /// Those of the project's addon, built if they are not yet.
    ///
    /// # Errors
    /// When it is no Cargo package, or cargo does not build them.
    pub fn of(project: &Project, supervision: &Supervision) -> Result<Self, Error> {
        let manifest = project.addon_folder().join("Cargo.toml");
        if !manifest.is_file() {
            return Err(Error::NoPackage(manifest));
        }
        let state = cache::of_project(&project.file).join("compile");
        std::fs::create_dir_all(&state)?;
        // Of several harnesses at once, one builds and the others find it done.
        let _alone = Resource::Dependencies(&project.file).take(&supervision.interrupt)?;
        let file = state.join("dependencies.json");
        let known = std::fs::read_to_string(&file).ok();
        let known = known.and_then(|text| serde_json::from_str::<Self>(&text).ok());
        if let Some(known) = known.filter(|known| known.is_current(&manifest)) {
            return Ok(known);
        }
        let cargo = |arguments: &[&str]| Ok(crate::cargo::run(arguments, &state, supervision)?);
        let package = Package::read(&manifest, &cargo)?;
        package.write_twin(&state)?;
        let twin = state.join("Cargo.toml").display().to_string();
        let target = package.target.display().to_string();
        let built = cargo(&[
            "build",
            "--message-format=json",
            "--manifest-path",
            &twin,
            "--target-dir",
            &target,
        ])?;
        let dependencies = package.find(&built, key(&manifest))?;
        cache::write(&file, &serde_json::to_string_pretty(&dependencies)?)?;
        Ok(dependencies)
    }

    fn is_current(&self, manifest: &Path) -> bool {
        self.key == key(manifest) && self.externs.values().all(|file| file.exists())
    }
}

/// What changes when the dependencies may have: the addon's manifest, and the lock files that may be its own.
fn key(manifest: &Path) -> String {
    let locks = manifest
        .ancestors()
        .skip(1)
        .map(|folder| folder.join("Cargo.lock"));
    let files = [manifest.to_path_buf()].into_iter().chain(locks);
    let stamps: Vec<String> = files.filter_map(|file| cache::file_stamp(&file)).collect();
    format!("{} {}", manifest.display(), stamps.join(" "))
}

impl Package {
    fn read(
        manifest: &Path,
        cargo: &impl Fn(&[&str]) -> Result<String, Error>,
    ) -> Result<Self, Error> {
        let shown = manifest.display().to_string();
        let metadata: Value = serde_json::from_str(&cargo(&[
            "metadata",
            "--no-deps",
            "--format-version=1",
            "--manifest-path",
            &shown,
        ])?)?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let own = metadata["packages"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|package| {
                let path = PathBuf::from(text(&package["manifest_path"]));
                path.canonicalize().ok() == manifest.canonicalize().ok()
            });
        let own = own.ok_or_else(|| Error::NoPackage(manifest.to_path_buf()))?;
        let normal = |dependency: &&Value| dependency["kind"].is_null();
        let dependencies = own["dependencies"].as_array().into_iter().flatten();
        Ok(Self {
            edition: text(&own["edition"]),
            dependencies: dependencies.filter(normal).cloned().collect(),
            workspace: text(&metadata["workspace_root"]).into(),
            target: text(&metadata["target_directory"]).into(),
        })
    }

    /// Writes the package that has these dependencies, the workspace's profiles and its lock file, and no code.
    fn write_twin(&self, folder: &Path) -> Result<(), Error> {
        let mut manifest = toml::Table::new();
        manifest.insert(
            "package".into(),
            toml::Value::Table(toml::toml! {
                name = "napi-harness-dependencies"
                version = "0.0.0"
                edition = "2021"
            }),
        );
        manifest.insert("workspace".into(), toml::Table::new().into());
        let mut dependencies = toml::Table::new();
        for dependency in &self.dependencies {
            let (name, table) = dependency_of(dependency);
            dependencies.insert(name, table.into());
        }
        manifest.insert("dependencies".into(), dependencies.into());
        let root = std::fs::read_to_string(self.workspace.join("Cargo.toml"))?;
        let root: toml::Table = root.parse().unwrap_or_default();
        if let Some(profiles) = root.get("profile") {
            manifest.insert("profile".into(), profiles.clone());
        }
        std::fs::create_dir_all(folder.join("src"))?;
        std::fs::write(folder.join("src/lib.rs"), "")?;
        std::fs::write(folder.join("Cargo.toml"), manifest.to_string())?;
        let lock = self.workspace.join("Cargo.lock");
        if lock.exists() {
            std::fs::copy(lock, folder.join("Cargo.lock"))?;
        }
        Ok(())
    }

    /// Finds the libraries in what cargo said while building.
    fn find(&self, built: &str, key: String) -> Result<Dependencies, Error> {
        let names: BTreeMap<String, String> = self.dependencies.iter().map(names_of).collect();
        let mut found = Dependencies {
            edition: self.edition.clone(),
            externs: BTreeMap::new(),
            folders: BTreeSet::new(),
            key,
        };
        for line in built.lines().filter(|line| line.starts_with('{')) {
            let message: Value = serde_json::from_str(line)?;
            if message["reason"] != "compiler-artifact" {
                continue;
            }
            let library = message["filenames"]
                .as_array()
                .into_iter()
                .flatten()
                .find_map(|file| {
                    let file = PathBuf::from(file.as_str()?);
                    let extension = file.extension()?.to_str()?;
                    ["rlib", "so", "dylib", "dll"]
                        .contains(&extension)
                        .then_some(file)
                });
            let Some(library) = library else { continue };
            found
                .folders
                .extend(library.parent().map(Path::to_path_buf));
            let crate_name = message["target"]["name"]
                .as_str()
                .unwrap_or_default()
                .replace('-', "_");
            if let Some(name) = names.get(&crate_name) {
                found.externs.insert(name.clone(), library);
            }
        }
        Ok(found)
    }
}

/// A dependency's entry for a manifest, from what `cargo metadata` says of it.
fn dependency_of(dependency: &Value) -> (String, toml::Table) {
    let text = |field: &str| dependency[field].as_str().map(str::to_owned);
    let name = text("name").unwrap_or_default();
    let mut table = toml::Table::new();
    match text("path") {
        Some(path) => table.insert("path".into(), path.into()),
        None => table.insert("version".into(), text("req").unwrap_or("*".into()).into()),
    };
    if let Some(git) =
        text("source").and_then(|source| Some(source.strip_prefix("git+")?.to_owned()))
    {
        table.remove("version");
        let (address, reference) = git.split_once('?').unwrap_or((&git, ""));
        table.insert("git".into(), address.into());
        if let Some((kind, name)) = reference.split_once('=') {
            table.insert(kind.into(), name.into());
        }
    }
    let features = dependency["features"].as_array().into_iter().flatten();
    let features: Vec<toml::Value> = features
        .filter_map(|name| name.as_str())
        .map(Into::into)
        .collect();
    table.insert("features".into(), features.into());
    let defaults = dependency["uses_default_features"]
        .as_bool()
        .unwrap_or(true);
    table.insert("default-features".into(), defaults.into());
    match text("rename") {
        Some(rename) => {
            table.insert("package".into(), name.into());
            (rename, table)
        }
        None => (name, table),
    }
}

/// The library's own name, and the name by which programs know it.
fn names_of(dependency: &Value) -> (String, String) {
    let name = dependency["name"]
        .as_str()
        .unwrap_or_default()
        .replace('-', "_");
    let known_as = dependency["rename"]
        .as_str()
        .map(|rename| rename.replace('-', "_"));
    (name.clone(), known_as.unwrap_or(name))
}
