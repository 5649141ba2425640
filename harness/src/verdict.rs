//! Verdicts: what the harness makes of a run, with the evidence for it.

use std::fmt;
use std::time::Duration;

use crate::duration::for_people;
use crate::run::growth::{Finding, Growth, Judgement};
use crate::run::panics::Panic;
use crate::run::{Ending, Observation};
use crate::scenario::growth::{Kind, Limits};
use crate::scenario::{Expect, ExpectedEnd, Header};
use crate::snapshot::Review;

/// What the harness makes of a run.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// All that was expected was seen, and the transcript is the accepted one.
    Passed,
    /// For each of these reasons.
    Failed(Vec<Reason>),
    /// All that was expected was seen, and there is no snapshot yet.
    New(Vec<Reason>),
    /// It did not run, for this reason.
    Skipped(String),
}

impl Verdict {
    /// From all that speaks against a run.
    pub fn from_reasons(reasons: Vec<Reason>) -> Self {
        let is_new = |reason: &Reason| matches!(reason, Reason::New { .. });
        match reasons.is_empty() {
            true => Self::Passed,
            // Repetitions may show several behaviours that have no snapshot yet.
            false if reasons.iter().all(is_new) => Self::New(reasons),
            false => Self::Failed(reasons),
        }
    }

    /// The word of the reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed(_) => "failed",
            Self::New(_) => "new",
            Self::Skipped(_) => "skipped",
        }
    }

    /// What speaks against the run.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::Failed(reasons) | Self::New(reasons) => reasons,
            Self::Passed | Self::Skipped(_) => &[],
        }
    }

    /// Whether the run counts as good.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Passed | Self::Skipped(_))
    }
}

