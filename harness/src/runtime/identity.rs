//! Asks a program which runtime it is: `node` may be a version manager's shim, or Bun.
//!
//! The answer is cached until the program's file changes. A shim's answer depends on more than its file, such as the working folder,
//! so it is kept only while the harness runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use semver::Version;
use serde::{Deserialize, Serialize};

use super::{Error, Kind};
use crate::cache;

const QUESTION: &str = include_str!("identity.js");
/// Variables that preload other programs, which could print anything.
const PRELOADS: [&str; 2] = ["NODE_OPTIONS", "BUN_OPTIONS"];

/// What a program reports itself to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Which of the runtimes.
    pub kind: Kind,
    /// Its version.
    pub version: Version,
    /// The program that runs scripts, which is another one than was asked where that is a shim.
    pub program: PathBuf,
}

/// Asks `program` what it is, once per process.
///
/// # Errors
/// When it does not answer.
pub fn identify(program: &Path) -> Result<Identity, Error> {
    static ASKED: Mutex<BTreeMap<PathBuf, Identity>> = Mutex::new(BTreeMap::new());
    let mut asked = ASKED.lock().expect("no panic while a runtime is asked");
    if let Some(identity) = asked.get(program) {
        return Ok(identity.clone());
    }
    let mut identity = ask_or_recall(program).map_err(|reason| Error::DoesNotStart {
        program: program.to_path_buf(),
        reason,
    })?;
    if !identity.is_of(program) && ask_or_recall(&identity.program).as_ref() != Ok(&identity) {
        // What it names cannot be run without it.
        identity.program = program.to_path_buf();
    }
    asked.insert(program.to_path_buf(), identity.clone());
    Ok(identity)
}

impl Identity {
    /// Whether `program` spoke for itself.
    fn is_of(&self, program: &Path) -> bool {
        let real = program.canonicalize();
        real.is_ok_and(|real| self.program.canonicalize().is_ok_and(|said| said == real))
    }
}

/// The program's answer, from the cache if its file has not changed since.
fn ask_or_recall(program: &Path) -> Result<Identity, String> {
    let file = cache::folder().join("runtimes.json");
    let key = cache::file_stamp(program).map(|stamp| format!("{} {stamp}", program.display()));
    let mut known = read_known(&file);
    if let Some(identity) = key.as_ref().and_then(|key| known.get(key)) {
        return Ok(identity.clone());
    }
    let identity = ask(program)?;
    if let Some(key) = key
        && identity.is_of(program)
    {
        known.insert(key, identity.clone());
        // A failure to save it only costs another question next time.
        let text = serde_json::to_string_pretty(&known).unwrap_or_default();
        let _ = cache::write(&file, &text);
    }
    Ok(identity)
}

fn read_known(file: &Path) -> BTreeMap<String, Identity> {
    std::fs::read_to_string(file)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Asks the program; the error says why it did not answer.
pub fn ask(program: &Path) -> Result<Identity, String> {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let (first, second) = if name.contains(Kind::Deno.name()) {
        ("eval", "-e")
    } else {
        ("-e", "eval")
    };
    // The name is a guess only, and another way of asking costs nothing where the first is understood.
    ask_by(program, first).or_else(|reason| ask_by(program, second).map_err(|_| reason))
}

fn ask_by(program: &Path, way: &str) -> Result<Identity, String> {
    let mut command = Command::new(program);
    command.args([way, QUESTION]).stdin(Stdio::null());
    for preload in PRELOADS {
        command.env_remove(preload);
    }
    // In the harness's own process group, so that Ctrl-C reaches it before anybody handles that.
    let output = command.output().map_err(|error| error.to_string())?;
    let stdout = String::from_utf8_lossy(&output.stdout);
    // A shim may print something first.
    let mut lines = stdout.lines().rev();
    let answer = lines.find_map(|line| serde_json::from_str(line).ok());
    answer.ok_or_else(|| {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let said = [stdout.trim(), stderr.trim()].join(" ");
        let said: String = said.trim().chars().take(300).collect();
        format!(
            "when asked for its version, it ended with {} and printed: {said}",
            output.status
        )
    })
}
