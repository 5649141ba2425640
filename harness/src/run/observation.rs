//! Observations: all that was seen of one run.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::capture::Output;
use super::events::{self, Event, Piece};
use super::growth::Sample;
use super::last_words::LastWords;
use super::process::{Finished, Status, Stopped, name_of_signal};
use super::threads::Thread;
use crate::scenario::HangKind;

/// All that was seen of one run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Observation {
    /// How it ended.
    pub ending: Ending,
    /// When it ended, where that is known.
    pub during: Option<During>,
    /// What it said of its own end.
    pub words: LastWords,
    /// What came out, a section a stream.
    pub sections: Vec<Section>,
    /// From the process's start to its end.
    pub duration: Duration,
    /// From the program's last line to the process's end; `None` when the last line was not reached.
    pub exit_delay: Option<Duration>,
    /// CPU time used.
    pub cpu: Duration,
    /// The most memory that was resident at once, in KiB.
    pub peak_rss_kb: u64,
    /// What the threads did when the harness had to end the process.
    pub threads: Vec<Thread>,
    /// What outside the process could still have woken it when its time was over, in words.
    pub wakers: Vec<String>,
    /// What was left when the process had ended, in words.
    pub leftovers: Vec<String>,
    /// The harness ended it because the user wanted everything to stop.
    pub interrupted: bool,
}

/// A part of a process's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum During {
    /// While a native module was being loaded.
    Load,
    /// While the program ran.
    Run,
    /// After the `exit` handlers had run.
    Teardown,
}

impl During {
    /// The word of the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Run => "run",
            Self::Teardown => "teardown",
        }
    }
}

/// A stream by which something comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
    /// What the compiler says.
    Rustc,
}

impl Stream {
    /// The word of transcripts and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stdout => "stdout",
            Self::Stderr => "stderr",
            Self::Rustc => "rustc",
        }
    }
}

/// What came out of one stream.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Section {
    /// The stream.
    pub stream: Stream,
    /// What was printed, and what the program told in between.
    pub pieces: Vec<Piece>,
    /// Bytes that were not kept.
    pub omitted: u64,
}

/// How a process ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// By itself, with this code.
    Exit(i32),
    /// By an exception that nobody caught, or a rejection that nobody handled, with this code.
    Uncaught(i32),
    /// By this signal.
    Signal(String),
    /// Not by itself, and it is proven that it never would have.
    Hang(HangKind),
    /// Not by itself within its time; nobody knows whether it would have later.
    Timeout,
    /// It never ran: rustc takes it.
    Compiles,
    /// It never ran: rustc refuses it.
    CompileError,
}

/// Signals that a process brings upon itself.
const CRASH_SIGNALS: [&str; 7] = [
    "SIGSEGV", "SIGBUS", "SIGABRT", "SIGTRAP", "SIGILL", "SIGFPE", "SIGSYS",
];

impl Ending {
    /// The signal, when it is one that a process brings upon itself.
    pub fn crash_signal(&self) -> Option<&str> {
        match self {
            Self::Signal(name) if CRASH_SIGNALS.contains(&name.as_str()) => Some(name),
            _ => None,
        }
    }

    /// Whether the harness had to end the process.
    pub fn is_forced(&self) -> bool {
        matches!(self, Self::Hang(_) | Self::Timeout)
    }

    /// Whether it is of the same kind as `other`: how long a process was waited for makes no other kind. Crashes are one class: their signals vary from run to run.
    pub fn is_like(&self, other: &Self) -> bool {
        self == other
            || self.is_forced() && other.is_forced()
            || self.crash_signal().is_some() && other.crash_signal().is_some()
    }

    /// The word of the JSON report.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Exit(_) => "exit",
            Self::Uncaught(_) => "uncaught",
            Self::Signal(_) => "signal",
            Self::Hang(_) => "hang",
            Self::Timeout => "timeout",
            Self::Compiles => "compiles",
            Self::CompileError => "compileError",
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exit(code) => write!(out, "exit {code}"),
            // Node.js exits with 1; another code tells of something else, such as 7 of a handler that threw itself.
            Self::Uncaught(1) => write!(out, "uncaught"),
            Self::Uncaught(code) => write!(out, "uncaught, exit {code}"),
            Self::Signal(name) if self.crash_signal().is_some() => write!(out, "crash {name}"),
            Self::Signal(name) => write!(out, "killed by {name}"),
            Self::Hang(kind) => write!(out, "hang, {}", kind.name()),
            Self::Timeout => write!(out, "timeout"),
            Self::Compiles => write!(out, "compiles"),
            Self::CompileError => write!(out, "compile error"),
        }
    }
}

