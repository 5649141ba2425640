//! Recognises what kind of native addon a folder holds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ignore::WalkBuilder;
use regex::Regex;
use serde_json::Value;

use crate::project::Entry;

/// What a folder contains, in the terms of the project file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// In words.
    pub what: String,
    /// What `#addon` is to be.
    pub entry: String,
    /// The command that builds it.
    pub build: Option<String>,
}

/// Nothing was recognised, or too much.
#[derive(Debug, thiserror::Error)]
pub enum Unrecognised {
    /// No sign of an addon.
    #[error(
        "found no native addon in {}: no package.json with a `napi` section, no binding.gyp, no Cargo.toml with a cdylib, and no dependency with an addon\n  hint: {hint}", folder.display()
    )]
    Nothing {
        /// Where it was looked for.
        folder: PathBuf,
        /// What to do.
        hint: String,
    },
    /// Several dependencies hold one.
    #[error("{} dependencies have a native addon: {}\n  hint: choose one: `init --entry {}`", names.len(), names.join(", "), names[0])]
    Several {
        /// Their names.
        names: Vec<String>,
    },
    /// A file that cannot be read.
    #[error("{}: {reason}", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// Recognises what `folder` holds: a package that builds an addon, a crate that is one, or a package that depends on one.
///
/// # Errors
/// When it is none of these, or ambiguous.
pub fn detect(folder: &Path) -> Result<Found, Unrecognised> {
    let manifest = read_json(&folder.join("package.json"))?;
    if let Some(manifest) = manifest.as_ref().filter(|it| it["napi"].is_object()) {
        return Ok(from_napi_rs(folder, manifest));
    }
    if folder.join("binding.gyp").is_file() {
        return Ok(from_node_gyp(folder, manifest.as_ref()));
    }
    if let Some(found) = from_cargo(folder)? {
        return Ok(found);
    }
    let natives = manifest
        .as_ref()
        .map(|manifest| native_dependencies(folder, manifest))
        .unwrap_or_default();
    match &natives[..] {
        [] => Err(Unrecognised::Nothing {
            folder: folder.into(),
            hint: advice(folder, manifest.as_ref()),
        }),
        [name] => Ok(from_dependency(name)),
        _ => Err(Unrecognised::Several { names: natives }),
    }
}

/// Describes an entry that the user gave.
pub fn from_entry(folder: &Path, entry: &str) -> Found {
    let mut found = detect(folder).unwrap_or_else(|_| match Entry::try_from(entry.to_owned()) {
        Ok(Entry::File(_)) => Found {
            what: format!("the file `{entry}`"),
            entry: entry.to_owned(),
            build: None,
        },
        _ => from_dependency(entry),
    });
    if found.entry != entry {
        entry.clone_into(&mut found.entry);
        found.what = format!("{}, given by --entry", found.what);
    }
    found
}

fn from_dependency(name: &str) -> Found {
    Found {
        what: format!("the npm package `{name}`"),
        entry: name.to_owned(),
        build: None,
    }
}

fn from_napi_rs(folder: &Path, manifest: &Value) -> Found {
    // A debug build is faster to make, and its assertions find more.
    let build = script(manifest, &["build:debug", "build"])
        .unwrap_or_else(|| "npx napi build --platform".into());
    Found {
        what: "a napi-rs package (`napi` section in package.json)".into(),
        entry: main_file(folder, manifest).unwrap_or_else(|| "index.js".into()),
        build: Some(build),
    }
}

