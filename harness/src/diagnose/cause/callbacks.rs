//! What became of callbacks that came never, too often, or when none should.

use super::{described, done_at, few, threads};
use crate::diagnose::Diagnosis;
use crate::diagnose::lives::{Life, Lives, Place};
use crate::preload::library::table::Kind;
use crate::run::{Ending, Observation};
use crate::verdict::Reason;

/// What became of the calls of ThreadsafeFunctions, where a callback was not called as `#harness` was promised. The second run ended as the
/// first.
pub fn explain(seen: &Observation, diagnosis: &Diagnosis, reasons: &[Reason]) -> Option<String> {
    let messages = || broken(reasons);
    let lives = diagnosis.whole_log()?;
    let functions = || functions(lives);
    let mut sentences = Vec::new();
    if messages().any(is_never) {
        sentences.extend(functions().filter_map(lost));
        let first = functions().filter(|life| is_uncalled(life));
        let first = first.map(|life| life.made_at).min();
        sentences.extend(first.and_then(|since| threads::ended_in_vain(seen, lives, since)));
    }
    if messages().any(|message| !is_never(message)) {
        sentences.extend(functions().filter_map(called));
    }
    few(sentences)
}

/// What became of them in a second run in which every promise was kept, where a callback never came in the first.
pub fn explain_kept(diagnosis: &Diagnosis, reasons: &[Reason]) -> Option<String> {
    let mut never = broken(reasons).peekable();
    let kept = diagnosis.otherwise == Some(Ending::Exit(0));
    if !kept || never.peek().is_none() || !never.all(is_never) {
        return None;
    }
    // Which of several it was is not known.
    let mut called = functions(diagnosis.whole_log()?).filter(|life| !is_uncalled(life));
    let only = called.next().filter(|_| called.next().is_none())?;
    came(only)
}

/// Promises to `#harness` that were not kept, in words.
fn broken(reasons: &[Reason]) -> impl Iterator<Item = &str> {
    reasons.iter().filter_map(|reason| match reason {
        Reason::Promise(message) => Some(message.as_str()),
        _ => None,
    })
}

fn is_never(message: &str) -> bool {
    message.contains(" was called never, ")
}

fn functions(lives: &Lives) -> impl Iterator<Item = &Life> {
    let is_one = |life: &&Life| life.kind == Kind::ThreadsafeFunction;
    lives.lives.iter().filter(is_one)
}

/// Whether nobody has called it.
fn is_uncalled(life: &Life) -> bool {
    life.taken == 0 && life.refused_full + life.refused_closing == 0
}

/// What became of calls that have not come to JavaScript; `None` where all have.
fn lost(life: &Life) -> Option<String> {
    let title = format!("The {}", described(life));
    let refused = life.refused_full + life.refused_closing;
    let count = life.taken.max(refused);
    let at = life.called.as_ref().map(|place| last(count, place));
    let at = at.unwrap_or_default();
    let weak = if life.is_referenced {
        ""
    } else {
        ": it was weak, so that nothing kept the environment alive for it"
    };
    if is_uncalled(life) {
        let until = match &life.released {
            Some((place, _)) => format!("before it was released{}", done_at(place)),
            None if life.gone.is_some() => format!("before its environment ended{weak}"),
            None => format!("before the process ended{weak}"),
        };
        return Some(format!("{title} was never called {until}."));
    }
    if refused > 0 {
        let why = match (life.refused_full, life.refused_closing) {
            (0, _) => "it was closing",
            (_, 0) => "its queue was full",
            _ => "its queue was full, or it was closing",
        };
        return Some(format!(
            "{title} refused {} because {why}{at}.",
            calls(refused)
        ));
    }
    if life.dropped > 0 {
        return Some(format!(
            "{title} took {}{at}; {} given back when its environment ended, before {} came to JavaScript{weak}.",
            calls(life.taken),
            was(life.dropped),
            if life.dropped == 1 { "it" } else { "they" },
        ));
    }
    if life.delivered_late > 0 {
        return Some(format!(
            "{title} took {}{at}; {} delivered only after `exit` had been emitted{weak}.",
            calls(life.taken),
            was(life.delivered_late),
        ));
    }
    (life.is_observed && life.delivered < life.taken).then(|| {
        format!(
            "{title} took {}{at}; {} came to JavaScript before the process ended{weak}.",
            calls(life.taken),
            if life.delivered == 0 {
                "none".to_owned()
            } else {
                life.delivered.to_string()
            },
        )
    })
}

/// That a weak function's calls came to JavaScript; `None` where it is not weak, or they did not.
fn came(life: &Life) -> Option<String> {
    let at = life.called.as_ref().map(|place| last(life.taken, place));
    let all_came = life.taken > 0 && life.delivered >= life.taken;
    (all_came && !life.is_referenced).then(|| {
        format!(
            "In a second run, which kept every promise, the {} took {}{}, and {} to JavaScript: it is weak, so that nothing keeps the environment alive for it.",
            described(life),
            calls(life.taken),
            at.unwrap_or_default(),
            if life.taken == 1 { "it came" } else { "they came" },
        )
    })
}

/// Who called it; `None` where nobody did.
fn called(life: &Life) -> Option<String> {
    let place = life.called.as_ref().filter(|_| life.taken > 0)?;
    Some(format!(
        "The {} took {}{}.",
        described(life),
        calls(life.taken),
        last(life.taken, place)
    ))
}

/// Where the last of so many calls was made.
fn last(count: u64, place: &Place) -> String {
    let at = done_at(place);
    match (at.as_str(), count) {
        ("", _) | (_, 1) => at,
        _ => format!(", the last{at}"),
    }
}

fn was(count: u64) -> String {
    match count {
        1 => "one was".into(),
        _ => format!("{count} were"),
    }
}

fn calls(count: u64) -> String {
    format!("{count} call{}", if count == 1 { "" } else { "s" })
}
