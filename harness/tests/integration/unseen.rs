//! What JavaScript does not see: ends behind its back, panics in threads, exceptions that the runtime drops. No snapshot can accept
//! them; a header can demand them.

use crate::project::this_addon::{accepted, cause, project, says};
use crate::project::{Project, needs};
use serde_json::Value;

#[track_caller]
fn fails_with(line: &Value, part: &str) {
    assert_eq!(line["verdict"], "failed", "{line}");
    let reasons = line["reasons"].to_string();
    assert!(reasons.contains(part), "no {part:?} in {line}");
}

#[track_caller]
fn passes(line: &Value) {
    assert_eq!(line["verdict"], "passed", "{line}");
}

// Before Node.js 22 a thread of V8's that frees array buffers may crash once exit() has run: it is to be idle.
const ON_A_THREAD: &str = "import { exitOnThread } from '#addon';\nimport { gc } from '#harness';\nawait gc();\nexitOnThread(0);";
const WITHOUT_EVENT: &str = "without the `exit` event";

#[test]
fn an_end_behind_the_back_of_javascript_fails_with_its_own_reason() {
    fails_with(&accepted("", ON_A_THREAD), WITHOUT_EVENT);
    let in_a_call = "import { exitInNativeCode } from '#addon';\nexitInNativeCode(0);";
    fails_with(&accepted("", in_a_call), WITHOUT_EVENT);
    fails_with(&accepted("", "process.reallyExit(0);"), WITHOUT_EVENT);
    fails_with(
        &accepted("", "setTimeout(() => process.reallyExit(0), 1);"),
        WITHOUT_EVENT,
    );
    fails_with(
        &accepted("[expect]\nend = \"exit 3\"", "process.reallyExit(3);"),
        WITHOUT_EVENT,
    );
}

#[test]
fn a_header_can_demand_an_end_without_the_exit_event() {
    let header = "[expect]\nexit-event = false";
    passes(&accepted(header, ON_A_THREAD));
    fails_with(
        &accepted(header, "console.log('as usual');"),
        "the `exit` event came; expected none",
    );
}

#[test]
fn every_end_that_javascript_sees_has_its_exit_event() {
    for program in [
        "",
        "process.exit(0);",
        "process.exit();\nconsole.log('never');",
        "setTimeout(() => process.exit(0), 1);",
        "process.on('exit', () => process.exit(0));",
        "process.once('uncaughtException', () => process.exit(0));\nthrow new Error('survived');",
        "process.on('beforeExit', () => process.exit());",
        "process.removeAllListeners('beforeExit');\nprocess.stdout.write('no line feed');",
    ] {
        passes(&accepted("", program));
    }
    passes(&accepted(
        "[expect]\nend = \"exit 13\"",
        "await new Promise(() => {});",
    ));
    // Since Node.js 22, 0 counts as no code.
    passes(&accepted(
        "[expect]\nend = \"exit 4\"",
        "process.exitCode = 4;\nawait new Promise(() => {});",
    ));
}

#[test]
fn commonjs_has_its_exit_event_and_keeps_its_lines_and_its_strictness() {
    let project = Project::new();
    project.write(
        "scenarios/strict.cjs",
        "/*---\nsummary = \"x\"\n---*/\n'use strict';\nconsole.log((function () { return this; })(), new Error().stack.split('\\n')[1]);\nprocess.exit(0);\n",
    );
    project.write(
        "scenarios/sloppy.cjs",
        "/*---\nsummary = \"x\"\n---*/\nundeclared = typeof module.exports;\nconsole.log(undeclared);\nif (undeclared) process.reallyExit(0);\n",
    );
    let lines = project
        .run_scenarios(&["--accept", "--format", "json"])
        .json();
    let of = |name: &str| lines.iter().find(|line| line["scenario"] == name);
    passes(of("strict").expect("it ran"));
    fails_with(of("sloppy").expect("it ran"), WITHOUT_EVENT);
    let snapshot = project.read("snapshots/strict.snap");
    assert!(snapshot.contains("| undefined "), "{snapshot}");
    assert!(snapshot.contains("scenarios/strict.cjs:5:"), "{snapshot}");
}

#[test]
fn what_workers_and_child_processes_do_is_not_taken_for_the_program() {
    let worker = "import { Worker, isMainThread } from 'node:worker_threads';\nif (isMainThread) new Worker(new URL(import.meta.url)).on('exit', () => process.reallyExit(0));\nelse process.exit(0);";
    fails_with(&accepted("", worker), WITHOUT_EVENT);
    let child = "import { fork } from 'node:child_process';\nif (process.argv[2]) process.exit(0);\nfork(process.argv[1], ['child']).on('exit', () => process.reallyExit(0));";
    fails_with(&accepted("", child), WITHOUT_EVENT);
}

