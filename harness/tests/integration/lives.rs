//! What became of callbacks, of what held a process, and of its children, as the preloaded library saw it.

use crate::project::addon_in_c::in_c;
use crate::project::this_addon::{cause, run, says};

#[test]
fn a_call_that_a_weak_function_took_and_lost_is_told_with_both_its_lines() {
    // Whether the event loop turns once more before `exit` is a matter of the runtime; after it, it is too late.
    let program = "import { WeakLogger } from '#addon';
import { mustCall } from '#harness';
const logger = new WeakLogger(mustCall(() => {}));
process.once('exit', () => logger.log('an entry'));";
    says(
        &cause("", program),
        &[
            "The ThreadsafeFunction made at scenarios/one.mjs:7:16, in callback_patterns::lifecycle::liveness::WeakLogger::new",
            " took 1 call in callback_patterns::lifecycle::liveness::WeakLogger::log",
            "one was delivered only after `exit` had been emitted: it was weak, so that nothing kept the environment alive for it.",
        ],
    );
}

#[test]
fn a_call_that_comes_only_in_the_second_run_is_told_with_what_may_lose_it() {
    let folder = tempfile::tempdir().expect("a folder");
    // The first run is observed by nobody but itself.
    let first = folder.path().join("first");
    let program = format!(
        "import {{ existsSync, writeFileSync }} from 'node:fs';
import {{ WeakLogger }} from '#addon';
import {{ mustCall }} from '#harness';
let hold;
const logger = new WeakLogger(mustCall(() => clearInterval(hold)));
if (existsSync({first:?})) {{
  logger.log('an entry');
  hold = setInterval(() => {{}}, 1000);
}} else {{
  writeFileSync({first:?}, '');
}}"
    );
    says(
        &cause("", &program),
        &[
            "In a second run, which kept every promise, the ThreadsafeFunction made at scenarios/one.mjs:9:16, in callback",
            " took 1 call in callback_patterns::lifecycle::liveness::WeakLogger::log",
            ", and it came to JavaScript: it is weak, so that nothing keeps the environment alive for it.",
        ],
    );
}

#[test]
fn a_function_that_nobody_called_is_told_as_one() {
    let program = "import { WeakLogger } from '#addon';
import { mustCall } from '#harness';
globalThis.kept = new WeakLogger(mustCall(() => {}));";
    let cause = cause("", program);
    says(
        &cause,
        &[
            "made at scenarios/one.mjs:7:19",
            "was never called before its environment ended: it was weak",
        ],
    );
}

#[test]
fn a_thread_that_ended_without_calling_is_told_with_who_started_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = "import { mustCall } from '#harness';
inC.forgetCallback(mustCall(() => {}));
process.exit();";
    says(
        &cause("", &in_c(folder.path(), program)),
        &[
            "The ThreadsafeFunction `forgotten` made at scenarios/one.mjs:8:5, in forget_callback at ",
            " was never called before the process ended.",
            "Thread `idler`, started in forget_callback at ",
            ", ended without calling it.",
        ],
    );
}

#[test]
fn who_called_too_often_is_told() {
    let program = "import { monitorSystemResources } from '#addon';
import { mustCall } from '#harness';
const once = mustCall(() => {}, 1);
monitorSystemResources(() => once());";
    says(
        &cause(
            "timeout = \"10s\"\nenv = { NAPI_HARNESS_TIME_SCALE = \"0.01\" }",
            program,
        ),
        &[
            "The ThreadsafeFunction made at scenarios/one.mjs:9:1, in callback_patterns::guide::part3_threadsafe::monitor_system_resources",
            " took ",
            ", the last on another thread in ",
            "in callback_patterns::guide::part3_threadsafe::monitor_system_resources::{{closure}} at addon/src/guide/part3_threadsafe.rs:",
        ],
    );
}

#[test]
fn what_held_a_process_that_ended_late_is_told_and_who_let_it_go() {
    let program = "setTimeout(() => {}, 900);\nsetTimeout(() => {}, 100);";
    says(
        &cause("timeout = \"30s\"\n[expect]\nwithin = \"10ms\"", program),
        &[
            "After its last line the process was held by a timer, made at scenarios/one.mjs:7:1; when that was over, it ended.",
        ],
    );
    let program =
        "import { monitorSystemResources } from '#addon';\nmonitorSystemResources(() => {});";
    let native = cause(
        "timeout = \"30s\"\nenv = { NAPI_HARNESS_TIME_SCALE = \"0.1\" }\n[expect]\nwithin = \"10ms\"",
        program,
    );
    says(
        &native,
        &[
            "the process was held by the ThreadsafeFunction made at scenarios/one.mjs:9:1, in callback_patterns::guide::part3_threadsafe",
            "until it was released on another thread in ",
        ],
    );
}

#[test]
fn who_started_a_child_that_was_left_behind_is_told() {
    let program = "import { spawn } from 'node:child_process';
spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).unref();";
    let line = run("", program);
    assert_eq!(
        line["cause"], "A child process was started at scenarios/one.mjs:6:1.",
        "{line}"
    );
}

#[test]
fn a_promise_that_native_code_never_settles_is_told_with_both_its_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    says(
        &cause("", &in_c(folder.path(), "await inC.dropDeferred();")),
        &[
            "A top-level `await` at scenarios/one.mjs:7",
            "Native code never settled the promise made at scenarios/one.mjs:7:11, in drop_deferred at ",
            "addon.c:",
        ],
    );
}

#[test]
fn lines_are_read_from_a_debug_file_of_the_same_build() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = in_c(folder.path(), "await inC.dropDeferred();");
    let tool = |name: &str, arguments: &[&str]| {
        let mut tool = std::process::Command::new(name);
        let status = tool.args(arguments).current_dir(folder.path()).status();
        assert!(status.expect("binutils are installed").success());
    };
    tool("objcopy", &["--only-keep-debug", "in_c.node", "in_c.debug"]);
    tool("strip", &["in_c.node"]);
    let stripped = cause("", &program);
    assert!(stripped.contains("in in_c.node+0x"), "{stripped}");
    tool("objcopy", &["--add-gnu-debuglink=in_c.debug", "in_c.node"]);
    says(&cause("", &program), &["in drop_deferred at ", "addon.c:"]);
}

#[test]
fn calls_that_a_full_queue_refused_are_told_with_the_line_that_made_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = "import { mustCall } from '#harness';\ninC.overflowQueue(mustCall(() => {}, 3));\nprocess.exit();";
    says(
        &cause("", &in_c(folder.path(), program)),
        &[
            "The ThreadsafeFunction `small` made at scenarios/one.mjs:8:5, in overflow_queue at ",
            " refused 1 call because its queue was full",
        ],
    );
}
