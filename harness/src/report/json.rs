//! The report for programs: one JSON object a line.

use std::io::{self, Write};
use std::path::Path;

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use super::{Report, Summary};
use crate::diagnose::cause;
use crate::run::growth::{Place, Sample};
use crate::run::{During, Ending, Observation};
use crate::scenario::HangKind;
use crate::session::{Accepted, Outcome, Repeat, Share};
use crate::verdict::Reason;

/// The JSON Schema of one line of the report.
pub fn schema() -> Schema {
    schema_for!(Line)
}

/// The report for programs.
pub struct Json<W>(W);

impl<W: Write> Json<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self(out)
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, line)?;
        self.0.write_all(b"\n")?;
        self.0.flush()
    }
}

/// One line of `napi-harness scenario run --format json`.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "camelCase")]
#[expect(
    clippy::large_enum_variant,
    reason = "one lives at a time, and not for long"
)]
enum Line<'a> {
    #[serde(rename_all = "camelCase")]
    /// A run that ended, or that was not done.
    Finished {
        /// The scenario's name.
        scenario: &'a str,
        /// The values of its variant by name.
        variant: Option<serde_json::Map<String, serde_json::Value>>,
        /// Such as `node 20.20.2`.
        runtime: String,
        /// The profile by which the addon was built; null for the build of `[addon]`.
        profile: Option<&'a str>,
        /// `passed`, `failed`, `new` or `skipped`.
        verdict: &'a str,
        /// How it ended; null when it did not run.
        ending: Option<EndingFields<'a>>,
        /// Why it ended so, in a plain sentence, where that is known.
        cause: Option<&'a str>,
        /// What was left when the process had ended, in words.
        leftovers: &'a [String],
        /// From the process's start to its end.
        duration_ms: Option<u64>,
        /// From the program's last line to the process's end; null when the last line was not reached.
        exit_delay_ms: Option<u64>,
        /// CPU time used.
        cpu_ms: Option<u64>,
        /// The most memory that was resident at once.
        peak_rss_kb: Option<u64>,
        /// What accumulated in counting runs; null when there were none.
        growth: Option<GrowthFields<'a>>,
        /// What several runs of it gave; null when there was one.
        repeat: Option<RepeatFields<'a>>,
        /// All that speaks against it.
        reasons: Vec<ReasonFields>,
        /// Where its script was left.
        script: Option<&'a Path>,
        /// `new` or `changed` where its transcript was made the accepted one.
        accepted: Option<&'static str>,
    },
    /// The last line: how many runs came out how.
    Summary {
        /// Runs planned.
        total: usize,
        /// Runs that passed.
        passed: usize,
        /// Runs that failed.
        failed: usize,
        /// Runs that have no snapshot yet.
        new: usize,
        /// Runs that the runtime cannot do.
        skipped: usize,
    },
}

#[derive(Serialize, JsonSchema)]
/// How a process ended.
struct EndingFields<'a> {
    /// `exit`, `uncaught`, `signal`, `hang`, `timeout`, `compiles`, `compileError`, `types` or `typeError`.
    kind: &'static str,
    /// The exit code of `exit` and `uncaught`.
    code: Option<i32>,
    /// The name of the signal of `signal`.
    signal: Option<&'a str>,
    /// Why a process that hangs would never end: `idle`, `blocked` or `stopped`. Null for a `timeout`, which is no proven hang.
    hang: Option<&'static str>,
    /// `load`, `run` or `teardown`, where that is known.
    during: Option<&'static str>,
    /// The errors of `typeError`, such as `TS2345`, each once.
    errors: Option<Vec<String>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
/// What accumulated in counting runs.
struct GrowthFields<'a> {
    /// How many counting runs there were; each has twice the iterations of the one before.
    runs: usize,
    /// What was judged, as of the last run.
    quantities: Vec<QuantityFields>,
    /// Bytes by which resident memory grew between the first and the last sample, which judges nothing.
    resident: Option<f64>,
    /// The same of the memory that the process mapped itself; null where that is not counted.
    mapped: Option<f64>,
    /// Why native memory was not counted.
    uncounted: Option<&'a str>,
    /// Why there is no more than these runs, where more were wanted.
    stopped: Option<&'a str>,
    /// Where what leaks unexpectedly is made, as far as that is known; the largest part of each kind first.
    places: Vec<PlaceFields<'a>>,
    /// Why nobody knows where, if the run that was to show it failed.
    unlocated: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
