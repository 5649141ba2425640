//! Causes: why a run ended as it did, in one plain sentence or two that lead to the mending.

use super::probe::Call;
use super::{Diagnosis, Resource, timeout};
use crate::run::last_words::Exception;
use crate::run::panics::PanicEnd;
use crate::run::threads::{Activity, Thread};
use crate::run::{During, Ending, Observation};
use crate::scenario::HangKind;

/// Why `seen` ended as it did; `None` when it ended by itself in the usual way, or nothing is known.
pub fn explain(seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<String> {
    match &seen.ending {
        Ending::Exit(code) => of_exit(*code, seen, diagnosis),
        Ending::Uncaught(_) => of_uncaught(seen),
        Ending::Signal(name) => Some(of_signal(name, seen, diagnosis)),
        Ending::Hang(kind) => Some(of_hang(*kind, seen, diagnosis)),
        Ending::Timeout => Some(timeout::explain(seen, diagnosis)),
        Ending::Compiles | Ending::CompileError => None,
    }
}

fn of_exit(code: i32, seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<String> {
    if seen.ended_without_exit_event() {
        return Some(of_silent_exit(code, diagnosis));
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
        Some(begun) if !reached && begun.module => Some(of_unsettled_await(seen)),
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

fn of_unsettled_await(seen: &Observation) -> String {
    let place = seen
        .words
        .unsettled
        .as_ref()
        .filter(|place| !place.is_empty());
    let place = place
        .map(|place| format!(" at {place}"))
        .unwrap_or_default();
    format!(
        "A top-level `await`{place} never settled: nothing was left that could settle it, so the runtime gave up."
    )
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

fn of_uncaught(seen: &Observation) -> Option<String> {
    let exception = seen.words.exception.as_ref()?;
    let place = thrown_at(exception);
    let what = exception.what.trim_end_matches('.');
    let life = seen.lifecycle();
    let rejected = life.uncaught.as_deref() == Some("unhandledRejection");
    // What a module throws at its top level rejects a promise of the runtime's own, so that only past its end it is known to be the
    // program's.
    let own = life.last_line || life.begun.is_some_and(|begun| !begun.module);
    Some(if rejected && own {
        format!("Nobody handled the rejection {what}{place}.")
    } else {
        format!("Nobody caught {what}{place}.")
    })
}

fn thrown_at(exception: &Exception) -> String {
    let site = exception.site.as_ref();
    site.map(|site| format!(", thrown at {site}"))
        .unwrap_or_default()
}

fn of_signal(name: &str, seen: &Observation, diagnosis: Option<&Diagnosis>) -> String {
    let words = &seen.words;
    let when = match during(seen, diagnosis) {
        Some(During::Load) => ", while the addon was being loaded",
        Some(During::Teardown) => ", during teardown: the `exit` handlers had run already",
        _ => "",
    };
    if words.out_of_memory() {
        return format!(
            "JavaScript's heap is full ({name}{when}): something is kept that should be collected, or `--max-old-space-size` is too small."
        );
    }
    if let Some(thread) = &words.overflow {
        return format!(
            "The thread '{thread}' ran out of stack ({name}{when}): native code recurses too deeply."
        );
    }
    if let Some(cause) = of_panic(name, when, seen, diagnosis) {
        return cause;
    }
    if let Some(said) = words.corruption.as_ref().filter(|_| name == "SIGABRT") {
        // What was being called when it was found out says nothing of when it was done.
        let frame = diagnosis.and_then(|diagnosis| diagnosis.backtrace.culprit());
        let found = frame
            .map(|frame| format!(", in {frame}"))
            .unwrap_or_default();
        return format!(
            "The C library found its heap corrupted ({name}{when}){found}: {said}. Native code has written outside of a block or freed one twice, there or earlier."
        );
    }
    let place = diagnosis.map(native_place).unwrap_or_default();
    if let Some(fatal) = &words.fatal {
        return format!(
            "The JavaScript engine stopped the process ({name}{when}): {fatal}{place}."
        );
    }
    if seen.ending.crash_signal().is_none() {
        return match name {
            "SIGKILL" => "Something sent SIGKILL to the process: itself, another process, or the system when memory ran out.".into(),
            _ => format!("Something sent {name} to the process: itself, or another process."),
        };
    }
    if diagnosis.is_some_and(|diagnosis| diagnosis.backtrace.is_full()) {
        let called = diagnosis.map(called).unwrap_or_default();
        return format!(
            "The main thread ran out of stack ({name}{when}){called}: native code and JavaScript, or native code alone, call each other without end."
        );
    }
    let recursion = diagnosis.and_then(|diagnosis| diagnosis.backtrace.recursion());
    if let Some(frame) = recursion {
        return format!(
            "The main thread ran out of stack ({name}{when}): {frame} calls itself without end{}.",
            diagnosis.map(called).unwrap_or_default()
        );
    }
    format!("The process died of {name}{when}{place}.")
}

/// Of an abort by a Rust panic; `None` when it is not known to be one. A panic that was caught leaves its message behind, too.
fn of_panic(
    name: &str,
    when: &str,
    seen: &Observation,
    diagnosis: Option<&Diagnosis>,
) -> Option<String> {
    let panic = seen.words.fatal_panic()?;
    let stack = diagnosis.map(|diagnosis| &diagnosis.backtrace);
    let is_seen = stack.is_some_and(|stack| stack.is_panicking());
    if panic.end == PanicEnd::Aborts {
        return Some(format!(
            "A Rust panic could not unwind into JavaScript and aborted the process ({name}{when}): {panic}."
        ));
    }
    if is_seen {
        return Some(format!(
            "A Rust panic aborted the process ({name}{when}): {panic}."
        ));
    }
    let unknown = stack.is_none_or(|stack| stack.culprit().is_none());
    (name == "SIGABRT" && unknown).then(|| {
        format!(
            "The process died of {name}{when}; the last that it said was a Rust panic: {panic}."
        )
    })
}

/// ` in FUNCTION at PLACE, called as NAME at SITE`, as much of it as is known.
pub(super) fn native_place(diagnosis: &Diagnosis) -> String {
    let frame = diagnosis.backtrace.culprit();
    let frame = frame.map(|frame| format!(", in {frame}"));
    frame.unwrap_or_default() + &called(diagnosis)
}

/// `, inside NAME, called at SITE`, for the native function that was entered last and not left.
pub(super) fn called(diagnosis: &Diagnosis) -> String {
    match diagnosis.findings.calls.last() {
        Some(Call {
            name,
            site: Some(site),
        }) => format!(", inside `{name}`, called at {site}"),
        Some(Call { name, site: None }) => format!(", inside `{name}`"),
        None => String::new(),
    }
}

fn of_hang(kind: HangKind, seen: &Observation, diagnosis: Option<&Diagnosis>) -> String {
    match kind {
        HangKind::Stopped => {
            "A signal (SIGSTOP or SIGTSTP) has stopped the process, and nothing lets it go on."
                .into()
        }
        HangKind::Blocked => {
            let wait = seen.threads.first().and_then(waits_for);
            let wait = wait
                .map(|wait| format!(": it waits for {wait}"))
                .unwrap_or_default();
            let place = diagnosis.map(native_place).unwrap_or_default();
            format!(
                "The main thread is blocked{wait}{place}. Until that comes, no callback can run; if it can only come from a callback, this is a deadlock."
            )
        }
        HangKind::Idle => {
            let collected =
                diagnosis.is_some_and(|diagnosis| diagnosis.findings.ends_by_collection);
            let collected = match collected {
                true => {
                    " It ends once V8 collects garbage, which an idle process may do late or never."
                }
                false => "",
            };
            format!("{}{collected}", of_idle(diagnosis))
        }
    }
}

pub(super) fn of_idle(diagnosis: Option<&Diagnosis>) -> String {
    let Some((held, several)) = held_in_words(diagnosis) else {
        return match diagnosis {
            Some(diagnosis) if diagnosis.findings.answered => "The event loop waits for events that do not come, and nothing that JavaScript can see is referenced: a handle that native code made with libuv itself, most likely.".into(),
            _ => "The event loop waits for events that do not come: something is still referenced.".into(),
        };
    };
    let are = if several { "are" } else { "is" };
    format!("The process stays alive because {held} {are} still referenced.")
}

/// What holds the process, `1 timer, made at x.mjs:3:1,`, and whether that is more than one thing.
pub(super) fn held_in_words(diagnosis: Option<&Diagnosis>) -> Option<(String, bool)> {
    let held = diagnosis.map(Diagnosis::holders).unwrap_or_default();
    let mut groups: Vec<(String, Vec<&Resource>)> = Vec::new();
    for resource in held {
        let name = resource.name();
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(resource),
            None => groups.push((name, vec![resource])),
        }
    }
    let (_, first) = groups.first()?;
    let several = groups.len() > 1 || first.len() > 1;
    let parts: Vec<String> = groups
        .iter()
        .map(|(name, members)| told(name, members))
        .collect();
    Some((parts.join(" and "), several))
}

/// `2 ThreadsafeFunctions, the first made at x.mjs:14:1 by startWatcher,`
fn told(name: &str, members: &[&Resource]) -> String {
    let count = members.len();
    let plural = if count == 1 { "" } else { "s" };
    let first = if count == 1 { "" } else { "the first " };
    let by = members[0]
        .by
        .as_ref()
        .map(|by| format!(" by {by}"))
        .unwrap_or_default();
    let line = members[0].line.as_ref();
    let line = line.map(|line| format!(", in {line}")).unwrap_or_default();
    format!(
        "{count} {name}{plural}, {first}made at {}{by}{line},",
        members[0].site
    )
}

/// When it ended; the probe knows of loading, the program itself of its exit handlers.
pub fn during(seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<During> {
    let loading = diagnosis.is_some_and(|diagnosis| diagnosis.findings.loading.is_some());
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
