//! `napi-harness advise`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{Exit, Failure, Global, own_command, project};
use crate::advise::known::KnownBugs;
use crate::advise::{self, Advice};
use crate::cargo::lockfile;
use crate::output::{self, Form};
use crate::project::FILE_NAME;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A Cargo.lock, or a folder from which to search upwards for one; by default, the folder of the project's addon or,
    /// without a project, the current folder.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The output format; `json` prints one object.
    #[arg(long, default_value = "text")]
    format: Format,
    /// Also exit with 1 for bugs that no release has fixed.
    #[arg(long)]
    open: bool,
    /// Refused with the reason.
    #[arg(long, hide = true, value_name = "RUNTIME")]
    runtime: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn execute(arguments: &Arguments, global: &Global) -> Result<Exit, Failure> {
    if !arguments.runtime.is_empty() {
        return Err(Failure::usage(format!(
            "`advise` runs nothing, under no runtime: it reports in which releases of napi a bug was seen, and that was under Node.js\n  hint: in napi-harness's own repository, `{} compare 'bugs/*' --runtime RUNTIME` shows which of them another runtime has",
            own_command()
        )));
    }
    let known = KnownBugs::embedded();
    let file = lock_file(arguments.file.as_deref(), global)?;
    let releases = lockfile::releases(&file, &known.krate)
        .map_err(|complaint| Failure::complaints(&[complaint]))?;
    if releases.is_empty() {
        return Err(Failure::usage(format!(
            "{}: has no {}\n  hint: name the addon's lock file: `advise path/to/{}`",
            file.display(),
            known.krate,
            lockfile::FILE_NAME
        )));
    }
    let advice = Advice::assess(&known, file, &releases);
    match arguments.format {
        Format::Text => {
            advise::write_text(&mut output::stdout(Form::Text), &advice, !global.quiet)?;
        }
        Format::Json => {
            let mut out = output::stdout(Form::Json);
            serde_json::to_writer(&mut out, &advice).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(if advice.is_bad(arguments.open) {
        Exit::Failed
    } else {
        Exit::Good
    })
}

/// The lock file that the command line means, as it is shown: relative to the current folder where it stands below it.
fn lock_file(named: Option<&Path>, global: &Global) -> Result<PathBuf, Failure> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::usage(format!("cannot find the current folder: {error}")))?;
    let folder = match named {
        Some(file) if file.is_file() => return Ok(file.to_owned()),
        Some(nothing) if !nothing.is_dir() => {
            return Err(Failure::usage(format!(
                "{}: is neither a file nor a folder\n  hint: `advise` takes a {} or a folder",
                nothing.display(),
                lockfile::FILE_NAME
            )));
        }
        // Without links and `..`, so that the search upwards finds the real parents.
        Some(folder) => folder
            .canonicalize()
            .map_err(|error| Failure::usage(format!("{}: {error}", folder.display())))?,
        None => default_folder(&here, global)?,
    };
    let file = lockfile::nearest(&folder).ok_or_else(|| {
        Failure::usage(format!(
            "{}: no {} in this folder or any above it\n  hint: `cargo generate-lockfile` writes one; `advise FILE` reads one from elsewhere",
            folder.display(),
            lockfile::FILE_NAME
        ))
    })?;
    Ok(file.strip_prefix(&here).map(Path::to_owned).unwrap_or(file))
}

/// The folder of the project's addon, which may have a lock file of its own; the current one where there is no project.
fn default_folder(here: &Path, global: &Global) -> Result<PathBuf, Failure> {
    let in_project = here
        .ancestors()
        .any(|above| above.join(FILE_NAME).is_file());
    if global.project.is_some() || in_project {
        Ok(project(global)?.addon_folder())
    } else {
        Ok(here.to_owned())
    }
}
