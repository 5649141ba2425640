//! The project's own crate, built with other releases: in a shadow of its workspace, so that neither its manifests nor its
//! lock file nor its target folder are touched.
//!
//! The shadow has folders of its own where manifests stand, and links to everything else.

mod manifest;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::builder::{Builder, Builds};
use crate::addon::{fingerprint, own};
use crate::cache;
use crate::cargo::companions::{self, Pins};
use crate::cargo::{
    self,
    index::{self, Index},
};
use crate::project::{Entry, Project};
use crate::run::Supervision;
use crate::run::environment::Variables;
use crate::scenario::Scenario;
use crate::script::{self, AddonModule};
use crate::session::Build;

/// What the loaders that napi-rs generates load instead of their own library: the sources of @napi-rs/cli 3,
/// `templates/js-binding`.
const LIBRARY_VARIABLE: &str = "NAPI_RS_NATIVE_LIBRARY_PATH";

/// Folders that no build needs from the workspace.
const LEFT_OUT: [&str; 3] = ["target", "node_modules", ".git"];

/// Why there is nothing to build.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The addon is no Cargo package.
    #[error("a history over releases builds the addon's own crate, and there is no {}\n  hint: `[addon] dir` says where the crate is", .0.display())]
    NoPackage(PathBuf),
    /// The package is no addon.
    #[error("{} has no library of the type cdylib", .0.display())]
    NoLibrary(PathBuf),
    /// It does not use the crate.
    #[error(
        "{package} does not depend on {krate}\n  hint: --crate says which crate's releases are meant"
    )]
    NoDependency {
        /// The addon's package.
        package: String,
        /// The crate.
        krate: String,
    },
    /// cargo does not understand the workspace.
    #[error("cargo does not understand the addon's workspace: {0}")]
    Cargo(#[from] cargo::Error),
    /// cargo's answer is not what it should be.
    #[error("cargo's answer is not understood: {0}")]
    Answer(#[from] serde_json::Error),
    /// The loader loads what it wants.
    #[error(
        "the addon's entry {entry} cannot be told which library to load: it does not read {LIBRARY_VARIABLE}\n  hint: loaders that @napi-rs/cli 3 writes do; or let `[addon] entry` be the .node file itself"
    )]
    Loader {
        /// The entry.
        entry: String,
    },
    /// The file system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Builds the project's own addon.
pub struct Shadow {
    krate: String,
    index: Index,
    /// Companions that the workspace names itself.
    direct: Vec<String>,
    package: String,
    workspace: PathBuf,
    /// The folders of all members, the addon's first.
    members: Vec<PathBuf>,
    entry: Entry,
    /// What changes when the addon's sources do.
    sources: String,
    folder: PathBuf,
    out: PathBuf,
    supervision: Supervision,
}

impl Shadow {
    /// For the addon of `project`, whose releases of `krate` are to be swept; addons are put into `out`.
    ///
    /// # Errors
    /// When the addon is no crate that uses `krate`.
    pub fn of(
        project: &Project,
        krate: &str,
        index: Index,
        out: PathBuf,
        supervision: &Supervision,
    ) -> Result<Self, Error> {
        let manifest = project.addon_folder().join("Cargo.toml");
        if !manifest.is_file() {
            return Err(Error::NoPackage(manifest));
        }
        let arguments = ["metadata", "--no-deps", "--format-version=1"];
        let metadata = cargo::run(&arguments, &project.addon_folder(), supervision)?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
        let path = |value: &Value| PathBuf::from(value.as_str().unwrap_or_default());
        let is_own = |package: &&Value| {
            path(&package["manifest_path"]).canonicalize().ok() == manifest.canonicalize().ok()
        };
        let own = packages
            .iter()
            .find(is_own)
            .ok_or_else(|| Error::NoPackage(manifest.clone()))?;
        let has_library = own["targets"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|target| {
                let types = target["crate_types"].as_array();
                types.into_iter().flatten().any(|kind| kind == "cdylib")
            });
        if !has_library {
            return Err(Error::NoLibrary(manifest));
        }
        let dependencies = packages
            .iter()
            .flat_map(|package| package["dependencies"].as_array());
        let names: Vec<String> = dependencies
            .flatten()
            .filter_map(|dependency| Some(dependency["name"].as_str()?.to_owned()))
            .collect();
        let package = own["name"].as_str().unwrap_or_default().to_owned();
        if !names.iter().any(|name| name == krate) {
            return Err(Error::NoDependency {
                package,
                krate: krate.into(),
            });
        }
        let family = format!("{krate}-");
        let mut direct: Vec<String> = names
            .into_iter()
            .filter(|name| name.starts_with(&family))
            .collect();
        direct.sort();
        direct.dedup();
        let folder_of = |package: &Value| {
            path(&package["manifest_path"])
                .parent()
                .map(Path::to_path_buf)
        };
        let mut members: Vec<PathBuf> = packages.iter().filter_map(folder_of).collect();
        let first = folder_of(own);
        members.sort_by_key(|member| Some(member) != first.as_ref());
        let workspace = path(&metadata["workspace_root"]);
        let entry = project.addon.entry.clone();
        check_loader(&entry)?;
        Ok(Self {
            folder: own::folder()
                .join("shadow")
                .join(cache::hash(&workspace.to_string_lossy())),
            sources: fingerprint::of_sources(project).map_err(io::Error::other)?,
            krate: krate.into(),
            supervision: supervision.clone(),
            index,
            direct,
            package,
            workspace,
            members,
            entry,
            out,
        })
    }

