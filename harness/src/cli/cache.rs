//! `napi-harness cache`

use std::io::{self, Write};
use std::path::Path;

use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::{Exit, Failure};
use crate::cache;
use crate::cache::parts::{self, Contents, Removal};
use crate::diagnostic::hint;
use crate::output::{self, Form};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The output format; `json` prints one object.
    #[arg(long, default_value = "text", global = true)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the cache's parts and their sizes (the default).
    Show,
    /// Remove parts of the cache; the harness recreates them when needed.
    Clean {
        /// Names of parts, as `show` lists them; all by default.
        #[arg(value_name = "PART")]
        parts: Vec<String>,
    },
}

pub fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let folder = cache::folder();
    let parts = parts::list(&folder).map_err(|error| {
        Failure::new(
            Exit::Failed,
            format!("{}: cannot be read: {error}", folder.display()),
        )
    })?;
    match &arguments.command {
        None | Some(Command::Show) => show(&folder, &parts, arguments.format)?,
        Some(Command::Clean { parts: names }) => {
            return clean(&choose(parts, names)?, arguments.format);
        }
    }
    Ok(Exit::Good)
}

fn show(folder: &Path, parts: &[Contents], format: Format) -> io::Result<()> {
    let total: u64 = parts.iter().map(|part| part.size).sum();
    if matches!(format, Format::Json) {
        let parts = parts
            .iter()
            .map(|part| json!({ "part": part.name, "bytes": part.size }));
        let parts: Vec<_> = parts.collect();
        let shown = json!({ "folder": folder, "parts": parts, "totalBytes": total });
        return writeln!(output::stdout(Form::Json), "{shown}");
    }
    let mut out = output::stdout(Form::Text);
    writeln!(out, "{}", folder.display())?;
    for part in parts {
        writeln!(out, "{:>10}  {}", size(part.size), part.name)?;
    }
    writeln!(out, "{:>10}  total", size(total))
}

/// The parts of these names; all, where none is named.
fn choose(parts: Vec<Contents>, names: &[String]) -> Result<Vec<Contents>, Failure> {
    let known: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        let there = match known.as_slice() {
            [] => "the cache is empty".to_owned(),
            known => format!("it has {}", known.join(", ")),
        };
        let hint = hint(unknown, known.iter().copied());
        return Err(Failure::usage(format!(
            "the cache has no part `{unknown}`: {there}{hint}"
        )));
    }
    let is_named = |part: &Contents| names.is_empty() || names.contains(&part.name);
    Ok(parts.into_iter().filter(is_named).collect())
}

fn clean(parts: &[Contents], format: Format) -> Result<Exit, Failure> {
    let mut out = output::stdout(Form::Text);
    let is_text = matches!(format, Format::Text);
    let (mut removed, mut left, mut freed) = (Vec::new(), Vec::new(), 0);
    for part in parts {
        let name = &part.name;
        match part.remove() {
            Ok(Removal::Removed) => {
                freed += part.size;
                removed.push(name);
                if is_text {
                    writeln!(out, "removed {name}, {}", size(part.size))?;
                }
            }
            Ok(Removal::InUse) => {
                left.push(json!({ "part": name, "why": "in use" }));
                output::notice(format_args!(
                    "warning: {name} is in use and was not removed"
                ));
            }
            Err(error) => {
                left.push(json!({ "part": name, "why": error.to_string() }));
                output::notice(format_args!("warning: {name} cannot be removed: {error}"));
            }
        }
    }
    if is_text {
        writeln!(out, "freed {}", size(freed))?;
    } else {
        let said = json!({ "removed": removed, "left": left, "freedBytes": freed });
        writeln!(output::stdout(Form::Json), "{said}")?;
    }
    Ok(if left.is_empty() {
        Exit::Good
    } else {
        Exit::Failed
    })
}

/// A number of bytes as people read it.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    #[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
    let mut value = bytes as f64 / 1000.0;
    let mut unit = 0;
    // 999.95 would be shown as 1000.0.
    while value >= 999.95 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
}
