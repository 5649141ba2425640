//! Causes: why a run ended as it did, in one plain sentence or two that lead to the mending.

use super::probe::Call;
use super::{Diagnosis, Resource, timeout};
use crate::run::threads::{Activity, Thread};
use crate::run::{During, Ending, Observation};
use crate::scenario::HangKind;

/// Why `seen` ended as it did; `None` when it ended by itself in the usual way, or nothing is known.
pub fn of(seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<String> {
    match &seen.ending {
        Ending::Exit(code) => of_exit(*code, seen, diagnosis),
        Ending::Uncaught(_) => of_uncaught(seen, diagnosis),
        Ending::Signal(name) => Some(of_signal(name, seen, diagnosis)),
        Ending::Hang(kind) => Some(of_hang(*kind, seen, diagnosis)),
        Ending::Timeout => Some(timeout::of(seen, diagnosis)),
        Ending::Compiles | Ending::CompileError => None,
    }
}

fn of_exit(code: i32, seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<String> {
    // Node.js's documentation, "Process exit codes": 13 is "Unsettled Top-Level Await".
    if code == 13 {
        return Some(
            "A top-level `await` never settled: nothing was left that could settle it, so Node.js gave up.".into(),
        );
    }
    let call = diagnosis.and_then(|diagnosis| diagnosis.findings.exit_call.as_ref());
    let place = call
        .and_then(|call| call.site.as_ref())
        .map(|site| format!(" at {site}"));
    let place = place.unwrap_or_default();
    match (seen.exit_delay, call) {
        (None, Some(_)) => Some(format!(
            "`process.exit` was called{place} before the program's last line was reached, with code {code}."
        )),
        (None, None) => Some(format!(
            "The process ended with code {code} before the program's last line was reached: by `process.exit`, or by `exit` in native code."
        )),
        (Some(_), Some(_)) => Some(format!(
            "`process.exit` was called{place}, with code {code}."
        )),
        (Some(_), None) if code != 0 && diagnosis.is_some() => Some(format!(
            "The process ended by itself, with `process.exitCode` {code}."
        )),
        (Some(_), None) if code != 0 => Some(format!(
            "The process ended with code {code}: by `process.exit`, or by itself with `process.exitCode` {code}."
        )),
        (Some(_), None) => None,
    }
}

fn of_uncaught(seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<String> {
    let exception = seen.words.exception.as_ref()?;
    let place = exception
        .site
        .as_ref()
        .map(|site| format!(", thrown at {site}"));
    let place = place.unwrap_or_default();
    let rejection = diagnosis.is_some_and(|diagnosis| diagnosis.findings.rejection);
    Some(if rejection {
        format!("Nobody handled the rejection {}{place}.", exception.what)
    } else {
        format!("Nobody caught {}{place}.", exception.what)
    })
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
    if let Some(panic) = &words.panic {
        return format!(
            "A Rust panic could not unwind into JavaScript and aborted the process ({name}{when}): \"{}\" at {}, in thread '{}'.",
            panic.message, panic.place, panic.thread
        );
    }
    let place = diagnosis.map(native_place).unwrap_or_default();
    if let Some(fatal) = &words.fatal {
        return format!(
            "The JavaScript engine stopped the process ({name}{when}): {fatal}{place}."
        );
    }
    if seen.ending.crash_signal().is_none() {
        return format!(
            "Something sent {name} to the process; when memory runs out, the system's way is SIGKILL."
        );
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

/// ` in FUNCTION at PLACE, called as NAME at SITE`, as much of it as is known.
pub(super) fn native_place(diagnosis: &Diagnosis) -> String {
    let frame = diagnosis
        .backtrace
        .own()
        .or_else(|| diagnosis.backtrace.telling().first().copied());
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
        HangKind::Idle => of_idle(diagnosis),
    }
}

pub(super) fn of_idle(diagnosis: Option<&Diagnosis>) -> String {
    let held: Vec<&Resource> = diagnosis.map(Diagnosis::holders).unwrap_or_default();
    if held.is_empty() {
        return match diagnosis {
            Some(diagnosis) if diagnosis.findings.answered => "The event loop waits for events that do not come, and nothing that JavaScript can see is referenced: a handle that native code made with libuv itself, most likely.".into(),
            _ => "The event loop waits for events that do not come: something is still referenced.".into(),
        };
    }
    let mut groups: Vec<(String, Vec<&Resource>)> = Vec::new();
    for resource in held {
        let name = resource.name();
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(resource),
            None => groups.push((name, vec![resource])),
        }
    }
    let several = groups.len() > 1 || groups[0].1.len() > 1;
    let parts: Vec<String> = groups
        .iter()
        .map(|(name, members)| told(name, members))
        .collect();
    let are = if several { "are" } else { "is" };
    format!(
        "The process stays alive because {} {are} still referenced.",
        parts.join(" and ")
    )
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
    format!(
        "{count} {name}{plural}, {first}made at {}{by},",
        members[0].site
    )
}

/// When it ended; the probe knows of loading, the program itself of its exit handlers.
pub fn during(seen: &Observation, diagnosis: Option<&Diagnosis>) -> Option<During> {
    let loading = diagnosis.is_some_and(|diagnosis| diagnosis.findings.loading.is_some());
    if loading && seen.ending.crash_signal().is_some() {
        return Some(During::Load);
    }
    let exiting = diagnosis
        .is_some_and(|diagnosis| diagnosis.otherwise.is_none() && diagnosis.findings.exiting);
    if exiting && seen.ending.crash_signal().is_some() {
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
