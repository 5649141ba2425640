//! What the addon is built from, as a text that changes when any of it does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;

use super::Error;
use crate::cache;
use crate::project::Project;

/// Folders that no build reads its sources from, and that are too large to walk.
const NEVER: [&str; 3] = ["node_modules", "target", ".git"];

/// What is watched below the build's folder when the project file does not say: what native addons are written in.
const SOURCES: &str = "**/*.{rs,toml,lock,c,cc,cpp,cxx,h,hh,hpp,hxx,gyp,gypi,zig,go}";

/// Path, size and time of change of every watched file, a line each.
pub fn compute(project: &Project) -> Result<String, Error> {
    let (watched, roots) = watched(project)?;
    let mut lines = BTreeSet::new();
    for root in roots {
        let files = WalkBuilder::new(project.root.join(root))
            .standard_filters(false)
            .filter_entry(|entry| !NEVER.iter().any(|never| entry.file_name() == *never))
            .build();
        lines.extend(
            files
                .flatten()
                .filter_map(|entry| line(project, entry.path(), &watched)),
        );
    }
    Ok(lines.into_iter().collect())
}

/// The patterns, and the folders or files below which anything can match them.
fn watched(project: &Project) -> Result<(GlobSet, BTreeSet<PathBuf>), Error> {
    let default = [project.addon.dir.join(SOURCES).display().to_string()];
    let patterns = match &project.addon.watch[..] {
        [] => &default[..],
        watch => watch,
    };
    let mut set = GlobSetBuilder::new();
    let mut roots = BTreeSet::new();
    for pattern in patterns {
        let wrong = |error: globset::Error| Error::Watch {
            pattern: pattern.clone(),
            reason: error.kind().to_string(),
            project: project.file.clone(),
        };
        let pattern = pattern.trim_start_matches("./");
        set.add(Glob::new(pattern).map_err(wrong)?);
        let literal = |part: &&str| !part.contains(['*', '?', '[', '{']);
        roots.insert(pattern.split('/').take_while(literal).collect());
    }
    let set = set.build().map_err(|error| Error::Watch {
        pattern: patterns.join(" "),
        reason: error.to_string(),
        project: project.file.clone(),
    })?;
    Ok((set, roots))
}

fn line(project: &Project, file: &Path, watched: &GlobSet) -> Option<String> {
    let shown = project.relative(file);
    if !watched.is_match(&shown) || !file.is_file() {
        return None;
    }
    Some(format!("{shown} {}\n", cache::file_stamp(file)?))
}
