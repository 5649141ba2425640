//! The project's own crate, built with other releases: in a shadow of its workspace, a copy, so that neither its manifests nor
//! its lock file nor its target folder are touched.

mod manifest;
mod tree;
mod workspace;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::builder::{Builder, Builds};
use crate::addon::AddonModule;
use crate::addon::own::{self, NotBuilt};
use crate::cache::{self, Artefacts, Digest, Resource};
use crate::cargo::companions::{self, Pins};
use crate::cargo::{
    self,
    index::{self, Index},
};
use crate::project::{Entry, Project};
use crate::run::environment::Variables;
use crate::run::{Supervision, scratch};
use crate::scenario::Scenario;
use crate::script;
use crate::session::Build;
use tree::Tree;
use workspace::Workspace;

/// What the loaders that napi-rs generates load instead of their own library: the sources of @napi-rs/cli 3,
/// `templates/js-binding`.
const LIBRARY_VARIABLE: &str = "NAPI_RS_NATIVE_LIBRARY_PATH";
/// The artefact's own name.
const ARTEFACT: &str = "addon.node";

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
    workspace: Workspace,
    /// Companions that the workspace names itself.
    direct: Vec<String>,
    entry: Entry,
    /// What of the workspace is no part of a build.
    no_matter: Vec<PathBuf>,
    /// Everything that the addon is built from, the release aside.
    sources: Digest,
    /// The copy; empty until something is built.
    folder: PathBuf,
    /// The manifests as the user wrote them: where each stands, and its text; none until the copy is made.
    manifests: Vec<(PathBuf, String)>,
    artefacts: Artefacts,
    supervision: Supervision,
}

impl Shadow {
    /// For the addon of `project`, whose releases of `krate` are to be swept. Only whoever makes a history may have one.
    ///
    /// # Errors
    /// When the addon is no crate that uses `krate`.
    pub fn of(
        project: &Project,
        krate: &str,
        index: Index,
        supervision: &Supervision,
    ) -> Result<Self, Error> {
        let workspace = Workspace::of(project, supervision)?;
        if !workspace.dependencies.contains(krate) {
            return Err(Error::NoDependency {
                package: workspace.package,
                krate: krate.into(),
            });
        }
        let entry = project.addon.entry.clone();
        check_loader(&entry)?;
        let family = format!("{krate}-");
        let companions = workspace.dependencies.iter();
        let name = Digest::new("shadow").bytes(workspace.root.as_os_str().as_encoded_bytes());
        // What a run of a scenario reads and writes is no part of the addon.
        let mut no_matter = workspace.unrelated.clone();
        no_matter.extend([
            project.scenarios.clone(),
            project.snapshots.clone(),
            project.file.clone(),
        ]);
        Ok(Self {
            direct: companions
                .filter(|name| name.starts_with(&family))
                .cloned()
                .collect(),
            folder: own::folder().join("shadow").join(name.name()),
            manifests: Vec::new(),
            sources: sources(&workspace, &no_matter, &entry)?,
            no_matter,
            artefacts: Artefacts::open(&supervision.interrupt).map_err(cargo::Error::from)?,
            krate: krate.into(),
            supervision: supervision.clone(),
            index,
            workspace,
            entry,
        })
    }

    fn pins(&mut self, release: &index::Release) -> Result<Pins, companions::Unresolved> {
        let direct: Vec<&str> = self.direct.iter().map(String::as_str).collect();
        companions::pins(&mut self.index, &self.krate, release, &direct)
    }

    /// Copies the workspace, once a sweep: nothing of an earlier one is left.
    fn copy(&mut self) -> io::Result<()> {
        if !self.manifests.is_empty() {
            return Ok(());
        }
        scratch::remove(&self.folder)?;
        fs::create_dir_all(&self.folder)?;
        Tree::new(self.workspace.root.clone()).copy(&self.folder)?;
        let root = self.workspace.root.join("Cargo.toml");
        let members = self.workspace.members.iter();
        let mut manifests: Vec<PathBuf> = members.map(|it| it.join("Cargo.toml")).collect();
        if !manifests.contains(&root) {
            manifests.push(root);
        }
        for original in manifests {
            // A member outside of the workspace's folder is as it is.
            if let Ok(below) = original.strip_prefix(&self.workspace.root) {
                let text = fs::read_to_string(self.folder.join(below))?;
                self.manifests.push((original, text));
            }
        }
        let now = sources(&self.workspace, &self.no_matter, &self.entry)?;
        if now.finish() == self.sources.clone().finish() {
            return Ok(());
        }
        Err(io::Error::other(
            "the addon's sources changed while its history was being made; make it again",
        ))
    }

    /// Puts `pins` into every manifest of the copy.
    fn pin(&self, pins: &Pins) -> io::Result<()> {
        let root = &self.workspace.root;
        for (at, (original, text)) in self.manifests.iter().enumerate() {
            // The addon's own package names those companions, too, that only others depend on.
            let pinned = manifest::pinned(text, pins, original, root, at == 0)
                .map_err(|error| io::Error::other(format!("{}: {error}", original.display())))?;
            self.write(original.strip_prefix(root).unwrap_or(original), &pinned)?;
        }
        Ok(())
    }

