//! Diagnosis: a second run of a scenario that hung, died or came out wrong, under the probe and, where native code is to
//! blame, under a debugger. The first run is never instrumented; what is found in the second is told as such.

mod backtrace;
pub mod cause;
mod debug_file;
mod debugger;
pub mod growth;
mod inside;
mod javascript;
mod lives;
mod log;
pub mod memory;
mod noted;
mod panic_stack;
mod probe;
mod second_run;
mod symbols;
mod timeout;
pub mod trace;

use std::path::Path;
use std::time::{Duration, Instant};

use self::second_run::{SecondRun, Seen};
use self::symbols::Symbols;
use crate::run::last_words::Exception;
use crate::run::process::Invocation;
use crate::run::{Ending, Observation, Supervision};
use crate::runtime::Runtime;

pub use backtrace::Backtrace;
pub use debugger::{Died, Holder, NativeExit, ThreadStack};
pub use lives::Lives;
pub use memory::MemoryFault;
pub use probe::{Findings, Resource};
pub use trace::Trace;

/// How often a run that crashed is run again, with the probe and in a debugger, until it crashes again.
const MOST_RUNS: u32 = 10;
/// No further one begins after that.
const MORE_TIME: Duration = Duration::from_secs(60);

/// Whether all that the library noted is kept, for a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepLog {
    /// It is.
    Yes,
    /// Only what it says about the ending.
    No,
}

/// What the second run showed.
#[derive(Debug, Clone, Default)]
pub struct Diagnosis {
    /// What the probe wrote down.
    pub findings: Findings,
    /// The native stack of the thread that is to blame; empty where there is none, or no debugger.
    pub backtrace: Backtrace,
    /// The thread that died, where a debugger saw that.
    pub died_on: Option<Died>,
    /// Who holds the lock that the main thread waits for.
    pub lock_of_main: Option<Holder>,
    /// The other threads.
    pub threads: Vec<ThreadStack>,
    /// Who ended the process behind JavaScript's back, where a debugger saw it.
    pub exit: Option<NativeExit>,
    /// The signal that native code sent to its own process.
    pub sent: Option<inside::Sent>,
    /// Native code that called abort(3).
    pub aborted: Option<NativeExit>,
    /// The exception that the runtime dropped in the first run.
    pub dropped: Option<Exception>,
    /// What became of what native code made, as the preloaded library saw it; `None` where it was not loaded.
    pub lives: Option<Lives>,
    /// The block of memory that native code misused.
    pub memory: Option<MemoryFault>,
    /// The whole log, where it was asked for.
    pub trace: Option<Trace>,
    /// How many second runs there were; more than one where the first run crashed, and a second one did not.
    pub runs: u32,
    /// The stack of the last panic.
    pub panic: Backtrace,
    /// From the second run's last line to its end.
    pub exit_delay: Option<Duration>,
    /// How the second run ended, when that was otherwise than the first one.
    pub otherwise: Option<Ending>,
    /// What would have shown more.
    pub advice: Option<String>,
    /// Why nothing is known of what JavaScript made, if that is so.
    pub unseen: Option<String>,
}

/// Runs `invocation` again, with `arguments` for the runtime before the script, and says what held it or killed it. What crashed the first
/// time is run until it does so again, a few times.
/// `None` when the runtime has no probe, or nothing can be written to `folder`.
pub fn again(
    invocation: &Invocation,
    runtime: &Runtime,
    first: &Observation,
    folder: &Path,
    supervision: &Supervision,
    log: KeepLog,
) -> Option<Diagnosis> {
    let second_run = SecondRun::prepare(invocation, runtime, first, folder)?;
    let crashed = |ending: &Ending| ending.crash_signal().is_some();
    let until = Instant::now() + MORE_TIME;
    let settles = |seen: &Option<Seen>| {
        let seen = seen.as_ref();
        !crashed(&first.ending) || seen.is_none_or(|seen| crashed(&seen.observation.ending))
    };
    let (seen, runs) = repeated(until, || second_run.run(supervision), settles);
    let seen = seen?;
    let mut diagnosis = seen.diagnosis;
    diagnosis.runs = runs;
    diagnosis.unseen = (!second_run.has_probe)
        .then(|| format!("there is no probe for {runtime}, which would see what JavaScript made"));
    let (second, noted) = (seen.observation, seen.noted);
    diagnosis.exit_delay = second.exit_delay;
    diagnosis.panic = panic_stack::read(&second);
    let silently = first.ended_without_exit_event() && diagnosis.findings.silent_exit.is_none();
    if let Some(noted) = &noted {
        let symbols = &mut Symbols::new(noted.modules());
        inside::resources(noted, symbols, &mut diagnosis.findings.alive);
        let exit = diagnosis.findings.exit_time;
        diagnosis.lives = Some(lives::read(noted, symbols, exit));
        diagnosis.trace = (log == KeepLog::Yes).then(|| trace::read(noted, symbols));
        diagnosis.sent = inside::sent(noted, symbols);
        diagnosis.aborted = inside::aborted(noted, symbols);
        diagnosis.exit = silently.then(|| inside::exit(noted, symbols)).flatten();
    }
    if diagnosis.findings.answered {
        diagnosis.advice = None;
    }
    if crashed(&first.ending) {
        let shows = |found: &Result<_, _>| !matches!(found, Err(debugger::Missing::NoCrash));
        let (found, _) = repeated(until, || debugger::run(invocation, supervision), shows);
        diagnosis.died_on = found.as_ref().ok().and_then(|crash| crash.died_on);
        diagnosis.look_at(found.map(|crash| crash.backtrace));
        if second_run.preloads && is_memory(first, &diagnosis) {
            diagnosis.memory = memory::look(invocation, folder, supervision);
        }
    }
    if silently && diagnosis.exit.is_none() {
        match debugger::exit(invocation, supervision) {
            Ok(exit) => diagnosis.exit = Some(exit),
            Err(missing) => diagnosis.advice = Some(missing.to_string()),
        }
    }
    if second_run.raises_dropped {
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

/// What `run` gives, and how often it was called: again and again until that is enough, `MOST_RUNS` times at most, and not after `until`.
fn repeated<T>(
    until: Instant,
    mut run: impl FnMut() -> T,
    is_enough: impl Fn(&T) -> bool,
) -> (T, u32) {
    let mut runs = 1;
    let mut given = run();
    while !is_enough(&given) && runs < MOST_RUNS && Instant::now() < until {
        given = run();
        runs += 1;
    }
    (given, runs)
}

/// Each once, with how often it comes, in the order in which they came first.
pub fn counted<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for one in all {
        match counted.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counted.push((one, 1)),
        }
    }
    counted
}

