//! A second run: the first one's invocation, with the probe and the library preloaded.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::Pid;

use super::noted::Noted;
use super::{Backtrace, Diagnosis, debugger, probe};
use crate::preload;
use crate::preload::library::table::tracking;
use crate::run::capture::Keep;
use crate::run::process::{self, Invocation, OutputTo, Patience, Tracers};
use crate::run::stillness::{self, Begin, HangWatch, Pace, Rigour};
use crate::run::{MainThread, Observation, Supervision};
use crate::runtime::{Kind, Runtime};
use crate::scenario::HangKind;

const PROBE: &str = include_str!("probe.cjs");

/// What the second run may take; it is given up after that.
const TIMEOUT: Duration = Duration::from_secs(20);
/// What it may take longer than the first one, to start: it has more to load, and it may meet a busier machine.
const LONGER: Duration = Duration::from_secs(5);
/// Makes Node.js raise the exceptions that it drops otherwise.
const RAISE_DROPPED: &str = "--force-node-api-uncaught-exceptions-policy=true";
/// What the probe may take to answer.
const ANSWER: Duration = Duration::from_secs(3);
/// Has Rust print the stack of a panic; see the documentation of `std::backtrace`.
const RUST_BACKTRACE: &str = "RUST_BACKTRACE";

/// A second run that can be made.
pub struct SecondRun<'a> {
    probed: Invocation,
    folder: &'a Path,
    log: PathBuf,
    /// Whether the library can be preloaded.
    pub preloads: bool,
    /// Whether JavaScript is looked at, too.
    pub has_probe: bool,
    /// Whether the exceptions that the runtime dropped are raised.
    pub raises_dropped: bool,
}

/// What a second run showed.
pub struct Seen {
    /// From outside.
    pub observation: Observation,
    /// From inside; `None` where the library was not loaded.
    pub noted: Option<Noted>,
    /// What the probe and a debugger said.
    pub diagnosis: Diagnosis,
}

impl<'a> SecondRun<'a> {
    /// The second run of `invocation`; `None` when nothing could be preloaded, or nothing can be written to `folder`.
    pub fn prepare(
        invocation: &Invocation,
        runtime: &Runtime,
        first: &Observation,
        folder: &'a Path,
    ) -> Option<Self> {
        let log = folder.join("probe.jsonl");
        let mut probed = invocation.clone();
        let has_probe = runtime.kind == Kind::Node;
        let preloads = preload::refusal(&runtime.program).is_none();
        if !has_probe && !preloads {
            return None;
        }
        if has_probe {
            let program = folder.join("probe.cjs");
            std::fs::write(&program, PROBE).ok()?;
            probed.arguments.insert(0, program.into());
            probed.arguments.insert(0, "--require".into());
            let log = log.clone().into();
            probed.environment.insert("NAPI_HARNESS_PROBE".into(), log);
        }
        // What ended by itself does so again.
        let limit = invocation.timeout.filter(|_| first.ending.is_forced());
        probed.timeout = Some(limit.map_or(TIMEOUT, |limit| (limit + LONGER).min(TIMEOUT)));
        probed.output = OutputTo::Capture(Keep::Ends);
        probed.tracers = Tracers::Harness;
        // What ended by itself is to come to its end again; only what hung is asked when it is at rest.
        probed.hang = first.ending.is_forced().then(|| HangWatch {
            window: stillness::DEFAULT_WINDOW,
            rigour: match MainThread::from_threads(&first.threads) {
                MainThread::Computing => Rigour::RestOrWork,
                MainThread::Still(_) | MainThread::Unseen => Rigour::Rest,
            },
            pace: Pace::Prompt,
            begin: match has_probe {
                true => Begin::WhenItCanBeAsked(limit.unwrap_or(TIMEOUT)),
                false => Begin::AtStart,
            },
        });
        let raises_dropped = has_probe && first.words.dropped > 0;
        if raises_dropped {
            probed.arguments.insert(0, RAISE_DROPPED.into());
        }
        if !first.words.panics.is_empty() {
            let backtrace = probed.environment.entry(RUST_BACKTRACE.into());
            let backtrace = backtrace.or_insert_with(|| "0".into());
            if backtrace == "0" {
                *backtrace = "1".into();
            }
        }
        Some(Self {
            probed,
            folder,
            log,
            preloads,
            has_probe,
            raises_dropped,
        })
    }

    /// Asks the probe, where there is one.
    fn ask(&self, process: Pid) -> Patience {
        match self.has_probe {
            true => process::ask(process, ANSWER),
            false => Patience::None,
        }
    }

    /// Makes it; `None` when it cannot be started.
    pub fn run(&self, supervision: &Supervision) -> Option<Seen> {
        let mut probed = self.probed.clone();
        // Of a run before this one nothing may be left.
        let _ = std::fs::remove_file(&self.log);
        let track = |variables| preload::track(variables, self.folder, tracking::OBJECTS).ok();
        let table = self.preloads.then(|| track(&mut probed.environment));
        let table = table.flatten();
        let mut diagnosis = Diagnosis::default();
        let mut noted = None;
        let finished = process::run_with(&probed, supervision, |process, main| match main {
            MainThread::Still(HangKind::Blocked) => {
                diagnosis.look_at_all(debugger::attach(process, supervision));
                Patience::None
            }
            _ => {
                // Before it is asked, which changes what is alive.
                noted = table.as_deref().and_then(Noted::read);
                let has_threads_at_work = noted.as_ref().is_some_and(Noted::has_threads_at_work);
                match main {
                    // What it is at may be over soon, and then it answers.
                    MainThread::Computing => {
                        diagnosis.look_at_all(debugger::attach(process, supervision));
                    }
                    // It may be blocked where that may not be seen, and cannot answer then.
                    MainThread::Unseen if self.has_probe => {
                        diagnosis.look_at_all(debugger::attach(process, supervision));
                    }
                    // Where the pool's threads stand, and the addon's own, only a debugger knows.
                    _ if has_threads_at_work => {
                        diagnosis.look_at_all(debugger::attach(process, supervision));
                        diagnosis.backtrace = Backtrace::default();
                    }
                    _ => {}
                }
                self.ask(process)
            }
        });
        let observation = Observation::from_finished(&finished.ok()?);
        diagnosis.findings = probe::read(&self.log);
        Some(Seen {
            noted: noted.or_else(|| Noted::read(table.as_deref()?)),
            observation,
            diagnosis,
        })
    }
}
