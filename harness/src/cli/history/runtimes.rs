//! The runtimes of a sweep.

use std::sync::Arc;

use semver::Version;

use crate::cli::{self, Exit, Failure};
use crate::output;
use crate::project::Project;
use crate::run::Interrupt;
use crate::runtime::Runtime;
use crate::runtime::spec::Wanted;
use crate::runtime::store::Store;

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
    if runtimes.is_empty() {
        let specs = specs.join(",");
        return Err(failed(&format!(
            "no runtime matches {specs}\n  hint: `runtime add` fetches runtimes"
        )));
    }
    Ok(runtimes)
}
