//! The README of an export: how to run it, what was seen, and with what.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use semver::Version;

use super::{Export, modules::Loaded};
use crate::cargo::lockfile;
use crate::project::Entry;
use crate::report::evidence;
use crate::run::Ending;
use crate::run::process;
use crate::run::words::quoted;
use crate::session;
use crate::transcript;

const TEMPLATE: &str = include_str!("README.md");

/// How growth shows without the harness, whose library counts native memory.
const GROWTH: &str = "It prints what it has measured, at first and at last, as `growth`; what native memory was allocated, only napi-harness counts.\n\n";

/// Why there is a `taskset` in the command.
const LIMIT: &str = "`taskset`, of Linux, has it use no more processors than it did here: what it shows depends on how many there are.\n\n";

/// What an export runs with.
pub struct Environment<'a> {
    /// What the runtime reported about itself.
    pub loaded: &'a Loaded,
    /// Whether packages are to be installed first.
    pub needs_install: bool,
    /// The program, below the export's folder.
    pub program: String,
    /// Packages and their versions.
    pub packages: BTreeMap<String, String>,
}

/// The command that runs the program in its folder, for a POSIX shell.
pub fn command(export: &Export<'_>, environment: &Environment<'_>) -> String {
    let planned = export.planned();
    let header = &planned.scenario.header;
    let mut words: Vec<String> = header
        .env
        .iter()
        .map(|(name, value)| format!("{name}={}", quoted(value)))
        .collect();
    let pools = header.cpus.into_iter().flat_map(session::thread_pools);
    let pools = pools.filter(|(name, _)| !header.env.contains_key(*name));
    words.extend(pools.map(|(name, number)| format!("{name}={number}")));
    if !planned.variant.is_empty() {
        let variant = serde_json::Value::from(planned.variant.to_json()).to_string();
        words.push(format!("NAPI_HARNESS_VARIANT={}", quoted(&variant)));
    }
    if let Some(growth) = &header.growth {
        let growth = serde_json::json!({ "iterations": growth.iterations }).to_string();
        words.push(format!("NAPI_HARNESS_GROWTH={}", quoted(&growth)));
    }
    words.extend(limit(header.cpus).into_iter().flatten());
    words.push(planned.runtime.kind.name().into());
    let arguments = planned
        .runtime
        .arguments(&header.flags, environment.program.as_ref());
    words.extend(arguments.iter().map(|word| quoted(&word.to_string_lossy())));
    words.join(" ")
}

/// What has the program use `cpus` processors, or as many as the harness granted; empty where the harness limits none.
fn limit(cpus: Option<NonZeroUsize>) -> Option<[String; 3]> {
    let cpus = cpus.filter(|_| cfg!(target_os = "linux"))?;
    let list = match process::granted(cpus).get() {
        1 => "0".to_owned(),
        several => format!("0-{}", several - 1),
    };
    Some(["taskset".into(), "-c".into(), list])
}

