//! Observations: all that was seen of one run.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::capture::{Capture, Keep, Output};
use super::ending::Ending;
use super::events::{self, Event, Piece};
use super::growth::{Growth, Sample};
use super::last_words::LastWords;
use super::lifecycle::Lifecycle;
use super::process::{Finished, Stopped};
use super::stillness::MainThread;
use super::threads::Thread;
use crate::dialect;
use crate::scenario::{Expect, ExpectedEnd};

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
    /// What accumulated in counting runs; `None` where there were none.
    #[serde(default)]
    pub growth: Option<Growth>,
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
    /// What the Rust compiler says.
    Rustc,
    /// What the TypeScript compiler says.
    TypeScript,
}

impl Stream {
    /// The word of transcripts and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stdout => "stdout",
            Self::Stderr => "stderr",
            Self::Rustc => "rustc",
            Self::TypeScript => "typescript",
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

impl Observation {
    /// What a compiler that checked a program, and did not run it, said on `stream`.
    pub fn of_check(finished: &Finished, ending: Ending, stream: Stream, said: &str) -> Self {
        let mut output = Capture::new(Keep::Ends);
        output.push(said.as_bytes());
        Self {
            ending,
            during: None,
            words: LastWords::default(),
            sections: vec![Section::printed(stream, output.finish())],
            duration: finished.duration,
            exit_delay: None,
            cpu: finished.usage.cpu,
            peak_rss_kb: finished.usage.peak_rss_kb,
            threads: Vec::new(),
            wakers: Vec::new(),
            leftovers: Vec::new(),
            growth: None,
            interrupted: finished.stopped == Some(Stopped::Interrupted),
        }
    }

    /// What was seen of a process.
    pub fn from_finished(finished: &Finished) -> Self {
        let stdout = finished.stdout.finish();
        let stderr = finished.stderr.finish();
        let pieces = events::pieces(&stdout.bytes);
        let life = Lifecycle::from_pieces(&pieces);
        let begun = life.begun.as_ref();
        let last_line = begun.and_then(|begun| {
            finished
                .stdout
                .arrival_of(&events::last_line(begun.process))
        });
        let said = dialect::without_colours(&String::from_utf8_lossy(&stderr.bytes));
        let words = LastWords::parse(&said);
        let ending = Ending::from_finished(finished, &life, &said);
        Self {
            during: during(&ending, &life),
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
            growth: None,
            interrupted: finished.stopped == Some(Stopped::Interrupted),
        }
    }

    /// Streams of which not everything was kept, with the number of bytes left out.
    pub fn floods(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let flooded = self.sections.iter().filter(|section| section.omitted > 0);
        flooded.map(|section| (section.stream.name(), section.omitted))
    }

    /// What `iterate` measured, and the native modules that were in use.
    pub fn measured(&self) -> Option<(&[Sample], &[String])> {
        self.told().find_map(|event| match event {
            Event::Growth { measured, modules } => Some((measured.as_slice(), modules.as_slice())),
            _ => None,
        })
    }

    /// How many iterations lie between what a locating run noted first and last, if it came to its end.
    pub fn located(&self) -> Option<u32> {
        self.told().find_map(|event| match event {
            Event::Located { half } => Some(*half),
            _ => None,
        })
    }

    /// Whether `iterate` has done all its work.
    pub fn has_iterated(&self) -> bool {
        self.told().any(|event| matches!(event, Event::Iterated {}))
    }

    /// Promises of the program that were not kept.
    pub fn failures(&self) -> impl Iterator<Item = &str> {
        self.told().filter_map(|event| match event {
            Event::Failure { message, .. } => Some(message.as_str()),
            _ => None,
        })
    }

    /// Whether a promise that was not kept made the exit code 1.
    pub fn failure_sets_exit_code(&self) -> bool {
        let sets = |event: &Event| {
            matches!(
                event,
                Event::Failure {
                    sets_exit_code: true,
                    ..
                }
            )
        };
        self.told().any(sets)
    }

