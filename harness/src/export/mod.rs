//! Exports: a folder that reproduces a scenario's run with the runtime alone, for whoever has to fix the bug.

mod modules;
mod packages;
mod readme;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::addon::AddonModule;
use crate::addon::own;
use crate::project::{Entry, Project};
use crate::run::{Scratch, Supervision};
use crate::scenario::{Language, Scenario};
use crate::script::packages as linked;
use crate::script::{self, Layout};
use crate::session::{self, Outcome, Planned, Session};
use modules::Loaded;
pub use readme::Environment;

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder is not free.
    #[error("{} already exists and is not empty; nothing was written\n  hint: name a folder that does not exist yet", .0.display())]
    NotEmpty(PathBuf),
    /// A loaded file lies outside its package, so it cannot be copied.
    #[error("the addon loads {}, which is outside its package {}\n  hint: an export copies the package; have the build put the file there", file.display(), package.display())]
    Outside {
        /// The file.
        file: PathBuf,
        /// The package.
        package: PathBuf,
    },
    /// It is only type-checked.
    #[error("`{0}` is type-checked and never run; there is nothing to export")]
    Checked(String),
    /// The loaded files could not be determined.
    #[error("cannot determine which files the addon consists of: {0}")]
    Modules(String),
    /// The file system refused.
    #[error("cannot write the export: {0}")]
    Io(#[from] io::Error),
}

/// The export's `package.json`.
#[derive(Serialize)]
struct Manifest<'a> {
    private: bool,
    r#type: &'a str,
    imports: BTreeMap<&'a str, &'a str>,
    scripts: BTreeMap<&'a str, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    dependencies: BTreeMap<String, String>,
}

/// What to export, and from what.
pub struct Export<'a> {
    /// The project.
    pub project: &'a Project,
    /// What `#addon` is.
    pub addon: AddonModule,
    /// The sources of an addon of the scenario's own: names below `addon`, and texts.
    pub sources: Vec<(String, String)>,
    /// What came of the run.
    pub outcome: &'a Outcome,
    /// Its folders see the packages that scripts see.
    pub scratch: &'a Scratch,
    /// For the process that reports which files are loaded.
    pub supervision: &'a Supervision,
}

impl<'a> Export<'a> {
    /// An export of one run of `session`.
    ///
    /// # Errors
    /// When there is no addon, with the reason.
    pub fn new(session: &'a Session, outcome: &'a Outcome) -> Result<Self, String> {
        Ok(Self {
            project: session.project(),
            addon: session.addon(&outcome.planned)?,
            sources: sources(session, &outcome.planned.scenario)?,
            outcome,
            scratch: session.scratch(),
            supervision: session.supervision(),
        })
    }