/// Where something that leaks is made.
struct PlaceFields<'a> {
    /// `handles`, `references`, `external`, `heap` or `native`.
    kind: &'static str,
    /// So much of it comes from there with each iteration: bytes, but for handles and references.
    per_iteration: f64,
    /// How many are made there and stay, with each iteration.
    count: f64,
    /// What is made: what Node-API calls it, or the class of an object.
    what: &'a str,
    /// The frames of the addon's native code, the innermost first: function and line, as far as the addon has debug information.
    stack: &'a [String],
    /// The line of JavaScript that led there.
    javascript: Option<&'a str>,
    /// Who holds it, by the names of variables and properties.
    holder: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
/// How much of something accumulated.
struct QuantityFields {
    /// `handles`, `references`, `external`, `heap` or `native`.
    kind: &'static str,
    /// `flat`, `fills`, `leaks` or `undecided`.
    judgement: &'static str,
    /// So much with each iteration: bytes, but for handles and references.
    per_iteration: f64,
    /// The least, with 99 % confidence.
    low: f64,
    /// The most, with 99 % confidence.
    high: f64,
    /// The most that may.
    bound: f64,
    /// The iterations of the last run.
    iterations: u32,
}

#[derive(Serialize, JsonSchema)]
/// What several runs gave.
struct RepeatFields<'a> {
    /// How many runs there were.
    n: u32,
    /// How many of them failed.
    failed: u32,
    /// How many of them have no snapshot yet.
    new: u32,
    /// Each distinct ending, with how many runs ended so.
    endings: Vec<ShareFields<'a>>,
}

#[derive(Serialize, JsonSchema)]
/// An ending and its number.
struct ShareFields<'a> {
    /// The ending.
    ending: &'a str,
    /// How many runs ended so.
    n: u32,
    /// Why the first of them did, where that is known.
    cause: Option<&'a str>,
    /// Where its script was left.
    script: Option<&'a Path>,
}

#[derive(Serialize, JsonSchema)]
/// One thing that speaks against a run.
struct ReasonFields {
    /// `ended`, `noExitEvent`, `exitEvent`, `panic`, `noPanic`, `dropped`, `noneDropped`, `late`, `holder`, `holderUnknown`, `unsteady`, `leak`, `noLeak`, `undecided`, `notMeasured`, `promise`, `flood`, `leftover`, `differs`, `new`, `snapshot`, `notRun`, `void` or `skipped`.
    kind: &'static str,
    /// The same in words.
    message: String,
}

impl<W: Write> Report for Json<W> {
    fn finished(&mut self, outcome: &Outcome) -> io::Result<()> {
        let seen = outcome.observation.as_ref();
        let planned = &outcome.planned;
        let variant = Some(planned.variant.to_json()).filter(|_| !planned.variant.is_empty());
        let milliseconds =
            |duration: std::time::Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let mut reasons: Vec<ReasonFields> = outcome.verdict.reasons().iter().map(fields).collect();
        if let crate::verdict::Verdict::Skipped(reason) = &outcome.verdict {
            reasons.push(ReasonFields {
                kind: "skipped",
                message: reason.clone(),
            });
        }
        self.line(&Line::Finished {
            scenario: &planned.scenario.name,
            variant,
            runtime: planned.runtime.to_string(),
            profile: planned.profile.as_deref(),
            verdict: outcome.verdict.name(),
            ending: seen
                .map(|seen| ending_fields(seen, cause::during(seen, outcome.looked.found()))),
            cause: outcome.cause.as_deref(),
            leftovers: seen.map_or(&[], |seen| &seen.leftovers),
            duration_ms: seen.map(|seen| milliseconds(seen.duration)),
            exit_delay_ms: seen.and_then(|seen| seen.exit_delay).map(milliseconds),
            cpu_ms: seen.map(|seen| milliseconds(seen.cpu)),
            peak_rss_kb: seen.map(|seen| seen.peak_rss_kb),
            growth: growth_fields(outcome),
            repeat: outcome.repeat.as_ref().map(repeat_fields),
            reasons,
            script: outcome.script.as_deref(),
            accepted: outcome.accepted.map(Accepted::name),
        })
    }