    /// What was printed on a stream, as far as it was kept.
    pub fn printed_on(&self, stream: Stream) -> String {
        let mut sections = self.sections.iter();
        let section = sections.find(|section| section.stream == stream);
        let pieces = section.into_iter().flat_map(|section| &section.pieces);
        let printed = pieces.filter_map(|piece| match piece {
            Piece::Printed(bytes) => Some(bytes.as_slice()),
            Piece::Told(_) => None,
        });
        let bytes: Vec<u8> = printed.flatten().copied().collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// How it ended, for whoever expects `expect`: where a hang is expected and the runtime wakes by itself, so that nothing proves one, a
    /// process counts as hung in what its main thread was doing, when at its timeout nobody computed, slept or waited for a process, and
    /// nothing outside could wake it.
    pub fn ending_for(&self, expect: &Expect) -> Ending {
        let unproven = || {
            let runtime = dialect::restless(self.lifecycle().runtime())?;
            let goes_on =
                |thread: &Thread| !runtime.is_engines(&thread.name) && thread.goes_on_by_itself();
            let goes_on = self.threads.iter().any(goes_on);
            match MainThread::from_threads(&self.threads) {
                MainThread::Still(kind) if !goes_on && self.wakers.is_empty() => Some(kind),
                _ => None,
            }
        };
        let asked = self.ending == Ending::Timeout && expect.end == ExpectedEnd::Hang;
        let hang = asked.then(unproven).flatten().map(Ending::Hang);
        hang.unwrap_or_else(|| self.ending.clone())
    }

    /// What the program said of its own life.
    pub fn lifecycle(&self) -> Lifecycle {
        let stdout = self
            .sections
            .iter()
            .find(|section| section.stream == Stream::Stdout);
        stdout.map_or_else(Lifecycle::default, |stdout| {
            Lifecycle::from_pieces(&stdout.pieces)
        })
    }

    /// Whether it ended with an exit code, and the runtime did not emit `exit` first.
    pub fn ended_without_exit_event(&self) -> bool {
        let life = self.lifecycle();
        // Deno reports a top-level await that nothing can settle instead of emitting the event.
        let reported = life.runtime() == Some("deno") && self.words.unsettled.is_some();
        match self.ending {
            // What failed before the program began, such as a flag that the runtime does not know, has said so by its code.
            Ending::Exit(code) => {
                life.exit.is_none() && !reported && (code == 0 || life.begun.is_some())
            }
            _ => false,
        }
    }

    fn told(&self) -> impl Iterator<Item = &Event> {
        let pieces = self.sections.iter().flat_map(|section| &section.pieces);
        pieces.filter_map(|piece| match piece {
            Piece::Told(event) => Some(event),
            Piece::Printed(_) => None,
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

/// A process that ends by itself does so after its exit handlers, which is the usual way. What dies tells by its events
/// whether they had run; one that never reached its last line may have had none.
fn during(ending: &Ending, life: &Lifecycle) -> Option<During> {
    match ending {
        Ending::Exit(_) | Ending::Uncaught(_) => Some(During::Run),
        Ending::Signal(_) | Ending::Hang(_) | Ending::Timeout if life.exited => {
            Some(During::Teardown)
        }
        Ending::Signal(_) | Ending::Hang(_) | Ending::Timeout => Some(During::Run),
        Ending::Compiles | Ending::CompileError | Ending::Types | Ending::TypeError(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::threads::{Activity, Wait};
    use crate::scenario::HangKind;

    /// A program of `runtime` whose time is over, with threads that do this.
    fn timed_out(runtime: &str, activities: &[Activity]) -> Observation {
        let thread = |activity: &Activity| Thread {
            id: 1,
            name: runtime.into(),
            activity: activity.clone(),
            cpu: Duration::ZERO,
            timed_by_v8: false,
        };
        let begun = Event::Begun {
            process: 1,
            runtime: runtime.into(),
            module: true,
        };
        Observation {
            ending: Ending::Timeout,
            during: None,
            words: LastWords::default(),
            sections: vec![Section {
                stream: Stream::Stdout,
                pieces: vec![Piece::Told(begun)],
                omitted: 0,
            }],
            duration: Duration::from_secs(10),
            exit_delay: None,
            cpu: Duration::ZERO,
            peak_rss_kb: 0,
            threads: activities.iter().map(thread).collect(),
            wakers: Vec::new(),
            leftovers: Vec::new(),
            growth: None,
            interrupted: false,
        }
    }

    #[test]
    fn at_rest_under_a_runtime_that_always_wakes_it_may_be_a_hang() {
        let waits = |on| Activity::Waiting { on, timed: true };
        let idle = waits(Wait::Events);
        let expect = Expect {
            end: ExpectedEnd::Hang,
            ..Expect::default()
        };
        let hang = |runtime, activities: &[Activity]| match timed_out(runtime, activities)
            .ending_for(&expect)
        {
            Ending::Hang(kind) => Some(kind),
            _ => None,
        };
        assert_eq!(
            hang("bun", std::slice::from_ref(&idle)),
            Some(HangKind::Idle)
        );
        assert_eq!(hang("deno", &[waits(Wait::Lock)]), Some(HangKind::Blocked));
        // Where a hang can be proven, one that is not proven is none.
        assert_eq!(hang("node", std::slice::from_ref(&idle)), None);
        // What computes may come to its end.
        assert_eq!(hang("bun", &[Activity::Running]), None);
        assert_eq!(hang("bun", &[idle.clone(), Activity::Running]), None);
        // So will what waits for time to pass, on whichever thread, or for a process.
        assert_eq!(hang("deno", &[waits(Wait::Time)]), None);
        assert_eq!(hang("bun", &[idle.clone(), waits(Wait::Time)]), None);
        assert_eq!(hang("deno", &[waits(Wait::Child)]), None);
        // What ends an unknown wait is not known.
        assert_eq!(hang("bun", &[waits(Wait::Call(1))]), None);
        // The engine compiles whenever it gets to it.
        let mut compiles = timed_out("bun", &[idle.clone(), Activity::Running]);
        compiles.threads[1].name = "JITWorker".into();
        assert_eq!(compiles.ending_for(&expect), Ending::Hang(HangKind::Idle));
        // A listening server rests until somebody calls.
        let mut serves = timed_out("bun", &[idle]);
        serves.wakers.push("a listening socket".into());
        assert_eq!(serves.ending_for(&expect), Ending::Timeout);
    }
}