fn from_node_gyp(folder: &Path, manifest: Option<&Value>) -> Found {
    let gyp = fs::read_to_string(folder.join("binding.gyp")).unwrap_or_default();
    let target = Regex::new(r#"["']target_name["']\s*:\s*["']([\w.-]+)["']"#)
        .expect("a valid pattern")
        .captures(&gyp)
        .map_or("addon".to_owned(), |found| found[1].to_owned());
    let built = format!("build/Release/{target}.node");
    let entry = manifest.and_then(|manifest| main_file(folder, manifest));
    Found {
        what: "a node-gyp package (binding.gyp)".into(),
        entry: entry.unwrap_or(built),
        build: Some(
            manifest
                .and_then(|manifest| script(manifest, &["build"]))
                .unwrap_or_else(|| "npx node-gyp rebuild".into()),
        ),
    }
}

fn from_cargo(folder: &Path) -> Result<Option<Found>, Unrecognised> {
    let file = folder.join("Cargo.toml");
    let Ok(text) = fs::read_to_string(&file) else {
        return Ok(None);
    };
    let manifest: toml::Table =
        text.parse()
            .map_err(|error: toml::de::Error| Unrecognised::Damaged {
                file,
                reason: error.message().to_owned(),
            })?;
    let library = manifest.get("lib");
    let is_cdylib = library
        .and_then(|library| library.get("crate-type"))
        .and_then(toml::Value::as_array)
        .is_some_and(|types| types.iter().any(|kind| kind.as_str() == Some("cdylib")));
    let name = library
        .and_then(|library| library.get("name"))
        .or_else(|| manifest.get("package")?.get("name"))
        .and_then(toml::Value::as_str);
    let (true, Some(name)) = (is_cdylib, name) else {
        return Ok(None);
    };
    let library = format!(
        "{}{}{}",
        std::env::consts::DLL_PREFIX,
        name.replace('-', "_"),
        std::env::consts::DLL_SUFFIX
    );
    let target = target_folder(folder).unwrap_or_else(|| "target".into());
    Ok(Some(Found {
        what: format!("the cdylib `{name}` (Cargo.toml)"),
        entry: format!("{target}/debug/{library}"),
        build: Some("cargo build".into()),
    }))
}

/// Where cargo puts what it builds, relative to `folder` where it is above or below it.
fn target_folder(folder: &Path) -> Option<String> {
    let output = Command::new("cargo")
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(folder)
        .output()
        .ok()?;
    let metadata: Value = serde_json::from_slice(&output.stdout).ok()?;
    let target = Path::new(metadata["target_directory"].as_str()?);
    let folder = folder.canonicalize().ok()?;
    let relative = folder.ancestors().enumerate().find_map(|(up, above)| {
        let below = target.strip_prefix(above).ok()?;
        Some(Path::new(&"../".repeat(up)).join(below))
    });
    Some(relative?.to_string_lossy().replace('\\', "/"))
}

/// The dependencies that hold a native addon, those that are used at run time before those that are not.
fn native_dependencies(folder: &Path, manifest: &Value) -> Vec<String> {
    let names_of = |kind: &str| -> Vec<String> {
        let names = manifest[kind].as_object();
        names
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect()
    };
    for kind in ["dependencies", "devDependencies"] {
        let natives: Vec<String> = names_of(kind)
            .into_iter()
            .filter(|name| package_folder(folder, name).is_some_and(|it| is_native(folder, &it)))
            .collect();
        if !natives.is_empty() {
            return natives;
        }
    }
    Vec::new()
}

fn package_folder(folder: &Path, name: &str) -> Option<PathBuf> {
    folder
        .ancestors()
        .map(|above| above.join("node_modules").join(name))
        .find(|package| package.join("package.json").is_file())
}

/// Whether the installed package is an addon, or brings one for this platform as an optional dependency.
fn is_native(folder: &Path, package: &Path) -> bool {
    let Ok(Some(manifest)) = read_json(&package.join("package.json")) else {
        return false;
    };
    // The build tool itself is not an addon.
    if manifest["name"] == "@napi-rs/cli" {
        return false;
    }
    let is_addon = |package: &Path, manifest: &Value| {
        manifest["napi"].is_object()
            || manifest["gypfile"] == true
            || manifest["binary"].is_object()
            || manifest["main"]
                .as_str()
                .is_some_and(|main| main.ends_with(".node"))
            || package.join("binding.gyp").is_file()
            || package.join("prebuilds").is_dir()
    };
    let platforms = manifest["optionalDependencies"].as_object();
    is_addon(package, &manifest)
        || platforms.into_iter().flatten().any(|(name, _)| {
            package_folder(package, name)
                .or_else(|| package_folder(folder, name))
                .is_some_and(|platform| {
                    read_json(&platform.join("package.json"))
                        .ok()
                        .flatten()
                        .is_some_and(|manifest| is_addon(&platform, &manifest))
                })
        })
}

/// A hint if nothing was found: an addon may be in a folder below, or not installed yet.
fn advice(folder: &Path, manifest: Option<&Value>) -> String {
    let below = WalkBuilder::new(folder).max_depth(Some(4)).build();
    let candidate = below.flatten().find_map(|entry| {
        let inner = entry.path().parent()?;
        let is_addon = match entry.file_name().to_str()? {
            "package.json" => read_json(entry.path()).ok()??["napi"].is_object(),
            "binding.gyp" => true,
            "Cargo.toml" => from_cargo(inner).ok()?.is_some(),
            _ => false,
        };
        (is_addon && inner != folder)
            .then(|| inner.strip_prefix(folder).ok()?.to_str().map(str::to_owned))?
    });
    let installed = folder.join("node_modules").is_dir();
    match (candidate, manifest) {
        (Some(inner), _) => format!("there is one in {inner}: run `init` in that folder"),
        (None, Some(_)) if !installed => "run `npm install` first; only installed packages are searched".into(),
        _ => "`init --entry FILE` takes a file that ends in .js, .mjs, .cjs or .node, or a package's name".into(),
    }
}

fn read_json(file: &Path) -> Result<Option<Value>, Unrecognised> {
    let Ok(text) = fs::read_to_string(file) else {
        return Ok(None);
    };
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|error| Unrecognised::Damaged {
            file: file.into(),
            reason: error.to_string(),
        })
}

fn script(manifest: &Value, names: &[&str]) -> Option<String> {
    let name = names
        .iter()
        .find(|name| manifest["scripts"][**name].is_string())?;
    Some(format!("npm run --silent {name}"))
}

/// The file that users of the package load.
fn main_file(folder: &Path, manifest: &Value) -> Option<String> {
    let main = manifest["main"].as_str()?.trim_start_matches("./");
    let with_extension = [".js", ".mjs", ".cjs", ".node"]
        .iter()
        .any(|end| main.ends_with(end));
    if with_extension {
        return Some(main.to_owned());
    }
    // `main` may leave the extension out, or name a folder: as `require` resolves it.
    let candidates = [format!("{main}.js"), format!("{main}/index.js")];
    candidates
        .into_iter()
        .find(|file| folder.join(file).is_file())
}