impl Observation {
    /// What was seen of a process.
    pub fn of(finished: &Finished) -> Self {
        let stdout = finished.stdout.finish();
        let stderr = finished.stderr.finish();
        let last_line = finished.stdout.arrival_of(events::LAST_LINE);
        let pieces = events::pieces(&stdout.bytes);
        let words = LastWords::of(&String::from_utf8_lossy(&stderr.bytes));
        let ending = ending(finished, &words, &stderr);
        Self {
            during: during(&ending, &pieces),
            ending,
            words,
            sections: vec![
                Section {
                    stream: Stream::Stdout,
                    pieces,
                    omitted: stdout.omitted,
                },
                Section::printed(Stream::Stderr, stderr),
            ],
            duration: finished.duration,
            exit_delay: last_line.map(|at| finished.ended.saturating_duration_since(at)),
            cpu: finished.usage.cpu,
            peak_rss_kb: finished.usage.peak_rss_kb,
            threads: finished.threads.clone(),
            wakers: finished.wakers.clone(),
            leftovers: leftovers(finished),
            interrupted: finished.stopped == Some(Stopped::Interrupted),
        }
    }

    /// Streams of which not everything was kept, with the number of bytes left out.
    pub fn floods(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let flooded = self.sections.iter().filter(|section| section.omitted > 0);
        flooded.map(|section| (section.stream.name(), section.omitted))
    }

    /// What `iterate` measured.
    pub fn growth(&self) -> Option<&[Sample]> {
        let pieces = self.sections.iter().flat_map(|section| &section.pieces);
        pieces.into_iter().find_map(|piece| match piece {
            Piece::Told(Event::Growth { measured }) => Some(measured.as_slice()),
            _ => None,
        })
    }

    /// Promises of the program that were not kept.
    pub fn failures(&self) -> impl Iterator<Item = &str> {
        let pieces = self.sections.iter().flat_map(|section| &section.pieces);
        pieces.filter_map(|piece| match piece {
            Piece::Told(Event::Failure { message }) => Some(message.as_str()),
            _ => None,
        })
    }
}

impl Section {
    /// A stream on which nothing can be told.
    pub fn printed(stream: Stream, output: Output) -> Self {
        let pieces = if output.bytes.is_empty() {
            Vec::new()
        } else {
            vec![Piece::Printed(output.bytes)]
        };
        Self {
            stream,
            pieces,
            omitted: output.omitted,
        }
    }
}

/// A process that ends by itself does so after its exit handlers, which is the usual way. What dies tells by its events
/// whether they had run; one that never reached its last line may have had none.
fn leftovers(finished: &Finished) -> Vec<String> {
    // A process that had to be ended may well have had children: only what outlives an end by itself was left behind.
    if finished.stopped.is_some() {
        return Vec::new();
    }
    let orphans = finished
        .orphans
        .iter()
        .map(|name| format!("a process of its own, `{name}`"));
    let held = finished
        .held
        .iter()
        .map(|name| format!("a process that holds its {name} open"));
    orphans.chain(held).collect()
}

fn during(ending: &Ending, pieces: &[Piece]) -> Option<During> {
    let told = |event: &Event| {
        pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Told(told) if told == event))
    };
    match ending {
        Ending::Exit(_) | Ending::Uncaught(_) => Some(During::Run),
        Ending::Signal(_) | Ending::Hang(_) | Ending::Timeout if told(&Event::Exiting) => {
            Some(During::Teardown)
        }
        Ending::Signal(_) | Ending::Hang(_) | Ending::Timeout => Some(During::Run),
        Ending::Compiles | Ending::CompileError => None,
    }
}

fn ending(finished: &Finished, words: &LastWords, stderr: &Output) -> Ending {
    match finished.stopped {
        Some(Stopped::Deadline | Stopped::AtRest) => return Ending::Timeout,
        Some(Stopped::Hang(kind)) => return Ending::Hang(kind),
        Some(Stopped::Interrupted) | None => {}
    }
    match finished.status {
        Status::Signal(signal) => Ending::Signal(name_of_signal(signal)),
        Status::Exit(code)
            if code != 0 && (words.exception.is_some() || reports_uncaught(&stderr.bytes)) =>
        {
            Ending::Uncaught(code)
        }
        Status::Exit(code) => Ending::Exit(code),
    }
}

/// Whether the report of an uncaught exception of another runtime than Node.js is there: Bun closes it with its version,
/// and Deno begins it with "error: Uncaught".
fn reports_uncaught(stderr: &[u8]) -> bool {
    let text = String::from_utf8_lossy(stderr);
    let last = text.trim_end().lines().next_back().unwrap_or_default();
    last.starts_with("Bun v") || text.contains("error: Uncaught")
}
