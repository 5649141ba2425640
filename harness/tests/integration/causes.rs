//! Every ending is provoked, and named with its cause. The addon of this repository does what JavaScript alone cannot.

use crate::project::addon_in_c::in_c;
use crate::project::this_addon::{cause, run, says};
use serde_json::Value;

#[test]
fn an_ordinary_end_needs_no_cause() {
    assert_eq!(run("", "console.log('fine');")["cause"], Value::Null);
}

#[test]
fn an_exit_code_is_told_from_a_call_of_exit_with_its_place() {
    says(
        &cause("", "process.exitCode = 3;"),
        &["by itself, with `process.exitCode` 3"],
    );
    says(
        &cause("", "process.exit(3);\nconsole.log('never');"),
        &[
            "`process.exit` was called at scenarios/one.mjs:5:9",
            "before the program's last line",
            "code 3",
        ],
    );
    says(
        &cause("", "setTimeout(() => process.exit(4), 1);"),
        &[
            "`process.exit` was called at",
            "scenarios/one.mjs:5:26",
            "code 4",
        ],
    );
    says(
        &cause("", "process.exit();\nconsole.log('never');"),
        &[
            "`process.exit` was called at scenarios/one.mjs:5:9 before the program's last line was reached, with code 0",
        ],
    );
    says(
        &cause("", "await new Promise(() => {});"),
        // Node.js 22 and later say where.
        &["A top-level `await`", "never settled"],
    );
}

#[test]
fn an_uncaught_exception_is_named_with_class_message_and_place() {
    says(
        &cause(
            "",
            "setTimeout(function later() { throw new RangeError('too far'); }, 1);",
        ),
        &["RangeError: too far", "later", "scenarios/one.mjs:5:37"],
    );
    says(
        &cause("", "Promise.reject(new TypeError('alone'));"),
        &[
            "Nobody handled the rejection TypeError: alone",
            "scenarios/one.mjs:5:16",
        ],
    );
    says(&cause("", "throw 'a text';"), &["a text"]);
}

#[test]
fn a_panic_is_named_with_its_message_and_its_place_in_rust() {
    let program = "import { panicAcrossBoundary } from '#addon';\npanicAcrossBoundary('no room');";
    says(
        &cause("", program),
        &[
            "A Rust panic could not unwind into JavaScript",
            "SIGABRT",
            "no room",
            "addon/src/misuse/crashes.rs:",
        ],
    );
}

#[test]
fn a_crash_in_native_code_is_named_with_the_call_that_led_there() {
    let program = "import { readFromNowhere } from '#addon';\nreadFromNowhere();";
    let line = run("", program);
    assert_eq!(line["ending"]["during"], "run");
    says(
        line["cause"].as_str().expect("a cause"),
        &[
            "died of SIGSEGV",
            "inside `readFromNowhere`, called at scenarios/one.mjs:6:1",
        ],
    );
    let program = "import { raiseBusError } from '#addon';\nraiseBusError();";
    says(
        &cause("", program),
        &["died of SIGBUS", "inside `raiseBusError`"],
    );
}

#[test]
fn a_crash_during_teardown_is_told_from_one_during_the_work() {
    let line = run(
        "",
        "import { abortAtTeardown } from '#addon';\nabortAtTeardown();",
    );
    assert_eq!(line["ending"]["during"], "teardown", "{line}");
    says(
        line["cause"].as_str().expect("a cause"),
        &[
            "Native code called `abort` (SIGABRT, during teardown: the `exit` handlers had run already)",
        ],
    );
}

