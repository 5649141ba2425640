//! What holds a process that should have ended: named with the lines that made it, and judged where a header names it.

use crate::project;

use crate::project::Project;
use crate::project::this_addon::{cause, run, says};

#[test]
fn what_holds_an_idle_process_is_named_with_the_line_that_made_it() {
    let program = "import { StrongLogger } from '#addon';\nconst logger = new StrongLogger(() => {});\nprocess.on('SIGHUP', () => logger.log('x'));";
    says(
        &cause("", program),
        &[
            "The process stays alive because 1 ThreadsafeFunction, made at scenarios/one.mjs:6:16 by StrongLogger, in callback_patterns::",
            "StrongLogger::new at ",
            "addon/src/lifecycle/liveness.rs:50, is still referenced.",
        ],
    );
    let program = "import net from 'node:net';\nnet.createServer().listen(0);\nsetInterval(() => {}, 1e6);\nsetTimeout(() => {}, 1e6).unref();";
    says(
        &cause("timeout = \"2s\"", program),
        &[
            "1 server, made at scenarios/one.mjs:6:",
            "1 timer, made at scenarios/one.mjs:7:1",
            "are still referenced",
        ],
    );
    let program = "import { Worker } from 'node:worker_threads';\nnew Worker('setInterval(() => {}, 1e6)', { eval: true });";
    says(
        &cause("timeout = \"2s\"", program),
        &["worker", "scenarios/one.mjs:6:1"],
    );
    let program = "import { workWithoutEnd } from '#addon';\nworkWithoutEnd();";
    says(
        &cause("", program),
        &[
            "1 async work, made at scenarios/one.mjs:6:1 by workWithoutEnd, in callback_patterns::",
            ", is still referenced",
        ],
    );
    let program = "import { spawn } from 'node:child_process';\nspawn('sleep', ['600'], { stdio: 'ignore' });";
    says(
        &cause("timeout = \"2s\"", program),
        &["1 child process, made at scenarios/one.mjs:6:1"],
    );
}

#[test]
fn a_header_can_demand_what_holds_the_process() {
    let program = "import { StrongLogger } from '#addon';\nconst logger = new StrongLogger(() => {});\nprocess.on('SIGHUP', () => logger.log('x'));";
    let held_by = |name| {
        let header = format!("[expect]\nend = \"hang\"\nhang = \"idle\"\nholder = \"{name}\"");
        run(&header, program)["reasons"].to_string()
    };
    assert!(
        !held_by("ThreadsafeFunction").contains("holder"),
        "{}",
        held_by("ThreadsafeFunction")
    );
    assert!(held_by("timer").contains("is held by ThreadsafeFunction; expected `timer`"));
}

#[test]
fn what_holds_a_process_is_unknown_where_nobody_answers() {
    let header = "timeout = \"1s\"\n[expect]\nend = \"timeout\"\nholder = \"timer\"";
    let reasons = run(header, "setInterval(() => {}, 1e6);\nfor (;;);")["reasons"].to_string();
    says(
        &reasons,
        &[
            "whether `timer` holds it, as its header says, is not known: in a second run the event loop did not answer",
        ],
    );
}

#[test]
fn what_headers_demand_is_found_out_of_any_number_of_runs() {
    let project = Project::new();
    let header = "timeout = \"1s\"\n[variants]\nn = [0, 1, 2, 3, 4]\nm = [0, 1, 2, 3, 4]\n[expect]\nend = \"timeout\"\nholder = \"timer\"";
    project.scenario("one", header, "setInterval(() => {}, 1e6);");
    project
        .run_scenarios(&["--accept", "--jobs", "4"])
        .exits(0)
        .prints("25 passed, 0 failed");
}

#[test]
fn what_became_of_the_calls_of_a_function_that_holds_the_process_is_told() {
    let tells = |program: &str, words: &[&str]| {
        let outcome = project::this_addon::project("", program).run_scenarios(&[]);
        let line = outcome.stdout.lines();
        let mut line = line.filter(|line| line.contains("alive: ThreadsafeFunction"));
        says(line.next().expect("one is alive"), words);
    };
    let logger = "import { StrongLogger } from '#addon';\nglobalThis.logger = new StrongLogger(() => {});\nlogger.log('1');\nlogger.log('2');";
    tells(
        logger,
        &[
            "; 2 calls taken, 2 came to JavaScript, the last one in callback_patterns::lifecycle::liveness::StrongLogger::log at ",
        ],
    );
    let blocked = "import { blockOnOwnQueue } from '#addon';\nblockOnOwnQueue(() => {});";
    tells(
        blocked,
        &[
            "; 1 call taken, 0 came to JavaScript, the last one in ",
            "send_both at ",
        ],
    );
}

#[test]
fn what_holds_a_hang_is_found_out_once_for_all_repetitions_and_judged() {
    let program = "import net from 'node:net';\nnet.createServer().listen(0, '127.0.0.1');";
    let project = Project::with(
        "x",
        "timeout = \"3s\"\n[expect]\nend = \"timeout\"\nholder = \"server\"",
        program,
    );
    project
        .run_scenarios(&["--accept", "--repeat", "3"])
        .exits(0);
    let header = "timeout = \"3s\"\n[expect]\nend = \"timeout\"\nholder = \"timer\"";
    project.scenario("x", header, program);
    project
        .run_scenarios(&["--repeat", "3"])
        .exits(1)
        .prints("is held by server; expected `timer`");
}

#[test]
fn what_is_alike_is_told_once_with_its_number() {
    let program = "for (const delay of [1, 2, 3]) setInterval(() => {}, delay * 1e6);
setInterval(() => {}, 5e6);";
    let outcome = project::this_addon::project("timeout = \"1s\"", program).run_scenarios(&[]);
    let alive: Vec<&str> = outcome.stdout.lines().map(str::trim).collect();
    let alive = alive.into_iter().filter(|line| line.starts_with("alive: "));
    assert_eq!(
        alive.collect::<Vec<_>>(),
        [
            "alive: 3 timers, referenced, made at scenarios/one.mjs:5:32",
            "alive: timer, referenced, made at scenarios/one.mjs:6:1",
        ]
    );
}
