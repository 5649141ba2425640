//! What an own addon is built from: what stands in its folder, and what it includes from elsewhere. The latter only the compiler
//! knows, and only when it has compiled; it is remembered for the next key.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::folder;
use crate::cache::{self, Digest};
use crate::scenario::Scenario;

/// `digest` with everything more that the addon of `scenario` is built from, as far as that is known.
///
/// # Errors
/// When it cannot be read.
pub fn digest(scenario: &Scenario, mut digest: Digest) -> io::Result<Digest> {
    let Some(root) = &scenario.own_addon else {
        return Ok(digest);
    };
    let mut walk = WalkBuilder::new(folder_of(root));
    let walk = walk.standard_filters(false).sort_by_file_name(Ord::cmp);
    for file in walk.build().flatten() {
        let is_program = *file.path() == scenario.file;
        if !is_program && file.path().is_file() {
            digest = digest.file(file.path())?;
        }
    }
    for feature in &scenario.header.features {
        digest = digest.text(feature);
    }
    for file in read_remembered(root) {
        digest = digest.file(&file)?;
    }
    Ok(digest)
}

/// Remembers what the addon with this `root` includes from elsewhere, by what the compiler says in `dep_info`.
///
/// # Errors
/// When that cannot be read, or the cache not be written.
pub fn remember(root: &Path, dep_info: &Path) -> io::Result<()> {
    // Without `..`, which would make a file elsewhere look like one below the folder.
    let real = |path: PathBuf| path.canonicalize().unwrap_or(path);
    let all = parse(&fs::read_to_string(dep_info)?).into_iter().map(real);
    let own = [real(folder_of(root).to_path_buf()), real(folder())];
    let is_elsewhere = |file: &PathBuf| !own.iter().any(|folder| file.starts_with(folder));
    let elsewhere: BTreeSet<PathBuf> = all.filter(is_elsewhere).collect();
    if elsewhere == read_remembered(root) {
        return Ok(());
    }
    let text = serde_json::to_string(&elsewhere).expect("paths are JSON");
    cache::write(&memory(root), &text)
}

fn read_remembered(root: &Path) -> BTreeSet<PathBuf> {
    let text = fs::read_to_string(memory(root)).ok();
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn memory(root: &Path) -> PathBuf {
    let digest = Digest::new("inputs").bytes(root.as_os_str().as_encoded_bytes());
    let name = format!("{}.json", digest.name());
    folder().join("inputs").join(name)
}

fn folder_of(root: &Path) -> &Path {
    root.parent().expect("a file stands in a folder")
}

/// The prerequisites in a rule for `make`, in which a blank within a path is escaped.
fn parse(dep_info: &str) -> Vec<PathBuf> {
    const BLANK: &str = "\u{0}";
    let rule = dep_info.lines().next().unwrap_or_default();
    let rule = rule.replace("\\ ", BLANK);
    let prerequisites = rule.split_once(": ").map_or("", |(_, list)| list);
    prerequisites
        .split(' ')
        .filter(|path| !path.is_empty())
        .map(|path| path.replace(BLANK, " ").into())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_in_a_path_is_none_between_two() {
        let paths = parse("/t/lib.so: /a\\ b/c.rs /d.rs\n\n/d.rs:\n");
        assert_eq!(paths, [Path::new("/a b/c.rs"), Path::new("/d.rs")]);
    }
}
