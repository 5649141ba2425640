//! What a sweep needs: runs, releases, a session and a builder, from what is to be found out.

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;

use super::builder::{Builder, Own, Present};
use super::shadow::{self, Shadow};
use super::sweep::{self, Event, Run, Sweep};
use super::{History, Keep, releases, space};
use crate::cache::{Artefacts, Lock, Part, Resource, lock};
use crate::cargo::{
    self,
    index::{self, Index},
};
use crate::project::Project;
use crate::run::Interrupt;
use crate::runtime::Runtime;
use crate::scenario::Catalogue;
use crate::scenario::selection::Selected;
use crate::session::{self, Diagnose, Hangs, Session, Settings};
use crate::snapshot::Policy;

/// What is to be found out.
#[derive(Debug)]
pub struct Question {
    /// What is run.
    pub selected: Vec<Selected>,
    /// What differs.
    pub over: Over,
    /// Under what it is run.
    pub runtimes: Vec<Arc<Runtime>>,
    /// How many runs each gets, where its scenario does not say.
    pub repeat: Option<NonZeroU32>,
    /// How many runs go on at once.
    pub jobs: Option<NonZeroUsize>,
    /// What earlier calls saw.
    pub keep: Keep,
}

/// What differs from one column of a history to the next.
#[derive(Debug)]
pub enum Over {
    /// The releases of a crate.
    Releases(Range),
    /// Only the runtimes: the project's own build is used.
    Runtimes,
}

/// Releases of a crate.
#[derive(Debug)]
pub struct Range {
    /// The crate; by default that of the scenario's bug, or napi.
    pub krate: Option<String>,
    /// The first release; by default that of the scenario, or of its major version.
    pub from: Option<String>,
    /// The last release, or `latest`.
    pub to: String,
    /// How old the index may be.
    pub freshness: index::Freshness,
}

