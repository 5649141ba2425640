//! Endings, and the promises of a header that are judged on every run.

use crate::project::Project;

/// A program that nothing can wake: both ends of the channel are its own.
const IDLE: &str =
    "globalThis.channel = new MessageChannel(); channel.port1.on('message', () => {});";

/// The JSON line of the one run of a project.
#[track_caller]
fn ran(header: &str, program: &str) -> serde_json::Value {
    let project = Project::with("one", header, program);
    let outcome = project.run_scenarios(&["--accept", "--format", "json"]);
    let mut lines = outcome.json();
    assert_eq!(lines.len(), 2, "{}", outcome.stdout);
    lines.remove(0)
}

#[track_caller]
fn reasons(line: &serde_json::Value) -> String {
    line["reasons"].to_string()
}

#[test]
fn an_exit_keeps_its_code() {
    let line = ran("[expect]\nend = \"exit 3\"", "process.exitCode = 3;");
    assert_eq!(
        (line["verdict"].as_str(), line["ending"]["code"].as_i64()),
        (Some("passed"), Some(3))
    );
    let line = ran("", "process.exitCode = 3;");
    assert_eq!(line["verdict"], "failed");
    assert!(
        reasons(&line).contains("ended with `exit 3`; expected `exit 0`"),
        "{line}"
    );
}

#[test]
fn an_uncaught_exception_is_told_from_an_exit_with_the_same_code() {
    for program in [
        "throw new TypeError('boom');",
        "Promise.reject(new Error('boom'));",
    ] {
        assert_eq!(
            ran("[expect]\nend = \"uncaught\"", program)["ending"]["kind"],
            "uncaught"
        );
        assert_eq!(
            ran("[expect]\nend = \"exit 1\"", program)["verdict"],
            "failed"
        );
    }
    let line = ran(
        "[expect]\nend = \"uncaught\"",
        "console.error('Error: no'); process.exit(1);",
    );
    assert_eq!(line["ending"]["kind"], "exit");
    assert_eq!(line["verdict"], "failed");
}

#[test]
fn a_crash_is_named_by_its_signal_and_a_kill_from_outside_is_no_crash() {
    let line = ran("[expect]\nend = \"crash\"", "process.abort();");
    assert_eq!(
        (line["verdict"].as_str(), line["ending"]["signal"].as_str()),
        (Some("passed"), Some("SIGABRT"))
    );
    let line = ran("[expect]\nend = \"crash SIGSEGV\"", "process.abort();");
    assert!(
        reasons(&line).contains("ended with `crash SIGABRT`; expected `crash SIGSEGV`"),
        "{line}"
    );
    let line = ran(
        "[expect]\nend = \"crash\"",
        "process.kill(process.pid, 'SIGKILL');",
    );
    assert!(reasons(&line).contains("killed by SIGKILL"), "{line}");
}

#[test]
fn an_idle_loop_is_proven_to_hang_long_before_its_deadline() {
    let line = ran(
        "timeout = \"600s\"\n[expect]\nend = \"hang\"\nhang = \"idle\"",
        IDLE,
    );
    assert_eq!(
        (line["verdict"].as_str(), line["ending"]["hang"].as_str()),
        (Some("passed"), Some("idle"))
    );
}

