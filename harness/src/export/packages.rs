//! Packages that an export needs: those that its modules import, and where each comes from.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use regex::Regex;
use serde_json::Value;

use crate::scenario::Language;
use crate::script::packages::name_of;

/// A package that modules can import.
#[derive(Debug)]
pub struct Package {
    /// Its folder, with links resolved.
    pub folder: PathBuf,
    /// Its version.
    pub version: String,
    /// Whether it was installed into a `node_modules`; otherwise it is the project's own, or one of the same workspace.
    pub is_installed: bool,
}

/// The names of the packages that the modules below `folder` import by name.
///
/// # Errors
/// When one cannot be read.
pub fn find_imports(folder: &Path) -> io::Result<BTreeSet<String>> {
    // What follows `from`, `import`, `import(` or `require(`, as far as it is written out.
    let imports = Regex::new(
        r#"(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*['"]([^'"./#][^'"]*)['"]"#,
    )
    .expect("a valid pattern");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            names.extend(find_imports(&path)?);
        } else if Language::from_path(&path).is_some()
            && let Ok(text) = fs::read_to_string(&path)
        {
            let found = imports.captures_iter(&text);
            names.extend(
                found
                    .map(|import| name_of(&import[1]).to_owned())
                    .filter(|name| !name.contains(':')),
            );
        }
    }
    Ok(names)
}

/// The package `name`, as scripts below `scratch` see it.
pub fn find(name: &str, scratch: &Path) -> Option<Package> {
    let folder = scratch
        .join("node_modules")
        .join(name)
        .canonicalize()
        .ok()?;
    let manifest = manifest(&folder)?;
    Some(Package {
        version: manifest["version"].as_str().unwrap_or("*").to_owned(),
        is_installed: is_in_node_modules(&folder),
        folder,
    })
}

/// Name and version of the installed package that `file` belongs to.
pub fn find_by_file(file: &Path) -> Option<(String, String)> {
    if !is_in_node_modules(file) {
        return None;
    }
    file.ancestors().skip(1).find_map(|folder| {
        let manifest = manifest(folder)?;
        let name = manifest["name"].as_str()?;
        Some((name.to_owned(), manifest["version"].as_str()?.to_owned()))
    })
}

fn manifest(folder: &Path) -> Option<Value> {
    let text = fs::read_to_string(folder.join("package.json")).ok()?;
    serde_json::from_str(&text).ok()
}

fn is_in_node_modules(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str() == "node_modules")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_specifier_names_its_package() {
        assert_eq!(name_of("rolldown/plugins"), "rolldown");
        assert_eq!(name_of("@parcel/watcher"), "@parcel/watcher");
        assert_eq!(name_of("@parcel/watcher/wrapper"), "@parcel/watcher");
    }

    #[test]
    fn imports_are_found_in_each_of_their_forms_and_builtins_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let text = "import a from 'a';\nimport 'b/x';\nawait import(\"@c/d\");\nrequire('e');\nimport 'node:fs';\nimport './f.mjs';\nimport '#addon';\n";
        fs::write(folder.path().join("x.mjs"), text).unwrap();
        let names: Vec<String> = find_imports(folder.path()).unwrap().into_iter().collect();
        assert_eq!(names, ["@c/d", "a", "b", "e"]);
    }
}
