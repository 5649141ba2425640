//! Signals: what the harness was told to ignore it ignores.

mod project;

use std::os::unix::process::CommandExt;

use project::{Pipe, Project, Running};

/// A project whose scenario `waits` tells its process's id through the first pipe, and ends when the second one tells it to.
fn waiting(header: &str) -> (Project, Pipe, Pipe) {
    let project = Project::new();
    let (at_work, go_on) = (project.pipe("at-work"), project.pipe("go-on"));
    let program = format!(
        "import fs from 'node:fs';\nfs.writeFileSync({:?}, `${{process.pid}}`);\nfs.readSync(fs.openSync({:?}), Buffer.alloc(1));\nconsole.log('went on');",
        at_work.path(),
        go_on.path()
    );
    project.scenario("waits", header, &program);
    (project, at_work, go_on)
}

/// The harness, with what `prepare` does to its process before it begins.
fn start_prepared(project: &Project, prepare: fn() -> i32) -> Running {
    let mut command = project.std_harness(&["scenario", "run", "--accept"]);
    let prepare = move || match prepare() {
        -1 => Err(std::io::Error::last_os_error()),
        _ => Ok(()),
    };
    // SAFETY: all that is done there is one system call.
    unsafe { command.pre_exec(prepare) };
    Running::start(command)
}

fn ignore(signal: i32) -> i32 {
    // SAFETY: SIG_IGN is no function of ours.
    unsafe { libc::signal(signal, libc::SIG_IGN) };
    0
}

#[test]
fn a_signal_that_was_ignored_at_the_start_stays_ignored() {
    let cases: [(i32, fn() -> i32); 4] = [
        // nohup
        (libc::SIGHUP, || ignore(libc::SIGHUP)),
        // The background jobs of a shell that is a script's.
        (libc::SIGINT, || ignore(libc::SIGINT)),
        (libc::SIGTERM, || ignore(libc::SIGTERM)),
        (libc::SIGTSTP, || ignore(libc::SIGTSTP)),
    ];
    for (signal, prepare) in cases {
        let (project, at_work, go_on) = waiting("");
        let harness = start_prepared(&project, prepare);
        at_work.wait();
        harness.send(signal);
        let _told = go_on.tell();
        harness.wait().exits(0).prints("1 passed");
    }
}