/// Why there is no sweep.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was asked for makes no sense.
    #[error("{0}")]
    Question(String),
    /// No session can be started.
    #[error(transparent)]
    Session(#[from] session::Error),
    /// The addons of scenarios' own cannot be built.
    #[error("{0}")]
    OwnAddons(String),
    /// The project's own crate cannot be built with other releases.
    #[error(transparent)]
    Shadow(#[from] shadow::Error),
    /// cargo cannot be asked.
    #[error(transparent)]
    Cargo(#[from] cargo::Error),
    /// The wait for another history was stopped, or the cache cannot be used.
    #[error(transparent)]
    Lock(#[from] lock::Error),
    /// The file system refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Everything that is ready for a sweep.
pub struct Prepared {
    session: Session,
    builder: Box<dyn Builder>,
    interrupt: Interrupt,
    /// What is run.
    pub runs: Vec<Run>,
    /// The crate and its releases.
    pub releases: Option<(String, Vec<index::Release>)>,
    /// Under what it is run.
    pub runtimes: Vec<Arc<Runtime>>,
    /// What the user should know besides.
    pub warnings: Vec<String>,
    repeat: Option<NonZeroU32>,
    keep: Keep,
    /// Held as long as this lives: one history at a time, and what it uses of the cache.
    _locks: Vec<Lock>,
}

impl Prepared {
    /// Gets everything ready, as soon as no other history is being made.
    ///
    /// # Errors
    /// When there is nothing to sweep, or it cannot be built.
    pub fn new(
        question: Question,
        project: Project,
        catalogue: &Catalogue,
        interrupt: Interrupt,
    ) -> Result<Self, Error> {
        let Question {
            selected,
            over,
            runtimes,
            repeat,
            jobs,
            keep,
        } = question;
        let runs = runs(&selected)?;
        let settings = Settings {
            policy: Policy::Leave,
            diagnose: Diagnose::Never,
            hangs: Hangs::Anywhere,
            jobs: jobs.unwrap_or_else(processors),
            ..Settings::from_project(&project)
        };
        let locks = locks(&runtimes, &interrupt)?;
        space::bound(space::LIMIT, &interrupt)?;
        let planned = match over {
            Over::Runtimes => session::plan(&selected, &runtimes, None),
            Over::Releases(_) => Vec::new(),
        };
        let session = Session::start(project, settings, &planned, interrupt.clone())?;
        let mut warnings = Vec::new();
        let (releases, builder, runs) = match over {
            Over::Runtimes => {
                session.build_own_addons().map_err(Error::OwnAddons)?;
                let scenarios: Vec<_> = runs.iter().map(|run| Arc::clone(&run.scenario)).collect();
                let present = Present::new(&session, &scenarios)?;
                (None, Box::new(present) as Box<dyn Builder>, runs)
            }
            Over::Releases(range) => {
                let krate = releases::krate(&range, &runs)?;
                let (mut index, warning) = releases::read_index(&krate, range.freshness, &session)?;
                warnings.extend(warning);
                let (releases, runs) =
                    releases::meant(&krate, &mut index, &range, runs, session.project())?;
                let builder = builder(&krate, index, &runs, catalogue, &session)?;
                (Some((krate, releases)), builder, runs)
            }
        };
        Ok(Self {
            session,
            builder,
            interrupt,
            runs,
            releases,
            runtimes,
            warnings,
            repeat,
            keep,
            _locks: locks,
        })
    }

    /// Sweeps these releases, and reports what happens.
    ///
    /// # Errors
    /// When it cannot go on. What was found until then is kept.
    pub fn sweep(
        &mut self,
        releases: Option<(String, Vec<index::Release>)>,
        tell: impl FnMut(Event),
    ) -> Result<Vec<History>, sweep::Error> {
        let interrupt = self.interrupt.clone();
        let (sweep, builder) = self.plan(releases);
        sweep.run(builder, &interrupt, tell)
    }

    /// What earlier calls have found.
    ///
    /// # Errors
    /// When sources cannot be read.
    pub fn so_far(&mut self) -> Result<Vec<History>, sweep::Error> {
        let (sweep, builder) = self.plan(self.releases.clone());
        sweep.so_far(builder)
    }

    /// The signal by which the user stopped it, if so.
    pub fn interrupted_by(&self) -> Option<i32> {
        self.interrupt.signal()
    }

    fn plan(
        &mut self,
        releases: Option<(String, Vec<index::Release>)>,
    ) -> (Sweep<'_>, &mut dyn Builder) {
        let sweep = Sweep {
            session: &self.session,
            runs: self.runs.clone(),
            releases,
            runtimes: self.runtimes.clone(),
            repeat: self.repeat,
            keep: self.keep.clone(),
        };
        (sweep, self.builder.as_mut())
    }
}

/// As many as there are processors: a build goes on beside the runs.
fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Waits until no other history is being made, and keeps what this one uses from being removed.
fn locks(runtimes: &[Arc<Runtime>], interrupt: &Interrupt) -> Result<Vec<Lock>, lock::Error> {
    let mut locks = vec![Resource::Part(Part::History).share(interrupt)?];
    locks.push(Resource::History.take(interrupt)?);
    locks.extend(session::keep_runtimes(runtimes.iter(), interrupt)?);
    Ok(locks)
}

fn runs(selected: &[Selected]) -> Result<Vec<Run>, Error> {
    let mut runs = Vec::new();
    for Selected { scenario, variants } in selected {
        if scenario.is_checked() {
            return Err(Error::Question(format!(
                "`{}` is type-checked and never run; it has no history",
                scenario.name
            )));
        }
        runs.extend(variants.iter().map(|variant| Run {
            scenario: Arc::clone(scenario),
            variant: variant.clone(),
            from: None,
        }));
    }
    Ok(runs)
}

fn builder(
    krate: &str,
    index: Index,
    runs: &[Run],
    catalogue: &Catalogue,
    session: &Session,
) -> Result<Box<dyn Builder>, Error> {
    let has_own = |run: &&Run| run.scenario.own_addon.is_some();
    let own = runs.iter().filter(has_own).count();
    if own == runs.len() {
        let all = catalogue
            .iter()
            .filter(|scenario| scenario.own_addon.is_some());
        return Ok(Box::new(Own {
            krate: krate.to_owned(),
            index,
            all: all.cloned().collect(),
            artefacts: Artefacts::open(&session.supervision().interrupt)?,
            supervision: session.supervision().clone(),
        }));
    }
    if own > 0 {
        return Err(Error::Question(
            "some of these scenarios have their own addon, others use the project's\n  hint: run `history` once for each kind".into(),
        ));
    }
    let shadow = Shadow::new(session.project(), krate, index, session.supervision())?;
    Ok(Box::new(shadow))
}
