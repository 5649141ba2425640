//! Which releases a crate has, when each was published, and what each depends on: from cargo's own index.
//!
//! cargo keeps what it has read of its index in files of the form "header, then for each release its version and its
//! entry as JSON, each ended by a zero byte" (cargo's sources, `sources/registry/index/cache.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use semver::{Version, VersionReq};
use serde::Deserialize;

use super::Error;
use crate::cache;
use crate::run::Supervision;

/// For how long an index is taken for current.
const FRESH: Duration = Duration::from_secs(60 * 60);

/// One release of a crate.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its version.
    pub version: Version,
    /// When it was published, if the index says so.
    pub published: Option<SystemTime>,
    /// Whether it was withdrawn.
    pub yanked: bool,
    /// The names of its features.
    pub features: BTreeSet<String>,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
}

/// One dependency of a release.
#[derive(Debug, Clone)]
pub struct Dependency {
    /// The crate.
    pub name: String,
    /// Which of its releases will do.
    pub requirement: VersionReq,
    /// Whether it is for tests only.
    pub is_for_tests: bool,
}

impl Release {
    /// Whether it is not a pre-release.
    pub fn is_stable(&self) -> bool {
        self.version.pre.is_empty()
    }

    /// The day of its publication: `2025-07-17`.
    pub fn day(&self) -> Option<String> {
        let time = humantime::format_rfc3339_seconds(self.published?).to_string();
        Some(time.split('T').next()?.to_owned())
    }
}

/// cargo's index, as far as it lies on this machine.
#[derive(Debug, Default)]
pub struct Index {
    crates: BTreeMap<String, Vec<Release>>,
}

/// How old the index may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Has cargo refresh it, at most once an hour.
    Current,
    /// What is there will do; no network is used.
    Offline,
}

impl Index {
    /// All releases of `name`, the oldest version first; none where the index does not know it.
    pub fn releases(&mut self, name: &str) -> &[Release] {
        self.crates
            .entry(name.to_owned())
            .or_insert_with(|| read(name).unwrap_or_default())
    }
}

/// Has cargo read its index of `crates`, in the registry that they come from in the workspace around `folder`, and as its
/// configuration says there; answers with a warning where that failed and older knowledge is used.
///
/// # Errors
/// When the user stops it.
pub fn refresh(
    crates: &[&str],
    folder: &Path,
    freshness: Freshness,
    supervision: &Supervision,
) -> Result<Option<String>, Error> {
    let stamp = cache::folder()
        .join("history")
        .join("index")
        .join(crates[0]);
    let last = fs::metadata(&stamp)
        .and_then(|metadata| metadata.modified())
        .ok();
    let is_fresh = last.is_some_and(|last| last.elapsed().is_ok_and(|age| age < FRESH))
        // Another home of cargo's has another index.
        && crates.iter().all(|name| read(name).is_some());
    if freshness == Freshness::Offline || is_fresh {
        return Ok(None);
    }
    match ask_for(crates, folder, supervision) {
        Ok(()) => {
            cache::write(&stamp, "")?;
            Ok(None)
        }
        Err(Error::Failed { said, .. }) => Ok(Some(format!(
            "cargo cannot refresh its index; using what it has cached: {}",
            said.lines().next().unwrap_or_default()
        ))),
        Err(other) => Err(other),
    }
}

/// Has cargo look `crates` up, by way of a package that depends on them.
fn ask_for(crates: &[&str], folder: &Path, supervision: &Supervision) -> Result<(), Error> {
    // The public registry must not learn the names of private crates, nor may it answer for them.
    let registry = registry_of(crates[0], folder, supervision)?;
    let registry = registry.map(|index| format!(", registry-index = {index:?}"));
    let registry = registry.unwrap_or_default();
    let dependencies: String = crates
        .iter()
        .map(|name| format!("{name} = {{ version = \"*\"{registry} }}\n"))
        .collect();
    let manifest = format!(
        "[package]\nname = \"napi-harness-index\"\nedition = \"2021\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n[dependencies]\n{dependencies}"
    );
    let package = tempfile::tempdir()?;
    let file = package.path().join("Cargo.toml");
    fs::write(&file, manifest)?;
    fs::write(package.path().join("lib.rs"), "")?;
    let file = file.display().to_string();
    let arguments = ["generate-lockfile", "--manifest-path", &file];
    super::run(&arguments, folder, supervision).map(drop)
}

/// The address of the index from which the workspace around `folder` takes `name`; none of the public one.
///
/// # Errors
/// When the workspace takes it from elsewhere and names no version that a registry would have.
fn registry_of(
    name: &str,
    folder: &Path,
    supervision: &Supervision,
) -> Result<Option<String>, Error> {
    if !folder.join("Cargo.toml").is_file() {
        return Ok(None);
    }
    let metadata = super::metadata(&["--no-deps"], folder, supervision)?;
    let dependencies: Vec<cargo_metadata::Dependency> = metadata
        .packages
        .into_iter()
        .flat_map(|package| package.dependencies)
        .filter(|dependency| dependency.name == name)
        .collect();
    // That napi is published is known.
    if name != "napi" && !dependencies.is_empty() && dependencies.iter().all(is_unpublished) {
        return Err(Error::Unpublished(name.into()));
    }
    Ok(dependencies
        .into_iter()
        .find_map(|dependency| dependency.registry))
}

/// Whether a manifest gives a folder or a git repository alone. With a version beside it, the dependency is a registry's for
/// whoever uses the published package (The Cargo Book, "Multiple locations").
fn is_unpublished(dependency: &cargo_metadata::Dependency) -> bool {
    let is_git = dependency.source.as_ref();
    let is_git = is_git.is_some_and(|source| source.repr.starts_with("git+"));
    (dependency.path.is_some() || is_git)
        && dependency.registry.is_none()
        && dependency.req == VersionReq::STAR
}

