//! Causes of a process that died of a signal.

use super::{described, done_at, during, in_addon, inside, meanwhile};
use crate::diagnose::backtrace::{Frame, UNKNOWN};
use crate::diagnose::memory::{MemoryFault, Misuse};
use crate::diagnose::{Diagnosis, Died};
use crate::preload::library::table::Kind;
use crate::run::last_words::Terminated;
use crate::run::panics::PanicEnd;
use crate::run::process::name_of_signal;
use crate::run::{During, Observation};

/// Why the process died of the signal of that name.
pub(super) fn of_signal(name: &str, seen: &Observation, diagnosis: Option<&Diagnosis>) -> String {
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
    let recursion = diagnosis.and_then(|diagnosis| diagnosis.backtrace.recursion());
    if let Some(thread) = &words.overflow {
        let deep = match recursion {
            Some(frame) => format!("{frame} calls itself without end"),
            None => "native code recurses too deeply".into(),
        };
        return format!("The thread '{thread}' ran out of stack ({name}{when}): {deep}.");
    }
    if let Some(cause) = of_panic(name, when, seen, diagnosis) {
        return cause;
    }
    let memory = diagnosis.and_then(|diagnosis| diagnosis.memory.as_ref());
    if let Some(cause) = memory.and_then(|fault| of_memory(fault, name, when)) {
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
    let misuse = of_wrong_thread(name, when, seen, diagnosis);
    if let Some(cause) = misuse.or_else(|| of_gone_function(name, when, seen, diagnosis)) {
        return cause;
    }
    let place = diagnosis.map(native_place).unwrap_or_default();
    if let Some(terminated) = words.terminated.as_ref().filter(|_| name == "SIGABRT") {
        return of_termination(terminated, when, &place, diagnosis);
    }
    if let Some(sent) = sent(name, diagnosis) {
        return sent;
    }
    if let Some(aborted) = aborted(name, when, diagnosis) {
        return aborted;
    }
    if let Some(fatal) = &words.fatal {
        return format!("The runtime stopped the process ({name}{when}): {fatal}{place}.");
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

/// Of a C++ exception that nobody caught, or another end by the C++ library.
fn of_termination(
    terminated: &Terminated,
    when: &str,
    place: &str,
    diagnosis: Option<&Diagnosis>,
) -> String {
    let Some(exception) = &terminated.exception else {
        return format!(
            "`std::terminate` ended the process (SIGABRT{when}), and no exception was under way{place}: for example, a std::thread was destroyed before it was joined."
        );
    };
    let what = terminated.what.as_ref().filter(|what| !what.is_empty());
    let what = what.map(|what| format!(", {what:?}")).unwrap_or_default();
    let alike = diagnosis.and_then(Diagnosis::if_alike);
    let under_way = alike.and_then(under_way).unwrap_or_default();
    // Where nobody but a library stands in the addon, it is a library that threw.
    let library = alike.filter(|_| place.is_empty()).and_then(|diagnosis| {
        let stack = &diagnosis.backtrace;
        let mut telling = stack.telling().into_iter();
        let thrower = telling.find(|frame| frame.function != UNKNOWN)?;
        Some(format!(", in {thrower}"))
    });
    let place = library.unwrap_or_else(|| place.to_owned());
    format!(
        "A C++ exception that nobody caught ended the process (SIGABRT{when}): {exception}{what}{place}.{under_way}"
    )
}

/// What of Node-API's was under way when the process died.
fn under_way(diagnosis: &Diagnosis) -> Option<String> {
    let lives = diagnosis.lives.as_ref()?;
    let mut lives = lives.lives.iter();
    let life = lives.rfind(|life| life.under_way.is_some())?;
    let thread = life
        .under_way
        .as_ref()
        .and_then(|place| place.thread.as_ref());
    let thread = thread.map(|thread| format!(" on {thread}"));
    let thread = thread.unwrap_or_default();
    let what = described(life);
    Some(match (life.kind, life.is_cancelled) {
        (Kind::AsyncWork, true) => format!(
            " The {what}, was being completed{thread} as cancelled, because its environment ended."
        ),
        (Kind::AsyncWork, false) => format!(" The {what}, was being completed{thread}."),
        _ => format!(" A call of the {what}, was being delivered{thread}."),
    })
}

/// Of a block that was misused, as the run with guards showed.
fn of_memory(fault: &MemoryFault, name: &str, when: &str) -> Option<String> {
    let frame = fault.found.culprit()?;
    let size = fault.size;
    let of_bytes = if size == 1 {
        "of 1 byte".into()
    } else {
        format!("of {size} bytes")
    };
    let did = match fault.misuse {
        Misuse::PastEnd => format!("Native code overran a block {of_bytes}, in {frame}"),
        Misuse::HadOverrun => format!(
            "Native code overran a block {of_bytes}, which shows when that is freed in {frame}"
        ),
        Misuse::Freed => {
            format!("Native code used a block {of_bytes} that it had freed, in {frame}")
        }
        Misuse::FreedWithin => {
            format!(
                "An address within a block {of_bytes}, and not its beginning, was freed, in {frame}"
            )
        }
        Misuse::FreedTwice => format!("A block {of_bytes} was freed twice, in {frame}"),
    };
    let freed = fault
        .freed
        .as_ref()
        .map(|freed| format!(" It had been freed in {freed}."));
    let allocated = fault.allocated.as_ref();
    let allocated = allocated.map(|allocated| format!(" It was allocated in {allocated}."));
    Some(format!(
        "{did} ({name}{when}), as a run with a guard behind each block shows.{}{}",
        freed.unwrap_or_default(),
        allocated.unwrap_or_default()
    ))
}

/// Of Node-API that was called on a thread that is not its environment's; the second run has to have died of the same.
fn of_wrong_thread(
    name: &str,
    when: &str,
    seen: &Observation,
    diagnosis: Option<&Diagnosis>,
) -> Option<String> {
    let diagnosis = diagnosis?;
    seen.ending.crash_signal()?;
    // Which signal it is depends on what the two threads do.
    let second = diagnosis.otherwise.as_ref();
    second
        .is_none_or(|ending| ending.crash_signal().is_some())
        .then_some(())?;
    let wrong = diagnosis.lives.as_ref()?.wrong_thread.as_ref()?;
    let thread = wrong.place.thread.as_ref();
    let thread = thread.map_or_else(|| "the main thread".into(), Clone::clone);
    let owner = wrong.owner.as_ref();
    let owner = owner.map_or_else(|| "the main thread".into(), Clone::clone);
    let native = wrong.place.native.as_ref();
    let native = native
        .map(|native| format!(", in {native}"))
        .unwrap_or_default();
    let fatal = seen.words.fatal.as_ref();
    let fatal = fatal.map(|fatal| format!(" The runtime says: {fatal}."));
    let fatal = fatal.unwrap_or_default();
    Some(format!(
        "`{}` was called {}, and the process died of {name}{when}: {thread} used what belongs to {owner}{native}{}.{fatal}",
        wrong.function,
        wrong.how,
        called(diagnosis)
    ))
}

/// Of a ThreadsafeFunction that was called when it had gone; the process died in that call.
fn of_gone_function(
    name: &str,
    when: &str,
    seen: &Observation,
    diagnosis: Option<&Diagnosis>,
) -> Option<String> {
    let diagnosis = diagnosis.and_then(Diagnosis::if_alike)?;
    seen.ending.crash_signal()?;
    let mut lives = diagnosis.lives.as_ref()?.lives.iter();
    let (life, place) = lives.find_map(|life| Some((life, life.called_when_gone.as_ref()?)))?;
    let why = match &life.released {
        None => "after its environment had ended".to_owned(),
        Some((released, _)) => format!("after it had been released{}", done_at(released)),
    };
    Some(format!(
        "A ThreadsafeFunction was called {why}, and the process died of {name}{when}: the {}, was called{}.",
        described(life),
        done_at(place)
    ))
}

/// Who sent the process the signal of that name, where it was the process itself.
pub(super) fn sent(name: &str, diagnosis: Option<&Diagnosis>) -> Option<String> {
    let diagnosis = diagnosis.and_then(Diagnosis::if_alike)?;
    if let Some(sends) = &diagnosis.findings.sends {
        let number = sends.signal.parse().map(name_of_signal);
        let is_it = sends.signal == name || number.is_ok_and(|sent| sent == name);
        let site = sends.site.as_ref().map(|site| format!(" at {site}"));
        return is_it.then(|| {
            format!(
                "The program sent {name} to itself: `{}` was called{}.",
                sends.call,
                site.unwrap_or_default()
            )
        });
    }
    let sent = diagnosis.sent.as_ref()?;
    // A handler of such a signal sends it once more, so that the process dies of it after all.
    if ["SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP"].contains(&name) {
        return None;
    }
    let frame = sent.by.backtrace.culprit()?;
    let thread = sent.by.thread.as_ref();
    let thread = thread.map(|thread| format!(", in thread `{thread}`"));
    (name_of_signal(sent.signal) == name).then(|| {
        format!(
            "Native code sent {name} to its own process, in {frame}{}.",
            thread.unwrap_or_else(|| called(diagnosis))
        )
    })
}

/// Who called abort(3).
fn aborted(name: &str, when: &str, diagnosis: Option<&Diagnosis>) -> Option<String> {
    let diagnosis = diagnosis.filter(|_| name == "SIGABRT")?;
    let aborted = diagnosis.if_alike()?.aborted.as_ref()?;
    let frame = aborted.backtrace.culprit()?;
    let main = diagnosis.findings.calls.last();
    let called = match &aborted.thread {
        None => inside(main),
        Some(thread) => format!(", in thread `{thread}`{}", meanwhile(main)),
    };
    Some(format!(
        "Native code called `abort` ({name}{when}), in {frame}{called}."
    ))
}

/// ` in FUNCTION at PLACE, inside NAME, called at SITE`, of the thread that died, as much of it as is known.
fn native_place(diagnosis: &Diagnosis) -> String {
    in_addon(diagnosis) + &called(diagnosis)
}

/// `, inside NAME, called at SITE`, for the native function that JavaScript had called on the thread that died.
fn called(diagnosis: &Diagnosis) -> String {
    let findings = &diagnosis.findings;
    let main = findings.calls.last();
    let workers = findings.calls_of_workers.values();
    let mut workers = workers.filter_map(|calls| calls.last());
    let first = workers.next();
    // Of several nobody knows which one it was.
    let only = first.filter(|_| workers.next().is_none());
    // A worker that is terminated never leaves what it has entered: that it stands there, only its stack proves.
    let enters = |frame: &Frame| frame.function.contains("FunctionCallbackWrapper");
    let is_called = || diagnosis.backtrace.frames.iter().any(enters);
    match (diagnosis.died_on, main, first) {
        (Some(Died::Main), ..) => inside(main),
        (Some(Died::Elsewhere), _, Some(_)) if is_called() => inside(only),
        // Without a debugger, or where it did not crash in it, it may have been any thread.
        (Some(Died::Elsewhere) | None, Some(_), None) => meanwhile(main),
        _ => String::new(),
    }
}
