//! `napi-harness init`

use std::io::Write;
use std::path::Path;

use super::{Exit, Failure, own_command};
use crate::output::{self, Form};
use crate::project::Entry;
use crate::runtime::{Kind, Runtime};
use crate::starter::{self, detect};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What `#addon` is, if it cannot be detected: a file or a package name.
    #[arg(long, value_name = "ENTRY", value_parser = entry)]
    entry: Option<String>,
}

fn entry(text: &str) -> Result<String, String> {
    Entry::try_from(text.to_owned()).map(|_| text.to_owned())
}

pub fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let folder = std::env::current_dir()
        .map_err(|error| Failure::usage(format!("cannot find the current folder: {error}")))?;
    let found = match &arguments.entry {
        Some(entry) => detect::from_entry(&folder, entry),
        None => detect::detect(&folder).map_err(|error| Failure::usage(error.to_string()))?,
    };
    let here = runtime_here();
    let other = here.as_ref().filter(|runtime| runtime.kind != Kind::Node);
    let written = starter::init(&folder, &found, other.map(|runtime| runtime.kind.name()))
        .map_err(|error| Failure::usage(error.to_string()))?;
    let mut out = output::stdout(Form::Text);
    writeln!(out, "found  {}", found.what)?;
    if let Some(runtime) = other {
        writeln!(out, "runs   under {runtime}, for there is no Node.js here")?;
    } else if here.is_none() {
        writeln!(
            out,
            "there is no Node.js, Bun or Deno yet: `{} runtime add node`, `bun` or `deno` fetches one",
            own_command()
        )?;
    }
    for file in &written {
        let shown = file.strip_prefix(&folder).unwrap_or(file);
        writeln!(out, "wrote  {}", shown.display())?;
    }
    let harness = own_command();
    if let Some(build) = &found.build {
        writeln!(
            out,
            "it builds with `{build}`; to change the command, edit napi-harness.toml"
        )?;
    } else if Entry::try_from(found.entry.clone()).is_ok_and(|entry| is_missing(&entry, &folder)) {
        writeln!(out, "there is no {} yet", found.entry)?;
    }
    writeln!(out, "next   {harness} scenario run")?;
    writeln!(out, "then   {harness} scenario new NAME --template exits")?;
    Ok(Exit::Good)
}

/// Node.js, or the first of the others that is in PATH or was added.
fn runtime_here() -> Option<Runtime> {
    let mut found = Kind::ALL.iter().map(|kind| Runtime::find(kind.name()));
    found.find_map(Result::ok)
}

fn is_missing(entry: &Entry, folder: &Path) -> bool {
    matches!(entry, Entry::File(file) if !folder.join(file).exists())
}
