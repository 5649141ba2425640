//! What a thread that waits in native code waits for, and whether that can ever come.

use super::{capital, described, few};
use crate::diagnose::backtrace::Frame;
use crate::diagnose::lives::{Life, Place};
use crate::diagnose::{Backtrace, Diagnosis, Holder, ThreadStack};

/// What a stack waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    Future,
    Message,
    End,
    Room,
    Condition,
    Lock,
    Atomics,
}

/// Parts of the functions that wait, the most telling first: each is built on those that follow.
const WAITS: [(&str, Wait); 17] = [
    ("FutexEmulation", Wait::Atomics),
    ("::block_on", Wait::Future),
    ("mpmc::", Wait::Message),
    ("mpsc::", Wait::Message),
    ("crossbeam_channel", Wait::Message),
    ("JoinInner", Wait::End),
    ("JoinHandle", Wait::End),
    ("thread::join", Wait::End),
    ("pthread_join", Wait::End),
    ("clockjoin", Wait::End),
    ("napi_call_threadsafe_function", Wait::Room),
    ("ondvar", Wait::Condition),
    ("cond_wait", Wait::Condition),
    ("condition_variable", Wait::Condition),
    ("lock_contended", Wait::Lock),
    ("mutex_lock", Wait::Lock),
    ("lll_lock_wait", Wait::Lock),
];

impl Wait {
    /// That of a stack, as the functions below the addon's own say; `None` where they say nothing.
    fn of(stack: &Backtrace) -> Option<Self> {
        let below = stack.frames.iter().take_while(|frame| !frame.is_own());
        let below: Vec<&Frame> = below.collect();
        let is_there = |part: &str| below.iter().any(|frame| frame.function.contains(part));
        let mut waits = WAITS.into_iter();
        waits.find_map(|(part, wait)| is_there(part).then_some(wait))
    }

    fn words(self) -> &'static str {
        match self {
            Self::Future => "for a future, in `block_on`",
            Self::Message => "for a message on a channel",
            Self::End => "for the end of a thread",
            Self::Room => "for room in the queue of a ThreadsafeFunction",
            Self::Condition => "for a condition",
            Self::Lock => "for a lock",
            Self::Atomics => "in `Atomics.wait`",
        }
    }
}

/// What the blocked main thread waits for, in native code; `None` where its stack does not say.
pub(in crate::diagnose) fn wait_of_main(diagnosis: &Diagnosis) -> Option<&'static str> {
    let wait = Wait::of(&diagnosis.backtrace)?;
    // What the engine waits for by itself tells nothing.
    let is_addons = diagnosis.backtrace.culprit().is_some();
    (is_addons || wait == Wait::Atomics).then(|| wait.words())
}

/// What stands in the way of what the blocked main thread waits for.
pub(in crate::diagnose) fn of_blocked(diagnosis: &Diagnosis) -> Option<String> {
    let lives = diagnosis.whole_log();
    let lives = lives.map_or(&[][..], |lives| &lives.lives);
    // What a worker has made its own thread empties.
    let lives: Vec<&Life> = lives
        .iter()
        .filter(|life| life.made.thread.is_none())
        .collect();
    let waits_for_room_itself =
        Wait::of(&diagnosis.backtrace) == Some(Wait::Room) || diagnosis.backtrace.frames.is_empty();
    let on_main = |place: &&Place| place.thread.is_none();
    let mut own = lives
        .iter()
        .filter(|life| life.waiting.iter().any(|place| on_main(&place)));
    if let Some(life) = own.next().filter(|_| waits_for_room_itself) {
        return Some(format!(
            "It waits for room in the queue of the {}, which only the main thread itself can empty: a deadlock.",
            described(life)
        ));
    }
    let mut sentences = Vec::new();
    if let Some(holder) = &diagnosis.lock_of_main {
        sentences.push(held(holder));
    } else if Wait::of(&diagnosis.backtrace) == Some(Wait::Lock) {
        sentences.extend(held_by_itself(diagnosis));
    }
    sentences.extend(lives.iter().flat_map(|life| waits_for_room(life)));
    let in_addon = diagnosis
        .threads
        .iter()
        .filter(|thread| !is_in_pool(thread));
    sentences.extend(in_addon.filter_map(stands));
    sentences.extend(lives.iter().filter_map(|life| undelivered(life)));
    few(sentences)
}

/// Who holds the lock that the main thread waits for, as pthread's own record has it.
fn held(holder: &Holder) -> String {
    match holder {
        Holder::Itself | Holder::Main => {
            "The lock's own record says that the main thread holds it already: a deadlock.".into()
        }
        Holder::Other(thread) => format!("The lock's own record says that {thread} holds it."),
        Holder::Ended => {
            "The lock's own record names a thread that has ended, and has not unlocked it: a deadlock.".into()
        }
    }
}

