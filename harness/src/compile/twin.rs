//! The twin: a package that has the addon's dependencies and features and no code of its own, so that they are built and nothing else.
//!
//! Each dependency is written down as cargo itself understood it: inherited ones are resolved, paths are absolute, and a
//! crate of another registry is never asked for at the public one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cargo_metadata::{Dependency, DependencyKind, Metadata, Package};
use semver::VersionReq;
use toml::{Table, Value};

use crate::cargo::manifest::overrides;

/// Writes the twin of `addon`, a package of `metadata`, into `folder`, and says where its manifest is.
///
/// # Errors
/// When the workspace's root manifest cannot be read, or nothing can be written.
pub fn write(addon: &Package, metadata: &Metadata, folder: &Path) -> io::Result<PathBuf> {
    let workspace = &metadata.workspace_root;
    let root: Table = fs::read_to_string(workspace.join("Cargo.toml"))?
        .parse()
        .map_err(io::Error::other)?;
    let twin = folder.join("Cargo.toml");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    fs::write(&twin, manifest(addon, metadata, &root).to_string())?;
    let lock = folder.join("Cargo.lock");
    match fs::copy(workspace.join("Cargo.lock"), &lock) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // One of an earlier twin would hold versions that the workspace does not.
            let _ = fs::remove_file(lock);
        }
        result => {
            result?;
        }
    }
    Ok(twin)
}

fn manifest(addon: &Package, metadata: &Metadata, root: &Table) -> Table {
    let root_package = metadata
        .packages
        .iter()
        .find(|package| package.manifest_path == metadata.workspace_root.join("Cargo.toml"));
    let mut package = Table::new();
    package.insert("name".into(), "napi-harness-dependencies".into());
    package.insert("version".into(), "0.0.0".into());
    // Unless the root says otherwise, its edition decides how features of dependencies are unified.
    let edition = root_package.unwrap_or(addon).edition;
    package.insert("edition".into(), edition.as_str().into());
    if let Some(version) = &addon.rust_version {
        package.insert("rust-version".into(), version.to_string().into());
    }
    let resolver = |table: &str| root.get(table)?.get("resolver").cloned();
    let resolver = resolver("workspace").or_else(|| resolver("package"));
    // cargo's own for a workspace without a root package.
    let resolver = resolver.or_else(|| root_package.is_none().then(|| "1".into()));
    let mut manifest = Table::new();
    manifest.insert("package".into(), package.into());
    manifest.insert(
        "workspace".into(),
        Table::from_iter(resolver.map(|resolver| ("resolver".to_owned(), resolver))).into(),
    );
    let features = addon.features.iter();
    let features = features.map(|(name, enables)| (name.clone(), Value::from(enables.clone())));
    manifest.insert("features".into(), Table::from_iter(features).into());
    for dependency in &addon.dependencies {
        if dependency.kind == DependencyKind::Normal {
            let (name, entry) = entry_of(dependency);
            dependencies_for(&mut manifest, dependency).insert(name, entry.into());
        }
    }
    for name in ["cargo-features", "profile", "patch", "replace"] {
        if let Some(value) = root.get(name) {
            manifest.insert(name.into(), value.clone());
        }
    }
    for table in overrides(&mut manifest) {
        for (_, entry) in table.iter_mut() {
            let path = entry.get("path").and_then(Value::as_str);
            let path = path.map(|path| metadata.workspace_root.join(path).into_string());
            if let (Some(path), Some(entry)) = (path, entry.as_table_mut()) {
                entry.insert("path".into(), path.into());
            }
        }
    }
    manifest
}

/// The table that `dependency` stands in: that of its platform, or the one for all.
fn dependencies_for<'a>(manifest: &'a mut Table, dependency: &Dependency) -> &'a mut Table {
    let mut table = manifest;
    if let Some(platform) = &dependency.target {
        table = subtable(subtable(table, "target"), &platform.to_string());
    }
    subtable(table, "dependencies")
}

fn subtable<'a>(table: &'a mut Table, name: &str) -> &'a mut Table {
    table
        .entry(name)
        .or_insert_with(|| Table::new().into())
        .as_table_mut()
        .expect("nothing but tables is put there")
}

/// A dependency's name and entry for a manifest.
fn entry_of(dependency: &Dependency) -> (String, Table) {
    let mut entry = Table::new();
    if dependency.req != VersionReq::STAR {
        entry.insert("version".into(), dependency.req.to_string().into());
    }
    let source = dependency
        .source
        .as_ref()
        .map(|source| source.repr.as_str());
    if let Some(path) = &dependency.path {
        entry.insert("path".into(), path.as_str().into());
    } else if let Some(git) = source.and_then(|source| source.strip_prefix("git+")) {
        let (address, reference) = address_and_reference(git);
        entry.insert("git".into(), address.into());
        if let Some((kind, name)) = reference {
            entry.insert(kind.into(), name.into());
        }
    } else {
        entry
            .entry("version")
            .or_insert_with(|| dependency.req.to_string().into());
        if let Some(index) = &dependency.registry {
            // By its address: cargo finds the user's credentials by that, too.
            entry.insert("registry-index".into(), index.clone().into());
        }
    }
    let features = dependency.features.iter().cloned().map(Value::from);
    entry.insert("features".into(), Value::Array(features.collect()));
    if dependency.optional {
        entry.insert("optional".into(), true.into());
    }
    let defaults = dependency.uses_default_features;
    entry.insert("default-features".into(), defaults.into());
    match &dependency.rename {
        Some(rename) => {
            entry.insert("package".into(), dependency.name.clone().into());
            (rename.clone(), entry)
        }
        None => (dependency.name.clone(), entry),
    }
}

/// `https://host/repository` and `("branch", "main")` of `https://host/repository?branch=main`.
fn address_and_reference(git: &str) -> (&str, Option<(&str, &str)>) {
    let parts = git.rsplit_once('?').and_then(|(address, reference)| {
        let (kind, name) = reference.split_once('=')?;
        ["branch", "tag", "rev"]
            .contains(&kind)
            .then_some((address, (kind, name)))
    });
    match parts {
        Some((address, reference)) => (address, Some(reference)),
        None => (git, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_git_address_may_have_a_query_of_its_own_and_a_reference_an_equals_sign() {
        let of = address_and_reference;
        assert_eq!(of("https://a/b"), ("https://a/b", None));
        assert_eq!(of("https://a/b?x=y"), ("https://a/b?x=y", None));
        assert_eq!(
            of("https://a/b?x=y?tag=v=1"),
            ("https://a/b?x=y", Some(("tag", "v=1")))
        );
        assert_eq!(
            of("file:///a?branch=feature/one"),
            ("file:///a", Some(("branch", "feature/one")))
        );
    }
}
