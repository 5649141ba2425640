//! Counting runs: what `iterate` does accumulates, or does not, in processes that count their memory.
//!
//! They are part of what is observed, so that a judgement needs nothing else. Repetitions of one planned run share them.

use std::path::Path;
use std::time::Duration;

use super::once::OncePerKey;
use super::{Planned, Session};
use crate::cache;
use crate::diagnose::{self, growth::Request};
use crate::preload;
use crate::run::growth::{Growth, Place, Sample};
use crate::run::{Observation, clock, process, scratch};
use crate::scenario::growth::Limits;

/// How long all counting runs of one scenario may take together before no further one begins, and what each may take at most.
const LIMIT: Duration = Duration::from_secs(300);

/// What counting runs of a session share.
#[derive(Debug, Default)]
pub struct Counted {
    /// What was measured, by planned run and runtime.
    made: OncePerKey<Growth>,
    /// Who brings an allocator of its own, by addon: each is of many megabytes, and read once.
    allocators: OncePerKey<Option<String>>,
}

/// One counting run.
struct Run {
    samples: Vec<Sample>,
    /// Who brings an allocator of its own.
    own_allocator: Option<String>,
}

impl Session {
    /// What accumulates when `planned` is done; `seen` is its first run, which counted nothing.
    pub(super) fn count(&self, planned: &Planned, seen: &Observation) -> Option<Growth> {
        let limits = planned.scenario.header.growth.as_ref()?;
        if !seen.has_iterated() {
            return None;
        }
        let key = format!("{} {}", planned.name, planned.runtime);
        let make = || {
            let mut growth = self.counting_runs(planned, limits);
            self.locate(planned, limits, &mut growth);
            growth
        };
        Some(self.counted.made.get_or_make(key, make))
    }

    /// One after another, each with twice the iterations of the one before, until all is decided.
    fn counting_runs(&self, planned: &Planned, limits: &Limits) -> Growth {
        let mut growth = Growth {
            uncounted: preload::refusal(&planned.runtime.program),
            ..Growth::default()
        };
        let began = clock::now();
        let mut iterations = limits.iterations;
        loop {
            let this = clock::now();
            let run = match self.counting_run(planned, iterations, growth.uncounted.is_none()) {
                Ok(run) => run,
                Err(why) => {
                    growth.stopped = Some(why);
                    return growth;
                }
            };
            if growth.uncounted.is_none() {
                growth.uncounted = run.own_allocator;
            }
            if growth.uncounted.is_none() && run.samples.iter().any(|it| it.native.is_none()) {
                growth.uncounted = Some("the runtime does not load the library that counts".into());
            }
            growth.runs.push(run.samples);
            if growth.uncounted.is_some() {
                let samples = growth.runs.iter_mut().flatten();
                samples.for_each(|sample| sample.native = None);
            }
            if !growth.is_open(limits) {
                return growth;
            }
            let now = clock::now();
            // The next one takes about twice as long.
            if now - began + (now - this) * 2 > LIMIT {
                growth.stopped = Some(format!(
                    "a run with {} iterations would go beyond the {} s that counting may take",
                    iterations.saturating_mul(2),
                    LIMIT.as_secs()
                ));
                return growth;
            }
            iterations = iterations.saturating_mul(2);
        }
    }

    /// Where what leaks is made, if nobody expects that it leaks.
    fn locate(&self, planned: &Planned, limits: &Limits, growth: &mut Growth) {
        let leaks = growth.leaks(limits);
        if leaks.is_empty() || !limits.leaks.is_empty() {
            return;
        }
        let found = self.further(planned).and_then(|(script, mut invocation)| {
            invocation.timeout = invocation.timeout.max(Some(LIMIT));
            let request = Request {
                folder: &script.folder,
                leaks: &leaks,
                iterations: limits.iterations,
                preloaded: preload::refusal(&planned.runtime.program).is_none(),
            };
            let places = diagnose::growth::locate(invocation, &request, &self.supervision)?;
            let redaction = self.redaction_of(planned, &script);
            // Nobody needs it any more; the session's folder goes with all the others.
            let _ = scratch::remove(&script.folder);
            let shown = |place: Place| place.in_words(|text| redaction.place(text));
            Ok(places.into_iter().map(shown).collect())
        });
        match found {
            Ok(places) => growth.places = places,
            Err(why) => growth.unlocated = Some(why),
        }
    }

    /// Which of `modules` brings an allocator of its own.
    fn own_allocator(&self, modules: &[String]) -> Option<String> {
        let addons = modules.iter().filter(|module| module.ends_with(".node"));
        addons.map(Path::new).find_map(|addon| {
            let stamp = cache::file_stamp(addon)?;
            let key = format!("{} {stamp}", addon.display());
            let look = || preload::own_allocator(addon);
            self.counted.allocators.get_or_make(key, look)
        })
    }

    /// One process that does the work so often.
    fn counting_run(
        &self,
        planned: &Planned,
        iterations: u32,
        preload: bool,
    ) -> Result<Run, String> {
        let (script, mut invocation) = self.further(planned)?;
        let growth = serde_json::json!({ "iterations": iterations, "measured": true });
        let variables = &mut invocation.environment;
        variables.insert("NAPI_HARNESS_GROWTH".into(), growth.to_string().into());
        if preload {
            preload::count(variables, &script.folder).map_err(|error| error.to_string())?;
        }
        invocation.timeout = invocation.timeout.max(Some(LIMIT));
        let finished = process::run(&invocation, &self.supervision);
        let finished = finished.map_err(|error| error.to_string())?;
        let observation = Observation::from_finished(&finished);
        let run = observation.measured().map(|(samples, modules)| Run {
            samples: samples.to_vec(),
            // Now: some may stand in the folder.
            own_allocator: self.own_allocator(modules),
        });
        // Nobody needs it any more; the session's folder goes with all the others.
        let _ = scratch::remove(&script.folder);
        match run {
            Some(run) if !run.samples.is_empty() => Ok(run),
            _ => {
                let ending = &observation.ending;
                let thrown = observation.words.exception.as_ref();
                let thrown = thrown
                    .map(|it| format!(" ({})", it.what))
                    .unwrap_or_default();
                Err(format!(
                    "the counting run with {iterations} iterations ended with `{ending}`{thrown} before it had measured anything"
                ))
            }
        }
    }
}
