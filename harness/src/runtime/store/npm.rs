//! npm, asked for the versions of a package and to unpack one. It knows the user's registry and proxy, and checks what it
//! fetches against the registry's checksums.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use semver::Version;

use super::{Error, Package};
use crate::run::Supervision;
use crate::run::environment;
use crate::run::process::{self, Finished, Invocation, Orphans, OutputTo, Status, Stopped};

/// How long a list of versions may take. npm's own patience with a dead network is minutes.
const LIST_TIMEOUT: Duration = Duration::from_secs(60);
/// How much of what npm says is shown, in lines.
const SHOWN_LINES: usize = 8;

/// All versions of `package`, in no order.
pub fn versions(
    package: Package,
    folder: &Path,
    supervision: &Supervision,
) -> Result<Vec<Version>, Error> {
    let arguments = [
        "view",
        package.name,
        "versions",
        "--json",
        "--prefer-online",
    ];
    let what = format!("list the versions of {}", package.name);
    let finished = npm(&what, &arguments, folder, Some(LIST_TIMEOUT), supervision)?;
    let text = finished.stdout.finish().bytes;
    // One version alone is a text and no list.
    let texts = match serde_json::from_slice(&text) {
        Ok(serde_json::Value::Array(texts)) => texts,
        Ok(one) => vec![one],
        Err(error) => {
            let reason = format!("its answer is no JSON: {error}");
            return Err(failed(&what, &arguments, &reason));
        }
    };
    let versions = texts.iter().filter_map(|text| text.as_str());
    Ok(versions
        .filter_map(|text| Version::parse(text).ok())
        .collect())
}

/// Unpacks `package` into `folder/node_modules`.
pub fn install(
    package: Package,
    version: &Version,
    folder: &Path,
    supervision: &Supervision,
) -> Result<(), Error> {
    let full_name = format!("{}@{version}", package.name);
    let prefix = folder.to_string_lossy();
    let arguments = [
        "install",
        "--prefix",
        &prefix,
        // What the user's own settings may say otherwise, and what would put the package elsewhere.
        "--global=false",
        "--install-strategy=hoisted",
        "--ignore-scripts",
        "--no-save",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        &full_name,
    ];
    let what = format!("install {full_name}");
    npm(&what, &arguments, folder, None, supervision).map(drop)
}

fn npm(
    what: &str,
    arguments: &[&str],
    folder: &Path,
    timeout: Option<Duration>,
    supervision: &Supervision,
) -> Result<Finished, Error> {
    let invocation = Invocation {
        program: "npm".into(),
        arguments: arguments.iter().map(OsString::from).collect(),
        folder: folder.to_path_buf(),
        environment: environment::own(),
        timeout,
        output: OutputTo::Capture,
        orphans: Orphans::Leave,
        hang: None,
    };
    let finished =
        process::run(&invocation, supervision).map_err(|source| Error::NoNpm { source })?;
    match finished.stopped {
        Some(Stopped::Interrupted) => return Err(Error::Interrupted),
        Some(_) => {
            let limit = timeout.unwrap_or_default().as_secs();
            return Err(failed(what, arguments, &format!("no answer in {limit} s")));
        }
        None => {}
    }
    match finished.status {
        Status::Exit(0) => Ok(finished),
        Status::Exit(code) => {
            let stderr = finished.stderr.finish().bytes;
            let said = String::from_utf8_lossy(&stderr);
            let said = said.trim();
            Err(match said.is_empty() {
                true => failed(what, arguments, &format!("it ended with exit code {code}")),
                false => failed(what, arguments, said),
            })
        }
        Status::Signal(signal) => {
            let name = process::name_of_signal(signal);
            Err(failed(what, arguments, &format!("it was ended by {name}")))
        }
    }
}

fn failed(what: &str, arguments: &[&str], said: &str) -> Error {
    // The temporary folder is gone by the time this is read.
    let prefix = arguments.iter().position(|word| *word == "--prefix");
    let shown = arguments.iter().enumerate().map(|(index, word)| {
        let is_folder = prefix.is_some_and(|prefix| index == prefix + 1);
        if is_folder { "FOLDER" } else { word }
    });
    let lines = said.lines().take(SHOWN_LINES);
    let lines: Vec<String> = lines.map(|line| format!("  | {line}")).collect();
    Error::Npm {
        what: what.to_owned(),
        said: lines.join("\n"),
        command: format!("npm {}", shown.collect::<Vec<_>>().join(" ")),
    }
}
