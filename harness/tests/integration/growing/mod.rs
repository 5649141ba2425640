//! Growth is counted in runs of its own, confirmed, and never guessed.

mod located;
use crate::project::this_addon::{ADDON, project};
use serde_json::Value;

const GROWTH: &str = "[growth]\niterations = 1000";

/// The JSON line of a project's one run, whose `iterate` does `work` after `setup`.
#[track_caller]
fn ran(header: &str, setup: &str, work: &str) -> Value {
    let program = format!(
        "import {{ iterate }} from '#harness';\nimport * as addon from '#addon';\n{setup}\nawait iterate({work});"
    );
    let outcome = project(header, &program).run_scenarios(&["--format", "json"]);
    outcome.json().remove(0)
}

/// What was measured of one kind.
#[track_caller]
fn quantity<'a>(line: &'a Value, kind: &str) -> &'a Value {
    let quantities = line["growth"]["quantities"].as_array();
    let mut quantities = quantities
        .unwrap_or_else(|| panic!("nothing was measured: {line}"))
        .iter();
    let found = quantities.find(|quantity| quantity["kind"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} in {line}"))
}

#[track_caller]
fn per_iteration(quantity: &Value) -> f64 {
    quantity["perIteration"].as_f64().expect("a number")
}

#[test]
fn a_leak_of_native_memory_is_found_with_its_size() {
    // By glibc, a block has 8 bytes more than a multiple of 16.
    for (asked, handed_out, iterations) in [
        // Ten kilobytes that the runtime takes for itself meanwhile, as Node.js 24 did once, must not count.
        (16, 24.0, 4000),
        (64, 72.0, 1000),
        (512, 520.0, 1000),
        (4096, 4104.0, 1000),
    ] {
        let growth = format!("[growth]\niterations = {iterations}");
        let line = ran(&growth, "", &format!("() => addon.leakNative({asked})"));
        let native = quantity(&line, "native");
        assert_eq!(native["judgement"], "leaks", "{line}");
        let measured = per_iteration(native);
        assert!(
            (measured / handed_out - 1.0).abs() < 0.15,
            "{measured} for {asked}"
        );
        let message = line["reasons"][0]["message"].as_str().expect("a reason");
        assert!(message.starts_with("leaks native memory: "), "{message}");
    }
}

#[test]
fn one_reference_one_handle_and_one_closure_a_call_are_each_counted_as_one() {
    let references = ran(GROWTH, "", "() => addon.leakFunctionRef(() => {})");
    let counted = quantity(&references, "references");
    assert_eq!(counted["judgement"], "leaks", "{references}");
    assert!((per_iteration(counted) - 1.0).abs() < 0.01, "{references}");

    let handles = ran(
        "[growth]\niterations = 500",
        "",
        "() => addon.leakThreadsafeFunction(() => {})",
    );
    let counted = quantity(&handles, "handles");
    assert_eq!(counted["judgement"], "leaks", "{handles}");
    assert!((per_iteration(counted) - 1.0).abs() < 0.01, "{handles}");

    let closures = ran(
        GROWTH,
        "const kept = new Map();",
        "(i) => kept.set(i, () => i)",
    );
    assert_eq!(
        quantity(&closures, "heap")["judgement"],
        "leaks",
        "{closures}"
    );
    assert_eq!(
        quantity(&closures, "native")["judgement"],
        "flat",
        "{closures}"
    );
}

#[test]
fn arrays_that_javascript_keeps_are_a_leak_of_the_heap() {
    let line = ran(
        GROWTH,
        "const kept = [];",
        "() => kept.push(new Array(50).fill(Math.random()))",
    );
    let heap = quantity(&line, "heap");
    assert_eq!(heap["judgement"], "leaks", "{line}");
    assert!((per_iteration(heap) / 450.0 - 1.0).abs() < 0.15, "{line}");
}

#[test]
fn work_without_an_addon_leaks_nothing() {
    let setup =
        "import { createHash } from 'node:crypto';\nimport { readFile } from 'node:fs/promises';";
    for work in [
        "async () => { await new Promise(setImmediate); }",
        "() => createHash('sha256').update('x').digest()",
        "() => readFile(new URL(import.meta.url))",
        "() => new Promise((resolve) => setTimeout(resolve, 0))",
        "() => JSON.parse(JSON.stringify({ a: [1, 2, 3] }))",
    ] {
        let line = ran(GROWTH, setup, work);
        // Its transcript is new, and nothing else speaks against it.
        assert_eq!(line["verdict"], "new", "{work} {line}");
    }
}

#[test]
fn code_that_v8_would_optimise_is_no_growth_of_the_heap() {
    // Node.js runs much JavaScript of its own to start a worker, and V8 optimises it bit by bit over hundreds of them.
    let line = ran(
        "timeout = \"60s\"\n[growth]\niterations = 60",
        "import { Worker } from 'node:worker_threads';",
        "() => new Promise((resolve) => new Worker('', { eval: true }).on('exit', resolve))",
    );
    let heap = quantity(&line, "heap");
    let high = heap["high"].as_f64().expect("a number");
    assert!(high < 1.0, "{line}");
}