#[test]
fn a_blocked_main_thread_is_proven_to_hang_long_before_its_deadline() {
    let line = ran(
        "timeout = \"600s\"\n[expect]\nend = \"hang\"\nhang = \"blocked\"",
        "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    );
    assert_eq!(
        (line["verdict"].as_str(), line["ending"]["hang"].as_str()),
        (Some("passed"), Some("blocked"))
    );
}

#[test]
fn a_process_that_stopped_itself_is_a_hang() {
    let line = ran(
        "timeout = \"600s\"\n[expect]\nend = \"hang\"\nhang = \"stopped\"",
        "process.kill(process.pid, 'SIGSTOP');",
    );
    assert_eq!(
        (line["verdict"].as_str(), line["ending"]["hang"].as_str()),
        (Some("passed"), Some("stopped"))
    );
}

#[test]
fn a_hang_of_another_kind_than_demanded_fails() {
    let line = ran(
        "timeout = \"600s\"\n[expect]\nend = \"hang\"\nhang = \"blocked\"",
        IDLE,
    );
    assert!(
        reasons(&line).contains("(hang, idle) and was ended; expected `hang, blocked`"),
        "{line}"
    );
}

#[test]
fn a_scenario_that_is_merely_slow_is_not_taken_for_a_hang() {
    // Three windows of stillness pass before the timer fires; only the timer's wait tells it from a hang.
    let line = ran("[expect]\nend = \"hang\"", "setTimeout(() => {}, 900);");
    assert_eq!(line["ending"]["kind"], "exit", "{line}");
    assert_eq!(line["verdict"], "failed");
}

#[test]
fn a_process_that_waits_for_its_child_says_so_when_its_time_is_over() {
    let line = ran(
        "timeout = \"3s\"",
        "import { spawn } from 'node:child_process';\nspawn('sleep', ['600'], { stdio: 'ignore' });",
    );
    assert_eq!(line["ending"]["kind"], "timeout", "{line}");
    let cause = line["cause"].as_str().expect("a cause");
    assert!(cause.contains("it waits for a child process"), "{cause}");
}

#[test]
fn a_process_that_waits_for_its_child_is_not_taken_for_a_hang() {
    let line = ran(
        "[expect]\nend = \"hang\"",
        "import { spawn } from 'node:child_process';\nspawn('sleep', ['0.9'], { stdio: 'ignore' });",
    );
    assert_eq!(line["ending"]["kind"], "exit", "{line}");
}

#[test]
fn an_end_that_comes_too_late_after_the_last_line_fails() {
    let line = ran("[expect]\nwithin = \"50ms\"", "setTimeout(() => {}, 400);");
    assert!(
        reasons(&line).contains("after its last line; expected within 50 ms"),
        "{line}"
    );
    assert!(line["exitDelayMs"].as_u64() >= Some(350), "{line}");
    assert_eq!(ran("[expect]\nwithin = \"30s\"", "")["verdict"], "passed");
    let line = ran(
        "[expect]\nwithin = \"30s\"",
        "process.exit(0);\nconsole.log('never');",
    );
    assert!(
        reasons(&line).contains("never reached its last line"),
        "{line}"
    );
}

#[test]
fn a_callback_called_too_seldom_or_too_often_fails_with_its_place() {
    let program =
        "import { mustCall } from '#harness';\nconst f = mustCall(function onData() {}, 2);\nf();";
    let line = ran("", program);
    assert!(
        reasons(&line).contains("onData at scenarios/one.mjs:6:11 was called once, not 2 times"),
        "{line}"
    );
    let line = ran(
        "",
        "import { mustNotCall } from '#harness';\nmustNotCall('late data')();",
    );
    assert!(reasons(&line).contains("late data at "), "{line}");
    assert_eq!(
        ran("", "import { mustCall } from '#harness';\nmustCall()();")["verdict"],
        "passed"
    );
}

#[test]
fn an_event_survives_a_crash_on_the_next_line() {
    let project = Project::with(
        "one",
        "[expect]\nend = \"crash\"",
        "import { record } from '#harness';\nconsole.log('before');\nrecord('step', { n: 1 });\nprocess.abort();",
    );
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(
        project
            .read("snapshots/one.snap")
            .contains("stdout:\n| before\n* step {\"n\":1}\nstderr")
    );
}

#[test]
fn line_numbers_in_stacks_are_those_of_the_source_file() {
    let project = Project::with(
        "one",
        "[expect]\nend = \"uncaught\"",
        "\n\nthrow new Error('here');",
    );
    project.run_scenarios(&["--accept"]).exits(0);
    let line = project
        .read("scenarios/one.mjs")
        .lines()
        .position(|line| line.starts_with("throw"))
        .expect("there")
        + 1;
    assert!(
        project
            .read("snapshots/one.snap")
            .contains(&format!("scenarios/one.mjs:{line}"))
    );
}