    fn pins(&mut self, release: &index::Release) -> Result<Pins, companions::Unresolved> {
        let direct: Vec<&str> = self.direct.iter().map(String::as_str).collect();
        companions::pins(&mut self.index, &self.krate, release, &direct)
    }

    /// Makes the shadow anew, with `pins` in every manifest.
    fn write(&self, pins: &Pins) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        self.mirror(&self.workspace, &self.folder)?;
        let root = self.workspace.join("Cargo.toml");
        let mut manifests: Vec<PathBuf> = self
            .members
            .iter()
            .map(|it| it.join("Cargo.toml"))
            .collect();
        if !manifests.contains(&root) {
            manifests.push(root);
        }
        for (at, original) in manifests.iter().enumerate() {
            let Ok(below) = original.strip_prefix(&self.workspace) else {
                continue;
            };
            let text = fs::read_to_string(original)?;
            // The addon's own package names those companions, too, that only others depend on.
            let pinned = manifest::pinned(&text, pins, original, &self.workspace, at == 0)
                .map_err(|error| io::Error::other(format!("{}: {error}", original.display())))?;
            cache::write(&self.folder.join(below), &pinned)?;
        }
        Ok(())
    }

    /// Links what stands in `from`, and goes into folders that hold manifests.
    fn mirror(&self, from: &Path, to: &Path) -> io::Result<()> {
        for entry in fs::read_dir(from)? {
            let path = entry?.path();
            let Some(name) = path.file_name() else {
                continue;
            };
            if LEFT_OUT.iter().any(|left| name == *left) || name == "Cargo.lock" {
                continue;
            }
            let place = to.join(name);
            let holds_manifest = self.members.iter().any(|member| member.starts_with(&path));
            if holds_manifest {
                fs::create_dir_all(&place)?;
                self.mirror(&path, &place)?;
            } else if name != "Cargo.toml" && place.symlink_metadata().is_err() {
                script::link(&path, &place)?;
            }
        }
        Ok(())
    }

    /// The workspace's own lock file, with no more changed than the pins demand.
    fn lock(&self, pins: &Pins) -> Result<(), cargo::Error> {
        let key = format!("{pins:?} {} {}", self.sources, self.workspace.display());
        let kept = own::folder()
            .join("locks")
            .join(format!("{}.lock", cache::hash(&key)));
        let current = self.folder.join("Cargo.lock");
        if kept.is_file() {
            fs::copy(kept, current)?;
            return Ok(());
        }
        let original = self.workspace.join("Cargo.lock");
        let renew = || -> io::Result<()> {
            let _ = fs::remove_file(&current);
            if original.is_file() {
                fs::copy(&original, &current)?;
            }
            Ok(())
        };
        renew()?;
        if let Err(error) = cargo::run(&["fetch"], &self.folder, &self.supervision) {
            if matches!(error, cargo::Error::Interrupted) {
                return Err(error);
            }
            renew()?;
            if cargo::run(&["fetch", "--offline"], &self.folder, &self.supervision).is_err() {
                return Err(error);
            }
        }
        Ok(cache::write(&kept, &fs::read_to_string(&current)?)?)
    }

    /// The library, or the first error.
    fn compile(
        &mut self,
        release: &index::Release,
    ) -> Result<Result<PathBuf, String>, cargo::Error> {
        let pins = match self.pins(release) {
            Ok(pins) => pins,
            Err(error) => return Ok(Err(error.to_string())),
        };
        fs::create_dir_all(own::folder())?;
        let lock = fs::File::create(own::folder().join("building"))?;
        lock.lock()?;
        self.write(&pins)?;
        if let Err(error) = self.lock(&pins) {
            return match error {
                cargo::Error::Failed { said, .. } => Ok(Err(cargo::first_error(&said))),
                other => Err(other),
            };
        }
        let target = own::folder().join("target").display().to_string();
        let arguments = [
            "build",
            "--offline",
            "--locked",
            "--lib",
            "--message-format=json",
            "--package",
            &self.package,
            "--target-dir",
            &target,
        ];
        let answer = cargo::ask(&arguments, &self.folder, &self.supervision)?.unless_full()?;
        if !answer.succeeded {
            let said = own::first_errors(&answer.stdout).into_values().next();
            return Ok(Err(
                said.unwrap_or_else(|| cargo::first_error(&answer.stderr))
            ));
        }
        let Some(library) = library_in(&answer.stdout) else {
            return Ok(Err("cargo built no cdylib".into()));
        };
        let folder = self.out.join(release.version.to_string());
        fs::create_dir_all(&folder)?;
        let copy = folder.join("addon.node");
        fs::copy(library, &copy)?;
        Ok(Ok(copy))
    }
}

