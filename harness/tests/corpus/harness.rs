//! Runs the harness over one kind and reads its report.

use std::error::Error;
use std::process::Command;

use serde::Deserialize;

use crate::truth::Kind;

/// At most twenty second runs are made in one session; each of these programs is to have its own.
pub const AT_ONCE: usize = 15;

/// What the report says of one program.
#[derive(Deserialize)]
pub struct Finished {
    pub scenario: String,
    pub verdict: String,
    pub ending: Option<Ending>,
    pub cause: Option<String>,
    pub repeat: Option<Repeat>,
    pub reasons: Vec<Reason>,
    pub growth: Option<Growth>,
}

#[derive(Deserialize)]
pub struct Growth {
    pub places: Vec<Place>,
}

/// Where something that leaks is made.
#[derive(Deserialize)]
pub struct Place {
    pub stack: Vec<String>,
    pub javascript: Option<String>,
}

#[derive(Deserialize)]
pub struct Ending {
    pub kind: String,
    pub code: Option<i32>,
    pub signal: Option<String>,
    pub hang: Option<String>,
}

#[derive(Deserialize)]
pub struct Repeat {
    pub endings: Vec<Share>,
}

#[derive(Deserialize)]
pub struct Share {
    pub ending: String,
    pub cause: Option<String>,
}

#[derive(Deserialize)]
pub struct Reason {
    pub kind: String,
    pub message: String,
}

impl Finished {
    /// Every ending that was seen, in words.
    pub fn endings(&self) -> Vec<String> {
        match (&self.repeat, &self.ending) {
            (Some(repeat), _) => repeat
                .endings
                .iter()
                .map(|share| share.ending.clone())
                .collect(),
            (None, Some(ending)) => vec![ending.in_words()],
            (None, None) => Vec::new(),
        }
    }

    /// All that is said of why: causes, and reasons that are more than an ending or a transcript.
    pub fn said(&self) -> String {
        let shares = self.repeat.iter().flat_map(|repeat| &repeat.endings);
        let causes = self
            .cause
            .iter()
            .chain(shares.filter_map(|share| share.cause.as_ref()));
        let telling = |reason: &&Reason| !["ended", "new", "differs"].contains(&&*reason.kind);
        let reasons = self
            .reasons
            .iter()
            .filter(telling)
            .map(|reason| &reason.message);
        let places = self.growth.iter().flat_map(|growth| &growth.places);
        let places =
            places.flat_map(|place| place.stack.first().into_iter().chain(&place.javascript));
        let mut said: Vec<&str> = Vec::new();
        for text in causes.chain(reasons).chain(places) {
            if !said.contains(&text.as_str()) {
                said.push(text);
            }
        }
        said.join(" | ")
    }
}

impl Ending {
    fn in_words(&self) -> String {
        let word = |option: &Option<String>| option.clone().unwrap_or_default();
        match self.kind.as_str() {
            "exit" => format!("exit {}", self.code.unwrap_or_default()),
            "signal" => format!("signal {}", word(&self.signal)),
            "hang" => format!("hang, {}", word(&self.hang)),
            kind => kind.to_owned(),
        }
    }
}

/// Builds what the kind needs and runs all its programs.
///
/// Nothing is accepted and nothing is put up for review: clean programs have snapshots, faulty ones have none, so that
/// none can have been accepted with its fault.
///
/// # Errors
/// When the harness does not run, or leaves a program out.
pub fn run(kind: &Kind, runtime: &str) -> Result<Vec<Finished>, Box<dyn Error>> {
    let names: Vec<&String> = kind.faults.keys().collect();
    let mut finished = session(kind, runtime, &["clean/*".to_owned()])?;
    for batch in names.chunks(AT_ONCE) {
        let filters: Vec<String> = batch.iter().map(|name| format!("faulty/{name}")).collect();
        finished.extend(session(kind, runtime, &filters)?);
    }
    if finished.len() != 2 * names.len() {
        let (ran, all) = (finished.len(), 2 * names.len());
        return Err(format!("{}: {ran} of {all} programs ran", kind.name).into());
    }
    Ok(finished)
}

/// Runs the programs that `filters` name.
///
/// # Errors
/// When the harness does not run.
pub fn session(
    kind: &Kind,
    runtime: &str,
    filters: &[String],
) -> Result<Vec<Finished>, Box<dyn Error>> {
    let output = Command::new(env!("CARGO_BIN_EXE_napi-harness"))
        .args(["scenario", "run", "--format", "json", "--runtime", runtime])
        .args(filters)
        .current_dir(&kind.folder)
        .env("INSTA_UPDATE", "no")
        .output()?;
    if !matches!(output.status.code(), Some(0 | 1)) {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}: the harness gave up: {message}", kind.name).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut finished = Vec::new();
    for line in text.lines() {
        let event: serde_json::Value = serde_json::from_str(line)?;
        if event["event"] == "finished" {
            finished.push(serde_json::from_value(event)?);
        }
    }
    Ok(finished)
}
