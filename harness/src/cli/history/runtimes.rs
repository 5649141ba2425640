//! The runtimes of a sweep.

use std::sync::Arc;

use semver::Version;

use crate::cli::{self, Exit, Failure};
use crate::output;
use crate::project::Project;
use crate::run::Interrupt;
use crate::runtime::spec::Wanted;
use crate::runtime::store::Store;
use crate::runtime::{Kind, Runtime};

/// The runtimes that are meant. Of a spec that means several, such as `node@each-major`, those that are not there are fetched.
pub fn runtimes_meant(
    specs: &[String],
    offline: bool,
    project: &Project,
    interrupt: &Interrupt,
) -> Result<Vec<Arc<Runtime>>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(Exit::Runtime, error.to_string());
    let store = Store::new(interrupt.clone());
    let mut runtimes = Vec::new();
    for spec in specs {
        let several = Wanted::parse(spec).ok().filter(|wanted| !wanted.is_one());
        let Some(wanted) = several else {
            runtimes.extend(cli::runtimes(std::slice::from_ref(spec), project)?);
            continue;
        };
        let versions = if offline {
            let there = store.installed().into_iter().map(|it| it.runtime);
            let there: Vec<Version> = there
                .filter(|runtime| runtime.kind == wanted.kind)
                .map(|runtime| runtime.version)
                .collect();
            wanted.select(&there)
        } else {
            store.resolve(&wanted).map_err(|error| failed(&error))?
        };
        if versions.is_empty() {
            return Err(none_added(spec, &wanted));
        }
        for version in versions {
            if store.get(wanted.kind, &version).is_none() {
                output::notice(format_args!("fetching {} {version}", wanted.kind.name()));
            }
            let added = store
                .add(wanted.kind, &version)
                .map_err(|error| failed(&error))?;
            runtimes.push(Arc::new(added.installed().runtime));
        }
    }
    if specs.is_empty() {
        return cli::runtimes(&[], project);
    }
    Ok(runtimes)
}

/// Without a network there is nothing for `spec`, which means several.
fn none_added(spec: &str, wanted: &Wanted) -> Failure {
    let mut in_path = Runtime::all_in_path().into_iter().flatten();
    let fits = |found: &Runtime| found.kind == wanted.kind && wanted.covers(&found.version);
    let there = in_path.find(fits).map(|Runtime { kind, version, .. }| {
        format!(
            "; or name the one in PATH: `--runtime {}@{version}`",
            kind.name()
        )
    });
    Failure::new(
        Exit::Runtime,
        format!(
            "no runtime that has been added matches `{spec}`\n  hint: run `{} runtime add {spec}`{}",
            cli::own_command(),
            there.unwrap_or_default()
        ),
    )
}

/// All of `runtimes` are versions of `kind`; one that was given as a path says only now what it is.
///
/// # Errors
/// When one is another runtime.
pub fn versions_of(kind: Kind, runtimes: &[Arc<Runtime>]) -> Result<(), Failure> {
    match runtimes.iter().find(|runtime| runtime.kind != kind) {
        Some(other) => Err(no_version_of(kind, other)),
        None => Ok(()),
    }
}

/// Why a history over `kind` is not of `other`.
pub fn no_version_of(kind: Kind, other: &dyn std::fmt::Display) -> Failure {
    let name = kind.name();
    Failure::usage(format!(
        "`--over {name}` goes over the versions of {name}, and `{other}` is none of them\n  hint: `{} compare` shows where different runtimes differ",
        cli::own_command()
    ))
}
