//! The runtimes of a sweep.

use std::collections::BTreeMap;
use std::sync::Arc;

use semver::Version;

use crate::cli::{self, Exit, Failure};
use crate::output;
use crate::project::Project;
use crate::run::Interrupt;
use crate::runtime::spec::Wanted;
use crate::runtime::store::{self, Store};
use crate::runtime::{Kind, Runtime};

/// The runtimes that are meant. Of a spec that means several, such as `node@each-major`, those that are not there are fetched; offline, those
/// that have been added or are in PATH are meant.
pub fn runtimes_meant(
    specs: &[String],
    offline: bool,
    project: &Project,
    interrupt: &Interrupt,
) -> Result<Vec<Arc<Runtime>>, Failure> {
    let store = Store::new(interrupt.clone());
    let mut runtimes = Vec::new();
    for spec in specs {
        let several = Wanted::parse(spec).ok().filter(|wanted| !wanted.is_one());
        match several {
            None => runtimes.extend(cli::runtimes(std::slice::from_ref(spec), project)?),
            Some(wanted) if offline => runtimes.extend(there(spec, &wanted, &store)?),
            Some(wanted) => runtimes.extend(fetched(&wanted, &store)?),
        }
    }
    if specs.is_empty() {
        return cli::runtimes(&[], project);
    }
    Ok(runtimes)
}

/// Those that match `wanted`; what is not there is fetched.
fn fetched(wanted: &Wanted, store: &Store) -> Result<Vec<Arc<Runtime>>, Failure> {
    let failed = |error: store::Error| Failure::new(Exit::Runtime, error.to_string());
    let versions = store.resolve(wanted).map_err(failed)?;
    let runtimes = versions.into_iter().map(|version| {
        if store.get(wanted.kind, &version).is_none() {
            output::notice(format_args!("fetching {} {version}", wanted.kind.name()));
        }
        let added = store.add(wanted.kind, &version).map_err(failed)?;
        Ok(Arc::new(added.installed().runtime))
    });
    runtimes.collect()
}

/// Those on this machine that match `wanted`, which `spec` says.
///
/// # Errors
/// When there is none.
fn there(spec: &str, wanted: &Wanted, store: &Store) -> Result<Vec<Arc<Runtime>>, Failure> {
    let added = store.installed().into_iter().map(|it| it.runtime);
    let in_path = Runtime::all_in_path().into_iter().flatten();
    let mut by_version: BTreeMap<Version, Runtime> = BTreeMap::new();
    for runtime in added.chain(in_path).filter(|it| it.kind == wanted.kind) {
        by_version.entry(runtime.version.clone()).or_insert(runtime);
    }
    let versions: Vec<Version> = by_version.keys().cloned().collect();
    let meant = wanted.select(&versions);
    if meant.is_empty() {
        return Err(Failure::new(
            Exit::Runtime,
            format!(
                "no runtime that has been added or is in PATH matches `{spec}`\n  hint: run `{} runtime add {spec}`",
                cli::own_command()
            ),
        ));
    }
    let runtimes = meant
        .iter()
        .filter_map(|version| by_version.remove(version));
    Ok(runtimes.map(Arc::new).collect())
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