#[test]
fn a_fatal_error_of_the_engine_and_a_full_heap_are_named() {
    let program = "import { brokenTimer } from '#addon';\nimport { setTimeout } from 'node:timers/promises';\nbrokenTimer(() => {});\nawait setTimeout(3000);";
    says(
        &cause(
            "env = { NAPI_HARNESS_TIME_SCALE = \"0.2\" }\ntimeout = \"10s\"",
            program,
        ),
        &[
            "`napi_",
            "was called on a wrong thread",
            "used what belongs to the main thread, in callback_patterns::misuse::broken_timer",
            "The runtime says: v8::HandleScope::CreateHandle()",
        ],
    );
    let program = "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nrequire('internal/test/binding').internalBinding('fs').readdir();";
    says(
        &cause("flags = [\"--expose-internals\"]", program),
        &["The runtime stopped the process (SIGABRT): assertion failed in node::fs::ReadDir: "],
    );
    let program = "const kept = [];\nfor (;;) kept.push(new Array(1e4).fill({}));";
    says(
        &cause(
            "flags = [\"--max-old-space-size=20\"]\ntimeout = \"60s\"",
            program,
        ),
        &["JavaScript's heap is full"],
    );
}

#[test]
fn a_kill_from_outside_is_not_blamed_on_the_program() {
    let program =
        "import { execSync } from 'node:child_process';\nexecSync(`kill -KILL ${process.pid}`);";
    says(&cause("", program), &["Something sent SIGKILL"]);
    says(
        &cause("", "process.kill(process.pid, 'SIGKILL');"),
        &[
            "The program sent SIGKILL to itself: `process.kill` was called at scenarios/one.mjs:5:9.",
        ],
    );
}

#[test]
fn a_blocked_main_thread_is_named_with_what_it_waits_for_and_where() {
    let program = "import { blockOnOwnQueue } from '#addon';\nblockOnOwnQueue(() => {});";
    let line = run("", program);
    assert_eq!(line["ending"]["hang"], "blocked");
    says(
        line["cause"].as_str().expect("a cause"),
        &[
            "blocked: it waits for room in the queue of a ThreadsafeFunction",
            "inside `blockOnOwnQueue`, called at scenarios/one.mjs:6:1",
            "deadlock",
        ],
    );
}

#[test]
fn a_busy_main_thread_is_told_by_the_language_that_keeps_it_busy() {
    says(
        &cause("timeout = \"2s\"", "for (;;);"),
        &[
            "Still at work after 2",
            "the main thread computes in JavaScript",
        ],
    );
    let program = "import { computeWithoutEnd } from '#addon';\ncomputeWithoutEnd();";
    says(
        &cause("timeout = \"2s\"", program),
        &[
            "the main thread computes in native code",
            "inside `computeWithoutEnd`",
        ],
    );
}

#[test]
fn what_a_worker_calls_is_not_taken_for_what_the_main_thread_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = in_c(
        folder.path(),
        "import { isMainThread, Worker } from 'node:worker_threads';
if (!isMainThread) inC.pauseForEver();
const worker = new Worker(new URL(import.meta.url));
worker.once('online', () => {
  for (;;);
});",
    );
    let cause = cause("timeout = \"4s\"", &program);
    says(&cause, &["the main thread computes in JavaScript"]);
    assert!(!cause.contains("pauseForEver"), "{cause}");
}

#[test]
fn numbered_calls_that_are_lost_repeated_reordered_or_late_are_named() {
    let failures = |program: &str| {
        run("", &format!("import {{ sequence }} from '#harness';\nconst data = sequence('data', 3);\n{program}"))["reasons"].to_string()
    };
    assert!(
        failures("data.seen(0); data.seen(2);")
            .contains("data 1 was lost; expected at scenarios/one.mjs:6:14")
    );
    assert!(
        failures("data.seen(0); data.seen(0); data.seen(1); data.seen(2);").contains(
            "data 0 came again at scenarios/one.mjs:7:20, first at scenarios/one.mjs:7:6"
        )
    );
    assert!(
        failures("data.seen(1); data.seen(0); data.seen(2);")
            .contains("data 0 came at scenarios/one.mjs:7:20 after 1")
    );
    assert!(
        failures("data.seen(0); data.close(); data.seen(1);").contains(
            "data 1 came at scenarios/one.mjs:7:34 after it was closed at scenarios/one.mjs:7:20"
        )
    );
    assert!(!failures("data.seen(0); data.seen(1); data.seen(2);").contains("promise"));
}

