//! `napi-harness runtime`

use std::io::{self, Write};

use anstyle::Style;
use clap::{Subcommand, ValueEnum};
use semver::Version;
use serde_json::json;

use super::{Exit, Failure, Global, own_command};
use crate::output::{self, Form};
use crate::run::Interrupt;
use crate::runtime::spec::Wanted;
use crate::runtime::store::{Added, Error, Installed, Store};
use crate::runtime::{Kind, Runtime};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the runtimes in PATH and those you have added.
    List {
        /// The output format.
        #[arg(long, default_value = "text")]
        format: Format,
    },
    /// Fetch runtimes from npm into the user's cache folder, unless they are there already.
    Add {
        /// `node@22.23.3`, `node@22` for the newest 22, `node@22.1`, `node` for the newest, `node@18..22` or `node@each-major`
        /// for the newest of each major version; likewise for bun and deno.
        #[arg(value_name = "SPEC", required = true)]
        specs: Vec<String>,
    },
    /// Remove added runtimes.
    Remove {
        /// As for `runtime add`; every matching added runtime is removed.
        #[arg(value_name = "SPEC", required_unless_present = "all")]
        specs: Vec<String>,
        /// Remove all added runtimes.
        #[arg(long, conflicts_with = "specs")]
        all: bool,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

const HEADING: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

pub fn execute(command: Command, global: &Global) -> Result<Exit, Failure> {
    match command {
        Command::List { format } => list(format),
        Command::Add { specs } => {
            let interrupt = Interrupt::install()?;
            let added = add(&Store::new(interrupt.clone()), &specs, global.quiet);
            interrupt
                .signal()
                .map_or(added, |signal| Ok(Exit::Interrupted(signal)))
        }
        Command::Remove { specs, .. } => remove(&Store::default(), &specs),
    }
}

fn list(format: Format) -> Result<Exit, Failure> {
    let store = Store::default();
    let mut in_path = Vec::new();
    for found in Runtime::all_in_path() {
        match found {
            Ok(runtime) => in_path.push(runtime),
            Err(error) => output::notice(format_args!("warning: {error}")),
        }
    }
    let installed = store.installed();
    let installed: Vec<(Installed, u64)> = installed
        .into_iter()
        .map(|installed| {
            let size = installed.size();
            (installed, size)
        })
        .collect();
    match format {
        Format::Text => {
            let mut out = output::stdout(Form::Text);
            write_text(&mut out, &store, &in_path, &installed)?;
        }
        Format::Json => {
            let mut out = output::stdout(Form::Json);
            write_json(&mut out, &store, &in_path, &installed)?;
        }
    }
    Ok(Exit::Good)
}

fn write_text(
    out: &mut impl Write,
    store: &Store,
    in_path: &[Runtime],
    installed: &[(Installed, u64)],
) -> io::Result<()> {
    let added = installed.iter().map(|(installed, _)| &installed.runtime);
    let width = in_path
        .iter()
        .chain(added)
        .map(|runtime| runtime.to_string().len());
    let width = width.max().unwrap_or(0);
    writeln!(out, "{HEADING}in PATH{HEADING:#}")?;
    for runtime in in_path {
        let program = runtime.program.display();
        writeln!(out, "  {:width$}  {program}", runtime.to_string())?;
    }
    if in_path.is_empty() {
        writeln!(out, "  none")?;
    }
    writeln!(out, "{HEADING}added{HEADING:#}")?;
    for (Installed { runtime, .. }, bytes) in installed {
        let (program, size) = (runtime.program.display(), size(*bytes));
        writeln!(
            out,
            "  {:width$}  {size:>7}  {program}",
            runtime.to_string()
        )?;
    }
    if installed.is_empty() {
        return writeln!(
            out,
            "  none; `{} runtime add node@22` adds one",
            own_command()
        );
    }
    let total = size(total(installed));
    writeln!(
        out,
        "{FAINT}{total} in {}{FAINT:#}",
        store.folder().display()
    )
}

fn write_json(
    out: &mut impl Write,
    store: &Store,
    in_path: &[Runtime],
    installed: &[(Installed, u64)],
) -> io::Result<()> {
    let line = |runtime: &Runtime, added: bool, bytes: Option<u64>| {
        json!({
            "event": "runtime",
            "runtime": runtime.to_string(),
            "kind": runtime.kind.name(),
            "version": runtime.version.to_string(),
            "program": runtime.program,
            "added": added,
            "bytes": bytes,
        })
    };
    for runtime in in_path {
        writeln!(out, "{}", line(runtime, false, None))?;
    }
    for (installed, bytes) in installed {
        writeln!(out, "{}", line(&installed.runtime, true, Some(*bytes)))?;
    }
    let summary = json!({
        "event": "summary",
        "folder": store.folder(),
        "added": installed.len(),
        "bytes": total(installed),
    });
    writeln!(out, "{summary}")
}

fn add(store: &Store, specs: &[String], quiet: bool) -> Result<Exit, Failure> {
    let mut missing = Vec::new();
    for (kind, version) in resolve(store, &parse_specs(specs)?)? {
        if !quiet && store.get(kind, &version).is_none() {
            output::notice(format_args!("fetching {} {version}", kind.name()));
        }
        match store.add(kind, &version) {
            Ok(added) => {
                let state = match added {
                    Added::Now(_) => "added",
                    Added::Before(_) => "has",
                };
                let installed = added.installed();
                let (runtime, size) = (&installed.runtime, size(installed.size()));
                let program = runtime.program.display();
                writeln!(
                    output::stdout(Form::Text),
                    "{state:5}  {runtime}  {size}  {program}"
                )?;
            }
            Err(Error::Interrupted) => return Err(failed(&Error::Interrupted)),
            // If npm cannot get one version, it may still get the others.
            Err(error) => missing.push(error.to_string()),
        }
    }
    if missing.is_empty() {
        return Ok(Exit::Good);
    }
    Err(Failure::new(Exit::Runtime, missing.join("\nerror: ")))
}

/// Resolves the wanted versions, each once.
fn resolve(store: &Store, wanted: &[Wanted]) -> Result<Vec<(Kind, Version)>, Failure> {
    let mut meant = Vec::new();
    for wanted in wanted {
        let there = wanted
            .exact()
            .filter(|version| store.get(wanted.kind, version).is_some());
        let versions = match there {
            // An exact version that is already there needs no request to npm.
            Some(version) => vec![version.clone()],
            None => store.resolve(wanted).map_err(|error| failed(&error))?,
        };
        for version in versions {
            if !meant.contains(&(wanted.kind, version.clone())) {
                meant.push((wanted.kind, version));
            }
        }
    }
    Ok(meant)
}

fn remove(store: &Store, specs: &[String]) -> Result<Exit, Failure> {
    let mut installed = store.installed();
    if !specs.is_empty() {
        let wanted = parse_specs(specs)?;
        let fits = |wanted: &Wanted, installed: &Installed| {
            let runtime = &installed.runtime;
            wanted.kind == runtime.kind && wanted.covers(&runtime.version)
        };
        for wanted in &wanted {
            if !installed.iter().any(|installed| fits(wanted, installed)) {
                return Err(none_added(wanted, &installed));
            }
        }
        installed.retain(|installed| wanted.iter().any(|wanted| fits(wanted, installed)));
    }
    let mut out = output::stdout(Form::Text);
    for installed in &installed {
        let bytes = installed.size();
        store.remove(installed).map_err(|error| failed(&error))?;
        writeln!(out, "removed {}, {}", installed.runtime, size(bytes))?;
    }
    if installed.is_empty() {
        writeln!(out, "nothing to remove")?;
    }
    Ok(Exit::Good)
}

fn none_added(wanted: &Wanted, installed: &[Installed]) -> Failure {
    let names = installed
        .iter()
        .map(|installed| installed.runtime.to_string());
    let hint = match names.collect::<Vec<_>>().join(", ") {
        names if names.is_empty() => "none has been added yet".to_owned(),
        names => format!("added runtimes: {names}"),
    };
    Failure::usage(format!(
        "no added runtime matches `{wanted}`\n  hint: {hint}"
    ))
}

fn parse_specs(specs: &[String]) -> Result<Vec<Wanted>, Failure> {
    let wanted = specs.iter().map(|spec| Wanted::parse(spec));
    wanted
        .collect::<Result<_, _>>()
        .map_err(|error| Failure::usage(error.to_string()))
}

fn failed(error: &Error) -> Failure {
    Failure::new(Exit::Runtime, error.to_string())
}

fn total(installed: &[(Installed, u64)]) -> u64 {
    installed.iter().map(|(_, bytes)| bytes).sum()
}

/// `92 MB`: a million bytes each, as disks are sold.
fn size(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}
