//! Manifests with other requirements than the user wrote.

use std::path::Path;

use toml::{Table, Value};

use super::layout::Layout;
use crate::cargo::companions::{self, Pins};
use crate::cargo::manifest::overrides;

/// The manifest `text`, which is that of `original`, with every requirement on a pinned crate made exact. Paths lead to copies
/// where `layout` has one, and to the originals elsewhere; what is only for tests goes, and what stands in for a pinned crate. `names_all`: pinned crates that it does not name are
/// added, so that those that others depend on are pinned, too.
///
/// # Errors
/// When it is no TOML.
pub fn pinned(
    text: &str,
    pins: &Pins,
    original: &Path,
    layout: &Layout,
    names_all: bool,
) -> Result<String, toml::de::Error> {
    let mut manifest: Table = text.parse()?;
    let folder = original.parent().unwrap_or(layout.root());
    rewrite(&mut manifest, pins, folder, layout);
    if let Some(targets) = manifest.get_mut("target").and_then(Value::as_table_mut) {
        for (_, target) in targets.iter_mut() {
            if let Some(target) = target.as_table_mut() {
                rewrite(target, pins, folder, layout);
            }
        }
    }
    if let Some(shared) = manifest.get_mut("workspace").and_then(Value::as_table_mut) {
        rewrite(shared, pins, folder, layout);
    }
    for table in overrides(&mut manifest) {
        // Whatever stood in for a release would be built instead of it.
        table.retain(|key, entry| !pins.contains_key(package_of(key, entry)));
        for (_, entry) in table.iter_mut() {
            redirect(entry, folder, layout);
        }
    }
    if names_all {
        add_others(&mut manifest, pins, layout.root());
    }
    Ok(manifest.to_string())
}

const TABLES: [&str; 2] = ["dependencies", "build-dependencies"];

fn rewrite(tables: &mut Table, pins: &Pins, folder: &Path, layout: &Layout) {
    tables.remove("dev-dependencies");
    for name in TABLES {
        let Some(dependencies) = tables.get_mut(name).and_then(Value::as_table_mut) else {
            continue;
        };
        for (key, dependency) in dependencies.iter_mut() {
            match pins.get(package_of(key, dependency)) {
                // One that is inherited is rewritten where it is inherited from.
                Some(_) if dependency.get("workspace").is_some() => {}
                Some(version) => pin(dependency, &format!("={version}")),
                None => redirect(dependency, folder, layout),
            }
        }
    }
}

fn pin(dependency: &mut Value, requirement: &str) {
    match dependency {
        Value::Table(table) => {
            for other_source in ["path", "git", "branch", "tag", "rev"] {
                table.remove(other_source);
            }
            table.insert("version".into(), requirement.into());
        }
        other => *other = requirement.into(),
    }
}

fn redirect(dependency: &mut Value, folder: &Path, layout: &Layout) {
    let Some(path) = dependency.get("path").and_then(Value::as_str) else {
        return;
    };
    let path = Path::new(path);
    let original = folder.join(path);
    let leads_to = match layout.copy_of(&original) {
        // From one copy to another it leads as from one original to the other.
        Some(_) if path.is_relative() => return,
        Some(copy) => copy,
        None => match original.canonicalize() {
            Ok(original) => original,
            Err(_) => return,
        },
    };
    if let Some(table) = dependency.as_table_mut() {
        table.insert("path".into(), leads_to.display().to_string().into());
    }
}

/// The crate that an entry is about. The key of one of `[replace]` is a package id specification: `name:1.0.0`,
/// `index#name@1.0.0`.
fn package_of<'a>(key: &'a str, entry: &'a Value) -> &'a str {
    let named = entry.get("package").and_then(Value::as_str);
    named.unwrap_or_else(|| {
        let name = key.rsplit('#').next().unwrap_or(key);
        name.split([':', '@']).next().unwrap_or(name)
    })
}

/// The key and value that say from which registry a pinned crate comes, where that is not the public one. The names of its
/// companions must not be asked for elsewhere.
fn registry_of(manifest: &Table, pins: &Pins, workspace: &Path) -> Option<(String, Value)> {
    let root = std::fs::read_to_string(workspace.join("Cargo.toml")).unwrap_or_default();
    let root: Table = root.parse().unwrap_or_default();
    let inherited = root
        .get("workspace")
        .and_then(|shared| shared.get("dependencies"));
    let own = TABLES.iter().filter_map(|table| manifest.get(*table));
    own.chain(inherited)
        .filter_map(Value::as_table)
        .flatten()
        .filter(|(key, dependency)| pins.contains_key(package_of(key, dependency)))
        .find_map(|(_, dependency)| {
            ["registry", "registry-index"]
                .iter()
                .find_map(|key| Some(((*key).to_owned(), dependency.get(key)?.clone())))
        })
}

