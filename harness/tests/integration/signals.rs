//! Signals: what the harness was told to ignore it ignores, and Ctrl-Z stops all that it started.

use std::os::unix::process::CommandExt;
use std::time::Duration;

use crate::project::{Pipe, Project, Running, state_of, until};

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

/// In a group of its own, as shells start their jobs.
fn start_as_job(project: &Project) -> Running {
    let mut command = project.std_harness(&["scenario", "run", "--accept"]);
    command.process_group(0);
    Running::start(command)
}

fn stop(harness: &Running) {
    harness.send(libc::SIGTSTP);
    until("the harness is stopped", || {
        state_of(&harness.id().to_string()) == Some('T')
    });
}

#[test]
fn ctrl_z_stops_the_scenarios_and_the_clocks_until_they_go_on() {
    let (project, at_work, go_on) = waiting("timeout = \"2s\"");
    let harness = start_as_job(&project);
    let scenario = at_work.wait();
    stop(&harness);
    until("the scenario is stopped", || {
        state_of(&scenario) == Some('T')
    });
    // Not to order anything: time that passes meanwhile is what this is about.
    std::thread::sleep(Duration::from_secs(3));
    harness.send(libc::SIGCONT);
    let _told = go_on.tell();
    harness.wait().exits(0).prints("1 passed");
}

#[test]
fn a_scenario_that_had_stopped_itself_stays_stopped() {
    let (project, at_work, go_on) = waiting("");
    let stopped = project.pipe("stopped");
    let program = format!(
        "import fs from 'node:fs';\nfs.writeFileSync({:?}, `${{process.pid}}`);\nprocess.kill(process.pid, 'SIGSTOP');",
        stopped.path()
    );
    let header = "[expect]\nend = \"hang\"\nhang = \"stopped\"\nquiet = \"3s\"";
    project.scenario("stops", header, &program);
    let harness = start_as_job(&project);
    at_work.wait();
    let scenario = stopped.wait();
    until("it has stopped itself", || state_of(&scenario) == Some('T'));
    stop(&harness);
    harness.send(libc::SIGCONT);
    let _told = go_on.tell();
    harness.wait().exits(0).prints("2 passed");
}

#[test]
fn ctrl_z_is_passed_over_where_nobody_could_make_it_go_on() {
    let (project, at_work, go_on) = waiting("");
    // The leader of a session is in nobody's job control.
    // SAFETY: this call takes nothing.
    let harness = start_prepared(&project, || unsafe { libc::setsid() });
    at_work.wait();
    harness.send(libc::SIGTSTP);
    let _told = go_on.tell();
    harness.wait().exits(0).prints("1 passed");
}
