//! Causes: why a run ended as it did, in one plain sentence or two that lead to the fix.

mod callbacks;
mod crash;
pub(super) mod deadlock;
mod hang;
mod late;
mod leftovers;
mod threads;

use std::fmt::Write;

use super::lives::{Life, Place, Unsettled};
use super::probe::Call;
use super::{Diagnosis, counted, timeout};
use crate::dialect;
use crate::run::last_words::Exception;
use crate::run::panics::Panic;
use crate::run::threads::{Activity, Thread};
use crate::run::{During, Ending, Observation};
use crate::verdict::Reason;
use crash::of_signal;
pub use hang::in_number;
use hang::of_hang;
pub(super) use hang::{held_in_words, of_idle};

/// Why `seen` ended as it did, with `reasons` against it; `None` when it ended by itself in the usual way, or nothing is known.
pub fn explain(
    seen: &Observation,
    diagnosis: Option<&Diagnosis>,
    reasons: &[Reason],
) -> Option<String> {
    let of_ending = match &seen.ending {
        Ending::Exit(code) => of_exit(*code, seen, diagnosis),
        Ending::Uncaught(_) => of_uncaught(seen, diagnosis),
        Ending::Signal(name) => Some(of_signal(name, seen, diagnosis)),
        Ending::Hang(kind) => Some(of_hang(*kind, seen, diagnosis)),
        Ending::Timeout => Some(timeout::explain(seen, diagnosis)),
        Ending::Compiles | Ending::CompileError | Ending::Types | Ending::TypeError(_) => None,
    };
    let alike = diagnosis.and_then(Diagnosis::if_alike);
    let further = alike.map(|diagnosis| {
        [
            callbacks::explain(seen, diagnosis, reasons),
            late::explain(diagnosis, reasons),
            leftovers::explain(diagnosis, reasons),
        ]
    });
    let unlike = diagnosis.filter(|_| alike.is_none());
    let kept = unlike.and_then(|diagnosis| callbacks::explain_kept(diagnosis, reasons));
    let further = further.into_iter().flatten().chain([kept]);
    let causes = [of_ending].into_iter().chain(further);
    let causes: Vec<String> = causes.flatten().collect();
    (!causes.is_empty()).then(|| causes.join(" "))
}