/// The native function that called JavaScript, which called the one that now waits for a lock.
fn held_by_itself(diagnosis: &Diagnosis) -> Option<String> {
    let [.., outer, _] = diagnosis.findings.calls.as_slice() else {
        return None;
    };
    let site = outer
        .site
        .as_ref()
        .map(|site| format!(", called at {site},"));
    Some(format!(
        "`{}`{} has not returned on the same thread, and may hold that lock: then it is a deadlock.",
        outer.name,
        site.unwrap_or_default()
    ))
}

/// Threads that wait for the main one to empty a queue.
fn waits_for_room(life: &Life) -> Vec<String> {
    let waiting = life.waiting.iter().filter_map(|place| {
        let thread = place.thread.as_ref()?;
        let native = place.native.as_ref();
        let native = native.map(|native| format!(" in {native}"));
        Some(format!(
            "{} waits{} for room in the queue of the {}, which only the main thread can empty: a deadlock, if the main thread waits for that thread.",
            capital(thread),
            native.unwrap_or_default(),
            described(life)
        ))
    });
    waiting.collect()
}

fn is_in_pool(thread: &ThreadStack) -> bool {
    thread.name.contains("libuv-worker")
}

/// Where another thread stands in the addon.
fn stands(thread: &ThreadStack) -> Option<String> {
    let frame = thread.backtrace.culprit()?;
    // One that is at rest is no news; without debug information that is not to be told.
    if thread.name.contains("tokio") && thread.backtrace.own().is_none() {
        return None;
    }
    // What the log has said already.
    let wait = match Wait::of(&thread.backtrace) {
        Some(Wait::Room) => return None,
        Some(wait) => format!("waits {}, in", wait.words()),
        None => "is in".into(),
    };
    let held = thread.lock.as_ref().map(|holder| match holder {
        Holder::Itself => {
            ", which it holds already, as the lock's own record says: a deadlock".into()
        }
        Holder::Main => ", which the main thread holds, as the lock's own record says".into(),
        Holder::Other(thread) => format!(", which {thread} holds, as the lock's own record says"),
        Holder::Ended => {
            ", which a thread holds that has ended, as the lock's own record says: a deadlock"
                .into()
        }
    });
    let held: String = held.unwrap_or_default();
    Some(format!("{} {wait} {frame}{held}.", capital(&thread.name)))
}

/// Calls that only the main thread could deliver.
fn undelivered(life: &Life) -> Option<String> {
    if life.is_in_callback() {
        return Some(format!(
            "The main thread is in a callback of the {}: who waits for that to return waits for the main thread.",
            described(life)
        ));
    }
    let left = life.taken.checked_sub(life.delivered + life.dropped)?;
    let left = if life.gone.is_some() { 0 } else { left };
    let (calls, wait, them, bring) = match left {
        1 => ("call", "waits", "it", "that brings"),
        _ => ("calls", "wait", "them", "those bring"),
    };
    (life.is_observed && left > 0).then(|| {
        format!(
            "{left} {calls} of the {} {wait} in its queue, and only the main thread can deliver {them}: a deadlock, if it waits for what {bring}.",
            described(life)
        )
    })
}

/// What the threads of an addon, and of libuv's pool, do, where the main thread is idle.
pub(in crate::diagnose) fn of_threads(diagnosis: &Diagnosis) -> Option<String> {
    let mut sentences: Vec<String> = diagnosis.threads.iter().filter_map(stands).collect();
    sentences.extend(of_pool(diagnosis));
    sentences.extend(of_tokio(diagnosis));
    few(sentences)
}

fn of_pool(diagnosis: &Diagnosis) -> Option<String> {
    let lives = diagnosis.whole_log()?;
    let executing = lives.lives.iter();
    let executing = executing.filter(|life| life.executing.is_some()).count();
    let queued = lives.lives.iter().filter(|life| life.is_queued).count();
    if executing == 0 || queued == 0 {
        return None;
    }
    let (work, waits) = if queued == 1 {
        ("piece", "waits")
    } else {
        ("pieces", "wait")
    };
    Some(format!(
        "{executing} pieces of work are under way in libuv's pool, and {queued} more {work} {waits} for one of its threads: a deadlock, if those under way wait for that."
    ))
}

/// That all threads on which tokio runs futures stand and wait in the addon.
fn of_tokio(diagnosis: &Diagnosis) -> Option<String> {
    let runs = |thread: &&ThreadStack| {
        let frames = &thread.backtrace.frames;
        let is_worker = |frame: &Frame| frame.function.contains("multi_thread::worker");
        frames.iter().any(is_worker)
    };
    let workers: Vec<&ThreadStack> = diagnosis.threads.iter().filter(runs).collect();
    let waits = |thread: &&ThreadStack| {
        thread.backtrace.own().is_some() && Wait::of(&thread.backtrace).is_some()
    };
    (!workers.is_empty() && workers.iter().all(waits)).then(|| {
        let count = workers.len();
        let all = if count == 1 {
            "The one thread of tokio's runtime waits".to_owned()
        } else {
            format!("All {count} threads of tokio's runtime wait")
        };
        format!(
            "{all} in the addon, so that no other future can run: a deadlock, if what they wait for comes from one."
        )
    })
}
