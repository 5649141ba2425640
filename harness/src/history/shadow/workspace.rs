//! What cargo says of the workspace that the addon belongs to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Error;
use crate::cargo;
use crate::project::Project;
use crate::run::Supervision;

/// The addon's workspace; a package of its own is one, too.
#[derive(Debug)]
pub struct Workspace {
    /// Its folder.
    pub root: PathBuf,
    /// The addon's package.
    pub package: String,
    /// The folders of all members, the addon's first.
    pub members: Vec<PathBuf>,
    /// Names of all crates that members depend on.
    pub dependencies: BTreeSet<String>,
    /// Folders in it of members that the addon does not depend on.
    pub unrelated: Vec<PathBuf>,
    /// Folders outside of it that hold packages which members depend on.
    pub outside: BTreeSet<PathBuf>,
}

impl Workspace {
    /// That of the addon of `project`.
    ///
    /// # Errors
    /// When there is none, or its addon is none.
    pub fn of(project: &Project, supervision: &Supervision) -> Result<Self, Error> {
        let manifest = project.addon_folder().join("Cargo.toml");
        if !manifest.is_file() {
            return Err(Error::NoPackage(manifest));
        }
        let metadata = metadata(&project.addon_folder(), supervision)?;
        let packages = packages(&metadata);
        let manifest_of = |package: &Value| path(&package["manifest_path"]);
        let is_own = |package: &&&Value| {
            manifest_of(package).canonicalize().ok() == manifest.canonicalize().ok()
        };
        let own = packages
            .iter()
            .find(is_own)
            .ok_or_else(|| Error::NoPackage(manifest.clone()))?;
        let targets = own["targets"].as_array().into_iter().flatten();
        let mut types = targets.flat_map(|target| target["crate_types"].as_array());
        if !types.any(|types| types.iter().any(|kind| kind == "cdylib")) {
            return Err(Error::NoLibrary(manifest));
        }
        let folder_of = |package: &&Value| manifest_of(package).parent().map(Path::to_path_buf);
        let mut members: Vec<PathBuf> = packages.iter().filter_map(folder_of).collect();
        let first = folder_of(own);
        members.sort_by_key(|member| Some(member) != first.as_ref());
        let root = path(&metadata["workspace_root"]);
        let names = dependencies(&packages).filter_map(|dependency| dependency["name"].as_str());
        Ok(Self {
            package: own["name"].as_str().unwrap_or_default().to_owned(),
            dependencies: names.map(str::to_owned).collect(),
            outside: outside(&packages, &root, supervision)?,
            unrelated: unrelated(&packages, own, &root),
            members,
            root,
        })
    }
}

/// `--no-deps`: nothing is resolved, so no lock file is written.
fn metadata(folder: &Path, supervision: &Supervision) -> Result<Value, Error> {
    let arguments = ["metadata", "--no-deps", "--format-version=1"];
    let said = cargo::run(&arguments, folder, supervision)?;
    Ok(serde_json::from_str(&said)?)
}

/// The folders of `packages` that `own` does not depend on, as far as no other package stands in them.
fn unrelated(packages: &[&Value], own: &Value, root: &Path) -> Vec<PathBuf> {
    let folder_of = |package: &Value| {
        let manifest = path(&package["manifest_path"]);
        manifest.parent().map(Path::to_path_buf).unwrap_or_default()
    };
    let mut related = vec![root.to_path_buf()];
    let mut waiting = vec![folder_of(own)];
    while let Some(folder) = waiting.pop() {
        if related.contains(&folder) && folder != root {
            continue;
        }
        let package = packages.iter().find(|it| folder_of(it) == folder);
        let package: Vec<&Value> = package.into_iter().copied().collect();
        let paths = dependencies(&package).map(|dependency| path(&dependency["path"]));
        waiting.extend(paths.filter(|path| path != root && !related.contains(path)));
        related.push(folder);
    }
    let folders = packages.iter().map(|package| folder_of(package));
    folders
        .filter(|folder| !related.iter().any(|needed| needed.starts_with(folder)))
        .collect()
}

/// The folders of packages outside of `root` that `packages` depend on, and those that these do.
fn outside(
    packages: &[&Value],
    root: &Path,
    supervision: &Supervision,
) -> Result<BTreeSet<PathBuf>, Error> {
    let paths = |packages: &[&Value]| -> Vec<PathBuf> {
        let paths = dependencies(packages).map(|dependency| path(&dependency["path"]));
        paths
            .filter(|path| path.is_absolute() && !path.starts_with(root))
            .collect()
    };
    let mut found = BTreeSet::new();
    let mut waiting = paths(packages);
    while let Some(folder) = waiting.pop() {
        if found.insert(folder.clone()) && folder.is_dir() {
            let metadata = metadata(&folder, supervision)?;
            waiting.extend(paths(&self::packages(&metadata)));
        }
    }
    Ok(found)
}

fn packages(metadata: &Value) -> Vec<&Value> {
    let packages = metadata["packages"].as_array();
    packages.into_iter().flatten().collect()
}

fn dependencies<'a>(packages: &'a [&'a Value]) -> impl Iterator<Item = &'a Value> {
    let lists = packages
        .iter()
        .filter_map(|package| package["dependencies"].as_array());
    lists.flatten()
}

fn path(value: &Value) -> PathBuf {
    value.as_str().unwrap_or_default().into()
}
