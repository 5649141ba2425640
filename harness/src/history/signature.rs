//! Signatures: how a run ended, in words that are the same for the same fault. Crashes of different signals are one: which
//! signal it is varies from run to run.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::run::{Ending, Observation};
use crate::session::Outcome;
use crate::verdict::Reason;

/// How many characters of a message are kept.
const LONGEST: usize = 100;

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// In words.
    pub signature: String,
    /// Whether it is how the run should end.
    pub good: bool,
}

/// How `outcome` ended.
///
/// A reproduced bug is absent where the program ends with exit code 0 and keeps its promises. Another scenario is good where
/// its header and its snapshot say so.
pub fn of(outcome: &Outcome) -> Ended {
    let Some(seen) = &outcome.observation else {
        let reasons: Vec<String> = outcome
            .verdict
            .reasons()
            .iter()
            .map(ToString::to_string)
            .collect();
        return Ended {
            signature: format!("not run: {}", reasons.join("; ")),
            good: false,
        };
    };
    let redaction = outcome.redaction.as_ref();
    let named = |text: &str| redaction.map_or(text.to_owned(), |redaction| redaction.apply(text));
    let mut signature = words(seen, &|text| short(&named(text)));
    let good = if outcome.planned.scenario.header.bug.is_some() {
        seen.ending == Ending::Exit(0) && seen.failures().next().is_none()
    } else {
        let reasons = outcome.verdict.reasons();
        let only = |is: fn(&Reason) -> bool| reasons.iter().all(is);
        if !reasons.is_empty() && only(|reason| matches!(reason, Reason::Differs { .. })) {
            signature.push_str(", another transcript");
        }
        // Where there is no snapshot, the header alone decides.
        only(|reason| matches!(reason, Reason::New { .. }))
    };
    Ended { signature, good }
}

fn words(seen: &Observation, short: &dyn Fn(&str) -> String) -> String {
    match &seen.ending {
        Ending::Exit(code) => match seen.failures().next() {
            Some(failure) => format!("exit {code}: {}", short(failure)),
            // Node.js's documentation, "Process exit codes".
            None if *code == 13 && is_by_itself(seen) => {
                "exit 13: a top-level await never settled".into()
            }
            None => format!("exit {code}"),
        },
        Ending::Uncaught(_) => {
            let what = seen
                .words
                .exception
                .as_ref()
                .map(|exception| short(&exception.what));
            format!("uncaught {}", what.unwrap_or_default())
                .trim_end()
                .into()
        }
        Ending::Signal(_) if seen.ending.crash_signal().is_some() => {
            match seen.words.fatal_panic() {
                Some(panic) => format!("crash: {}", short(&panic.message)),
                None => "crash".into(),
            }
        }
        other => other.to_string(),
    }
}

/// Whether nobody called `process.exit`.
fn is_by_itself(seen: &Observation) -> bool {
    let exit = seen.lifecycle().exit;
    exit.is_some_and(|exit| !exit.called)
}

/// One line without places, which would make one fault look like many.
fn short(text: &str) -> String {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r" at (?:[^()/:]+ \()?[^\s()]+:\d+:\d+\)?").expect("a valid pattern")
    });
    let line = text.lines().next().unwrap_or_default();
    let line = PLACE.replace_all(line, "");
    if line.chars().count() <= LONGEST {
        return line.into_owned();
    }
    let cut: String = line.chars().take(LONGEST - 1).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_do_not_make_one_fault_look_like_many() {
        let told = "onData at Object.<anonymous> (scenarios/bugs/x/program.cjs:15:31) was called never, not once";
        assert_eq!(short(told), "onData was called never, not once");
        let told =
            "call 3 came at scenarios/x.mjs:5:1 after it was closed at f (scenarios/x.mjs:9:2)";
        assert_eq!(short(told), "call 3 came after it was closed");
    }
}