/// Where the index keeps a crate: cargo's documentation, "Index files".
fn place(name: &str) -> PathBuf {
    let name = name.to_lowercase();
    match name.len() {
        1 => Path::new("1").join(name),
        2 => Path::new("2").join(name),
        3 => Path::new("3").join(&name[..1]).join(name),
        _ => Path::new(&name[..2]).join(&name[2..4]).join(name),
    }
}

fn read(name: &str) -> Option<Vec<Release>> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(dirs::home_dir()?.join(".cargo")))?;
    read_in(&home, name)
}

fn read_in(home: &Path, name: &str) -> Option<Vec<Release>> {
    if !name.is_ascii() || name.is_empty() {
        return None;
    }
    // Another cargo may be at work, which empties such a file before it writes it anew, behind this lock (cargo's sources, `util/cache_lock.rs`,
    // `DownloadExclusive`). Where there is no such file or it cannot be locked, cargo goes on without as well.
    let lock = fs::File::open(home.join(".package-cache"));
    let _held = lock.and_then(|lock| lock.lock_shared().map(|()| lock));
    // Of several registries, the one that was asked last.
    let newest = fs::read_dir(home.join("registry/index"))
        .ok()?
        .flatten()
        .map(|registry| registry.path().join(".cache").join(place(name)))
        .filter_map(|file| Some((fs::metadata(&file).ok()?.modified().ok()?, file)))
        .max()?;
    Some(parse_releases(&fs::read(newest.1).ok()?))
}

#[derive(Deserialize)]
struct Entry {
    vers: Version,
    pubtime: Option<String>,
    #[serde(default)]
    yanked: bool,
    #[serde(default)]
    features: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    features2: Option<BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    deps: Vec<EntryDependency>,
}

#[derive(Deserialize)]
struct EntryDependency {
    name: String,
    req: VersionReq,
    kind: Option<String>,
    package: Option<String>,
}

fn parse_releases(bytes: &[u8]) -> Vec<Release> {
    let entries = bytes
        .split(|byte| *byte == 0)
        .filter(|part| part.first() == Some(&b'{'))
        .filter_map(|part| serde_json::from_slice::<Entry>(part).ok());
    let mut releases: Vec<Release> = entries
        .map(|entry| Release {
            version: entry.vers,
            published: entry
                .pubtime
                .and_then(|time| humantime::parse_rfc3339(&time).ok()),
            yanked: entry.yanked,
            features: entry
                .features
                .into_keys()
                .chain(entry.features2.unwrap_or_default().into_keys())
                .collect(),
            dependencies: entry
                .deps
                .into_iter()
                .map(|dependency| Dependency {
                    name: dependency.package.unwrap_or(dependency.name),
                    requirement: dependency.req,
                    is_for_tests: dependency.kind.as_deref() == Some("dev"),
                })
                .collect(),
        })
        .collect();
    releases.sort_by(|a, b| a.version.cmp(&b.version));
    releases
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    impl Index {
        pub(crate) fn with(mut self, name: &str, entries: &[&str]) -> Self {
            let bytes = entries.join("\0");
            self.crates
                .insert(name.into(), parse_releases(bytes.as_bytes()));
            self
        }
    }

    #[test]
    fn releases_are_read_from_the_form_in_which_cargo_keeps_them() {
        let file = b"\x03\x02\0\0\0etag\x001.10.0\0{\"name\":\"a\",\"vers\":\"1.10.0\",\"yanked\":true,\"pubtime\":\"2026-01-02T03:04:05Z\",\"features\":{\"x\":[]}}\x001.9.0\0{\"name\":\"a\",\"vers\":\"1.9.0\",\"deps\":[{\"name\":\"b\",\"req\":\"^2\",\"kind\":\"normal\"}]}\0";
        let releases = parse_releases(file);
        let versions: Vec<String> = releases.iter().map(|it| it.version.to_string()).collect();
        assert_eq!(versions, ["1.9.0", "1.10.0"]);
        assert_eq!(releases[1].day().as_deref(), Some("2026-01-02"));
        assert!(releases[1].yanked && releases[1].features.contains("x"));
        assert_eq!(releases[0].dependencies[0].name, "b");
    }

    #[test]
    fn an_index_that_another_cargo_is_about_to_write_is_read_when_it_is_written() {
        let home = tempfile::tempdir().expect("a folder");
        let file = home.path().join("registry/index/one/.cache/na/pi/napi");
        fs::create_dir_all(file.parent().expect("a folder")).expect("writable");
        let lock = fs::File::create(home.path().join(".package-cache")).expect("writable");
        lock.lock().expect("nobody holds it");
        fs::write(&file, "").expect("writable");

        let (tell, told) = std::sync::mpsc::channel();
        let folder = home.path().to_owned();
        let reader = std::thread::spawn(move || {
            let read = read_in(&folder, "napi");
            let _ = tell.send(());
            read
        });
        // Who does not wait for the lock has read by then.
        let early = told.recv_timeout(Duration::from_millis(200));
        fs::write(&file, "\0{\"vers\":\"3.0.0\"}\0").expect("writable");
        lock.unlock().expect("it is held");
        let releases = reader.join().expect("no panic").expect("there is a file");
        assert_eq!(releases.len(), 1);
        assert!(early.is_err(), "it was read while it was written");
    }

    #[test]
    fn a_crate_stands_where_the_index_keeps_it() {
        assert_eq!(place("napi"), Path::new("na/pi/napi"));
        assert_eq!(place("syn"), Path::new("3/s/syn"));
    }
}