fn add_others(manifest: &mut Table, pins: &Pins, workspace: &Path) {
    let registry = registry_of(manifest, pins, workspace);
    for (name, version) in pins {
        let is_named = TABLES.iter().any(|table| {
            let table = manifest.get(*table).and_then(Value::as_table);
            table
                .into_iter()
                .flatten()
                .any(|(key, dependency)| package_of(key, dependency) == name)
        });
        if is_named {
            continue;
        }
        let table = TABLES[usize::from(companions::is_for_build(name))];
        let mut pin = Table::new();
        pin.insert("version".into(), format!("={version}").into());
        pin.insert("default-features".into(), false.into());
        pin.extend(registry.clone());
        let table = manifest.entry(table).or_insert(Table::new().into());
        if let Some(table) = table.as_table_mut() {
            table.insert(name.clone(), pin.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::*;

    #[test]
    fn every_form_of_a_requirement_becomes_exact_and_features_stay() {
        let text = r#"
[package]
name = "mine"
[dependencies]
napi = { version = "3", features = ["napi8"] }
derive = { package = "napi-derive", git = "somewhere", branch = "main" }
serde = "1"
[build-dependencies]
napi-build = "2"
[dev-dependencies]
insta = "1"
[target.'cfg(unix)'.dependencies]
napi-sys = "3"
[workspace.dependencies]
napi = "3"
"#;
        let pins: Pins = [
            ("napi", 1),
            ("napi-derive", 2),
            ("napi-build", 3),
            ("napi-sys", 4),
            ("napi-derive-backend", 5),
        ]
        .map(|(name, minor)| (name.to_owned(), Version::new(3, minor, 0)))
        .into();
        let path = Path::new("/nowhere/Cargo.toml");
        let layout = Layout::new("/shadow".into(), "/nowhere".into(), []);
        let pinned = pinned(text, &pins, path, &layout, true).unwrap();
        let manifest: Table = pinned.parse().unwrap();
        assert_eq!(
            manifest["dependencies"]["napi"]["version"].as_str(),
            Some("=3.1.0")
        );
        assert_eq!(
            manifest["dependencies"]["napi"]["features"][0].as_str(),
            Some("napi8")
        );
        assert_eq!(
            manifest["dependencies"]["derive"]["version"].as_str(),
            Some("=3.2.0")
        );
        assert!(manifest["dependencies"]["derive"].get("git").is_none());
        assert_eq!(manifest["dependencies"]["serde"].as_str(), Some("1"));
        assert_eq!(
            manifest["build-dependencies"]["napi-build"].as_str(),
            Some("=3.3.0")
        );
        assert_eq!(
            manifest["build-dependencies"]["napi-derive-backend"]["version"].as_str(),
            Some("=3.5.0")
        );
        assert_eq!(
            manifest["target"]["cfg(unix)"]["dependencies"]["napi-sys"].as_str(),
            Some("=3.4.0")
        );
        assert_eq!(
            manifest["workspace"]["dependencies"]["napi"].as_str(),
            Some("=3.1.0")
        );
        assert!(manifest.get("dev-dependencies").is_none());
    }

    #[test]
    fn what_stands_in_for_a_pinned_crate_goes_and_other_paths_lead_where_they_led() {
        let place = tempfile::tempdir().unwrap();
        let place = place.path().canonicalize().unwrap();
        for folder in ["inside/repository/near", "inside/far", "inside/other"] {
            std::fs::create_dir_all(place.join(folder)).unwrap();
        }
        let text = r#"
[workspace]
members = []
[patch.crates-io]
napi = { path = "../far" }
renamed = { package = "napi-sys", git = "somewhere" }
far = { path = "../far" }
near = { path = "near" }
[patch."https://host/repository"]
other = { path = "../other" }
[replace]
"napi:3.0.0" = { path = "../far" }
"https://host/index#napi-sys@3.0.0" = { path = "../far" }
"other:1.0.0" = { path = "../other" }
"#;
        let pins: Pins = ["napi", "napi-sys"]
            .map(|name| (name.to_owned(), Version::new(3, 1, 0)))
            .into();
        let workspace = place.join("inside/repository");
        let path = workspace.join("Cargo.toml");
        let layout = Layout::new("/shadow".into(), workspace, []);
        let pinned = pinned(text, &pins, &path, &layout, false).unwrap();
        let manifest: Table = pinned.parse().unwrap();
        let shown = |folder: &str| place.join(folder).display().to_string();
        let expected = format!(
            r#"
[workspace]
members = []
[patch.crates-io]
far = {{ path = {:?} }}
near = {{ path = "near" }}
[patch."https://host/repository"]
other = {{ path = {other:?} }}
[replace]
"other:1.0.0" = {{ path = {other:?} }}
"#,
            shown("inside/far"),
            other = shown("inside/other")
        );
        assert_eq!(manifest, expected.parse().unwrap());
    }

    #[test]
    fn a_crate_that_is_added_comes_from_the_registry_of_its_companion() {
        let place = tempfile::tempdir().unwrap();
        let workspace = place.path();
        let root =
            "[workspace.dependencies]\nsecret = { version = \"3\", registry = \"private\" }\n";
        std::fs::write(workspace.join("Cargo.toml"), root).unwrap();
        let pins: Pins = ["secret", "secret-sys"]
            .map(|name| (name.to_owned(), Version::new(3, 1, 0)))
            .into();
        let path = workspace.join("addon/Cargo.toml");
        let layout = Layout::new("/shadow".into(), workspace.into(), []);
        for text in [
            "[dependencies]\nsecret = { version = \"3\", registry = \"private\" }\n",
            "[dependencies]\nsecret = { workspace = true }\n",
        ] {
            let pinned = pinned(text, &pins, &path, &layout, true).unwrap();
            let manifest: Table = pinned.parse().unwrap();
            let added = &manifest["dependencies"]["secret-sys"];
            assert_eq!(added["registry"].as_str(), Some("private"), "{pinned}");
        }
    }
}
