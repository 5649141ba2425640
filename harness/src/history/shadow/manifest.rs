//! Manifests with other requirements than the user wrote.

use std::path::Path;

use toml::{Table, Value};

use crate::cargo::companions::{self, Pins};

/// The manifest `text`, which is that of `original`, with every requirement on a pinned crate made exact. Paths that lead
/// out of `workspace` become absolute; what is only for tests goes. `names_all`: pinned crates that it does not name are
/// added, so that those that others depend on are pinned, too.
///
/// # Errors
/// When it is no TOML.
pub fn pinned(
    text: &str,
    pins: &Pins,
    original: &Path,
    workspace: &Path,
    names_all: bool,
) -> Result<String, toml::de::Error> {
    let mut manifest: Table = text.parse()?;
    let folder = original.parent().unwrap_or(workspace);
    rewrite(&mut manifest, pins, folder, workspace);
    if let Some(targets) = manifest.get_mut("target").and_then(Value::as_table_mut) {
        for (_, target) in targets.iter_mut() {
            if let Some(target) = target.as_table_mut() {
                rewrite(target, pins, folder, workspace);
            }
        }
    }
    if let Some(shared) = manifest.get_mut("workspace").and_then(Value::as_table_mut) {
        rewrite(shared, pins, folder, workspace);
    }
    if names_all {
        add_others(&mut manifest, pins);
    }
    Ok(manifest.to_string())
}

const TABLES: [&str; 2] = ["dependencies", "build-dependencies"];

fn rewrite(tables: &mut Table, pins: &Pins, folder: &Path, workspace: &Path) {
    tables.remove("dev-dependencies");
    for name in TABLES {
        let Some(dependencies) = tables.get_mut(name).and_then(Value::as_table_mut) else {
            continue;
        };
        for (key, dependency) in dependencies.iter_mut() {
            let package = dependency
                .get("package")
                .and_then(Value::as_str)
                .unwrap_or(key);
            match pins.get(package) {
                // One that is inherited is rewritten where it is inherited from.
                Some(_) if dependency.get("workspace").is_some() => {}
                Some(version) => pin(dependency, &format!("={version}")),
                None => make_absolute(dependency, folder, workspace),
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

fn make_absolute(dependency: &mut Value, folder: &Path, workspace: &Path) {
    let Some(path) = dependency.get("path").and_then(Value::as_str) else {
        return;
    };
    let Ok(path) = folder.join(path).canonicalize() else {
        return;
    };
    if !path.starts_with(workspace)
        && let Some(table) = dependency.as_table_mut()
    {
        table.insert("path".into(), path.display().to_string().into());
    }
}

fn add_others(manifest: &mut Table, pins: &Pins) {
    for (name, version) in pins {
        let is_named = TABLES.iter().any(|table| {
            let table = manifest.get(*table).and_then(Value::as_table);
            table.into_iter().flatten().any(|(key, dependency)| {
                dependency
                    .get("package")
                    .and_then(Value::as_str)
                    .unwrap_or(key)
                    == name
            })
        });
        if is_named {
            continue;
        }
        let table = TABLES[usize::from(companions::is_for_build(name))];
        let mut pin = Table::new();
        pin.insert("version".into(), format!("={version}").into());
        pin.insert("default-features".into(), false.into());
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
        let pinned = pinned(text, &pins, path, Path::new("/nowhere"), true).unwrap();
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
}
