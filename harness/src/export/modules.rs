//! Which files it takes to load a module: asked of the runtime itself.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::Error;
use crate::run::capture::Keep;
use crate::run::process::{self, Invocation, Orphans, OutputTo, Status, Tracers};
use crate::run::{Supervision, environment};
use crate::runtime::Runtime;

const PROGRAM: &str = include_str!("modules.mjs");
const TIMEOUT: Duration = Duration::from_secs(30);

/// What the runtime reported.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The files, without links, and without those of `folder` itself.
    pub files: BTreeSet<PathBuf>,
    /// The operating system.
    pub platform: String,
    /// Which C library it runs on.
    pub libc: Option<String>,
    /// The runtime's parts that matter to an addon.
    pub versions: Versions,
}

/// Versions of a runtime's parts.
#[derive(Debug, Clone, Deserialize)]
pub struct Versions {
    /// The highest Node-API.
    pub napi: Option<String>,
    /// V8.
    pub v8: Option<String>,
    /// libuv.
    pub uv: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    files: Vec<String>,
    urls: Vec<String>,
    platform: String,
    libc: Option<String>,
    versions: Versions,
}

/// Imports `specifiers` in `folder` with `runtime`, which is the one that the export is for: an addon may be other files under another, or load
/// nowhere else.
pub fn find_loaded(
    runtime: &Runtime,
    folder: &Path,
    specifiers: Vec<String>,
    supervision: &Supervision,
) -> Result<Loaded, Error> {
    let program = folder.join("modules.mjs");
    std::fs::write(&program, PROGRAM)?;
    let mut arguments = runtime.arguments(&[], &program);
    arguments.extend(specifiers.into_iter().map(Into::into));
    let mut variables = environment::scrubbed(&runtime.program, folder);
    let own = runtime.variables().iter();
    variables.extend(own.map(|(name, value)| ((*name).into(), (*value).into())));
    let invocation = Invocation {
        environment: variables,
        program: runtime.program.clone(),
        arguments,
        folder: folder.to_path_buf(),
        timeout: Some(TIMEOUT),
        output: OutputTo::Capture(Keep::Ends),
        orphans: Orphans::End,
        hang: None,
        cpus: None,
        tracers: Tracers::Usual,
    };
    let finished = process::run(&invocation, supervision)?;
    let answer = std::fs::read_to_string(folder.join("loaded.json"));
    let (Status::Exit(0), Ok(answer)) = (finished.status, answer) else {
        let stderr = String::from_utf8_lossy(&finished.stderr.finish().bytes).into_owned();
        return Err(Error::Modules(stderr.trim().to_owned()));
    };
    let answer: Answer =
        serde_json::from_str(&answer).map_err(|error| Error::Modules(error.to_string()))?;
    let of_urls = answer
        .urls
        .iter()
        .filter_map(|url| url.strip_prefix("file://"))
        .map(|path| path.replace("%20", " "));
    let files = answer.files.iter().cloned().chain(of_urls);
    Ok(Loaded {
        files: files
            .filter_map(|file| Path::new(&file).canonicalize().ok())
            .filter(|file| !file.starts_with(folder))
            .collect(),
        platform: answer.platform,
        libc: answer.libc,
        versions: answer.versions,
    })
}
