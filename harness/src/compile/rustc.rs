//! The rustc that builds the addon. rustup chooses it by the folder, and a scenario is checked in another one.

use std::path::{Path, PathBuf};

use semver::Version;
use serde::{Deserialize, Serialize};

use super::Error;
use crate::run::capture::Keep;
use crate::run::process::{self, Invocation, Orphans, OutputTo, Status, Stopped, Tracers};
use crate::run::{Supervision, environment};

/// A rustc.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rustc {
    /// The program itself, not the one of rustup's that chooses it.
    pub program: PathBuf,
    /// Its version, without what follows the three numbers: a nightly of 1.97 counts as 1.97.0.
    pub version: Version,
    /// The platform that it runs on: `x86_64-unknown-linux-gnu`.
    pub host: String,
}

impl Rustc {
    /// The one that is used in `folder`.
    ///
    /// # Errors
    /// When there is none, or it does not say which it is.
    pub fn find(folder: &Path, supervision: &Supervision) -> Result<Self, Error> {
        let chooser = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let chooser = PathBuf::from(chooser);
        let sysroot = ask(&chooser, &["--print=sysroot"], folder, supervision)?;
        let name = format!("rustc{}", std::env::consts::EXE_SUFFIX);
        let chosen = Path::new(sysroot.trim()).join("bin").join(name);
        let program = if chosen.is_file() { chosen } else { chooser };
        let said = ask(&program, &["-vV"], folder, supervision)?;
        let of = |field: &str| said.lines().find_map(|line| line.strip_prefix(field));
        let version = of("release: ").and_then(|release| Version::parse(release).ok());
        match (version, of("host: ")) {
            (
                Some(Version {
                    major,
                    minor,
                    patch,
                    ..
                }),
                Some(host),
            ) => Ok(Self {
                version: Version::new(major, minor, patch),
                host: host.to_owned(),
                program,
            }),
            _ => Err(Error::Rustc(said)),
        }
    }
}

fn ask(
    program: &Path,
    arguments: &[&str],
    folder: &Path,
    supervision: &Supervision,
) -> Result<String, Error> {
    let invocation = Invocation {
        program: program.into(),
        arguments: arguments.iter().map(Into::into).collect(),
        folder: folder.into(),
        environment: environment::own(),
        timeout: None,
        output: OutputTo::Capture(Keep::Whole),
        orphans: Orphans::Leave,
        cpus: None,
        tracers: Tracers::Usual,
        hang: None,
    };
    let finished = process::run(&invocation, supervision)?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match (finished.stopped, finished.status) {
        (Some(Stopped::Interrupted), _) => Err(Error::Interrupted),
        (_, Status::Exit(0)) => Ok(text(&finished.stdout.finish().bytes)),
        _ => Err(Error::Rustc(text(&finished.stderr.finish().bytes))),
    }
}
