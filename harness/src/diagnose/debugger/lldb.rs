//! lldb's arguments.

use std::ffi::OsString;

use rustix::process::Pid;

use super::{EXITS, FRAMES};
use crate::run::process::Invocation;

/// Frames as gdb writes them.
const FORMAT: &str = "settings set frame-format \"#${frame.index}  ${function.name-without-args} (){ at ${line.file.fullpath}:${line.number}}{ from ${module.file.fullpath}}\\n\"";
/// Threads above their stacks as gdb writes them.
const STACKS: &str = "settings set thread-stop-format \"Thread ${thread.index} (LWP ${thread.id%tid} \\\"${thread.name}\\\")\\n\"";
/// Threads that stop as gdb writes them.
const THREADS: &str = "settings set thread-stop-format \"Thread ${thread.index} \\\"${thread.name}\\\" hit {${thread.stop-reason}}\\n\"";

/// Shows the threads of a running process.
pub fn attach(process: Pid) -> Vec<OsString> {
    let backtrace = format!("thread backtrace -c {FRAMES} all");
    let mut arguments = batch(&[FORMAT, STACKS, &backtrace], "-o");
    arguments.extend(["-p".into(), process.to_string().into()]);
    arguments
}

/// Runs a program until it crashes. What follows a crash are commands of another kind.
pub fn run(invocation: &Invocation) -> Vec<OsString> {
    let launch = "process launch -o /dev/null -e /dev/null -i /dev/null";
    let backtrace = format!("thread backtrace -c {FRAMES}");
    let mut arguments = batch(&[FORMAT, launch], "-o");
    arguments.extend(["-k".into(), backtrace.into(), "-k".into(), "quit".into()]);
    arguments.extend(["--".into(), invocation.program.clone().into()]);
    arguments.extend(invocation.arguments.iter().cloned());
    arguments
}

/// Runs a program until something calls exit(3) or a function like it.
pub fn until_exit(invocation: &Invocation) -> Vec<OsString> {
    let names = EXITS.map(|function| format!("--name {function}"));
    let breakpoint = format!("breakpoint set {}", names.join(" "));
    let launch = "process launch -o /dev/null -e /dev/null -i /dev/null";
    let backtrace = format!("thread backtrace -c {FRAMES}");
    let mut arguments = batch(&[FORMAT, THREADS, &breakpoint, launch, &backtrace], "-o");
    arguments.extend(["--".into(), invocation.program.clone().into()]);
    arguments.extend(invocation.arguments.iter().cloned());
    arguments
}

fn batch(commands: &[&str], flag: &str) -> Vec<OsString> {
    let commands = commands
        .iter()
        .flat_map(|command| [flag.into(), OsString::from(command)]);
    ["--batch".into(), "--no-lldbinit".into()]
        .into_iter()
        .chain(commands)
        .collect()
}
