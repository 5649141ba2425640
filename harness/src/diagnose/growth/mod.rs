//! Where something that leaks is made: the work is done once more while everything that is made is noted (`locate.cjs`, and the preloaded
//! library). What there is more of after the second half of the work than after the first is what accumulates.

mod handles;
mod heap;
mod sites;

use std::cell::LazyCell;
use std::path::Path;

use self::heap::Snapshots;
use crate::preload;
use crate::preload::library::table::tracking;
use crate::run::growth::{Finding, Place};
use crate::run::process::{self, Invocation};
use crate::run::{Observation, Supervision};
use crate::scenario::growth::Kind;

const LOCATE: &str = include_str!("locate.cjs");

/// A place is told if so much of what leaks comes from there.
const SHARE: f64 = 0.1;
/// How many places of one kind are told at most.
const MOST: usize = 3;

/// What is to be found.
pub struct Request<'a> {
    /// The script's folder, into which all that is noted is written.
    pub folder: &'a Path,
    /// What leaks.
    pub leaks: &'a [Finding],
    /// How often the work is done.
    pub iterations: u32,
    /// Whether the library can be preloaded.
    pub preloaded: bool,
}

/// Runs `invocation` once more and says where what leaks comes from.
///
/// # Errors
/// A sentence: why nobody knows.
pub fn locate(
    mut invocation: Invocation,
    request: &Request<'_>,
    supervision: &Supervision,
) -> Result<Vec<Place>, String> {
    let &Request {
        folder,
        leaks,
        iterations,
        preloaded,
    } = request;
    let module = folder.join("locate.cjs");
    std::fs::write(&module, LOCATE).map_err(|error| error.to_string())?;
    let kinds: Vec<&str> = leaks.iter().map(|finding| finding.kind.name()).collect();
    let growth = serde_json::json!({
        "iterations": iterations,
        "locating": { "module": module, "folder": folder, "kinds": kinds },
    });
    let variables = &mut invocation.environment;
    variables.insert("NAPI_HARNESS_GROWTH".into(), growth.to_string().into());
    if preloaded {
        let count = preload::count(variables, folder);
        count
            .and_then(|()| preload::track(variables, folder, tracking::OFF))
            .map_err(|error| error.to_string())?;
    }
    let finished = process::run(&invocation, supervision).map_err(|error| error.to_string())?;
    let observation = Observation::from_finished(&finished);
    let Some(half) = observation.located() else {
        return Err(format!(
            "the run that was to show where ended with `{}` before it had",
            observation.ending
        ));
    };
    let half = f64::from(half);
    let mut made = sites::grown(folder, half);
    let snapshots = LazyCell::new(|| Snapshots::read(folder));
    let mut places = Vec::new();
    for leak in leaks {
        let mut found = made
            .as_mut()
            .map_or_else(Vec::new, |made| made.places(leak.kind));
        match leak.kind {
            // What Node-API makes is a handle of JavaScript's, too.
            Kind::Handles if found.is_empty() => found = handles::grown(folder, half),
            Kind::Heap | Kind::External => {
                let snapshots = snapshots.iter();
                found.extend(snapshots.flat_map(|them| heap::grown(them, half, leak.kind)));
            }
            Kind::Handles | Kind::References | Kind::Native => {}
        }
        places.extend(most(found, leak.slope.median));
    }
    Ok(places)
}

/// Those that make up a fair share of `all`, the largest first.
fn most(mut places: Vec<Place>, all: f64) -> Vec<Place> {
    places.sort_by(|one, other| other.per_iteration.total_cmp(&one.per_iteration));
    places.retain(|place| place.per_iteration >= all * SHARE);
    places.truncate(MOST);
    places
}
