//! The native stack of a process, from gdb or lldb, with the names and lines of Rust functions.

mod gdb;
mod lldb;
mod lock;
mod output;
mod refusal;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use regex::Regex;
use rustix::process::Pid;

use self::output::understand_threads;
use self::refusal::Refusal;
use super::backtrace::{Backtrace, FRAMES};
use super::lives::thread_in_words;
use crate::duration::for_people;
use crate::run::Supervision;
use crate::run::capture::Keep;
use crate::run::environment::{self, Variables};
use crate::run::process::{self, Invocation, Orphans, OutputTo, Stopped, Tracers};

pub use lock::Holder;
pub use output::{ThreadStack, understand};

/// A debugger reads the symbols of a whole runtime; on a busy machine that takes lldb more than a minute.
const TIMEOUT: Duration = Duration::from_secs(180);

/// The C library's functions that end a process with a code.
const EXITS: [&str; 4] = ["exit", "_exit", "_Exit", "quick_exit"];

/// What the C library says of EPERM.
const EPERM: &str = "Operation not permitted";

/// Native code that ended the process with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NativeExit {
    /// The name of the thread; `None` where it is the main one.
    pub thread: Option<String>,
    /// Its stack.
    pub backtrace: Backtrace,
}

/// There is no debugger, or it does not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Missing {
    /// None is installed.
    #[error("install gdb or lldb to see the native stack here, for example with `apt install gdb`")]
    NotInstalled,
    /// It was not allowed to.
    #[error("the debugger was not allowed to attach: {0}")]
    NotAllowed(Refusal),
    /// The program did not crash in it.
    #[error("it did not crash in the debugger")]
    NoCrash,
    /// It failed.
    #[error("the debugger could not show the native stack: {0}")]
    Failed(String),
}

/// A debugger on this machine.
enum Debugger {
    Gdb(PathBuf),
    Lldb(PathBuf),
}

/// The stacks of the threads of a process.
#[derive(Debug, Clone, Default)]
pub struct Stacks {
    /// Of the main one.
    pub main: Backtrace,
    /// Who holds the lock that the main one waits for.
    pub lock_of_main: Option<Holder>,
    /// Of the others; each is called as `thread_in_words` does.
    pub others: Vec<ThreadStack>,
}

/// The stacks of a running process, which goes on afterwards.
pub fn attach(process: Pid, supervision: &Supervision) -> Result<Stacks, Missing> {
    let (program, arguments) = match Debugger::find()? {
        Debugger::Gdb(program) => (program, gdb::attach(process)),
        Debugger::Lldb(program) => (program, lldb::attach(process)),
    };
    let asked = ask(
        &Invocation {
            program,
            arguments,
            folder: "/".into(),
            environment: in_english(environment::own()),
            timeout: Some(TIMEOUT),
            output: OutputTo::Capture(Keep::Ends),
            orphans: Orphans::End,
            hang: None,
            cpus: None,
            tracers: Tracers::Usual,
        },
        supervision,
    );
    // While the process is still there to be looked at.
    asked
        .map(|(said, backtrace)| {
            // lldb names the main thread before it shows any, too.
            let all = understand_threads(&said).into_iter();
            let shown = all.filter(|thread| !thread.backtrace.frames.is_empty());
            let id = process.as_raw_nonzero().get();
            let (main, mut others) = shown.partition::<Vec<_>, _>(|thread| thread.is_main_of(id));
            let main = main.into_iter().next_back();
            let name = main.as_ref().map(|main| main.name.clone());
            for thread in &mut others {
                thread.name = thread_in_words(Some(&thread.name), name.as_deref());
                let id = thread.id;
                thread.lock = id.and_then(|id| lock::holder(process, id, &thread.backtrace));
            }
            let main = match main {
                Some(main) => main.backtrace,
                // It names no thread, and shows one.
                None if others.is_empty() => backtrace,
                None => Backtrace::default(),
            };
            Stacks {
                lock_of_main: lock::holder(process, id, &main),
                main,
                others,
            }
        })
        .map_err(|missing| missing.explained(|| refusal::find(process)))
}

/// A thread that a signal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Died {
    /// The main one.
    Main,
    /// Another one.
    Elsewhere,
}