/// Whether the program sent itself the signal that it died of.
fn crash_is_sent(first: &Observation, diagnosis: &Diagnosis) -> bool {
    let sends = diagnosis.findings.sends.as_ref();
    sends.is_some_and(|sends| first.ending.crash_signal() == Some(sends.signal.as_str()))
}

/// Whether a crash may come of a block of memory that was misused: nothing else is known of it.
fn is_memory(first: &Observation, diagnosis: &Diagnosis) -> bool {
    let signals = ["SIGSEGV", "SIGBUS", "SIGABRT"];
    let words = &first.words;
    let explained = words.fatal.is_some()
        || words.terminated.is_some()
        || words.overflow.is_some()
        || words.fatal_panic().is_some()
        || crash_is_sent(first, diagnosis)
        || diagnosis.backtrace.is_full()
        || diagnosis.backtrace.recursion().is_some()
        || diagnosis.lives.as_ref().is_some_and(Lives::has_misuse);
    let signal = first.ending.crash_signal();
    signal.is_some_and(|signal| signals.contains(&signal)) && !explained
}

impl Diagnosis {
    /// Itself, where the second run ended as the first one did: otherwise it tells nothing of what became of the first one's callbacks.
    pub fn if_alike(&self) -> Option<&Self> {
        self.otherwise.is_none().then_some(self)
    }

    /// What the log says, where nothing of it was overwritten.
    pub fn whole_log(&self) -> Option<&Lives> {
        self.lives.as_ref().filter(|lives| !lives.is_cut)
    }

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
        let sends = findings
            .sends
            .iter_mut()
            .filter_map(|call| call.site.as_mut());
        let gone = findings.gone.iter_mut().map(|gone| &mut gone.resource.site);
        let others = sends
            .chain(gone)
            .chain(findings.rejected.as_mut())
            .chain(findings.pending.as_mut());
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
            Some(&mut self.panic),
            self.exit.as_mut().map(|exit| &mut exit.backtrace),
            self.sent.as_mut().map(|sent| &mut sent.by.backtrace),
            self.aborted.as_mut().map(|aborted| &mut aborted.backtrace),
        ];
        let of_threads = self.threads.iter_mut().map(|thread| &mut thread.backtrace);
        let frames = stacks
            .into_iter()
            .flatten()
            .chain(of_threads)
            .flat_map(|stack| &mut stack.frames);
        let frames = frames.filter_map(|frame| frame.place.as_mut());
        let lives = self.lives.iter_mut().flat_map(Lives::texts);
        let traced = self.trace.iter_mut().flat_map(Trace::texts);
        let blocks = self.memory.iter_mut();
        let blocks = blocks.flat_map(|fault| [fault.allocated.as_mut(), fault.freed.as_mut()]);
        let lives = lives.chain(traced).chain(blocks.flatten());
        let in_javascript = calls
            .chain(silent)
            .chain(dropped)
            .chain(made)
            .chain(lives)
            .chain(others);
        for place in in_javascript.chain(frames) {
            *place = rename(place);
        }
    }

    fn look_at_all(&mut self, found: Result<debugger::Stacks, debugger::Missing>) {
        let found = found.map(|stacks| {
            self.threads = stacks.others;
            self.lock_of_main = stacks.lock_of_main;
            stacks.main
        });
        self.look_at(found);
    }

    fn look_at(&mut self, found: Result<Backtrace, debugger::Missing>) {
        match found {
            Ok(backtrace) => self.backtrace = backtrace,
            Err(missing) => self.advice = Some(missing.to_string()),
        }
    }
}
