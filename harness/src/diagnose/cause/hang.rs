//! Causes of a process that does not end.

use super::{deadlock, native_place, threads, waits_for};
use crate::diagnose::{Diagnosis, Resource};
use crate::run::Observation;
use crate::scenario::HangKind;

/// Why the process hangs.
pub(super) fn of_hang(kind: HangKind, seen: &Observation, diagnosis: Option<&Diagnosis>) -> String {
    match kind {
        HangKind::Stopped => {
            let sent = ["SIGSTOP", "SIGTSTP"]
                .into_iter()
                .find_map(|name| super::crash::sent(name, diagnosis));
            sent.map_or_else(
                || "A signal (SIGSTOP or SIGTSTP) has stopped the process, and nothing lets it go on.".into(),
                |sent| format!("{sent} It has stopped the process, and nothing lets that go on."),
            )
        }
        HangKind::Blocked => {
            let alike = diagnosis.and_then(Diagnosis::if_alike);
            let native = alike.and_then(deadlock::wait_of_main).map(str::to_owned);
            let seen = || Some(format!("for {}", waits_for(seen.threads.first()?)?));
            let wait = native.or_else(seen);
            let wait = wait
                .map(|wait| format!(": it waits {wait}"))
                .unwrap_or_default();
            let place = diagnosis.map(native_place).unwrap_or_default();
            let further = alike.and_then(deadlock::of_blocked);
            let further = further.map_or_else(
                || "; if it can only come from a callback, this is a deadlock.".to_owned(),
                |further| format!(". {further}"),
            );
            format!(
                "The main thread is blocked{wait}{place}. Until that comes, no callback can run{further}"
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
            let alike = diagnosis.and_then(Diagnosis::if_alike);
            let lives = alike.and_then(Diagnosis::whole_log);
            let panicked = lives.and_then(|lives| threads::panicked_ones(seen, lives));
            let stopped = lives.and_then(threads::left_by_runtime);
            let others = [alike.and_then(deadlock::of_threads), panicked, stopped];
            let others = others.into_iter().flatten();
            let others: String = others.map(|words| format!(" {words}")).collect();
            format!("{}{others}{collected}", of_idle(diagnosis))
        }
    }
}

/// What an idle event loop waits for.
pub(in crate::diagnose) fn of_idle(diagnosis: Option<&Diagnosis>) -> String {
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
pub(in crate::diagnose) fn held_in_words(diagnosis: Option<&Diagnosis>) -> Option<(String, bool)> {
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
    let several = in_number(name, count);
    let is_alike = |member: &&Resource| {
        let (one, other) = (*member, members[0]);
        (&one.site, &one.line) == (&other.site, &other.line)
    };
    let first = if members.iter().all(is_alike) {
        ""
    } else {
        "the first "
    };
    let by = members[0]
        .by
        .as_ref()
        .map(|by| format!(" by {by}"))
        .unwrap_or_default();
    let line = members[0].line.as_ref();
    let line = line.map(|line| format!(", in {line}")).unwrap_or_default();
    format!(
        "{count} {several}, {first}made at {}{by}{line},",
        members[0].site
    )
}

/// The name of so many of a kind, without the number; where each has one of its own, that stands behind it.
pub fn in_number(name: &str, count: usize) -> String {
    match name.split_once(" `") {
        _ if count == 1 => name.to_owned(),
        Some(("async work", own)) => format!("pieces of async work `{own}"),
        Some((kind, own)) => format!("{kind}s `{own}"),
        None if name == "async work" => "pieces of async work".into(),
        None => format!("{name}s"),
    }
}