/// All the ways in which a scenario can fail, each with its evidence.
#[derive(Debug, Clone)]
pub enum Reason {
    /// It ended otherwise than its header says.
    Ended {
        /// What the header says.
        expected: Expect,
        /// What was seen.
        ending: Ending,
        /// How long it had run.
        after: Duration,
    },
    /// It ended with this code, and the runtime emitted no `exit` event.
    NoExitEvent(i32),
    /// Its header says that it ends without the `exit` event, and the event came.
    ExitEvent,
    /// A Rust panic that its header does not name.
    Panic(Panic),
    /// Its header names a panic that did not come.
    NoPanic(String),
    /// The runtime dropped so many exceptions.
    Dropped(usize),
    /// Its header says that the runtime drops exceptions, and it did not.
    NoneDropped,
    /// It ended later than its header allows.
    Late {
        /// The most that is allowed.
        within: Duration,
        /// From the last line to the end; `None` when the last line was not reached.
        took: Option<Duration>,
    },
    /// It hangs, and what holds it is not what its header says.
    Holder {
        /// What the header says.
        expected: String,
        /// What was found.
        held: Vec<String>,
    },
    /// It hangs, and nobody knows what holds it.
    HolderUnknown {
        /// What the header says.
        expected: String,
        /// Why nobody knows.
        why: String,
    },
    /// Repetitions that are as their header says have transcripts that disagree.
    Unsteady {
        /// How many there were.
        runs: u32,
        /// How many had the most frequent transcript.
        alike: u32,
        /// That transcript.
        most: String,
        /// Another one.
        other: String,
    },
    /// Something accumulates.
    Leak(Finding),
    /// Its header says that something accumulates, and it does not.
    NoLeak(Finding),
    /// Whether something accumulates is not known, for this reason.
    Undecided(Finding, String),
    /// Growth was to be measured and was not, for this reason.
    NotMeasured(String),
    /// A promise of the program's was not kept: `mustCall` and the like.
    Promise(String),
    /// A stream was longer than what is kept of it.
    Flood {
        /// The stream.
        stream: &'static str,
        /// Bytes that were left out.
        omitted: u64,
    },
    /// Something was left when the process had ended.
    Leftover(String),
    /// The transcript is not the accepted one.
    Differs {
        /// The accepted transcript.
        accepted: String,
        /// The one of this run.
        transcript: String,
        /// Where this run's waits for a review.
        review: Review,
        /// That the header names a behaviour like this one, in words.
        alike: Option<String>,
    },
    /// There is no accepted transcript.
    New {
        /// The one of this run.
        transcript: String,
        /// Where it waits for a review.
        review: Review,
    },
    /// The snapshot cannot be read or written.
    Snapshot(String),
    /// It could not be run at all.
    NotRun(String),
    /// This file of the addon changed while it ran.
    Void(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended {
                expected,
                ending: ending @ (Ending::Hang(_) | Ending::Timeout),
                after,
            } => {
                let after = for_people(*after);
                write!(
                    out,
                    "was still running after {after} ({ending}) and was ended; expected `{expected}`"
                )
            }
            Self::Ended {
                expected, ending, ..
            } => {
                write!(out, "ended with `{ending}`; expected `{expected}`")
            }
            Self::NoExitEvent(code) => write!(
                out,
                "ended with code {code} without the `exit` event: no handler of `exit` ran; expected the event"
            ),
            Self::ExitEvent => write!(out, "the `exit` event came; expected none"),
            Self::Panic(panic) => write!(out, "panicked: {panic}"),
            Self::NoPanic(text) => write!(out, "no panic says `{text}`; expected one"),
            Self::Dropped(1) => write!(
                out,
                "the runtime dropped an exception of a callback that native code called (DEP0168)"
            ),
            Self::Dropped(count) => write!(
                out,
                "the runtime dropped {count} exceptions of callbacks that native code called (DEP0168)"
            ),
            Self::NoneDropped => write!(
                out,
                "no exception was dropped by the runtime; expected at least one"
            ),
            Self::Late {
                within,
                took: Some(took),
            } => write!(
                out,
                "ended {} after its last line; expected within {}",
                for_people(*took),
                for_people(*within)
            ),
            Self::Late { within, took: None } => write!(
                out,
                "never reached its last line, after which it should have ended within {}",
                for_people(*within)
            ),
            Self::Holder { expected, held } if held.is_empty() => {
                write!(
                    out,
                    "is not held by what its header says, `{expected}`: nothing was found to be referenced"
                )
            }
            Self::Holder { expected, held } => {
                write!(out, "is held by {}; expected `{expected}`", held.join(", "))
            }
            Self::HolderUnknown { expected, why } => write!(
                out,
                "hangs, and whether `{expected}` holds it, as its header says, is not known: {why}"
            ),
            Self::Unsteady { runs, alike, .. } => write!(
                out,
                "the transcripts of {runs} runs disagree: {alike} are alike, {} are not; none was accepted or put up for review",
                runs - alike
            ),
            Self::Leak(finding) => write!(
                out,
                "leaks {finding}, in twice as many iterations twice as much"
            ),
            Self::NoLeak(finding) => {
                write!(out, "does not leak as its header says: {finding}")
            }
            Self::Undecided(finding, why) => {
                write!(out, "may leak {finding}; nothing is proven: {why}")
            }
            Self::NotMeasured(why) => write!(out, "its growth was not measured: {why}"),
            Self::Promise(message) => out.write_str(message),
            Self::Flood { stream, omitted } => write!(
                out,
                "wrote too much to {stream}: {omitted} bytes were left out, so there is no whole transcript to compare"
            ),
            Self::Leftover(what) => write!(out, "left behind {what}"),
            Self::Differs {
                alike: Some(alike), ..
            } => write!(out, "the transcript differs from the snapshot, and {alike}"),
            Self::Differs { review, .. } => match review {
                Review::Impossible(why) => write!(
                    out,
                    "the transcript differs from the snapshot, and could not be put up for review: {why}"
                ),
                _ => write!(out, "the transcript differs from the snapshot"),
            },
            Self::New { review, .. } => match review {
                Review::Impossible(why) => write!(
                    out,
                    "there is no snapshot yet, and the transcript could not be put up for review: {why}"
                ),
                _ => write!(out, "there is no snapshot yet"),
            },
            Self::Snapshot(message) => out.write_str(message),
            Self::NotRun(message) => write!(out, "could not be run: {message}"),
            Self::Void(file) => write!(
                out,
                "is void: {file} changed while it ran, so what was seen is of neither addon; run it again"
            ),
        }
    }
}

/// What of `observation` is otherwise than the header says; `expect` is how it must end under its runtime. It is judged on every run, whatever the snapshot holds, so
/// that accepting a snapshot can never accept a crash.
pub fn judge(header: &Header, expect: &Expect, observation: &Observation) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if !is_as_expected(expect, &observation.ending_for(expect)) {
        reasons.push(Reason::Ended {
            expected: expect.clone(),
            ending: observation.ending.clone(),
            after: observation.duration,
        });
    }
    let expected_end = reasons.is_empty();
    reasons.extend(unseen(expect, observation));
    // An ending that is another one altogether says all there is to say about its time.
    if let Some(within) = expect.within
        && expected_end
        && observation.exit_delay.is_none_or(|took| took > within)
    {
        reasons.push(Reason::Late {
            within,
            took: observation.exit_delay,
        });
    }
    // What ended otherwise than it should, or than is usual, has not done its work.
    if let Some(limits) = &header.growth
        && expected_end
        && expect.end == header.expect.end
    {
        reasons.extend(judge_growth(limits, observation.growth.as_ref()));
    }
    reasons.extend(
        observation
            .failures()
            .map(|message| Reason::Promise(message.to_owned())),
    );
    reasons.extend(
        observation
            .floods()
            .map(|(stream, omitted)| Reason::Flood { stream, omitted }),
    );
    reasons.extend(observation.leftovers.iter().cloned().map(Reason::Leftover));
    reasons
}

