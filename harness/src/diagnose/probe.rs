//! What the probe wrote down.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

/// What the probe wrote down.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// What was alive at the end, in the order in which it was made.
    pub alive: Vec<Resource>,
    /// Native functions that the main thread had entered and not left, the innermost last.
    pub calls: Vec<Call>,
    /// Those of each worker.
    pub calls_of_workers: BTreeMap<u64, Vec<Call>>,
    /// Threads that were loading a native module, as JavaScript numbers them: 0 is the main one.
    pub loading: BTreeSet<u64>,
    /// A call of `process.reallyExit`, where the runtime had not emitted `exit`.
    pub silent_exit: Option<SilentExit>,
    /// The last call by which the program sent itself a signal.
    pub sends: Option<Sends>,
    /// Where the promise was made whose rejection nobody handled.
    pub rejected: Option<String>,
    /// Where the last promise was made that a module's top level waits for.
    pub pending: Option<String>,
    /// What held the event loop for a while and is gone, in the order in which it went.
    pub gone: Vec<Gone>,
    /// When the runtime emitted `exit`: nanoseconds of a clock that never goes back, which the log of the preloaded library has, too.
    pub exit_time: Option<u64>,
    /// Whether the runtime had emitted `exit`.
    pub exiting: bool,
    /// Whether the `exit` handlers had run.
    pub exited: bool,
    /// Whether the program answered when it was asked what is alive.
    pub answered: bool,
    /// Whether it ended when garbage was collected after that.
    pub ends_by_collection: bool,
}

/// Something that the event loop knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its type, as async_hooks name it.
    pub kind: String,
    /// Whether a native addon made it.
    pub native: bool,
    /// The place in JavaScript that made it: file, line and column.
    pub site: String,
    /// The native function that made it.
    pub by: Option<String>,
    /// The native function and line that made it.
    pub line: Option<String>,
    /// Whether it keeps the event loop alive; `None` when that is not known.
    pub referenced: Option<bool>,
    /// What became of the calls of a ThreadsafeFunction, in words.
    pub calls: Option<String>,
}

/// A native function that was entered and not left.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Where JavaScript called it.
    pub site: Option<String>,
}

/// A call by which a program sends itself a signal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sends {
    /// `process.kill` or `process.abort`.
    pub call: String,
    /// The signal, by name or by number.
    pub signal: String,
    /// From there.
    pub site: Option<String>,
}

/// Something that held the event loop.
#[derive(Debug, Clone)]
pub struct Gone {
    /// What.
    pub resource: Resource,
    /// When it was made, on the clock of `Findings::exit_time`.
    pub made: u64,
    /// When it went.
    pub gone: u64,
}

/// A call of `process.reallyExit`, which lets no handler run.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SilentExit {
    /// From there.
    pub site: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "camelCase")]
enum Line {
    Load {
        thread: u64,
    },
    Loaded {
        thread: u64,
    },
    Enter {
        thread: u64,
        #[serde(flatten)]
        call: Call,
    },
    Leave {
        thread: u64,
    },
    Made {
        id: u64,
        #[serde(rename = "type")]
        kind: String,
        native: bool,
        site: String,
        by: Option<String>,
        #[serde(default)]
        time: u64,
    },
    Gone {
        id: u64,
        #[serde(default)]
        time: u64,
        referenced: Option<bool>,
    },
    Alive {
        id: u64,
        referenced: Option<bool>,
    },
    Dump,
    ReallyExit(SilentExit),
    Sends(Sends),
    Rejected {
        site: Option<String>,
    },
    Exiting {
        time: Option<u64>,
        pending: Option<String>,
    },
    Exited,
    #[serde(other)]
    Other,
}

impl Resource {
    /// Whether it is of Node-API's: a ThreadsafeFunction, or asynchronous work.
    pub fn is_node_api(&self) -> bool {
        self.native || self.name().starts_with("async work")
    }

    /// What it is called where people speak of it.
    pub fn name(&self) -> String {
        match self.kind.as_str() {
            "napi_rs_threadsafe_function" => "ThreadsafeFunction".to_owned(),
            "napi_resolve_deferred" => "unsettled Deferred".to_owned(),
            "Timeout" => "timer".to_owned(),
            "TCPSERVERWRAP" | "PIPESERVERWRAP" => "server".to_owned(),
            "TCPWRAP" | "TCPSOCKETWRAP" | "PIPEWRAP" | "UDPWRAP" => "socket or pipe".to_owned(),
            "PROCESSWRAP" => "child process".to_owned(),
            "WORKER" => "worker".to_owned(),
            "MESSAGEPORT" => "message port".to_owned(),
            "FSEVENTWRAP" | "STATWATCHER" => "file watcher".to_owned(),
            "SIGNALWRAP" => "signal handler".to_owned(),
            // napi-rs gives its async work no name.
            "undefined" | "napi_rs_async_work" => "async work".to_owned(),
            // As the library tells them.
            kind if kind.ends_with('`') => kind.to_owned(),
            kind if kind.contains("work") => format!("async work ({kind})"),
            kind if self.native => format!("native handle ({kind})"),
            kind => kind.to_owned(),
        }
    }
}