fn of_exit(code: i32, seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<String> {
    if seen.ended_without_exit_event() {
        let panicked = of_runtimes_panic(code, seen);
        return panicked.or_else(|| Some(of_silent_exit(code, diagnosis)));
    }
    if let Some(exception) = diagnosis.and_then(|diagnosis| diagnosis.dropped.as_ref()) {
        return Some(format!(
            "Node.js dropped {}{}: native code called a callback and left its exception pending.",
            exception.what,
            thrown_at(exception)
        ));
    }
    let life = seen.lifecycle();
    let reached = life.last_line;
    if life.exit.as_ref().is_some_and(|exit| exit.called) {
        let site = life.exit.and_then(|exit| exit.site);
        let place = site.map(|site| format!(" at {site}")).unwrap_or_default();
        return match reached {
            false => Some(format!(
                "`process.exit` was called{place} before the program's last line was reached, with code {code}."
            )),
            true if code != 0 || diagnosis.is_some() => Some(format!(
                "`process.exit` was called{place}, with code {code}."
            )),
            true => None,
        };
    }
    let begun = life.begun.as_ref();
    match begun {
        None => Some(format!(
            "The process ended with code {code} before the program began."
        )),
        // Nothing was left to do, and the program had not come to its end: only an await stops a module there.
        Some(begun) if !reached && begun.module => Some(of_unsettled_await(seen, diagnosis)),
        Some(_) if !reached => Some(format!(
            "The process ended with code {code} before the program's last line was reached."
        )),
        // `#harness` set it for a promise that was not kept, and the verdict says which.
        Some(_) if code == 1 && seen.failure_sets_exit_code() => None,
        Some(_) if code != 0 => Some(format!(
            "The process ended by itself, with `process.exitCode` {code}."
        )),
        Some(_) => None,
    }
}

fn of_unsettled_await(seen: &Observation, diagnosis: Option<&Diagnosis>) -> String {
    let pending = diagnosis.and_then(|diagnosis| diagnosis.findings.pending.as_ref());
    let place = seen
        .words
        .unsettled
        .as_ref()
        .filter(|place| !place.is_empty());
    let place = place
        .or(pending)
        .map(|place| format!(" at {place}"))
        .unwrap_or_default();
    let unsettled = diagnosis.and_then(unsettled);
    let unsettled = unsettled.map(|unsettled| format!(" {unsettled}"));
    format!(
        "A top-level `await`{place} never settled: nothing was left that could settle it, so the runtime gave up.{}",
        unsettled.unwrap_or_default()
    )
}

/// The promises that native code has made and not settled.
fn unsettled(diagnosis: &Diagnosis) -> Option<String> {
    let lives = diagnosis.if_alike()?.whole_log()?;
    let told = |unsettled: &Unsettled| {
        let why = if threads::is_left_by_runtime(unsettled, lives) {
            ": tokio's runtime, which was to do so, was shut down before, and all its threads had ended"
        } else {
            ""
        };
        format!(
            "Native code never settled the promise{}{why}.",
            made_at(&unsettled.made)
        )
    };
    few(lives.unsettled.iter().map(told).collect())
}

/// Of a panic of the runtime itself, which then calls exit(3).
fn of_runtimes_panic(code: i32, seen: &Observation) -> Option<String> {
    let panic = seen.words.panics.last();
    let panic = panic.filter(|_| seen.words.runtime_panicked)?;
    Some(format!(
        "The runtime itself panicked, and ended with code {code}: {panic}."
    ))
}

/// Of an end that JavaScript did not hear of.
fn of_silent_exit(code: i32, diagnosis: Option<&Diagnosis>) -> String {
    let silent = diagnosis.and_then(|diagnosis| diagnosis.findings.silent_exit.as_ref());
    if let Some(call) = silent {
        let place = call.site.as_ref().map(|site| format!(" at {site}"));
        return format!(
            "`process.reallyExit` was called{}, with code {code}: it emits no `exit` event.",
            place.unwrap_or_default()
        );
    }
    let exit = diagnosis.and_then(|diagnosis| diagnosis.exit.as_ref());
    let found = exit.and_then(|exit| Some((exit, exit.backtrace.culprit()?)));
    let called = diagnosis.map(called).unwrap_or_default();
    match found {
        Some((exit, frame)) => {
            // What the main thread had called says nothing about another one.
            let thread = exit.thread.as_ref();
            let thread = thread.map(|thread| format!(", in thread `{thread}`"));
            format!(
                "Native code called `exit` with code {code}, in {frame}{}: no `exit` event was emitted.",
                thread.unwrap_or(called)
            )
        }
        None => format!(
            "The process ended with code {code}{called}, and no `exit` event was emitted: by `exit` in native code, or by `process.reallyExit`."
        ),
    }
}

fn of_uncaught(seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<String> {
    let exception = seen.words.exception.as_ref()?;
    let alike = diagnosis.and_then(Diagnosis::if_alike);
    let findings = alike.map(|diagnosis| &diagnosis.findings);
    let place = match exception.site {
        Some(_) => thrown_at(exception),
        None => alike.and_then(made_by).unwrap_or_default(),
    };
    let panic = seen.words.panics.last();
    let panicked = panic.filter(|panic| exception.what.contains(&panic.message));
    let by = panicked
        .zip(alike)
        .and_then(|(panic, alike)| panicked_in(panic, alike));
    let place = place + &by.unwrap_or_default();
    let what = exception.what.trim_end_matches('.');
    let life = seen.lifecycle();
    let rejected = dialect::is_rejection(life.runtime(), life.uncaught.as_deref());
    // What a module throws at its top level rejects a promise of the runtime's own, so that only past its end it is known to be the
    // program's.
    let own =
        life.last_line || life.uncaught.is_none() || life.begun.is_some_and(|begun| !begun.module);
    Some(if rejected && own {
        // Where the error was made says more.
        let made = findings.filter(|_| exception.site.is_none());
        let made = made.and_then(|findings| findings.rejected.as_ref());
        let promise = made.map(|site| format!(", of the promise made at {site}"));
        format!(
            "Nobody handled the rejection {what}{place}{}.",
            promise.unwrap_or_default()
        )
    } else {
        format!("Nobody caught {what}{place}.")
    })
}

/// The addon's function on whose behalf a library panicked; `None` where it is where the panic itself says.
fn panicked_in(panic: &Panic, diagnosis: &Diagnosis) -> Option<String> {
    let own = diagnosis.panic.own()?;
    let is_told = own
        .place
        .as_ref()
        .is_some_and(|place| panic.place.starts_with(place.as_str()));
    (!is_told).then(|| format!(", by a panic in {own}"))
}

/// Who made an exception that no JavaScript has thrown: native code, or a worker, where there was one alone.
fn made_by(diagnosis: &Diagnosis) -> Option<String> {
    // Of several nobody knows which one it was.
    let lives = diagnosis.lives.as_ref().filter(|lives| lives.throws == 1);
    let thrown = lives.and_then(|lives| lives.thrown.as_ref());
    if let Some(native) = thrown.and_then(|place| place.native.as_ref()) {
        return Some(format!(", thrown by native code in {native}"));
    }
    let findings = &diagnosis.findings;
    let gone = findings.gone.iter().map(|gone| &gone.resource);
    let made = findings.alive.iter().chain(gone);
    let mut workers = made.filter(|resource| resource.kind == "WORKER");
    let worker = workers.next()?;
    workers
        .next()
        .is_none()
        .then(|| format!(", of the worker made at {}", worker.site))
}

fn thrown_at(exception: &Exception) -> String {
    let site = exception.site.as_ref();
    site.map(|site| format!(", thrown at {site}"))
        .unwrap_or_default()
}

/// `made at x.mjs:3:1, in watch at src/lib.rs:12`, as much of it as is known.
fn made_at(place: &Place) -> String {
    let mut words = String::new();
    if let Some(javascript) = &place.javascript {
        let _ = write!(words, " made at {javascript}");
    }
    if let Some(native) = &place.native {
        let made = if words.is_empty() { " made" } else { "," };
        let _ = write!(words, "{made} in {native}");
    }
    words
}

/// ` on thread `worker` in tick at src/lib.rs:12`, as much of it as is known.
fn done_at(place: &Place) -> String {
    let mut words = String::new();
    if let Some(thread) = &place.thread {
        let _ = write!(words, " on {thread}");
    }
    if let Some(native) = &place.native {
        let _ = write!(words, " in {native}");
    }
    words
}

/// ``ThreadsafeFunction `watch` made at x.mjs:3:1, in watch at src/lib.rs:12``
fn described(life: &Life) -> String {
    life.title() + &made_at(&life.made)
}

/// As a sentence begins.
fn capital(words: &str) -> String {
    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}

/// Each sentence once, the first few of them.
fn few(sentences: Vec<String>) -> Option<String> {
    const FEW: usize = 3;
    let counted = counted(sentences.into_iter());
    let more = counted.len().saturating_sub(FEW);
    let told = counted.into_iter().take(FEW);
    let told = told.map(|(sentence, count)| match count {
        1 => sentence,
        _ => format!("{sentence} The same {count} times."),
    });
    let mut told: Vec<String> = told.collect();
    if more > 0 {
        told.push(format!("So it is with {more} more."));
    }
    (!told.is_empty()).then(|| told.join(" "))
}

/// ` in FUNCTION at PLACE, called as NAME at SITE`, as much of it as is known.
pub(super) fn native_place(diagnosis: &Diagnosis) -> String {
    in_addon(diagnosis) + &called(diagnosis)
}

/// `, in FUNCTION at PLACE`, where the stack has one of the addon's.
fn in_addon(diagnosis: &Diagnosis) -> String {
    let frame = diagnosis.backtrace.culprit();
    frame
        .map(|frame| format!(", in {frame}"))
        .unwrap_or_default()
}

/// `, inside NAME, called at SITE`, for the native function that the main thread entered last and has not left.
pub(super) fn called(diagnosis: &Diagnosis) -> String {
    inside(diagnosis.findings.calls.last())
}

fn inside(call: Option<&Call>) -> String {
    call.map(|call| format!(", {}", within(call)))
        .unwrap_or_default()
}

/// `inside NAME, called at SITE`
fn within(call: &Call) -> String {
    match &call.site {
        Some(site) => format!("inside `{}`, called at {site}", call.name),
        None => format!("inside `{}`", call.name),
    }
}

/// `, while the main thread was inside NAME, called at SITE`, of what another thread did.
fn meanwhile(call: Option<&Call>) -> String {
    call.map(|call| format!(", while the main thread was {}", within(call)))
        .unwrap_or_default()
}

/// When it ended; the probe knows of loading, the program itself of its exit handlers.
pub fn during(seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<During> {
    let loading = diagnosis.is_some_and(|diagnosis| !diagnosis.findings.loading.is_empty());
    if loading && seen.ending.crash_signal().is_some() {
        return Some(During::Load);
    }
    let exited = diagnosis
        .is_some_and(|diagnosis| diagnosis.otherwise.is_none() && diagnosis.findings.exited);
    if exited && seen.ending.crash_signal().is_some() {
        return Some(During::Teardown);
    }
    seen.during
}

/// What a thread waits for, in words; `None` when it does not wait.
pub fn waits_for(thread: &Thread) -> Option<String> {
    match &thread.activity {
        Activity::Waiting { on, timed: false } => Some(on.to_string()),
        Activity::Waiting { on, timed: true } => Some(format!("{on}, for a limited time")),
        Activity::Asleep => Some("something that this user may not see".into()),
        Activity::Running | Activity::Stopped | Activity::Ended => None,
    }
}