impl Builder for Shadow {
    fn key(&mut self, release: Option<&index::Release>) -> String {
        let release = release.expect("a shadow is built with a release");
        let pins = match self.pins(release) {
            Ok(pins) => format!("{pins:?}"),
            Err(error) => error.to_string(),
        };
        format!("{pins} {} {}", self.workspace.display(), self.sources)
    }

    fn build(
        &mut self,
        release: Option<&index::Release>,
        scenarios: &[Arc<Scenario>],
    ) -> io::Result<Builds> {
        let release = release.expect("a shadow is built with a release");
        let compiled = self.compile(release).map_err(io::Error::other)?;
        let build = |scenario: &Arc<Scenario>| match &compiled {
            Ok(library) => {
                let is_native = matches!(&self.entry, Entry::File(file) if script::is_native(file));
                let (entry, variables) = if is_native {
                    (Entry::File(library.clone()), Variables::new())
                } else {
                    let variable = (LIBRARY_VARIABLE.into(), library.into());
                    (self.entry.clone(), BTreeMap::from([variable]))
                };
                let module = AddonModule {
                    exports: script::imported_names(&scenario.source),
                    entry,
                };
                Ok(Some(Arc::new(Build { module, variables })))
            }
            Err(error) => Err(error.clone()),
        };
        Ok(scenarios
            .iter()
            .map(|it| (it.name.clone(), build(it)))
            .collect())
    }
}

/// A loader that ignores the variable would load the project's own library, and every release would look the same.
fn check_loader(entry: &Entry) -> Result<(), Error> {
    match entry {
        Entry::File(file) if script::is_native(file) => Ok(()),
        Entry::File(file) => {
            let text = fs::read_to_string(file)?;
            if text.contains(LIBRARY_VARIABLE) {
                return Ok(());
            }
            Err(Error::Loader {
                entry: file.display().to_string(),
            })
        }
        Entry::Package(name) => Err(Error::Loader {
            entry: format!("`{name}`"),
        }),
    }
}

/// The library that cargo says it has built last.
fn library_in(messages: &str) -> Option<PathBuf> {
    messages.lines().rev().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let types = message["target"]["crate_types"].as_array()?;
        if message["reason"] != "compiler-artifact" || !types.iter().any(|kind| kind == "cdylib") {
            return None;
        }
        let files = message["filenames"].as_array()?;
        let library = files
            .iter()
            .filter_map(Value::as_str)
            .find(|file| file.ends_with(std::env::consts::DLL_SUFFIX))?;
        Some(library.into())
    })
}
