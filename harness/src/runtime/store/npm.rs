//! npm, asked for the versions of a package and to unpack one. It knows the user's registry and proxy, and checks what it
//! fetches against the registry's checksums.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use semver::Version;

use super::{Error, Package};
use crate::run::Supervision;
use crate::run::capture::Keep;
use crate::run::environment;
use crate::run::process::{
    self, Finished, Invocation, Orphans, OutputTo, Status, Stopped, Tracers,
};

/// How long a list of versions may take. npm's own patience with a dead network is minutes.
const LIST_TIMEOUT: Duration = Duration::from_secs(60);
/// Only errors, and soon: by default npm tries three times, half a minute apart, and shows nothing meanwhile.
const ALWAYS: [&str; 3] = [
    "--loglevel=error",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
];
/// How many lines of npm's output to show.
const SHOWN_LINES: usize = 8;

/// All versions of `package`, in no order.
pub fn list_versions(
    package: Package,
    folder: &Path,
    supervision: &Supervision,
) -> Result<Vec<Version>, Error> {
    let question = Question {
        what: format!("list the versions of {}", package.name),
        by_hand: format!("npm view {} versions", package.name),
    };
    let arguments = [
        "view",
        package.name,
        "versions",
        "--json",
        "--prefer-online",
    ];
    let finished = question.ask(&arguments, folder, Some(LIST_TIMEOUT), supervision)?;
    let text = finished.stdout.finish().bytes;
    // One version alone is a text and no list.
    let texts = match serde_json::from_slice(&text) {
        Ok(serde_json::Value::Array(texts)) => texts,
        Ok(one) => vec![one],
        Err(error) => {
            return Err(question.failed(&format!("its output is not JSON: {error}")));
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
        &full_name,
    ];
    let question = Question {
        what: format!("install {full_name}"),
        by_hand: format!("npm install {full_name}"),
    };
    question
        .ask(&arguments, folder, None, supervision)
        .map(drop)
}

/// One npm command.
struct Question {
    /// After "npm could not".
    what: String,
    /// What the user can try.
    by_hand: String,
}

impl Question {
    fn ask(
        &self,
        arguments: &[&str],
        folder: &Path,
        timeout: Option<Duration>,
        supervision: &Supervision,
    ) -> Result<Finished, Error> {
        let arguments = arguments.iter().chain(&ALWAYS);
        let invocation = Invocation {
            program: "npm".into(),
            arguments: arguments.map(OsString::from).collect(),
            folder: folder.to_path_buf(),
            environment: environment::own(),
            timeout,
            output: OutputTo::Capture(Keep::Whole),
            orphans: Orphans::Leave,
            hang: None,
            cpus: None,
            tracers: Tracers::Usual,
        };
        let finished =
            process::run(&invocation, supervision).map_err(|source| Error::NoNpm { source })?;
        match finished.stopped {
            Some(Stopped::Interrupted) => return Err(Error::Interrupted),
            Some(_) => {
                let limit = timeout.unwrap_or_default().as_secs();
                return Err(self.failed(&format!("no answer in {limit} s")));
            }
            None => {}
        }
        let ending = match finished.status {
            Status::Exit(0) => return Ok(finished),
            Status::Exit(code) => format!("it ended with exit code {code}"),
            Status::Signal(signal) => format!("{} ended it", process::name_of_signal(signal)),
        };
        let stderr = finished.stderr.finish().bytes;
        let said = String::from_utf8_lossy(&stderr);
        Err(self.failed(if said.trim().is_empty() {
            &ending
        } else {
            &said
        }))
    }

    fn failed(&self, said: &str) -> Error {
        // npm's own stack is of no use to anybody here.
        let lines = said.trim().lines();
        let lines = lines.filter(|line| !line.starts_with("npm error     at "));
        let lines = lines.take(SHOWN_LINES).map(|line| format!("  | {line}"));
        Error::Npm {
            what: self.what.clone(),
            said: lines.collect::<Vec<_>>().join("\n"),
            by_hand: self.by_hand.clone(),
        }
    }
}