#[test]
fn a_leak_is_measured_and_a_clean_pattern_is_not_called_one() {
    let growth = "[growth]";
    let leaking = "import { leakFunctionRef } from '#addon';\nimport { iterate } from '#harness';\nawait iterate(() => leakFunctionRef(() => {}));";
    assert!(
        run(growth, leaking)["reasons"]
            .to_string()
            .contains("leaks references from native code to JavaScript: 1 with each iteration")
    );
    let clean = "import { releaseFunctionRef } from '#addon';\nimport { iterate } from '#harness';\nawait iterate(() => releaseFunctionRef(() => {}));";
    assert!(!run(growth, clean)["reasons"].to_string().contains("leak"));
    assert!(
        run(growth, "")["reasons"]
            .to_string()
            .contains("never called `iterate`")
    );
}

#[test]
fn a_call_of_exit_with_13_is_not_blamed_on_an_await() {
    says(
        &cause("", "process.exit(13);"),
        &[
            "`process.exit` was called at scenarios/one.mjs:5:9",
            "code 13",
        ],
    );
    let by_itself = cause("", "process.exitCode = 13;");
    assert!(!by_itself.contains("await"), "{by_itself}");
    // With another code, too, it is the await that left the event loop empty.
    says(
        &cause("", "process.exitCode = 4;\nawait new Promise(() => {});"),
        // Node.js 22 and later say where.
        &["A top-level `await`", "never settled"],
    );
}

#[test]
fn printed_words_are_not_taken_for_the_report_of_an_exception() {
    for words in [
        "error: Uncaught (in promise) Error: no",
        "x\\nBun v1.2.3",
        "Error: no\\n\\nNode.js v20.0.0",
    ] {
        let program = format!("console.error('{words}');\nprocess.exitCode = 2;");
        let line = run("", &program);
        assert_eq!(line["ending"]["kind"], "exit", "{line}");
        says(
            line["cause"].as_str().expect("a cause"),
            &["`process.exitCode` 2"],
        );
    }
}

#[test]
fn a_panic_that_was_survived_is_not_blamed_for_a_later_crash() {
    let panic =
        "import { panicOnThread, readFromNowhere } from '#addon';\npanicOnThread('earlier');";
    let crash = cause("", &format!("{panic}\nreadFromNowhere();"));
    says(&crash, &["died of SIGSEGV"]);
    assert!(!crash.contains("earlier"), "{crash}");
    let abort = cause(
        "",
        &format!("{panic}\nconsole.error('later');\nprocess.abort();"),
    );
    says(
        &abort,
        &["`process.abort` was called at scenarios/one.mjs:8:9"],
    );
    assert!(!abort.contains("earlier"), "{abort}");
}

#[test]
fn the_code_that_a_broken_promise_sets_is_not_blamed_on_the_program() {
    let program = "import { mustCall } from '#harness';\nmustCall();";
    let broken = run("", program);
    assert!(broken["cause"].is_null(), "{broken}");
    assert_eq!(broken["reasons"][1]["kind"], "promise", "{broken}");
    let own = "import { mustCall } from '#harness';\nmustCall();\nprocess.exitCode = 1;";
    says(&cause("", own), &["by itself, with `process.exitCode` 1"]);
}

#[test]
fn an_exception_is_told_from_a_rejection_in_every_run_alike() {
    let causes = |program: &str| {
        // Only what ends otherwise than expected has a second run.
        let undiagnosed = cause("expect = { end = \"uncaught\" }", program);
        assert_eq!(cause("", program), undiagnosed);
        undiagnosed
    };
    says(
        &causes("Promise.reject(new TypeError('alone'));"),
        &["Nobody handled the rejection TypeError: alone"],
    );
    says(
        &causes("throw new TypeError('at the top');"),
        &["Nobody caught TypeError: at the top"],
    );
    says(
        &causes("setTimeout(() => { throw new TypeError('later'); }, 1);"),
        &["Nobody caught TypeError: later"],
    );
}

#[test]
fn a_crash_in_an_exit_handler_is_not_called_teardown() {
    let program =
        "import { readFromNowhere } from '#addon';\nprocess.on('exit', () => readFromNowhere());";
    let line = run("", program);
    assert_eq!(line["ending"]["during"], "run", "{line}");
}