/// A crash, as a debugger saw it.
#[derive(Debug)]
pub struct Crash {
    /// The thread; `None` where the debugger does not say.
    pub died_on: Option<Died>,
    /// Its stack.
    pub backtrace: Backtrace,
}

/// Runs `invocation` once more, in a debugger, and looks at the thread that crashes.
pub fn run(invocation: &Invocation, supervision: &Supervision) -> Result<Crash, Missing> {
    let (program, arguments) = match Debugger::find()? {
        Debugger::Gdb(program) => (program, gdb::run(invocation)),
        Debugger::Lldb(program) => (program, lldb::run(invocation)),
    };
    let (said, backtrace) = rerun(invocation, program, arguments, supervision)?;
    Ok(Crash {
        died_on: died_on(&said),
        backtrace,
    })
}

/// gdb: `Thread 5 "name" received signal`, and `Program` where there is one alone; lldb: `* thread #5, ... stop reason = signal`.
fn died_on(said: &str) -> Option<Died> {
    static SIGNAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?m)^(?:(Program)|Thread ([\d.]+) .*) received signal |^\* thread #(\d+),.* stop reason = (?:signal|.*fault)",
        )
        .expect("a valid pattern")
    });
    let found = SIGNAL.captures_iter(said).last()?;
    let number = found.get(2).or(found.get(3)).map(|number| number.as_str());
    Some(match number {
        None | Some("1" | "1.1") => Died::Main,
        Some(_) => Died::Elsewhere,
    })
}

/// The stack of the thread that crashes when `invocation` is run once more, in gdb, with these variables in its environment, and the address
/// that it must not touch, where that is why.
pub fn run_with(
    invocation: &Invocation,
    variables: &Variables,
    supervision: &Supervision,
) -> Result<(Option<u64>, Backtrace), Missing> {
    let Debugger::Gdb(program) = Debugger::find()? else {
        return Err(Missing::NotInstalled);
    };
    let changed = variables
        .iter()
        .filter(|(name, value)| invocation.environment.get(*name) != Some(*value));
    let arguments = gdb::run_with(invocation, changed);
    let (said, backtrace) = rerun(invocation, program, arguments, supervision)?;
    static ADDRESS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^\$1 = 0x([0-9a-f]+)$").expect("a valid pattern"));
    let address = ADDRESS.captures(&said);
    let address = address.and_then(|found| u64::from_str_radix(&found[1], 16).ok());
    Ok((address, backtrace))
}

/// Who calls exit(3), or a function like it, when `invocation` is run once more, in a debugger. At an end in JavaScript it is the
/// runtime itself.
pub fn exit(invocation: &Invocation, supervision: &Supervision) -> Result<NativeExit, Missing> {
    let (program, arguments) = match Debugger::find()? {
        Debugger::Gdb(program) => (program, gdb::until_exit(invocation)),
        Debugger::Lldb(program) => (program, lldb::until_exit(invocation)),
    };
    let (said, backtrace) = rerun(invocation, program, arguments, supervision)?;
    static THREAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?m)^Thread ([\d.]+) "([^"]*)".* hit "#).expect("a valid pattern")
    });
    Ok(NativeExit {
        thread: THREAD
            .captures(&said)
            .filter(|found| !["1", "1.1"].contains(&&found[1]))
            .map(|found| found[2].to_owned()),
        backtrace,
    })
}

/// What the debugger says of `invocation`, run once more in it, and the stack there.
fn rerun(
    invocation: &Invocation,
    program: PathBuf,
    arguments: Vec<OsString>,
    supervision: &Supervision,
) -> Result<(String, Backtrace), Missing> {
    // The program sees no more of the user's environment than in its first run.
    let debugger = Invocation {
        program,
        arguments,
        timeout: Some(TIMEOUT),
        hang: None,
        tracers: Tracers::Usual,
        ..invocation.clone()
    };
    ask(&debugger, supervision).map_err(|missing| missing.explained(refusal::of_any))
}

impl Missing {
    /// With the reason, where it is that the system refused.
    fn explained(self, refusal: impl FnOnce() -> Refusal) -> Self {
        match self {
            Self::Failed(said) if said.contains(EPERM) => Self::NotAllowed(refusal()),
            other => other,
        }
    }
}