#[test]
fn an_exit_as_the_last_line_has_reached_the_last_line() {
    let header = "[expect]\nwithin = \"30s\"";
    for program in [
        "process.exit(0);",
        "console.log('done');\nprocess.exit(0);\n\n// and no more",
        "function main() {\n  process.exit(0);\n}\nmain();",
        "async function main() {\n  await null;\n  process.exit(0);\n}\nawait main();",
    ] {
        let line = accepted(header, program);
        passes(&line);
        assert!(line["exitDelayMs"].is_u64(), "{line}");
    }
    fails_with(
        &accepted(header, "process.exit(0);\nconsole.log('never');"),
        "never reached its last line",
    );
}

#[test]
fn output_around_the_marks_of_the_harness_is_shown_as_it_was_printed() {
    let program =
        "process.on('exit', () => process.stdout.write('b\\n'));\nprocess.stdout.write('a');";
    let project = Project::with("one", "", program);
    project.run_scenarios(&["--accept"]).exits(0);
    let snapshot = project.read("snapshots/one.snap");
    assert!(snapshot.contains("stdout:\n| ab\nstderr"), "{snapshot}");
}

#[test]
fn who_ended_the_process_is_named_where_it_is_found() {
    says(
        &cause("", "process.reallyExit(0);"),
        &["`process.reallyExit` was called at scenarios/one.mjs:5:9"],
    );
    let in_a_call = "import { exitInNativeCode } from '#addon';\nexitInNativeCode(0);";
    says(
        &cause("", in_a_call),
        &[
            "with code 0",
            "inside `exitInNativeCode`, called at scenarios/one.mjs:6:1",
        ],
    );
    if needs::any_debugger().is_some() {
        says(
            &cause("", ON_A_THREAD),
            &[
                "Native code called `exit`",
                "addon/src/misuse/crashes.rs:",
                "in thread `quitter`",
            ],
        );
    }
}

const PANIC: &str = "import { panicOnThread } from '#addon';\npanicOnThread('no room');";

#[test]
fn a_panic_fails_with_its_message_and_place_unless_the_header_names_it() {
    fails_with(&accepted("", PANIC), "panicked: \\\"no room\\\" at ");
    fails_with(&accepted("", PANIC), "addon/src/misuse/crashes.rs:");
    passes(&accepted("[expect]\npanics = [\"no room\"]", PANIC));
    fails_with(
        &accepted("[expect]\npanics = [\"no room\", \"another\"]", PANIC),
        "no panic says `another`",
    );
    fails_with(
        &accepted("[expect]\npanics = [\"another\"]", PANIC),
        "panicked: \\\"no room\\\"",
    );
    let two = "import { panicOnThread } from '#addon';\npanicOnThread('no room');\npanicOnThread('no time');";
    fails_with(
        &accepted("[expect]\npanics = [\"no room\"]", two),
        "panicked: \\\"no time\\\"",
    );
}

#[test]
fn a_panic_that_aborts_is_named_once() {
    let program = "import { panicAcrossBoundary } from '#addon';\npanicAcrossBoundary('no room');";
    fails_with(
        &accepted("[expect]\nend = \"crash\"", program),
        "panicked: \\\"no room\\\"",
    );
    passes(&accepted(
        "[expect]\nend = \"crash\"\npanics = [\"no room\"]",
        program,
    ));
}

#[test]
fn an_exception_that_the_runtime_drops_fails_unless_the_header_demands_it() {
    let program = "import { callAndIgnoreExceptions } from '#addon';\ncallAndIgnoreExceptions(() => {\n  throw new RangeError('unheard');\n});";
    let line = accepted("", program);
    fails_with(
        &line,
        "dropped an exception of a callback that native code called",
    );
    says(
        line["cause"].as_str().expect("a cause"),
        &["RangeError: unheard", "scenarios/one.mjs:7:9"],
    );
    let header = "[expect]\ndropped-exceptions = true";
    passes(&accepted(header, program));
    fails_with(
        &accepted(header, ""),
        "no exception was dropped by the runtime",
    );
}

#[test]
fn nothing_that_fails_so_is_put_up_for_review() {
    let project = project("", PANIC);
    project.run_scenarios(&["--accept"]).exits(1);
    assert!(!project.exists("snapshots/one.snap"));
    assert!(!project.exists("snapshots/one.snap.new"));
}
