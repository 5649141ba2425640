//! gdb's arguments.

use std::ffi::OsString;

use rustix::process::Pid;

use super::{EXITS, FRAMES};
use crate::run::process::Invocation;

const SETTINGS: [&str; 6] = [
    "set debuginfod enabled off",
    "set pagination off",
    "set confirm off",
    "set width 0",
    "set print frame-arguments none",
    // A crate of a registry is compiled in its own folder, and its files look like the author's otherwise.
    "set filename-display absolute",
];

/// Shows the threads of a running process.
pub fn attach(process: Pid) -> Vec<OsString> {
    let mut arguments = batch(&[&format!("thread apply all bt {FRAMES}")]);
    arguments.extend(["-p".into(), process.to_string().into()]);
    arguments
}

/// Runs a program until it crashes.
pub fn run(invocation: &Invocation) -> Vec<OsString> {
    launch(invocation, Vec::new(), &[])
}

/// The same, with more in its environment, of which the debugger itself gets nothing; the address that must not be touched is shown, too.
pub fn run_with<'a>(
    invocation: &Invocation,
    variables: impl Iterator<Item = (&'a OsString, &'a OsString)>,
) -> Vec<OsString> {
    let set = variables.map(|(name, value)| {
        let mut command = OsString::from("set environment ");
        command.push(name);
        command.push(" = ");
        command.push(value);
        command
    });
    let before = [OsString::from("set startup-with-shell off")];
    let before = before.into_iter().chain(set).collect();
    // In the language of the frame the cast may mean nothing.
    let show = "p/x (unsigned long) $_siginfo._sifields._sigfault.si_addr";
    launch(invocation, before, &["set language c", show])
}

/// Runs a program until something calls exit(3) or a function like it.
pub fn until_exit(invocation: &Invocation) -> Vec<OsString> {
    // The C library is not loaded yet.
    let pending = [OsString::from("set breakpoint pending on")];
    let breakpoints = EXITS.map(|function| format!("break -qualified {function}").into());
    let before = pending.into_iter().chain(breakpoints).collect();
    launch(invocation, before, &[])
}

/// Runs a program, after these commands, until it stops; shows its stack, and what those behind it show.
fn launch(invocation: &Invocation, before: Vec<OsString>, behind: &[&str]) -> Vec<OsString> {
    let mut arguments = batch(&[
        // Runtimes send themselves signals: JavaScriptCore stops threads with SIGPWR to collect garbage.
        "handle all nostop noprint pass",
        "handle SIGSEGV SIGBUS SIGFPE SIGILL SIGABRT SIGSYS stop print",
        // The program's own output would stand between the frames.
        "set inferior-tty /dev/null",
    ]);
    let backtrace = format!("bt {FRAMES}");
    let run = ["run", &backtrace].map(OsString::from);
    let behind = behind.iter().map(OsString::from);
    for command in before.into_iter().chain(run).chain(behind) {
        arguments.extend(["-ex".into(), command]);
    }
    arguments.extend(["--args".into(), invocation.program.clone().into()]);
    arguments.extend(invocation.arguments.iter().cloned());
    arguments
}

fn batch(commands: &[&str]) -> Vec<OsString> {
    let commands = SETTINGS.iter().chain(commands);
    let commands = commands.flat_map(|command| ["-ex".into(), OsString::from(command)]);
    ["--batch".into(), "-nx".into()]
        .into_iter()
        .chain(commands)
        .collect()
}