/// The whole text.
pub fn text(export: &Export<'_>, environment: &Environment<'_>) -> String {
    let outcome = export.outcome;
    let planned = export.planned();
    let header = &planned.scenario.header;
    let seen = outcome.observation.as_ref();
    let ended = match seen.map(|seen| &seen.ending) {
        Some(ending @ Ending::Hang(_)) => format!("never ends ({ending})"),
        Some(Ending::Timeout) => "had not ended within its time (timeout)".into(),
        Some(ending) => format!("ends with `{ending}`"),
        None => "could not run when this was written".into(),
    };
    let leaks: Vec<String> = outcome.leaks().iter().map(ToString::to_string).collect();
    let leaks = match leaks.is_empty() {
        true => String::new(),
        false => format!(", and leaks {}", leaks.join("; ")),
    };
    let links: Vec<&str> = header
        .bug
        .iter()
        .map(|bug| bug.link.as_str())
        .chain(header.links.iter().map(String::as_str))
        .collect();
    let links = if links.is_empty() {
        String::new()
    } else {
        format!("See {}.\n\n", links.join(", "))
    };
    let cause = outcome.cause.as_ref().map(|cause| format!("{cause}\n"));
    let note = match seen.map(|seen| &seen.ending) {
        Some(Ending::Hang(_)) => {
            "It does not return: stop it with Ctrl-C or, if that does not help, with SIGKILL.\n\n"
        }
        Some(Ending::Timeout) => {
            "It may not return: stop it with Ctrl-C or, if that does not help, with SIGKILL.\n\n"
        }
        _ if header.growth.is_some() => GROWTH,
        _ => "",
    };
    let limited = limit(header.cpus).map_or("", |_| LIMIT);
    let mut commands = Vec::new();
    if environment.needs_install {
        commands.push("npm install".to_owned());
    }
    commands.push(command(export, environment));
    let transcript = match (seen, &export.outcome.redaction) {
        (Some(seen), Some(redaction)) => {
            transcript::render(seen, &export.outcome.planned.expect(), redaction)
        }
        _ => String::new(),
    };
    let mut lines = seen.map(evidence::describe_threads).unwrap_or_default();
    if let Some(diagnosis) = outcome.looked.found() {
        lines.extend(evidence::describe_diagnosis(diagnosis));
    }
    let evidence = if lines.is_empty() {
        String::new()
    } else {
        format!("Findings:\n\n```\n{}\n```\n\n", lines.join("\n"))
    };
    let sources = if export.sources.is_empty() {
        ""
    } else {
        "\n`addon.node` is built from `addon/` by `cargo build`; its source is `addon/src/lib.rs`.\n"
    };
    TEMPLATE
        .replace("{summary}", &header.summary)
        .replace("{links}", &links)
        .replace("{program}", &environment.program)
        .replace("{ended}", &ended)
        .replace("{leaks}", &leaks)
        .replace("{cause}", &cause.unwrap_or_default())
        .replace("{commands}", &commands.join("\n"))
        .replace("{note}\n", &format!("{limited}{note}"))
        .replace("{transcript}", &transcript)
        .replace("{evidence}", &evidence)
        .replace("{versions}", &versions(export, environment))
        .replace("{sources}", sources)
        .replace("{version}", env!("CARGO_PKG_VERSION"))
        .replace("{source}", &planned.scenario.shown_file)
}

/// The crates of napi-rs that the addon is built with. A package was built elsewhere: a lock file at or above the project's folder, as a
/// project below another one has it, is not the package's.
fn crates(export: &Export<'_>) -> Vec<(String, Version)> {
    match export.addon.entry {
        Entry::File(_) => lockfile::napi_crates(&export.project.addon_folder()),
        Entry::Package(_) => Vec::new(),
    }
}

fn versions(export: &Export<'_>, environment: &Environment<'_>) -> String {
    let loaded = environment.loaded;
    let mut rows = vec![("Runtime".to_owned(), export.planned().runtime.to_string())];
    let mut row = |name: &str, version: Option<&String>| {
        if let Some(version) = version {
            rows.push((name.to_owned(), version.clone()));
        }
    };
    row("Profile of the addon", export.planned().profile.as_ref());
    row("Node-API", loaded.versions.napi.as_ref());
    row("V8", loaded.versions.v8.as_ref());
    row("libuv", loaded.versions.uv.as_ref());
    row("System", Some(&loaded.platform));
    row("C library", loaded.libc.as_ref());
    for (name, version) in crates(export) {
        row(&format!("crate {name}"), Some(&version.to_string()));
    }
    for (name, version) in &environment.packages {
        if !version.starts_with("file:") {
            row(name, Some(version));
        }
    }
    let rows: Vec<String> = rows
        .into_iter()
        .map(|(name, version)| format!("| {name} | {version} |"))
        .collect();
    rows.join("\n")
}
