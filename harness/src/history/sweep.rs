//! Sweeps: what is not known is built and run, one release being built while the one before it runs.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use semver::Version;

use super::builder::{Builder, Builds};
use super::kept::{Observed, Seen};
use super::known::{Known, planned, ran};
use super::{Cell, Found, History, Keep};
use crate::addon::own::NotBuilt;
use crate::cargo::index;
use crate::run::{Interrupt, scheduler};
use crate::runtime::Runtime;
use crate::scenario::selection::run_name;
use crate::scenario::{Scenario, Variant};
use crate::session::{Outcome, Session};

/// How many runs each release gets when nothing else is said.
pub const DEFAULT_REPEAT: NonZeroU32 = NonZeroU32::new(3).expect("not zero");

/// One scenario with a variant.
#[derive(Debug, Clone)]
pub struct Run {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The variant.
    pub variant: Variant,
    /// Earlier releases are no matter to it.
    pub from: Option<Version>,
}

/// What is to be found out.
pub struct Sweep<'a> {
    /// The session that runs everything.
    pub session: &'a Session,
    /// What is run.
    pub runs: Vec<Run>,
    /// The crate, and its releases, the oldest first; none for the project's own build alone.
    pub releases: Option<(String, Vec<index::Release>)>,
    /// Under what it is run.
    pub runtimes: Vec<Arc<Runtime>>,
    /// How many runs each gets, where the scenario does not say.
    pub repeat: Option<NonZeroU32>,
    /// Where results are kept.
    pub keep: Keep,
}

/// What a sweep tells of while it goes on.
#[derive(Debug)]
pub enum Event {
    /// So many builds with their runs are to be done; the others are known.
    Begins {
        /// How many are to be done.
        to_do: usize,
        /// How many there are.
        of: usize,
    },
    /// One more is done.
    Done {
        /// What is done.
        release: String,
    },
}

/// Why a sweep ended before its end. What it found until then is kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The user stopped it.
    #[error("interrupted; results so far are kept, and the next call continues from there")]
    Interrupted,
    /// A run that was not to be had says nothing of a release.
    #[error("`{name}` {reason}; results so far are kept")]
    NotRun {
        /// The run's name.
        name: String,
        /// Why.
        reason: String,
    },
    /// The machine refused.
    #[error("{0}; results so far are kept")]
    Io(#[from] std::io::Error),
}

/// One build to be done: an index into the releases, and the runs whose results are not known.
pub struct Task {
    pub release: Option<usize>,
    pub missing: Vec<Missing>,
}

/// A result that is not known.
pub struct Missing {
    pub run: usize,
    pub runtime: usize,
    pub key: String,
}

/// A build with what is to be run.
struct Ready {
    task: Task,
    builds: Builds,
}

