//! A program's version, asked for once and remembered for as long as the program's file stays as it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use semver::Version;

use super::Error;
use crate::cache;

/// The version of the runtime `program`.
pub fn of(program: &Path) -> Result<Version, Error> {
    let file = cache::folder().join("runtimes.json");
    let key = cache::file_stamp(program).map(|stamp| format!("{} {stamp}", program.display()));
    let mut known = read(&file);
    if let Some(version) = key.as_ref().and_then(|key| known.get(key)) {
        return Ok(version.clone());
    }
    let version = ask(program).map_err(|reason| Error::DoesNotStart {
        program: program.to_path_buf(),
        reason,
    })?;
    if let Some(key) = key {
        known.insert(key, version.clone());
        // Forgetting it costs one more question next time, so a failure is no matter.
        let text = serde_json::to_string_pretty(&known).unwrap_or_default();
        let _ = cache::write(&file, &text);
    }
    Ok(version)
}

fn read(file: &PathBuf) -> BTreeMap<String, Version> {
    std::fs::read_to_string(file)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// What the program says of its version, or why it does not.
pub fn ask(program: &Path) -> Result<Version, String> {
    let output = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let stdout = String::from_utf8_lossy(&output.stdout);
    // Node.js prints `v20.20.2`, Bun `1.4.5`, Deno `deno 2.9.6 (stable, ...)`.
    let version = stdout
        .split_whitespace()
        .find_map(|word| Version::parse(word.trim_start_matches('v')).ok());
    version.ok_or_else(|| {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let said = [stdout.trim(), stderr.trim()].join(" ");
        let said: String = said.trim().chars().take(300).collect();
        format!("`--version` ended with {}, saying: {said}", output.status)
    })
}