#[test]
fn the_event_loop_turns_while_work_that_never_waits_for_it_is_repeated() {
    // Finalizers run there: left waiting from one sample to the next, they leave behind whatever room they took.
    let program = "import { iterate } from '#harness';
let waiting = 0;
let most = 0;
await iterate(() => {
  most = Math.max(most, ++waiting);
  setImmediate(() => waiting--);
});
if (most > 64) throw new Error(`${most} waited at once`);";
    let outcome = project(GROWTH, program).run_scenarios(&["--accept"]);
    outcome.exits(0);
}

#[test]
fn a_cache_that_fills_is_no_leak() {
    let setup = "const cache = new Map();\nconst fill = (key) => cache.has(key) || cache.set(key, Buffer.alloc(100, key));";
    let line = ran(GROWTH, setup, "(i) => fill(`entry ${i % 1200}`)");
    assert_eq!(line["verdict"], "new", "{line}");
    assert_eq!(quantity(&line, "heap")["judgement"], "fills", "{line}");
}

#[test]
fn what_a_child_process_allocates_is_not_counted() {
    let setup = "import { execFileSync } from 'node:child_process';";
    let line = ran(
        "timeout = \"60s\"\n[growth]\niterations = 60",
        setup,
        "() => execFileSync('/bin/true')",
    );
    // What the harness's own process needs for it comes and goes, and may fill up at first.
    let judgement = &quantity(&line, "native")["judgement"];
    assert!(
        ["flat", "fills"].contains(&judgement.as_str().expect("a word")),
        "{line}"
    );
}

#[test]
fn an_expected_leak_that_is_none_fails() {
    let line = ran(
        "[growth]\nleaks = [\"native\"]",
        "",
        "() => addon.releaseNative(64)",
    );
    let message = line["reasons"][0]["message"].as_str().expect("a reason");
    assert!(
        message.starts_with("does not leak as its header says: native memory"),
        "{message}"
    );
}

#[test]
fn a_counting_run_that_ends_before_it_has_measured_is_no_pass() {
    let line = ran(
        GROWTH,
        "",
        "() => { if (process.env.NAPI_HARNESS_COUNTERS) process.exit(0); }",
    );
    let message = line["reasons"][0]["message"].as_str().expect("a reason");
    assert!(
        message.contains(
            "its growth was not measured: the counting run with 1000 iterations ended with `exit 0`"
        ),
        "{message}"
    );
}

#[test]
fn an_addon_with_an_allocator_of_its_own_is_not_judged_by_what_malloc_does() {
    let folder = ADDON.parent().expect("a folder").display();
    let setup = format!(
        "import {{ appendFileSync, copyFileSync, readdirSync }} from 'node:fs';
import {{ createRequire }} from 'node:module';
const file = readdirSync('{folder}').find((name) => name.endsWith('.node'));
copyFileSync(`{folder}/${{file}}`, 'copy.node');
appendFileSync('copy.node', 'mimalloc: error');
const copy = createRequire(import.meta.url)(`${{process.cwd()}}/copy.node`);"
    );
    let line = ran(GROWTH, &setup, "() => copy.leakNative(512)");
    let why = line["growth"]["uncounted"].as_str().expect("a reason");
    assert_eq!(why, "copy.node has an allocator of its own (mimalloc)");
    let quantities = line["growth"]["quantities"].as_array().expect("the others");
    assert!(
        quantities
            .iter()
            .all(|quantity| quantity["kind"] != "native"),
        "{line}"
    );
    assert_eq!(line["verdict"], "new", "{line}");
}

#[test]
fn the_first_run_carries_nothing_and_its_output_alone_is_the_transcript() {
    let program = "import { iterate } from '#harness';\nconsole.log(process.env.LD_PRELOAD, process.env.NAPI_HARNESS_COUNTERS);\nawait iterate(() => {});";
    let project = project(GROWTH, program);
    project.run_scenarios(&["--accept"]).exits(0);
    let snapshot = project.read("snapshots/one.snap");
    assert!(snapshot.contains("undefined undefined"), "{snapshot}");
    assert!(!snapshot.contains("preload.so"), "{snapshot}");
}

#[test]
fn what_was_measured_is_shown_on_a_failure_and_on_request() {
    let program = "import { iterate } from '#harness';\nawait iterate(() => {});";
    let project = project(GROWTH, program);
    project.run_scenarios(&["--accept"]).exits(0);
    let figure = "references from native code to JavaScript: 0 with each iteration";
    project
        .run(&["-v", "scenario", "run"])
        .exits(0)
        .prints(figure);
    let plain = project.run(&["scenario", "run"]);
    assert!(!plain.exits(0).stdout.contains(figure));
    project.scenario(
        "one",
        GROWTH,
        "import { iterate } from '#harness';\nimport { leakFunctionRef } from '#addon';\nawait iterate(() => leakFunctionRef(() => {}));",
    );
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("✗ leaks references from native code to JavaScript: 1 with each iteration")
        .prints("▁▁▂▂▂▃▃▄▄▄▅▅▅▆▆▇▇▇██ references from native code to JavaScript: 1 with");
}
