//! The packages that scripts can import: those that the project's own scenarios folder could, and the project's own.
//!
//! They are linked once a session, into a `node_modules` above all of its scripts, where every runtime looks on its way up.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::link;
use crate::project::Project;

/// Makes `folder/node_modules`, through which a script anywhere below `folder` finds what a module in the project's
/// scenarios folder finds: the packages of each `node_modules` on the way up, the nearest first, and by its name the
/// package that the project is itself. With `exports` that one goes first, as "self-referencing" of Node.js's documentation has it;
/// without, a package cannot import itself, and one of the same name that is installed is meant.
///
/// # Errors
/// When the links cannot be made.
pub fn link_all(project: &Project, folder: &Path) -> io::Result<()> {
    let modules = folder.join("node_modules");
    let mut linked = BTreeSet::new();
    let own = own_package(&project.root);
    if let Some((name, own)) = own.as_ref().filter(|(_, own)| has_exports(own)) {
        add(&modules, name, own, &mut linked)?;
    }
    for level in levels(project) {
        for (name, package) in packages(&level)? {
            add(&modules, &name, &package, &mut linked)?;
        }
    }
    match own {
        Some((name, own)) => add(&modules, &name, &own, &mut linked),
        None => Ok(()),
    }
}

fn has_exports(package: &Path) -> bool {
    let manifest = fs::read_to_string(package.join("package.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap_or_default();
    manifest.get("exports").is_some()
}

/// Every `node_modules` that a module in the scenarios folder is served from, the nearest first.
pub fn levels(project: &Project) -> impl Iterator<Item = PathBuf> {
    let above = project.scenarios.ancestors();
    above
        .map(|folder| folder.join("node_modules"))
        .filter(|modules| modules.is_dir())
}

/// Files that change when another version of a package is installed: what package managers write of all that they installed, or
/// else the manifest of each package.
pub fn manifests(project: &Project) -> Vec<PathBuf> {
    // npm, pnpm, Yarn 1 and Yarn 2 and later.
    const SUMMARIES: [&str; 4] = [
        ".package-lock.json",
        ".modules.yaml",
        ".yarn-integrity",
        ".yarn-state.yml",
    ];
    let own = own_package(&project.root).map(|(_, folder)| folder.join("package.json"));
    let mut files: Vec<PathBuf> = own.into_iter().collect();
    for level in levels(project) {
        let summaries = SUMMARIES.map(|name| level.join(name));
        match summaries.into_iter().find(|summary| summary.is_file()) {
            Some(summary) => files.push(summary),
            None => {
                let packages = packages(&level).unwrap_or_default().into_iter();
                files.extend(packages.map(|(_, folder)| folder.join("package.json")));
            }
        }
    }
    files
}

/// The nearest package around `root`: its name and its folder.
pub fn own_package(root: &Path) -> Option<(String, PathBuf)> {
    let (folder, manifest) = nearest(root)?;
    Some((manifest.get("name")?.as_str()?.to_owned(), folder.into()))
}

/// What the package around `file` says that its `.js` files are: `module` or `commonjs`; `None` where it does not say.
pub fn module_type(file: &Path) -> Option<String> {
    let (_, manifest) = nearest(file)?;
    Some(manifest.get("type")?.as_str()?.to_owned())
}

/// The folder of the nearest package around `path`, and its manifest.
pub fn nearest(path: &Path) -> Option<(&Path, serde_json::Value)> {
    let folder = path
        .ancestors()
        .find(|folder| folder.join("package.json").is_file())?;
    let manifest = fs::read_to_string(folder.join("package.json")).ok()?;
    Some((folder, serde_json::from_str(&manifest).ok()?))
}

/// The package's name in what follows `from`: `@scope/name` of `@scope/name/part`.
pub fn name_of(specifier: &str) -> &str {
    let parts = if specifier.starts_with('@') { 2 } else { 1 };
    let end = specifier.match_indices('/').nth(parts - 1);
    end.map_or(specifier, |(at, _)| &specifier[..at])
}

fn add(
    modules: &Path,
    name: &str,
    package: &Path,
    linked: &mut BTreeSet<String>,
) -> io::Result<()> {
    if !linked.insert(name.to_owned()) {
        return Ok(());
    }
    let place = modules.join(name);
    fs::create_dir_all(place.parent().expect("a package stands in a folder"))?;
    link(package, &place)
}

/// The packages of one `node_modules`, by name; those of a scope as `@scope/name`.
fn packages(modules: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(modules)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        // `.bin`, `.pnpm`, `.package-lock.json`: the package manager's own.
        if name.starts_with('.') {
            continue;
        }
        if name.starts_with('@') {
            for scoped in fs::read_dir(&path)? {
                let scoped = scoped?;
                let scoped_name = format!("{name}/{}", scoped.file_name().to_string_lossy());
                found.push((scoped_name, scoped.path()));
            }
        } else {
            found.push((name.to_owned(), path));
        }
    }
    Ok(found)
}
