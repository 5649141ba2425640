//! The addon's dependencies, as rustc takes them.
//!
//! The addon's twin is built beside it, in the same target folder and with the same profile: cargo finds there what the
//! addon's build has left, and says where each library is. cargo works in the addon's own folder, so that the user's
//! toolchain and configuration hold: registries, vendored sources, the network, flags for rustc.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{Artifact, Message, Metadata, Node, PackageId};
use serde::{Deserialize, Serialize};

use super::rustc::Rustc;
use super::{Error, twin};
use crate::cache::{self, Resource};
use crate::cargo;
use crate::project::Project;
use crate::run::Supervision;

/// What rustc must be told to find the addon's dependencies.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dependencies {
    /// What has built them.
    pub rustc: Rustc,
    /// The platform that they are built for, where the user's configuration names one.
    pub platform: Option<String>,
    /// The addon's own edition.
    pub edition: String,
    /// The addon's features that are on when nobody asks for others.
    pub features: Vec<String>,
    /// Name in the program to library.
    pub externs: BTreeMap<String, PathBuf>,
    /// Folders of libraries that those need.
    pub folders: BTreeSet<PathBuf>,
    /// Whether packages are among them whose sources the user may change at any time.
    has_local: bool,
    /// What all this was found for.
    key: String,
}

impl Dependencies {
    /// Those of the project's addon, built if they are not yet.
    ///
    /// # Errors
    /// When the addon is no package, or its dependencies cannot be built.
    pub fn build(project: &Project, supervision: &Supervision) -> Result<Self, Error> {
        let addon = project.addon_folder();
        let manifest = addon.join("Cargo.toml");
        if !manifest.is_file() {
            return Err(Error::NoPackage(manifest));
        }
        let rustc = Rustc::find(&addon, supervision)?;
        let state = cache::of_project(&project.file).join("compile");
        std::fs::create_dir_all(&state)?;
        // Of several harnesses at once, one builds and the others find it done.
        let _alone = Resource::Dependencies(&project.file).take(&supervision.interrupt)?;
        let key = key(&manifest, &rustc);
        let file = state.join("dependencies.json");
        let known = std::fs::read_to_string(&file).ok();
        let known = known.and_then(|text| serde_json::from_str::<Self>(&text).ok());
        if let Some(known) = known.filter(|known| known.key == key && known.holds()) {
            return Ok(known);
        }
        let metadata = cargo::metadata(&["--no-deps"], &addon, supervision)?;
        let manifest = manifest.canonicalize()?;
        let package = metadata
            .packages
            .iter()
            .find(|it| {
                it.manifest_path
                    .canonicalize()
                    .is_ok_and(|it| it == manifest)
            })
            .ok_or(Error::NoPackage(manifest))?;
        let twin = twin::write(package, &metadata, &state)?;
        let twin = twin.display().to_string();
        let built = cargo::run(
            &[
                "build",
                "--message-format=json",
                "--manifest-path",
                &twin,
                "--target-dir",
                metadata.target_directory.as_str(),
            ],
            &addon,
            supervision,
        )?;
        let libraries = libraries_in(&built)?;
        let target = metadata.target_directory.as_std_path();
        let platform = libraries.values().find_map(|it| platform_of(it, target));
        // Without the platform, cargo would fetch crates that only others need.
        let for_only = match &platform {
            Some(platform) => platform.clone(),
            None => rustc.host.clone(),
        };
        let arguments = ["--manifest-path", &twin, "--filter-platform", &for_only];
        let resolved = cargo::metadata(&arguments, &addon, supervision)?;
        let dependencies = Self {
            rustc,
            platform,
            features: features(&resolved),
            edition: package.edition.as_str().to_owned(),
            folders: libraries
                .values()
                .filter_map(|library| Some(library.parent()?.to_path_buf()))
                .collect(),
            externs: externs(&resolved, &libraries),
            // The twin itself is the one that is always there.
            has_local: resolved
                .packages
                .iter()
                .filter(|it| it.source.is_none())
                .count()
                > 1,
            key,
        };
        cache::write(&file, &serde_json::json!(dependencies).to_string())?;
        Ok(dependencies)
    }