    fn ended(&mut self, summary: &Summary) -> io::Result<()> {
        self.line(&Line::Summary {
            total: summary.total,
            passed: summary.passed,
            failed: summary.failed,
            new: summary.new,
            skipped: summary.skipped,
        })
    }
}

fn ending_fields(seen: &Observation, during: Option<During>) -> EndingFields<'_> {
    let ending = &seen.ending;
    let (code, signal) = match ending {
        Ending::Exit(code) | Ending::Uncaught(code) => (Some(*code), None),
        Ending::Signal(name) => (None, Some(name.as_str())),
        _ => (None, None),
    };
    EndingFields {
        kind: ending.kind(),
        code,
        signal,
        hang: match ending {
            Ending::Hang(kind) => Some(HangKind::name(*kind)),
            _ => None,
        },
        during: during.map(During::name),
        errors: match ending {
            Ending::TypeError(codes) => Some(codes.names()),
            _ => None,
        },
    }
}

fn growth_fields(outcome: &Outcome) -> Option<GrowthFields<'_>> {
    let growth = outcome.observation.as_ref()?.growth.as_ref()?;
    let limits = outcome.planned.scenario.header.growth.as_ref()?;
    let (first, last) = growth
        .runs
        .last()
        .and_then(|run| run.first().zip(run.last()))
        .unzip();
    let risen = |of: fn(&Sample) -> Option<f64>| Some(of(last?)? - of(first?)?);
    let findings = growth.findings(limits).into_iter();
    Some(GrowthFields {
        runs: growth.runs.len(),
        quantities: findings
            .map(|finding| QuantityFields {
                kind: finding.kind.name(),
                judgement: finding.judgement.name(),
                per_iteration: finding.slope.median,
                low: finding.slope.low,
                high: finding.slope.high,
                bound: finding.bound,
                iterations: finding.iterations,
            })
            .collect(),
        resident: risen(|sample| Some(sample.resident)),
        mapped: risen(|sample| sample.mapped),
        uncounted: growth.uncounted.as_deref(),
        stopped: growth.stopped.as_deref(),
        places: growth.places.iter().map(place_fields).collect(),
        unlocated: growth.unlocated.as_deref(),
    })
}

fn place_fields(place: &Place) -> PlaceFields<'_> {
    PlaceFields {
        kind: place.kind.name(),
        per_iteration: place.per_iteration,
        count: place.count,
        what: &place.what,
        stack: &place.stack,
        javascript: place.javascript.as_deref(),
        holder: place.holder.as_deref(),
    }
}

fn repeat_fields(repeat: &Repeat) -> RepeatFields<'_> {
    RepeatFields {
        n: repeat.runs,
        failed: repeat.failed,
        new: repeat.new,
        endings: repeat.endings.iter().map(share_fields).collect(),
    }
}

fn share_fields(share: &Share) -> ShareFields<'_> {
    ShareFields {
        ending: &share.ending,
        n: share.runs,
        cause: share.cause.as_deref(),
        script: share.script.as_deref(),
    }
}

fn fields(reason: &Reason) -> ReasonFields {
    ReasonFields {
        kind: match reason {
            Reason::Ended { .. } => "ended",
            Reason::NoExitEvent(_) => "noExitEvent",
            Reason::ExitEvent => "exitEvent",
            Reason::Panic(_) => "panic",
            Reason::NoPanic(_) => "noPanic",
            Reason::Dropped(_) => "dropped",
            Reason::NoneDropped => "noneDropped",
            Reason::Late { .. } => "late",
            Reason::Holder { .. } => "holder",
            Reason::HolderUnknown { .. } => "holderUnknown",
            Reason::Unsteady { .. } => "unsteady",
            Reason::Leak(_) => "leak",
            Reason::NoLeak(_) => "noLeak",
            Reason::Undecided(..) => "undecided",
            Reason::NotMeasured(_) => "notMeasured",
            Reason::Promise(_) => "promise",
            Reason::Flood { .. } => "flood",
            Reason::Leftover(_) => "leftover",
            Reason::Differs { .. } => "differs",
            Reason::New { .. } => "new",
            Reason::Snapshot(_) => "snapshot",
            Reason::NotRun(_) => "notRun",
            Reason::Void(_) => "void",
        },
        message: reason.to_string(),
    }
}
