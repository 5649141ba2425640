//! Something to start from: a project file and a first scenario for somebody's own package, and templates of scenarios.

pub mod detect;
mod template;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use detect::{Found, Unrecognised};
pub use template::Template;

use crate::project::{self, Project};
use crate::scenario::Header;
use crate::snapshot::{Content, Store};

const PROJECT_FILE: &str = include_str!("napi-harness.toml");
const LOADS: &str = include_str!("loads.mjs");
/// What the first scenario prints; the snapshot that is written beside it.
const LOADS_TRANSCRIPT: &str = include_str!("loads.transcript");

/// Why nothing was written, or not all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is one already.
    #[error("{} already exists and was not changed\n  hint: {hint}", .file.display())]
    Exists {
        /// The file.
        file: PathBuf,
        /// What to do instead.
        hint: &'static str,
    },
    /// The file system refused.
    #[error("cannot write {}: {source}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The snapshot cannot be written.
    #[error(transparent)]
    Snapshot(#[from] crate::snapshot::Error),
}

/// Writes a project file for what was found in `folder`, and a first scenario with its snapshot. What is there already stays as it is. The
/// project runs under `runtime`, or else under Node.js. Answers with the files that were written.
///
/// # Errors
/// When there is a project file, or one cannot be written.
pub fn init(folder: &Path, found: &Found, runtime: Option<&str>) -> Result<Vec<PathBuf>, Error> {
    let file = folder.join(project::FILE_NAME);
    write_new(
        &file,
        &project_file(found, runtime),
        "`scenario new NAME` adds a scenario to the project that it describes",
    )?;
    let mut written = vec![file.clone()];
    // The snapshot describes the template above.
    let Ok(project) = Project::read(&file) else {
        return Ok(written);
    };
    let scenario = project.scenarios.join("loads.mjs");
    let store = Store::new(project.snapshots.clone());
    let snapshot = store.file("loads");
    if scenario.exists() || snapshot.exists() {
        return Ok(written);
    }
    write_new(&scenario, LOADS, "")?;
    written.push(scenario.clone());
    let shown = project.relative(&scenario);
    let header = Header::read(shown.as_ref(), LOADS).expect("the first scenario is a good one");
    let content = Content {
        source: shown,
        description: header.summary,
        runtime: None,
        transcript: LOADS_TRANSCRIPT.into(),
    };
    content.write(&snapshot)?;
    written.push(snapshot);
    Ok(written)
}

/// Writes the scenario `name` from a template; `exports` are the names that the addon is known to export.
///
/// # Errors
/// When there is a file of that name, or it cannot be written.
pub fn write_scenario(
    project: &Project,
    name: &str,
    template: Template,
    exports: &[String],
) -> Result<PathBuf, Error> {
    let file = project.scenarios.join(format!("{name}.mjs"));
    write_new(
        &file,
        &template.text(exports),
        "choose another name, or edit that file",
    )?;
    Ok(file)
}

/// Writes a file that was not there: another one is never overwritten, even if it appears this very moment.
fn write_new(file: &Path, text: &str, hint: &'static str) -> Result<(), Error> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists {
            file: file.to_path_buf(),
            hint,
        },
        _ => Error::Io {
            file: file.to_path_buf(),
            source,
        },
    };
    let folder = file.parent().expect("a file stands in a folder");
    fs::create_dir_all(folder).map_err(failed)?;
    let mut new = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .map_err(failed)?;
    new.write_all(text.as_bytes()).map_err(failed)
}

fn project_file(found: &Found, runtime: Option<&str>) -> String {
    let text = |value: &str| toml::Value::from(value).to_string();
    let build = match &found.build {
        Some(command) => format!("build = {}", text(command)),
        None => "# build = \"npm run build\"".into(),
    };
    // Node.js is what a project without `runtimes` means.
    let (run, runtimes) = match runtime {
        None => ("# [run]", "# runtimes = [\"node\"]      ".to_owned()),
        Some(name) => ("[run]", format!("runtimes = [{}]", text(name))),
    };
    PROJECT_FILE
        .replace("{found}", &found.what)
        .replace("{entry}", &text(&found.entry))
        .replace("{build}", &build)
        .replace("{run}", run)
        .replace("{runtimes}", &runtimes)
}