    /// Writes a file of the copy, and of nothing else, whatever links there are.
    fn write(&self, below: &Path, text: &str) -> io::Result<()> {
        let file = self.folder.join(below);
        let folder = file.parent().unwrap_or(&self.folder).canonicalize()?;
        if !folder.starts_with(self.folder.canonicalize()?) {
            let shown = file.display();
            return Err(io::Error::other(format!(
                "{shown} leads out of the copy of the workspace, and was not written"
            )));
        }
        cache::write(&file, text)
    }

    /// The workspace's own lock file, with no more changed than the pins demand; its text.
    fn lock(&self, pins: &Pins) -> Result<String, cargo::Error> {
        let key = self.sources.clone().text(format!("{pins:?}"));
        let kept = own::folder()
            .join("lockfiles")
            .join(format!("{}.lock", key.name()));
        let current = self.folder.join("Cargo.lock");
        if let Ok(text) = fs::read_to_string(&kept) {
            self.write(Path::new("Cargo.lock"), &text)?;
            return Ok(text);
        }
        let original = fs::read_to_string(self.workspace.root.join("Cargo.lock")).ok();
        let renew = || -> io::Result<()> {
            match &original {
                Some(text) => self.write(Path::new("Cargo.lock"), text),
                None => match fs::remove_file(&current) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                    _ => Ok(()),
                },
            }
        };
        renew()?;
        if let Err(error) = self.cargo(&["fetch"]).and_then(cargo::Answer::succeeded) {
            if matches!(error, cargo::Error::Interrupted) {
                return Err(error);
            }
            renew()?;
            let offline = self.cargo(&["fetch", "--offline"]);
            if offline.and_then(cargo::Answer::succeeded).is_err() {
                return Err(error);
            }
        }
        let text = fs::read_to_string(&current)?;
        cache::write(&kept, &text)?;
        Ok(text)
    }

    /// Asks cargo about the copy. It runs in the user's workspace, whose settings and toolchain hold, and writes nothing there.
    fn cargo(&self, arguments: &[&str]) -> Result<cargo::Answer, cargo::Error> {
        let manifest = self.folder.join("Cargo.toml").display().to_string();
        let arguments = [arguments, &["--manifest-path", &manifest]].concat();
        Ok(cargo::ask(&arguments, &self.workspace.root, &self.supervision)?.unless_full()?)
    }

    /// The library, or why there is none.
    fn compile(
        &mut self,
        release: &index::Release,
    ) -> Result<Result<PathBuf, NotBuilt>, cargo::Error> {
        let pins = match self.pins(release) {
            Ok(pins) => pins,
            Err(error) => return Ok(Err(NotBuilt::Unresolved(error.to_string()))),
        };
        let _alone = Resource::Cargo.take(&self.supervision.interrupt)?;
        let key = self.sources.clone().text(format!("{pins:?}"));
        self.copy()?;
        self.pin(&pins)?;
        let lock = match self.lock(&pins) {
            Ok(lock) => lock,
            Err(cargo::Error::Failed { said, .. }) => {
                return Ok(Err(NotBuilt::Unresolved(cargo::first_error(&said))));
            }
            Err(other) => return Err(other),
        };
        let key = key.text(lock).finish();
        if let Some(library) = self.artefacts.get(&key, ARTEFACT) {
            return Ok(Ok(library));
        }
        let target = own::folder().join("target").display().to_string();
        let answer = self.cargo(&[
            "build",
            "--offline",
            "--locked",
            "--lib",
            "--message-format=json",
            "--package",
            &self.workspace.package,
            "--target-dir",
            &target,
        ])?;
        if !answer.succeeded {
            return Ok(Err(own::not_built(&answer, None)));
        }
        let Some(library) = library_in(&answer.stdout) else {
            return Ok(Err(NotBuilt::Unresolved("cargo built no cdylib".into())));
        };
        Ok(Ok(self.artefacts.publish(&key, ARTEFACT, &library)?))
    }
}

impl Drop for Shadow {
    /// A workspace may hold what is nobody else's business; a copy of it does not stay.
    fn drop(&mut self) {
        if !self.manifests.is_empty() {
            let _ = scratch::remove(&self.folder);
        }
    }
}

/// A digest of all that the addon of `workspace` is built and loaded from, the release aside.
fn sources(workspace: &Workspace, no_matter: &[PathBuf], entry: &Entry) -> io::Result<Digest> {
    let mut digest = Digest::new("shadow 1")
        .bytes(workspace.root.as_os_str().as_encoded_bytes())
        .text(&workspace.package)
        .text(cargo::settings(&workspace.root));
    digest = Tree::new(workspace.root.clone())
        .without(no_matter.iter().cloned())
        .digest(digest)?;
    for folder in &workspace.outside {
        digest = digest.bytes(folder.as_os_str().as_encoded_bytes());
        if folder.is_dir() {
            digest = Tree::new(folder.clone()).digest(digest)?;
        }
    }
    match entry {
        Entry::File(file) if !script::is_native(file) => digest.file(file),
        _ => Ok(digest),
    }
}

impl Builder for Shadow {
    fn key(&mut self, release: Option<&index::Release>) -> String {
        let release = release.expect("a shadow is built with a release");
        let pins = match self.pins(release) {
            Ok(pins) => format!("{pins:?}"),
            Err(error) => error.to_string(),
        };
        self.sources.clone().text(pins).finish()
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