    /// Writes everything into `target`, which is made, as a whole or not at all.
    ///
    /// # Errors
    /// When `target` holds something, or an addon cannot be copied.
    pub fn write(&self, target: &Path) -> Result<(), Error> {
        if self.planned().scenario.is_checked() {
            return Err(Error::Checked(self.planned().name.clone()));
        }
        let is_free = match fs::read_dir(target) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        if !is_free {
            return Err(Error::NotEmpty(target.into()));
        }
        let parent = match target.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent)?;
        let pending = tempfile::Builder::new()
            .prefix(".export-")
            .tempdir_in(parent)?;
        self.write_into(pending.path())?;
        // An empty folder gives way; rename would refuse it on some systems.
        let _ = fs::remove_dir(target);
        let written = pending.keep();
        permit_all_to_read(&written)?;
        fs::rename(&written, target)?;
        Ok(())
    }

    fn planned(&self) -> &Planned {
        &self.outcome.planned
    }

    fn write_into(&self, folder: &Path) -> Result<(), Error> {
        let scenario = &self.planned().scenario;
        let layout = Layout::new(scenario, self.project);
        layout.write(&scenario.source, folder)?;
        fs::write(folder.join("harness.cjs"), script::SUPPORT)?;
        if scenario.language == Language::TypeScript {
            fs::write(folder.join("harness.d.cts"), script::SUPPORT_TYPES)?;
        }
        let mut imported = packages::find_imports(folder)?;
        if let Entry::Package(name) = &self.addon.entry {
            imported.insert(linked::name_of(name).to_owned());
        }
        let mut dependencies = BTreeMap::new();
        let mut local: BTreeMap<String, PathBuf> = BTreeMap::new();
        for name in imported {
            match packages::find(&name, self.scratch.root()) {
                Some(package) if package.is_installed => {
                    dependencies.insert(name, package.version);
                }
                Some(package) => {
                    dependencies.insert(name.clone(), format!("file:./packages/{name}"));
                    local.insert(name, package.folder);
                }
                // Built into the runtime.
                None => {}
            }
        }
        let loaded = self.loaded(local.keys())?;
        let addon = self.copy_addon(folder, &loaded, &mut dependencies)?;
        for (name, package) in &local {
            let to = folder.join("packages").join(name);
            copy_package(package, &loaded.files, &to, &mut dependencies)?;
        }
        for (name, text) in &self.sources {
            let to = folder.join("addon").join(name);
            fs::create_dir_all(to.parent().unwrap_or(folder))?;
            fs::write(to, text)?;
        }
        let environment = Environment {
            loaded: &loaded,
            needs_install: !dependencies.is_empty(),
            program: layout.program.to_string_lossy().replace('\\', "/"),
            packages: dependencies.clone(),
        };
        let manifest = Manifest {
            private: true,
            r#type: "module",
            imports: [("#addon", addon.as_str()), ("#harness", "./harness.cjs")].into(),
            scripts: [("start", readme::command(self, &environment))].into(),
            dependencies,
        };
        let manifest = serde_json::to_string_pretty(&manifest).expect("a manifest is JSON");
        fs::write(folder.join("package.json"), format!("{manifest}\n"))?;
        fs::write(folder.join("README.md"), readme::text(self, &environment))?;
        Ok(())
    }

    /// Which files it takes to load the addon and the packages that are no others' but the project's own.
    fn loaded<'n>(&self, local: impl Iterator<Item = &'n String>) -> Result<Loaded, Error> {
        let folder = self.scratch.folder()?;
        script::prepare(&folder, &self.addon)?;
        let specifiers = ["#addon".to_owned()].into_iter().chain(local.cloned());
        modules::find_loaded(
            &self.planned().runtime,
            &folder,
            specifiers.collect(),
            self.supervision,
        )
    }

    /// Copies the addon, and answers what `#addon` is to be.
    fn copy_addon(
        &self,
        folder: &Path,
        loaded: &Loaded,
        dependencies: &mut BTreeMap<String, String>,
    ) -> Result<String, Error> {
        let file = match &self.addon.entry {
            Entry::Package(name) => return Ok(name.clone()),
            Entry::File(file) => file.canonicalize()?,
        };
        if script::is_native(&file) {
            fs::copy(&file, folder.join("addon.node"))?;
            let beside = "require('node:path').join(__dirname, 'addon.node')";
            let module = script::native_module(beside, &self.addon.exports);
            fs::write(folder.join("addon.cjs"), module)?;
            return Ok("./addon.cjs".into());
        }
        let package = linked::own_package(file.parent().unwrap_or(&file))
            .map(|(_, folder)| folder)
            .filter(|package| package.starts_with(&self.project.root))
            .unwrap_or_else(|| file.parent().unwrap_or(&file).into());
        let package = package.canonicalize()?;
        copy_package(&package, &loaded.files, &folder.join("addon"), dependencies)?;
        let below = file.strip_prefix(&package).unwrap_or(&file);
        Ok(format!(
            "./addon/{}",
            below.to_string_lossy().replace('\\', "/")
        ))
    }
}

/// The package of an addon of the scenario's own.
fn sources(session: &Session, scenario: &Arc<Scenario>) -> Result<Vec<(String, String)>, String> {
    if scenario.own_addon.is_none() {
        return Ok(Vec::new());
    }
    let release = session::own::release(
        session.project(),
        std::slice::from_ref(scenario),
        session.supervision(),
    )?;
    let release = release.with(&scenario.header.features);
    let release = release.map_err(|error| error.to_string())?;
    own::standalone(scenario, &release).map_err(|error| error.to_string())
}

/// Copies what was loaded of the package in `package`; what it loaded of installed packages becomes a dependency.
fn copy_package(
    package: &Path,
    loaded: &BTreeSet<PathBuf>,
    to: &Path,
    dependencies: &mut BTreeMap<String, String>,
) -> Result<(), Error> {
    fs::create_dir_all(to)?;
    if package.join("package.json").is_file() {
        fs::copy(package.join("package.json"), to.join("package.json"))?;
    }
    for file in loaded {
        if let Some(installed) = packages::find_by_file(file) {
            dependencies.entry(installed.0).or_insert(installed.1);
            continue;
        }
        let below = file.strip_prefix(package).map_err(|_| Error::Outside {
            file: file.clone(),
            package: package.into(),
        })?;
        let copy = to.join(below);
        fs::create_dir_all(copy.parent().unwrap_or(to))?;
        fs::copy(file, copy)?;
    }
    Ok(())
}

/// Temporary folders are their owner's alone; an export is for others.
fn permit_all_to_read(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
