//! napi-harness: runs callback scenarios of a native Node.js addon, each in a process of its own, says how each ended,
//! and holds what it saw against accepted snapshots.
//!
//! Data goes one way: project, catalogue, selection, built addon and runtime, script, process, observation, transcript,
//! verdict, report. `docs/architecture.md` walks the rooms.

// They panic when a reader has left; `output` prints.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod addon;
pub mod advise;
pub mod cache;
pub mod cargo;
pub mod claims;
pub mod cli;
pub mod compare;
pub mod compile;
pub mod diagnose;
pub mod diagnostic;
pub mod dialect;
pub mod duration;
pub mod export;
pub mod history;
pub mod libtest;
pub mod load;
pub mod output;
pub mod preload;
pub mod project;
pub mod report;
pub mod run;
pub mod runtime;
pub mod scenario;
pub mod script;
pub mod session;
pub mod snapshot;
pub mod starter;
pub mod transcript;
pub mod typecheck;
pub mod verdict;
