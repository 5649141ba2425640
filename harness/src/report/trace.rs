//! The report of what native code did: Chrome's trace events, which Perfetto and chrome://tracing open.
//!
//! The format is that of "Trace Event Format" by the Chromium project: an object with `traceEvents`, times in microseconds.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Report, Summary};
use crate::diagnose::trace::{Took, Trace, Traced};
use crate::session::{Looked, Outcome};

/// The report of what native code did. Each run is a process in it, and each of its threads a lane.
pub struct ChromeTrace<W> {
    out: W,
    runs: u64,
    arrows: u64,
    has_any: bool,
}

impl<W: Write> ChromeTrace<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            runs: 0,
            arrows: 0,
            has_any: false,
        }
    }

    fn write(&mut self, event: &Value) -> io::Result<()> {
        let before = if self.has_any {
            ",\n"
        } else {
            "{\"traceEvents\":[\n"
        };
        self.has_any = true;
        write!(self.out, "{before}{event}")
    }

    fn end(&mut self) -> io::Result<()> {
        if !self.has_any {
            write!(self.out, "{{\"traceEvents\":[")?;
        }
        writeln!(self.out, "\n],\"displayTimeUnit\":\"ns\"}}")?;
        self.out.flush()
    }

    fn trace(&mut self, process: u64, trace: &Trace) -> io::Result<()> {
        for (thread, name) in &trace.threads {
            let name = name.as_deref().unwrap_or("main thread");
            self.write(&named("thread_name", name, process, *thread))?;
        }
        for event in &trace.events {
            self.write(&traced(event, process))?;
        }
        for arrow in &trace.arrows {
            self.arrows += 1;
            let ends = [(arrow.from, "s"), (arrow.to, "f")];
            for (index, phase) in ends {
                let event = &trace.events[index];
                let mut arrow = json!({
                    "name": "leads to", "cat": "arrow", "ph": phase, "id": self.arrows,
                    "ts": microseconds(event.time), "pid": process, "tid": event.thread,
                });
                // It points to the slice that it stands in, not to the next one.
                if phase == "f" {
                    arrow["bp"] = "e".into();
                }
                self.write(&arrow)?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Report for ChromeTrace<W> {
    fn finished(&mut self, outcome: &Outcome) -> io::Result<()> {
        self.runs += 1;
        let process = self.runs;
        let title = format!("{} ({})", outcome.planned.name, outcome.planned.place());
        let trace = outcome
            .looked
            .found()
            .and_then(|found| found.trace.as_ref());
        let labels = match (&outcome.looked, trace) {
            (_, Some(trace)) if trace.overwritten > 0 => {
                format!("{} older events were overwritten", trace.overwritten)
            }
            (_, Some(_)) => String::new(),
            (Looked::Missing(why), None) => format!("no log: {why}"),
            (_, None) => {
                "no log: the library could not be preloaded, or the scenario did not run".into()
            }
        };
        self.write(&named("process_name", &title, process, 0))?;
        if !labels.is_empty() {
            self.write(&json!({
                "name": "process_labels", "ph": "M", "pid": process, "tid": 0, "args": { "labels": labels },
            }))?;
        }
        trace.map_or(Ok(()), |trace| self.trace(process, trace))
    }

    fn ended(&mut self, _summary: &Summary) -> io::Result<()> {
        self.end()
    }

    /// The document of what had ended: without its end there would be none.
    fn interrupted(&mut self, _summary: &Summary) -> io::Result<()> {
        self.end()
    }
}

fn microseconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1000.0
}

fn named(what: &str, name: &str, process: u64, thread: u64) -> Value {
    json!({ "name": what, "ph": "M", "pid": process, "tid": thread, "args": { "name": name } })
}

fn traced(event: &Traced, process: u64) -> Value {
    let mut args = json!({});
    if let Some(status) = event.status {
        args["status"] = status.into();
    }
    if let Some(from) = &event.from {
        args["from"] = from.as_str().into();
    }
    if event.object != 0 {
        args["object"] = format!("{:#x}", event.object).into();
    }
    let mut value = json!({
        "name": event.name, "cat": event.category.name(), "ts": microseconds(event.time), "pid": process, "tid": event.thread,
        "args": args,
    });
    match event.took {
        Took::Nanoseconds(took) => {
            value["ph"] = "X".into();
            value["dur"] = microseconds(took).into();
        }
        // A slice that begins and never ends.
        Took::Unended => value["ph"] = "B".into(),
        Took::Nothing => {
            value["ph"] = "i".into();
            value["s"] = "t".into();
        }
    }
    value
}