/// What is gone after so many nanoseconds has held nobody up.
const BRIEF: u64 = 10_000_000;

/// Each thread numbers its resources from a multiple of this on: see `ofThread` in the probe.
const RESOURCES: u64 = 1 << 32;

impl Findings {
    fn calls_of(&mut self, thread: u64) -> &mut Vec<Call> {
        match thread {
            0 => &mut self.calls,
            worker => self.calls_of_workers.entry(worker).or_default(),
        }
    }
}

/// Reads the probe's log; a line that is not whole, as a crash may leave it, is passed over.
pub fn read(log: &Path) -> Findings {
    let text = std::fs::read(log).unwrap_or_default();
    understand(&String::from_utf8_lossy(&text))
}

fn understand(log: &str) -> Findings {
    let mut findings = Findings::default();
    let mut alive = BTreeMap::new();
    for line in log
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
    {
        match line {
            Line::Load { thread } => drop(findings.loading.insert(thread)),
            Line::Loaded { thread } => drop(findings.loading.remove(&thread)),
            Line::Enter { thread, call } => findings.calls_of(thread).push(call),
            Line::Leave { thread } => drop(findings.calls_of(thread).pop()),
            Line::Made {
                id,
                kind,
                native,
                site,
                by,
                time,
            } => {
                // What a module makes for itself while it is loaded is no doing of the program's.
                if findings.loading.contains(&(id / RESOURCES)) {
                    continue;
                }
                let made = Resource {
                    kind,
                    native,
                    site,
                    by,
                    line: None,
                    referenced: None,
                    calls: None,
                };
                alive.insert(id, (made, time));
            }
            Line::Gone {
                id,
                time: gone,
                referenced,
            } => {
                let Some((resource, made)) = alive.remove(&id) else {
                    continue;
                };
                if referenced == Some(true) && gone.saturating_sub(made) > BRIEF {
                    let gone = Gone {
                        resource,
                        made,
                        gone,
                    };
                    findings.gone.push(gone);
                }
            }
            Line::Alive { id, referenced } => {
                if let Some((resource, _)) = alive.get_mut(&id) {
                    resource.referenced = referenced;
                }
            }
            Line::Dump => findings.answered = true,
            Line::ReallyExit(call) if !findings.exiting => findings.silent_exit = Some(call),
            Line::Sends(sends) => findings.sends = Some(sends),
            Line::Rejected { site } => findings.rejected = site,
            Line::Exiting { time, pending } => {
                findings.exit_time = time;
                findings.pending = pending;
                findings.exiting = true;
                findings.ends_by_collection = findings.answered;
            }
            Line::Exited => findings.exited = true,
            Line::ReallyExit(_) | Line::Other => {}
        }
    }
    let alive = alive.into_values();
    findings.alive = alive.map(|(resource, _)| resource).collect();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_and_is_not_gone_is_alive_and_what_was_not_left_is_being_called() {
        let findings = understand(
            r#"{"event":"load","thread":0,"file":"/a.node"}
{"event":"loaded","thread":0}
{"event":"enter","thread":0,"name":"StrongLogger","site":"a.mjs:3:16"}
{"event":"made","id":7,"type":"napi_rs_threadsafe_function","native":true,"site":"a.mjs:3:16","by":"StrongLogger"}
{"event":"enter","thread":1,"name":"block","site":"w.mjs:2:1"}
{"event":"leave","thread":0}
{"event":"made","id":8,"type":"Timeout","native":false,"site":"a.mjs:9:1"}
{"event":"gone","id":8}
{"event":"enter","thread":0,"name":"block","site":"a.mjs:12:1"}
{"event":"alive","id":7,"referenced":true}
{"event":"dump"}
{"event":"ente"#,
        );
        assert_eq!(findings.alive.len(), 1);
        assert_eq!(findings.alive[0].name(), "ThreadsafeFunction");
        assert_eq!(findings.alive[0].referenced, Some(true));
        assert_eq!(findings.calls.len(), 1);
        assert_eq!(findings.calls[0].name, "block");
        assert_eq!(findings.calls_of_workers[&1].len(), 1);
        assert!(findings.answered && findings.loading.is_empty());
    }
}
