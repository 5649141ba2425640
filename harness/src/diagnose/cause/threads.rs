//! What became of the threads that an addon has started.

use super::{done_at, few, made_at};
use crate::diagnose::lives::{Lives, Started, Unsettled};
use crate::run::Observation;

/// Threads that began after `since` and ended, before the process did, without having called any ThreadsafeFunction; with their panics.
pub(super) fn ended_in_vain(seen: &Observation, lives: &Lives, since: u64) -> Option<String> {
    let ended = lives.threads.iter().filter(|thread| {
        let is_known = thread.place.native.is_some() && !thread.is_tokios;
        is_known && thread.begun >= since && !thread.has_called && ended_before_exit(thread, lives)
    });
    let told = ended.map(|thread| {
        let panicked = panicked(thread, seen);
        format!(
            "{}, started{}, ended without calling it{}.",
            super::capital(&thread.thread),
            done_at(&thread.place),
            panicked.unwrap_or_default()
        )
    });
    few(told.collect())
}

/// Threads that have panicked, where the process goes on without them.
pub(super) fn panicked_ones(seen: &Observation, lives: &Lives) -> Option<String> {
    let told = lives.threads.iter().filter_map(|thread| {
        let panicked = panicked(thread, seen).filter(|_| thread.ended.is_some())?;
        let place = done_at(&thread.place);
        Some(format!(
            "{}, started{place}, has ended{panicked}.",
            super::capital(&thread.thread)
        ))
    });
    few(told.collect())
}

/// `: it panicked at src/lib.rs:3:5, "message"`; `None` where no panic is known to be its own.
fn panicked(thread: &Started, seen: &Observation) -> Option<String> {
    let name = thread.name.as_ref()?;
    let panics = seen.words.panics.iter();
    let panic = panics.rev().find(|panic| panic.thread == *name)?;
    Some(format!(
        ": it panicked at {}, {:?}",
        panic.place, panic.message
    ))
}

fn ended_before_exit(thread: &Started, lives: &Lives) -> bool {
    let exit = lives.exit.or(lives.finished);
    thread
        .ended
        .is_some_and(|ended| exit.is_none_or(|exit| ended < exit))
}

/// Whether tokio's runtime, which was to settle a promise, was shut down while the process went on.
pub(super) fn is_left_by_runtime(unsettled: &Unsettled, lives: &Lives) -> bool {
    // At an end without `exit`, nobody knows whether napi-rs shut it down because the environment ended.
    if lives.exit.is_none() && lives.finished.is_some() {
        return false;
    }
    let tokios = || lives.threads.iter().filter(|thread| thread.is_tokios);
    let is_over = tokios().all(|thread| ended_before_exit(thread, lives));
    let last = tokios().filter_map(|thread| thread.ended).max();
    unsettled.by_future && is_over && last.is_some_and(|last| last > unsettled.made_at)
}

/// The promises that a runtime of tokio's has left, where something still waits for them.
pub(super) fn left_by_runtime(lives: &Lives) -> Option<String> {
    let unsettled = lives.unsettled.iter();
    let left = unsettled.filter(|unsettled| is_left_by_runtime(unsettled, lives));
    let told = left.map(|unsettled| {
        let made = made_at(&unsettled.made);
        format!(
            "Nobody can settle the promise{made} any more: tokio's runtime, which was to do so, was shut down, and all its threads have ended."
        )
    });
    few(told.collect())
}