impl Sweep<'_> {
    /// Finds out what is not known yet.
    ///
    /// # Errors
    /// When it cannot go on.
    pub fn run(
        &self,
        builder: &mut dyn Builder,
        interrupt: &Interrupt,
        mut tell: impl FnMut(Event),
    ) -> Result<Vec<History>, Error> {
        let mut known = self.known(builder)?;
        let tasks: Vec<Task> = std::mem::take(&mut known.tasks);
        tell(Event::Begins {
            to_do: tasks.len(),
            of: self.rows().len(),
        });
        let scenarios: Vec<Arc<Scenario>> = self
            .runs
            .iter()
            .map(|run| Arc::clone(&run.scenario))
            .collect();
        // A rendezvous: one build ahead of what runs, and no more: an interruption wastes little.
        let (ready, waiting) = mpsc::sync_channel::<Result<Ready, std::io::Error>>(0);
        let result = thread::scope(|scope| {
            let build = move || {
                for task in tasks {
                    let mut wanted: Vec<Arc<Scenario>> = Vec::new();
                    for missing in &task.missing {
                        let scenario = &scenarios[missing.run];
                        if !wanted.iter().any(|known| known.name == scenario.name) {
                            wanted.push(Arc::clone(scenario));
                        }
                    }
                    let release = task.release.map(|at| &self.all_releases()[at]);
                    let builds = builder.build(release, &wanted);
                    let stop = builds.is_err();
                    if ready
                        .send(builds.map(|builds| Ready { task, builds }))
                        .is_err()
                        || stop
                    {
                        break;
                    }
                }
            };
            scope.spawn(build);
            for ready in waiting {
                if interrupt.signal().is_some() {
                    return Err(Error::Interrupted);
                }
                let ready = ready?;
                let label = self.label(ready.task.release);
                let found = self.run_one(&ready);
                // What was cut short is no result.
                if interrupt.signal().is_some() {
                    return Err(Error::Interrupted);
                }
                for (missing, found) in ready.task.missing.iter().zip(found?) {
                    known.set(missing.run, ready.task.release, missing.runtime, found);
                }
                tell(Event::Done { release: label });
            }
            Ok(())
        });
        if interrupt.signal().is_some() {
            return Err(Error::Interrupted);
        }
        result?;
        Ok(self.histories(known))
    }

    /// What earlier calls have found; nothing is built or run.
    ///
    /// # Errors
    /// When sources cannot be read.
    pub fn so_far(&self, builder: &mut dyn Builder) -> Result<Vec<History>, Error> {
        let known = self.known(builder)?;
        Ok(self.histories(known))
    }

    pub(super) fn all_releases(&self) -> &[index::Release] {
        self.releases.as_ref().map_or(&[], |(_, releases)| releases)
    }

    /// Indices of releases, or the one build that is the project's own.
    pub(super) fn rows(&self) -> Vec<Option<usize>> {
        match &self.releases {
            Some((_, releases)) => (0..releases.len()).map(Some).collect(),
            None => vec![None],
        }
    }

    fn label(&self, release: Option<usize>) -> String {
        release.map_or("the project's own build".into(), |at| {
            self.all_releases()[at].version.to_string()
        })
    }

    pub(super) fn repeat(&self, scenario: &Scenario) -> u32 {
        let of_bug = scenario.header.bug.as_ref().and_then(|bug| bug.repeat);
        self.repeat.or(of_bug).unwrap_or(DEFAULT_REPEAT).get()
    }

    /// Runs what is missing with one build, and keeps what was seen; what was found, in the order of what is missing.
    fn run_one(&self, ready: &Ready) -> Result<Vec<Found>, Error> {
        let mut items = Vec::new();
        for (at, missing) in ready.task.missing.iter().enumerate() {
            let run = &self.runs[missing.run];
            let Some(Ok(build)) = ready.builds.get(&run.scenario.name) else {
                continue;
            };
            let planned = planned(run, &self.runtimes[missing.runtime], build.clone());
            items.extend((0..self.repeat(&run.scenario)).map(|_| (at, planned.clone())));
        }
        let mut outcomes: Vec<Vec<Outcome>> = vec![Vec::new(); ready.task.missing.len()];
        scheduler::for_each(
            self.session.jobs(),
            items,
            Duration::MAX,
            |(at, planned), say| {
                // Whoever hears it hears until all have ended.
                let _ = say.send((at, self.session.attempt(&planned)));
            },
            |done| {
                if let Some((at, outcome)) = done {
                    outcomes[at].push(outcome);
                }
                self.session.interrupted_by().is_none()
            },
        );
        if self.session.interrupted_by().is_some() {
            return Err(Error::Interrupted);
        }
        let done = ready.task.missing.iter().zip(outcomes);
        done.map(|(missing, outcomes)| {
            let name = &self.runs[missing.run].scenario.name;
            match ready.builds.get(name) {
                Some(Ok(_)) => {
                    let seen = outcomes.iter().map(seen).collect::<Result<_, _>>()?;
                    self.keep.write(&missing.key, &Observed::Ran(seen))?;
                    Ok(ran(&outcomes))
                }
                Some(Err(error)) => {
                    if let NotBuilt::DoesNotCompile(error) = error {
                        let error = Observed::DoesNotCompile(error.clone());
                        self.keep.write(&missing.key, &error)?;
                    }
                    Ok(Found::NotBuilt {
                        error: error.to_string(),
                    })
                }
                None => Ok(Found::NotBuilt {
                    error: "it was not built".into(),
                }),
            }
        })
        .collect()
    }

    fn histories(&self, mut known: Known) -> Vec<History> {
        let mut histories = Vec::new();
        for (
            run,
            Run {
                scenario, variant, ..
            },
        ) in self.runs.iter().enumerate()
        {
            let mut cells = Vec::new();
            for row in self.rows() {
                let release = row.map(|at| &self.all_releases()[at]);
                for (at, runtime) in self.runtimes.iter().enumerate() {
                    if let Some(found) = known.found.remove(&(run, row, at)) {
                        cells.push(Cell {
                            release: release.map(|release| release.version.clone()),
                            published: release.and_then(index::Release::day),
                            runtime: runtime.to_string(),
                            found,
                        });
                    }
                }
            }
            histories.push(History {
                scenario: run_name(scenario, variant),
                summary: scenario.header.summary.clone(),
                krate: self.releases.as_ref().map(|(name, _)| name.clone()),
                cells,
            });
        }
        histories
    }
}

/// What was seen in a run, if it was one.
fn seen(outcome: &Outcome) -> Result<Seen, Error> {
    match (&outcome.observation, &outcome.folder) {
        (Some(observation), Some(folder)) => Ok(Seen {
            observation: observation.clone(),
            folder: folder.clone(),
        }),
        _ => {
            let reasons = outcome.verdict.reasons().iter();
            let reasons: Vec<String> = reasons.map(ToString::to_string).collect();
            Err(Error::NotRun {
                name: outcome.planned.name.clone(),
                reason: reasons.join("; "),
            })
        }
    }
}