/// What accumulates and may not, or does not and must.
fn judge_growth(limits: &Limits, growth: Option<&Growth>) -> Vec<Reason> {
    let Some(growth) = growth else {
        let why = "the program never called `iterate` of #harness, or it did not come to its end";
        return vec![Reason::NotMeasured(why.into())];
    };
    let stopped = || growth.stopped.clone().unwrap_or_default();
    let findings = growth.findings(limits);
    if findings.is_empty() {
        return vec![Reason::NotMeasured(stopped())];
    }
    if limits.leaks.is_empty() {
        let reason = |finding: Finding| match finding.judgement {
            Judgement::Leaks => Some(Reason::Leak(finding)),
            Judgement::Undecided => Some(Reason::Undecided(finding, stopped())),
            Judgement::Flat | Judgement::Fills => None,
        };
        return findings.into_iter().filter_map(reason).collect();
    }
    let missing = |kind: &Kind| match findings.iter().find(|finding| finding.kind == *kind) {
        Some(finding) if finding.judgement == Judgement::Leaks => None,
        Some(finding) if finding.judgement == Judgement::Undecided => {
            Some(Reason::Undecided(finding.clone(), stopped()))
        }
        Some(finding) => Some(Reason::NoLeak(finding.clone())),
        None => Some(Reason::NotMeasured(match (kind, &growth.uncounted) {
            (Kind::Native, Some(why)) => format!("native memory is not counted here: {why}"),
            _ => format!("the runtime does not tell its {}", kind.name()),
        })),
    };
    limits.leaks.iter().filter_map(missing).collect()
}

/// What happened without JavaScript's knowledge: ends behind its back, panics, exceptions that the runtime dropped.
fn unseen(expect: &Expect, observation: &Observation) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let wanted = expect.exit_event.unwrap_or(true);
    if let Ending::Exit(code) = observation.ending
        && observation.ended_without_exit_event() == wanted
    {
        reasons.push(if wanted {
            Reason::NoExitEvent(code)
        } else {
            Reason::ExitEvent
        });
    }
    let panics = &observation.words.panics;
    let says = |panic: &Panic, text: &String| panic.message.contains(text.as_str());
    let unnamed = panics
        .iter()
        .filter(|panic| !expect.panics.iter().any(|text| says(panic, text)));
    reasons.extend(unnamed.cloned().map(Reason::Panic));
    let missing = expect
        .panics
        .iter()
        .filter(|text| !panics.iter().any(|panic| says(panic, text)));
    reasons.extend(missing.cloned().map(Reason::NoPanic));
    match (observation.words.dropped, expect.dropped_exceptions) {
        (0, true) => reasons.push(Reason::NoneDropped),
        (count @ 1.., false) => reasons.push(Reason::Dropped(count)),
        _ => {}
    }
    reasons
}

fn is_as_expected(expect: &Expect, ending: &Ending) -> bool {
    match (&expect.end, ending) {
        (ExpectedEnd::Hang, Ending::Hang(kind)) => expect.hang.is_none_or(|hang| hang == *kind),
        (ExpectedEnd::Exit(expected), Ending::Exit(code)) => expected == code,
        (ExpectedEnd::Crash(None), ending) => ending.crash_signal().is_some(),
        (ExpectedEnd::Crash(Some(signal)), ending) => {
            ending.crash_signal() == Some(signal.as_str())
        }
        (ExpectedEnd::Timeout, Ending::Timeout)
        | (ExpectedEnd::Uncaught, Ending::Uncaught(_))
        | (ExpectedEnd::CompileError, Ending::CompileError)
        | (ExpectedEnd::Compiles, Ending::Compiles)
        | (ExpectedEnd::Types, Ending::Types) => true,
        (ExpectedEnd::TypeError(expected), Ending::TypeError(codes)) => expected == codes,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