    /// Whether they need not be asked for again.
    fn holds(&self) -> bool {
        !self.has_local && self.externs.values().all(|file| file.exists())
    }
}

/// What changes when the dependencies may have: rustc, and all that cargo reads in the addon's folder and above it.
fn key(manifest: &Path, rustc: &Rustc) -> String {
    let names = [
        "Cargo.toml",
        "Cargo.lock",
        ".cargo/config.toml",
        ".cargo/config",
    ];
    let folders = manifest.ancestors().skip(1);
    let files = folders.flat_map(|folder| names.map(|name| folder.join(name)));
    let stamps: Vec<String> = files.filter_map(|file| cache::file_stamp(&file)).collect();
    let rustc = cache::file_stamp(&rustc.program).unwrap_or_default();
    format!("{} {rustc} {}", manifest.display(), stamps.join(" "))
}

/// The library of each package, in what cargo said while building.
fn libraries_in(built: &str) -> Result<BTreeMap<PackageId, PathBuf>, Error> {
    let mut libraries = BTreeMap::new();
    for message in Message::parse_stream(built.as_bytes()) {
        if let Message::CompilerArtifact(artifact) = message?
            && let Some(library) = library_of(&artifact)
        {
            libraries.insert(artifact.package_id, library);
        }
    }
    Ok(libraries)
}

/// The file of `artifact` that rustc links; none of a build script.
fn library_of(artifact: &Artifact) -> Option<PathBuf> {
    let with_extension = |extension: &str| {
        let mut files = artifact.filenames.iter();
        files.find(|file| file.extension() == Some(extension))
    };
    // A crate may be made into several forms; what is no rlib is a procedural macro.
    let mut extensions = ["rlib", "so", "dylib", "dll"].into_iter();
    let library = extensions.find_map(with_extension)?;
    Some(library.clone().into())
}

/// The platform that `library` is built for, if cargo was told one: it then has a folder of its own in the folder `target`.
/// What is built for the machine itself, such as procedural macros, stands in that of the profile.
fn platform_of(library: &Path, target: &Path) -> Option<String> {
    let first = library.strip_prefix(target).ok()?.iter().next()?.to_str()?;
    (first != "debug").then(|| first.to_owned())
}

/// The twin itself, as cargo resolved it.
fn root(twin: &Metadata) -> Option<&Node> {
    let resolve = twin.resolve.as_ref()?;
    let mut nodes = resolve.nodes.iter();
    nodes.find(|node| Some(&node.id) == resolve.root.as_ref())
}

/// The features of the twin that are on.
fn features(twin: &Metadata) -> Vec<String> {
    let features = root(twin).into_iter().flat_map(|root| &root.features);
    features.map(ToString::to_string).collect()
}

/// The twin's own dependencies, by the names that a program knows them by.
fn externs(twin: &Metadata, libraries: &BTreeMap<PackageId, PathBuf>) -> BTreeMap<String, PathBuf> {
    let dependencies = root(twin).into_iter().flat_map(|root| &root.deps);
    dependencies
        .filter_map(|it| Some((it.name.clone(), libraries.get(&it.pkg)?.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_has_a_folder_of_its_own_and_the_machine_itself_has_none() {
        let of = |library: &str| platform_of(Path::new(library), Path::new("/target"));
        assert_eq!(
            of("/target/aarch64-unknown-linux-musl/debug/deps/libone.rlib").as_deref(),
            Some("aarch64-unknown-linux-musl")
        );
        assert_eq!(of("/target/debug/deps/libmacros.so"), None);
        assert_eq!(of("/elsewhere/debug/deps/libone.rlib"), None);
    }
}
