//! What cargo says of the workspace that the addon belongs to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cargo_metadata::{Dependency, Package};

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
    /// Folders outside of it that hold members, or the workspaces of packages which members depend on.
    pub outside: BTreeSet<PathBuf>,
}

impl Workspace {
    /// That of the addon of `project`.
    ///
    /// # Errors
    /// When there is none, or its addon is none.
    pub fn read(project: &Project, supervision: &Supervision) -> Result<Self, Error> {
        let manifest = project.addon_folder().join("Cargo.toml");
        if !manifest.is_file() {
            return Err(Error::NoPackage(manifest));
        }
        // `--no-deps`: nothing is resolved, so no lock file is written.
        let metadata = cargo::metadata(&["--no-deps"], &project.addon_folder(), supervision)?;
        let packages = &metadata.packages;
        let is_own = |package: &&Package| {
            package.manifest_path.canonicalize().ok() == manifest.canonicalize().ok()
        };
        let own = packages.iter().find(is_own);
        let own = own.ok_or_else(|| Error::NoPackage(manifest.clone()))?;
        if !own.targets.iter().any(|target| target.is_cdylib()) {
            return Err(Error::NoLibrary(manifest));
        }
        let root = metadata.workspace_root.as_std_path();
        let mut members: Vec<PathBuf> = packages.iter().map(folder_of).collect();
        let first = folder_of(own);
        members.sort_by_key(|member| *member != first);
        let names = dependencies(packages).map(|dependency| dependency.name.clone());
        Ok(Self {
            package: own.name.to_string(),
            dependencies: names.collect(),
            outside: outside(packages, root, supervision)?,
            unrelated: unrelated(packages, own, root),
            members,
            root: root.into(),
        })
    }
}

/// The folders of `packages` that `own` does not depend on, as far as no other package stands in them.
fn unrelated(packages: &[Package], own: &Package, root: &Path) -> Vec<PathBuf> {
    let mut related = BTreeSet::from([root.to_path_buf()]);
    let mut waiting = vec![own];
    while let Some(package) = waiting.pop() {
        related.insert(folder_of(package));
        for path in package.dependencies.iter().filter_map(path_of) {
            let found = packages.iter().find(|it| folder_of(it) == path);
            waiting.extend(found.filter(|_| !related.contains(path)));
        }
    }
    let folders = packages.iter().map(folder_of);
    folders
        .filter(|folder| !related.iter().any(|needed| needed.starts_with(folder)))
        .collect()
}

/// The folders outside of `root` of what `packages` are and depend on, and of what that depends on; with those of their workspaces,
/// where part of what a manifest says may stand.
fn outside(
    packages: &[Package],
    root: &Path,
    supervision: &Supervision,
) -> Result<BTreeSet<PathBuf>, Error> {
    let paths = |packages: &[Package]| -> Vec<PathBuf> {
        let folders = packages.iter().map(folder_of);
        let needed = dependencies(packages).filter_map(path_of);
        let all = folders.chain(needed.map(Path::to_path_buf));
        all.filter(|path| !path.starts_with(root)).collect()
    };
    let mut looked_at = BTreeSet::new();
    let mut found = BTreeSet::new();
    let mut waiting = paths(packages);
    while let Some(folder) = waiting.pop() {
        if !looked_at.insert(folder.clone()) || !folder.is_dir() {
            continue;
        }
        let metadata = cargo::metadata(&["--no-deps"], &folder, supervision)?;
        let workspace = metadata.workspace_root.as_std_path();
        if workspace != root {
            found.insert(workspace.into());
        }
        let package = metadata
            .packages
            .iter()
            .filter(|it| folder_of(it) == folder);
        waiting.extend(package.flat_map(|it| paths(std::slice::from_ref(it))));
        found.insert(folder);
    }
    Ok(found)
}

fn folder_of(package: &Package) -> PathBuf {
    let folder = package.manifest_path.parent();
    folder.expect("a manifest stands in a folder").into()
}

fn dependencies(packages: &[Package]) -> impl Iterator<Item = &Dependency> {
    packages.iter().flat_map(|package| &package.dependencies)
}

fn path_of(dependency: &Dependency) -> Option<&Path> {
    dependency.path.as_ref().map(|path| path.as_std_path())
}
