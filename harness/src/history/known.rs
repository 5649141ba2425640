//! What is known of a sweep before it begins: what earlier calls saw, judged anew, and what has to be run.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::builder::Builder;
use super::kept::{self, Observed, Seen};
use super::sweep::{Error, Missing, Run, Sweep, Task};
use super::{Found, Share, signature};
use crate::cache::Digest;
use crate::runtime::Runtime;
use crate::scenario::selection::run_name;
use crate::session::{Build, Outcome, Planned, Shown};

#[derive(Default)]
pub struct Known {
    /// By run, release and runtime.
    pub found: BTreeMap<(usize, Option<usize>, usize), Found>,
    /// What has to be built and run.
    pub tasks: Vec<Task>,
}

impl Known {
    /// Notes one more.
    pub fn set(&mut self, run: usize, row: Option<usize>, runtime: usize, found: Found) {
        self.found.insert((run, row, runtime), found);
    }
}

impl Sweep<'_> {
    /// What needs no run, and what does.
    pub(super) fn known(&self, builder: &mut dyn Builder) -> Result<Known, Error> {
        let mut known = Known::default();
        let inputs = self.inputs()?;
        for row in self.rows() {
            let release = row.map(|at| &self.all_releases()[at]);
            let build_key = builder.key(release);
            let mut missing = Vec::new();
            for (run, asked) in self.runs.iter().enumerate() {
                let Run { scenario, from, .. } = asked;
                if let (Some(from), Some(release)) = (from, release)
                    && release.version < *from
                {
                    continue;
                }
                for (at, runtime) in self.runtimes.iter().enumerate() {
                    let found = if release.is_some_and(|release| release.yanked) {
                        Some(Found::Yanked)
                    } else {
                        let refusal = self.refusal(asked, runtime);
                        refusal.map(|reason| Found::Skipped { reason })
                    };
                    if let Some(found) = found {
                        known.set(run, row, at, found);
                        continue;
                    }
                    let key = kept::key(&build_key, &inputs[run][at], self.repeat(scenario));
                    match self.keep.read(&key) {
                        Some(observed) => {
                            known.set(run, row, at, self.judge(asked, runtime, observed));
                        }
                        None => missing.push(Missing {
                            run,
                            runtime: at,
                            key,
                        }),
                    }
                }
            }
            if !missing.is_empty() {
                known.tasks.push(Task {
                    release: row,
                    missing,
                });
            }
        }
        Ok(known)
    }

    /// Why `runtime` does not run it, if so: one runtime that cannot load the addon says nothing of the others.
    fn refusal(&self, run: &Run, runtime: &Arc<Runtime>) -> Option<String> {
        let header = &run.scenario.header;
        let refusal = runtime.refuses(run.scenario.language, header.runtimes.as_ref());
        refusal.or_else(|| {
            let is_refused = self.session.is_refused(&planned(run, runtime, None));
            is_refused.then(|| "cannot load the addon".to_owned())
        })
    }

    /// What decides what each run would show under each runtime, the addon aside.
    fn inputs(&self) -> Result<Vec<Vec<Digest>>, Error> {
        let mut inputs = Vec::new();
        for run in &self.runs {
            let under = self.runtimes.iter().map(|runtime| {
                let planned = planned(run, runtime, None);
                self.session.inputs(&planned)
            });
            inputs.push(under.collect::<Result<_, _>>()?);
        }
        Ok(inputs)
    }

    /// What header and snapshot of today say of what was observed.
    fn judge(&self, run: &Run, runtime: &Arc<Runtime>, observed: Observed) -> Found {
        match observed {
            Observed::DoesNotCompile(error) => Found::NotBuilt { error },
            Observed::Ran(seen) => {
                let planned = planned(run, runtime, None);
                let judged = seen.into_iter().map(
                    |Seen {
                         observation,
                         folder,
                     }| {
                        self.session.judge_again(&planned, observation, &folder)
                    },
                );
                ran(&judged.collect::<Vec<_>>())
            }
        }
    }
}

/// One run under one runtime, with a build that is not the session's own.
pub fn planned(run: &Run, runtime: &Arc<Runtime>, build: Option<Arc<Build>>) -> Planned {
    let Run {
        scenario, variant, ..
    } = run;
    Planned {
        profile: None,
        shown: Shown::OfPlace,
        name: run_name(scenario, variant),
        scenario: Arc::clone(scenario),
        variant: variant.clone(),
        runtime: Arc::clone(runtime),
        build,
        rustc: None,
    }
}

/// The endings of several runs, the most frequent first.
pub fn ran(outcomes: &[Outcome]) -> Found {
    let mut endings: Vec<Share> = Vec::new();
    for ended in outcomes.iter().map(signature::classify) {
        match endings.iter_mut().find(|share| share.ended == ended) {
            Some(share) => share.runs += 1,
            None => endings.push(Share { ended, runs: 1 }),
        }
    }
    endings.sort_by(|a, b| {
        b.runs
            .cmp(&a.runs)
            .then(a.ended.signature.cmp(&b.ended.signature))
    });
    Found::Ran { endings }
}