/// What the debugger says is read.
fn in_english(mut environment: Variables) -> Variables {
    environment.insert("LC_ALL".into(), "C".into());
    environment
}

impl Debugger {
    /// gdb, or else lldb, where the user has it.
    fn find() -> Result<Self, Missing> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let program = |name: &str| {
            let mut programs = std::env::split_paths(&path).map(|folder| folder.join(name));
            programs.find(|program| program.is_file())
        };
        let lldb = || program("lldb").map(Self::Lldb);
        program("gdb")
            .map(Self::Gdb)
            .or_else(lldb)
            .ok_or(Missing::NotInstalled)
    }
}

/// What the debugger says, and the stack in it.
fn ask(invocation: &Invocation, supervision: &Supervision) -> Result<(String, Backtrace), Missing> {
    let finished = process::run(invocation, supervision)
        .map_err(|error| Missing::Failed(error.to_string()))?;
    let said = text(&finished.stdout.finish().bytes);
    let backtrace = understand(&said);
    if backtrace.frames.is_empty() {
        let stderr = text(&finished.stderr.finish().bytes);
        return Err(without_stack(finished.stopped, &stderr));
    }
    Ok((said, backtrace))
}

/// Why a debugger that was stopped so, if it was, and said this, showed no stack.
fn without_stack(stopped: Option<Stopped>, stderr: &str) -> Missing {
    match stopped {
        Some(Stopped::Interrupted) => Missing::Failed("interrupted".into()),
        // What it may have said before is not why.
        Some(_) => Missing::Failed(format!("it had not ended after {}", for_people(TIMEOUT))),
        None => complaint(stderr).map_or(Missing::NoCrash, Missing::Failed),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What it complains of; `None` where it does of nothing.
fn complaint(stderr: &str) -> Option<String> {
    // gdb has some advice of its own before it says what the system said.
    let refusal = stderr.lines().find(|line| line.contains(EPERM));
    let mut complaints = stderr.lines().filter(|line| is_complaint(line));
    refusal.or_else(|| complaints.next()).map(str::to_owned)
}

/// Whether a line says that the debugger failed. That there is no stack is what gdb says of a program that has ended by itself.
fn is_complaint(line: &str) -> bool {
    let line = line.trim();
    !line.to_lowercase().starts_with("warning") && !line.is_empty() && line != "No stack."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_did_not_crash_in_the_debugger_is_no_failure_of_it() {
        assert!(!is_complaint("No stack."));
        assert!(!is_complaint(
            "warning: Error disabling address space randomization"
        ));
        assert!(is_complaint("/usr/bin/x: No such file or directory."));
    }

    #[test]
    fn a_debugger_that_was_stopped_says_nothing_of_a_crash() {
        let noise = "/bin/lsb_release: 33: getopt: not found\n";
        for stderr in ["", noise] {
            let missing = without_stack(Some(Stopped::Deadline), stderr).to_string();
            assert!(
                missing.ends_with("it had not ended after 3 min 0 s"),
                "{missing}"
            );
        }
        assert!(matches!(
            without_stack(None, "No stack.\n"),
            Missing::NoCrash
        ));
        let failed = without_stack(None, noise).to_string();
        assert!(failed.ends_with("getopt: not found"), "{failed}");
    }

    #[test]
    fn the_thread_that_died_is_read_in_the_words_of_either_debugger() {
        let died = |said| died_on(said);
        assert_eq!(
            died("Program received signal SIGSEGV, Segmentation fault.\n"),
            Some(Died::Main)
        );
        assert_eq!(
            died("Thread 1 \"node\" received signal SIGABRT, Aborted.\n"),
            Some(Died::Main)
        );
        assert_eq!(
            died("Thread 12 \"wor ker\" received signal SIGABRT, Aborted.\n"),
            Some(Died::Elsewhere)
        );
        assert_eq!(
            died("* thread #3, name = 'x', stop reason = signal SIGSEGV: address not mapped\n"),
            Some(Died::Elsewhere)
        );
        assert_eq!(died("[Inferior 1 (process 7) exited normally]\n"), None);
    }
}
