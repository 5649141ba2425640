//! What held a process that ended later than it should, and what let it go.

use super::{described, done_at};
use crate::diagnose::Diagnosis;
use crate::preload::library::table::Kind;
use crate::run::Ending;
use crate::scenario::ExpectedEnd;
use crate::verdict::Reason;

/// Something that held the event loop.
struct Hold {
    from: u64,
    until: u64,
    words: String,
}

/// What held the process until its end, where it ended late, or did end although it should have hung.
pub fn explain(diagnosis: &Diagnosis, reasons: &[Reason]) -> Option<String> {
    let is_late = |reason: &Reason| match reason {
        Reason::Late { took, .. } => took.is_some(),
        Reason::Ended {
            expected, ending, ..
        } => {
            *ending == Ending::Exit(0)
                && matches!(expected.end, ExpectedEnd::Hang | ExpectedEnd::Timeout)
        }
        _ => false,
    };
    if !reasons.iter().any(is_late) {
        return None;
    }
    let end = diagnosis
        .findings
        .exit_time
        .or(diagnosis.lives.as_ref()?.finished)?;
    let delay = u64::try_from(diagnosis.exit_delay?.as_nanos()).ok()?;
    let begin = end.saturating_sub(delay);
    // Something held it for most of the time, and until the end; two things that follow each other closely are not told apart.
    let holds = holds(diagnosis, end).into_iter();
    let held = holds.filter(|hold| {
        hold.from <= begin + delay / 2 && hold.until >= end.saturating_sub(delay / 4)
    });
    let last = held.max_by_key(|hold| hold.until.min(end))?;
    Some(format!(
        "After its last line the process was held by {}; when that was over, it ended.",
        last.words
    ))
}

fn holds(diagnosis: &Diagnosis, end: u64) -> Vec<Hold> {
    let gone = diagnosis.findings.gone.iter();
    // What native code makes is better known from the library.
    let is_known = diagnosis.lives.is_some();
    let of_javascript = gone.filter(|gone| !(is_known && gone.resource.is_node_api()));
    let mut holds: Vec<Hold> = of_javascript
        .map(|gone| Hold {
            from: gone.made,
            until: gone.gone,
            words: format!("a {}, made at {}", gone.resource.name(), gone.resource.site),
        })
        .collect();
    let lives = diagnosis.lives.iter().flat_map(|lives| &lives.lives);
    holds.extend(lives.filter_map(|life| {
        let made = described(life);
        match (&life.released, life.completed) {
            (_, Some(completed)) if life.kind == Kind::AsyncWork => Some(Hold {
                from: life.made_at,
                until: completed,
                words: made,
            }),
            (Some((place, _)), _) if life.is_referenced => Some(Hold {
                from: life.made_at,
                // At teardown it goes whether it was released or not.
                until: life.gone.filter(|gone| *gone <= end)?,
                words: format!("the {made}, until it was released{}", done_at(place)),
            }),
            _ => None,
        }
    }));
    holds
}
