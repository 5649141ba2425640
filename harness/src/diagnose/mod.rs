//! Diagnosis: a second run of a scenario that hung, died or came out wrong, under the probe and, where native code is to
//! blame, under a debugger. The first run is never instrumented; what is found in the second is told as such.

mod backtrace;
pub mod cause;
mod debugger;
pub mod growth;
mod inside;
mod javascript;
mod noted;
mod probe;
mod symbols;
mod timeout;

use std::path::Path;
use std::time::Duration;

use self::noted::Noted;
use crate::preload;
use crate::preload::library::table::tracking;
use crate::run::capture::Keep;
use crate::run::last_words::Exception;
use crate::run::process::{self, Invocation, OutputTo, Patience, Tracers};
use crate::run::stillness::{self, HangWatch, Pace, Rigour};
use crate::run::{Ending, MainThread, Observation, Supervision};
use crate::runtime::{Kind, Runtime};
use crate::scenario::HangKind;

pub use backtrace::Backtrace;
pub use debugger::NativeExit;
pub use probe::{Findings, Resource};

const PROBE: &str = include_str!("probe.cjs");

/// What the second run may take; it is given up after that.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Makes Node.js raise the exceptions that it drops otherwise.
const RAISE_DROPPED: &str = "--force-node-api-uncaught-exceptions-policy=true";
/// What the probe may take to answer.
const ANSWER: Duration = Duration::from_secs(3);

/// What the second run showed.
#[derive(Debug, Clone, Default)]
pub struct Diagnosis {
    /// What the probe wrote down.
    pub findings: Findings,
    /// The native stack of the thread that is to blame; empty where there is none, or no debugger.
    pub backtrace: Backtrace,
    /// Who ended the process behind JavaScript's back, where a debugger saw it.
    pub exit: Option<NativeExit>,
    /// The exception that the runtime dropped in the first run.
    pub dropped: Option<Exception>,
    /// How the second run ended, when that was otherwise than the first one.
    pub otherwise: Option<Ending>,
    /// What would have shown more.
    pub advice: Option<String>,
    /// Why nothing is known of what JavaScript made, if that is so.
    pub unseen: Option<String>,
}

/// Runs `invocation` again, with `arguments` for the runtime before the script, and says what held it or killed it.
/// `None` when the runtime has no probe, or nothing can be written to `folder`.
pub fn again(
    invocation: &Invocation,
    runtime: &Runtime,
    first: &Observation,
    folder: &Path,
    supervision: &Supervision,
) -> Option<Diagnosis> {
    let log = folder.join("probe.jsonl");
    let mut probed = invocation.clone();
    let preloads = preload::refusal(&runtime.program).is_none();
    let track = |variables| preload::track(variables, folder, tracking::OBJECTS).ok();
    let table = preloads.then(|| track(&mut probed.environment)).flatten();
    let has_probe = runtime.kind == Kind::Node;
    if has_probe {
        let program = folder.join("probe.cjs");
        std::fs::write(&program, PROBE).ok()?;
        probed.arguments.insert(0, program.into());
        probed.arguments.insert(0, "--require".into());
        let log = log.clone().into();
        probed.environment.insert("NAPI_HARNESS_PROBE".into(), log);
    } else if table.is_none() {
        return None;
    }
    probed.timeout = Some(invocation.timeout.unwrap_or(TIMEOUT).min(TIMEOUT));
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
    });
    let dropped = has_probe && first.words.dropped > 0;
    if dropped {
        probed.arguments.insert(0, RAISE_DROPPED.into());
    }
    let mut diagnosis = Diagnosis {
        unseen: (!has_probe).then(|| {
            format!("there is no probe for {runtime}, which would see what JavaScript made")
        }),
        ..Diagnosis::default()
    };
    let mut noted = None;
    let finished = process::run_with(&probed, supervision, |process, main| match main {
        MainThread::Still(HangKind::Blocked) | MainThread::Computing => {
            diagnosis.look_at(debugger::attach(process, supervision));
            Patience::None
        }
        _ => {
            // Before it is asked, which changes what is alive.
            noted = table.as_deref().and_then(Noted::read);
            if !has_probe {
                return Patience::None;
            }
            // It may be blocked where that may not be seen, and cannot answer then.
            if main == MainThread::Unseen {
                diagnosis.look_at(debugger::attach(process, supervision));
            }
            process::ask(process);
            Patience::For(ANSWER)
        }
    });
    let second = Observation::from_finished(&finished.ok()?);
    diagnosis.findings = probe::read(&log);
    let noted = noted.or_else(|| Noted::read(table.as_deref()?));
    if let Some(noted) = &noted {
        inside::resources(noted, &mut diagnosis.findings.alive);
    }
    if diagnosis.findings.answered {
        diagnosis.advice = None;
    }
    if first.ending.crash_signal().is_some() {
        diagnosis.look_at(debugger::run(invocation, supervision));
    }
    if first.ended_without_exit_event() && diagnosis.findings.silent_exit.is_none() {
        diagnosis.exit = noted.as_ref().and_then(inside::exit);
    }
    let unknown = diagnosis.exit.is_none() && diagnosis.findings.silent_exit.is_none();
    if first.ended_without_exit_event() && unknown {
        match debugger::exit(invocation, supervision) {
            Ok(exit) => diagnosis.exit = Some(exit),
            Err(missing) => diagnosis.advice = Some(missing.to_string()),
        }
    }
    if dropped {
        diagnosis.dropped = second.words.exception;
        return Some(diagnosis);
    }
    let may_answer = first.ending.is_forced() || matches!(first.ending, Ending::Exit(_));
    let answered = diagnosis.findings.answered && may_answer;
    if !answered && !first.ending.is_like(&second.ending) {
        diagnosis.otherwise = Some(second.ending);
    }
    Some(diagnosis)
}

impl Diagnosis {
    /// What is alive and referenced.
    pub fn holders(&self) -> Vec<&Resource> {
        let alive = self.findings.alive.iter();
        alive
            .filter(|resource| resource.referenced == Some(true))
            .collect()
    }

    /// Renames everything that names a place, so that it is the one that the user knows.
    pub fn rename(&mut self, rename: impl Fn(&str) -> String) {
        let findings = &mut self.findings;
        let calls = findings
            .calls
            .iter_mut()
            .filter_map(|call| call.site.as_mut());
        let silent = findings
            .silent_exit
            .iter_mut()
            .filter_map(|call| call.site.as_mut());
        let dropped = self
            .dropped
            .iter_mut()
            .filter_map(|exception| exception.site.as_mut());
        let alive = findings.alive.iter_mut();
        let made = alive.flat_map(|it| {
            [Some(&mut it.site), it.line.as_mut(), it.calls.as_mut()]
                .into_iter()
                .flatten()
        });
        let stacks = [
            Some(&mut self.backtrace),
            self.exit.as_mut().map(|exit| &mut exit.backtrace),
        ];
        let frames = stacks
            .into_iter()
            .flatten()
            .flat_map(|stack| &mut stack.frames);
        let frames = frames.filter_map(|frame| frame.place.as_mut());
        let in_javascript = calls.chain(silent).chain(dropped).chain(made);
        for place in in_javascript.chain(frames) {
            *place = rename(place);
        }
    }

    fn look_at(&mut self, found: Result<Backtrace, debugger::Missing>) {
        match found {
            Ok(backtrace) => self.backtrace = backtrace,
            Err(missing) => self.advice = Some(missing.to_string()),
        }
    }
}
