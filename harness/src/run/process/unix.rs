//! Processes on Unix.
//!
//! One thread waits for the process to end (`waitid` with `WNOWAIT`, so that the process stays a zombie and its group's
//! number cannot be given to anybody else before the group has been ended), and one `poll` waits for everything else.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use super::reap::{reap, reap_rest};
use super::watch::{Stuck, Watch};
use super::{Finished, Invocation, Orphans, OutputTo, Tracers, mark, orphans, tracer};
use crate::output::Relay;
use crate::run::children::{self, Role};
use crate::run::{Supervision, clock};

/// How long a stream may stay open after its process has ended, before its holder is reported.
pub const DRAIN: Duration = Duration::from_millis(200);

pub fn run(
    invocation: &Invocation,
    supervision: &Supervision,
    stuck: Stuck<'_>,
) -> io::Result<Finished> {
    let started = clock::now();
    let mark = mark::next(invocation.orphans);
    let mut child = spawn(invocation, &mark)?;
    let group = Pid::from_child(&child);
    supervision.warden.started(group);
    let watch = Watch::new(&mut child, group, &mark, invocation.output, supervision);
    let watched = watch.map(|watch| {
        watch.until_ended(
            invocation.timeout.map(|timeout| started + timeout),
            invocation.hang,
            stuck,
        )
    });
    let orphans = match invocation.orphans {
        Orphans::End => orphans::settled(group, &mark, clock::now() + DRAIN),
        Orphans::Leave => Vec::new(),
    };
    // Whatever happened above: nothing of the group stays, and nothing that has left the group.
    signal_group(group, Signal::KILL);
    let (status, usage) = reap(group)?;
    reap_rest(group);
    match invocation.orphans {
        Orphans::End => orphans::end(group, &mark),
        Orphans::Leave => children::lock().set_strays_free(),
    }
    children::reap_strays();
    supervision.warden.ended(group);
    let watched = watched?;
    Ok(Finished {
        status,
        usage,
        duration: watched.ended - started,
        ended: watched.ended,
        stdout: watched.stdout,
        stderr: watched.stderr,
        stopped: watched.stopped,
        threads: watched.threads,
        wakers: watched.wakers,
        orphans: orphans.into_iter().map(|orphan| orphan.name).collect(),
        held: watched.held,
    })
}

/// A shell that runs `command`.
pub fn shell(command: &str) -> (std::path::PathBuf, Vec<std::ffi::OsString>) {
    ("/bin/sh".into(), vec!["-c".into(), command.into()])
}

fn spawn(invocation: &Invocation, mark: &str) -> io::Result<Child> {
    let mut command = Command::new(&invocation.program);
    command
        .args(&invocation.arguments)
        .current_dir(&invocation.folder)
        .env_clear()
        .envs(&invocation.environment)
        .env(mark::VARIABLE, mark)
        .stdin(Stdio::null())
        .process_group(0);
    match invocation.output {
        OutputTo::Capture(_) => command.stdout(Stdio::piped()).stderr(Stdio::piped()),
        OutputTo::Stderr if Relay::is_needed() => return spawn_into_one_pipe(command),
        OutputTo::Stderr => command.stdout(io::stderr()).stderr(Stdio::inherit()),
    };
    if invocation.tracers == Tracers::Harness {
        tracer::allow_this_process(&mut command);
    }
    #[cfg(target_os = "linux")]
    if let Some(cpus) = invocation.cpus {
        super::affinity::limit(&mut command, cpus)?;
    }
    children::start(&mut command, Role::Run)
}

/// Both streams come out of what is the child's `stdout`, so that their order is kept.
fn spawn_into_one_pipe(mut command: Command) -> io::Result<Child> {
    let (reader, writer) = io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = children::start(&mut command, Role::Run)?;
    // With the command goes the harness's own end for writing, which would keep the pipe open.
    drop(command);
    child.stdout = Some(OwnedFd::from(reader).into());
    Ok(child)
}

/// Asks by SIGUSR2; `false` where nobody would hear it.
pub fn ask(process: Pid) -> bool {
    // The process has not been reaped, so the number is still its own.
    can_be_asked(process) && kill_process(process, Signal::USR2).is_ok()
}

/// Whether a process has a handler for SIGUSR2, which ends it otherwise.
#[cfg(target_os = "linux")]
pub fn can_be_asked(process: Pid) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"));
    // proc(5): a bit for each signal, the lowest for signal 1.
    let status = status.unwrap_or_default();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let caught = caught.and_then(|caught| u64::from_str_radix(caught.trim(), 16).ok());
    caught.is_some_and(|caught| caught >> (Signal::USR2.as_raw() - 1) & 1 == 1)
}

/// It is not known here.
#[cfg(not(target_os = "linux"))]
pub fn can_be_asked(_process: Pid) -> bool {
    true
}

/// Sends a signal to every member of a group whose leader has not been reaped.
pub fn signal_group(group: Pid, signal: Signal) {
    // The number is still the group's own, because its leader has not been reaped.
    let _ = kill_process_group(group, signal);
}

/// `SIGSEGV` for 11.
pub fn name_of_signal(signal: i32) -> String {
    signal_hook::low_level::signal_name(signal)
        .map_or_else(|| format!("signal {signal}"), str::to_owned)
}
