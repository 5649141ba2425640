//! Signatures: how a run ended in one line, the same for the same fault. Crashes of different signals are one: which signal it is
//! varies from run to run.

use std::sync::LazyLock;

use regex::Regex;

use super::Redaction;
use crate::run::{Ending, Observation};

/// How many characters of a message are kept.
const LONGEST: usize = 100;

/// How `seen` ended, in words without what varies.
pub fn signature(seen: &Observation, redaction: &Redaction) -> String {
    words(seen, &|text| short(&redaction.apply(text)))
}

fn words(seen: &Observation, short: &dyn Fn(&str) -> String) -> String {
    match &seen.ending {
        Ending::Exit(code) if seen.ended_without_exit_event() => {
            format!("exit {code} without the exit event")
        }
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
