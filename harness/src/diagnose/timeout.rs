//! Timeouts: what a program did, or waited for, that had not ended within its time.

use super::cause::{called, deadlock, held_in_words, native_place, of_idle, waits_for};
use super::{Diagnosis, counted};
use crate::dialect;
use crate::duration::for_people;
use crate::run::threads::{Activity, Thread};
use crate::run::{MainThread, Observation};
use crate::scenario::HangKind;

/// What `seen` was at when its time was over.
pub fn explain(seen: &Observation, diagnosis: Option<&Diagnosis>) -> String {
    let work = work(seen, diagnosis);
    if !work.is_empty() {
        let after = for_people(seen.duration);
        // Named for its place; it is not why a process that works is still alive.
        let held = held_in_words(diagnosis)
            .map(|(held, _)| format!(" Alive meanwhile: {}.", held.trim_end_matches(',')));
        let held = held.unwrap_or_default();
        return format!("Still at work after {after}: {}.{held}", work.join(", "));
    }
    match MainThread::from_threads(&seen.threads) {
        MainThread::Still(HangKind::Idle) => {
            let alike = diagnosis.and_then(Diagnosis::if_alike);
            let threads = alike.and_then(deadlock::of_threads);
            let threads = threads.map(|words| format!(" {words}"));
            let threads = threads.unwrap_or_default();
            format!("{}{}{threads}", waiting(seen), holders(diagnosis))
        }
        MainThread::Still(_) => {
            let place = diagnosis.map(native_place).unwrap_or_default();
            let alike = diagnosis.and_then(Diagnosis::if_alike);
            let native = alike.and_then(deadlock::wait_of_main).map(str::to_owned);
            let seen_wait = seen.threads.first().and_then(waits_for);
            let wait = native.or_else(|| Some(format!("for {}", seen_wait?)));
            let wait = wait.unwrap_or_else(|| "for something".into());
            if seen.threads.first().is_some_and(Thread::waits_for_a_time) {
                return format!(
                    "The main thread waits {wait}{place}. It goes on by itself when that time is over."
                );
            }
            let further = alike.and_then(deadlock::of_blocked);
            let further = further.map(|further| format!(" {further}"));
            format!(
                "The main thread waits {wait}{place}. Nothing proves that this never comes{}.{}",
                limits(seen),
                further.unwrap_or_default()
            )
        }
        MainThread::Unseen | MainThread::Computing => unseen(diagnosis),
    }
}

/// Whoever computed, the main thread first.
fn work(seen: &Observation, diagnosis: Option<&Diagnosis>) -> Vec<String> {
    let Some((main, others)) = seen.threads.split_first() else {
        return Vec::new();
    };
    let mut work = Vec::new();
    if main.activity == Activity::Running {
        let is_native = |diagnosis: &&Diagnosis| {
            !diagnosis.findings.calls.is_empty() || diagnosis.backtrace.culprit().is_some()
        };
        let native = diagnosis.filter(is_native);
        // Only the probe knows that no native code has been called.
        let is_seen = diagnosis.is_some_and(|diagnosis| diagnosis.unseen.is_none());
        work.push(match native {
            Some(diagnosis) => format!(
                "the main thread computes in native code{}",
                native_place(diagnosis)
            ),
            None if is_seen => "the main thread computes in JavaScript".into(),
            None => "the main thread computes".into(),
        });
    }
    let computing = |thread: &&Thread| thread.activity == Activity::Running;
    for (name, count) in counted(others.iter().filter(computing).map(|it| &*it.name)) {
        let threads = if count == 1 { "thread" } else { "threads" };
        work.push(format!("{count} {threads} computing in `{name}`"));
    }
    work
}

/// What an event loop at rest waits for, as far as it may come.
fn waiting(seen: &Observation) -> String {
    format!(
        "The event loop waits for events, and nothing proves that none will come{}.",
        limits(seen)
    )
}

/// `: ` and what stands in the way of a proof.
fn limits(seen: &Observation) -> String {
    let mut limits: Vec<String> = Vec::new();
    if !seen.wakers.is_empty() {
        limits.push(format!("it waits for {}", seen.wakers.join(" and ")));
    }
    let life = seen.lifecycle();
    let restless = dialect::restless(life.runtime());
    let is_runtimes =
        |thread: &&Thread| restless.is_some_and(|runtime| runtime.is_own(&thread.name));
    let timed = |thread: &&Thread| !thread.timed_by_v8 && thread.waits_for_a_time();
    if let Some((main, others)) = seen.threads.split_first() {
        let restless =
            restless.filter(|_| timed(&main) || others.iter().any(|it| is_runtimes(&it)));
        match restless {
            Some(runtime) => limits.push(format!(
                "{}'s event loop and threads of its own always wake from time to time",
                runtime.name
            )),
            None if timed(&main) => limits.push("the main thread has a timer".into()),
            None => {}
        }
        let programs = others.iter().filter(timed);
        let programs = programs.filter(|thread| !is_runtimes(thread));
        for (name, count) in counted(programs.map(|it| &*it.name)) {
            limits.push(match count {
                1 => format!("a thread `{name}` waits for a limited time"),
                _ => format!("{count} threads `{name}` wait for a limited time"),
            });
        }
    }
    if limits.is_empty() {
        String::new()
    } else {
        format!(": {}", limits.join(", "))
    }
}

fn holders(diagnosis: Option<&Diagnosis>) -> String {
    let held = diagnosis.filter(|diagnosis| !diagnosis.holders().is_empty());
    held.map(|_| format!(" {}", of_idle(diagnosis)))
        .unwrap_or_default()
}

/// Only an event loop answers.
fn unseen(diagnosis: Option<&Diagnosis>) -> String {
    match diagnosis {
        Some(diagnosis) if diagnosis.findings.answered => of_idle(Some(diagnosis)),
        _ => {
            let called = diagnosis.map(called).unwrap_or_default();
            format!(
                "The process does not end{called}; the system does not let this user see what it waits for."
            )
        }
    }
}
