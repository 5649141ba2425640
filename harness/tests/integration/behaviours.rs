//! `[[on]]`: runtimes on which a scenario behaves otherwise, each behaviour with a snapshot of its own.

use crate::project::Project;

fn on(name: &str, runtime: &str, more: &str) -> String {
    format!(
        "[[on]]\nname = \"{name}\"\nruntimes = [\"{runtime}\"]\nbecause = \"it is so there\"\n{more}"
    )
}

/// What a snapshot of a program holds that prints this.
fn snapshot(printed: &str) -> String {
    format!(
        "---\nsource: scenarios/one.mjs\ndescription: one\n---\nstdout:\n| {printed}\nstderr: nothing\nended: exit 0\n"
    )
}

#[test]
fn a_named_runtime_is_judged_by_the_ending_and_the_snapshot_of_its_behaviour() {
    let header = on("fails", "node", "end = \"exit 3\"");
    let project = Project::with("one", &header, "process.exitCode = 3;");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.exists("snapshots/one+fails.snap") && !project.exists("snapshots/one.snap"));
    project.run_scenarios(&[]).exits(0);
    // Elsewhere it still has to end as usual.
    project.scenario(
        "one",
        &on("fails", "bun", "end = \"exit 3\""),
        "process.exitCode = 3;",
    );
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("ended with `exit 3`; expected `exit 0`");
}

#[test]
fn what_pends_of_a_behaviour_is_accepted_as_that_behaviours_snapshot() {
    let project = Project::with("one", &on("greets", "node", ""), "console.log('hello');");
    project.write("snapshots/one.snap", snapshot("nothing"));
    project.run_scenarios(&[]).exits(1).prints("NEW one");
    assert!(project.exists("snapshots/one+greets.snap.new"));
    project
        .run(&["snapshot", "accept"])
        .exits(0)
        .prints("accepted one+greets");
    project.run_scenarios(&[]).exits(0);
    assert_eq!(project.read("snapshots/one.snap"), snapshot("nothing"));
}

#[test]
fn a_runtime_that_behaves_as_another_behaviour_is_told_of_its_ranges() {
    let project = Project::with("one", &on("greets", "bun", ""), "console.log('hello');");
    project.write("snapshots/one.snap", snapshot("nothing"));
    project.write("snapshots/one+greets.snap", snapshot("hello"));
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("is that of one+greets.snap: on node ")
        .prints("it behaves as `greets`; do its `runtimes` name too few?");
    project.scenario("one", &on("greets", "node", ""), "console.log('nothing');");
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("is that of one.snap: on node ")
        .prints("it behaves as usual; do the `runtimes` of `greets` name too many?");
    assert!(!project.exists("snapshots/one.snap.new"));
    assert!(!project.exists("snapshots/one+greets.snap.new"));
    // Nor is it accepted: the header would contradict the snapshots.
    project.run_scenarios(&["--accept"]).exits(1);
    assert_eq!(project.read("snapshots/one+greets.snap"), snapshot("hello"));
}

#[test]
fn equal_snapshots_of_two_behaviours_fail_the_run() {
    let project = Project::with("one", &on("greets", "bun", ""), "console.log('hello');");
    project.write("snapshots/one.snap", snapshot("hello"));
    project.write("snapshots/one+greets.snap", snapshot("hello"));
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("the snapshots one.snap and one+greets.snap are equal");
}

#[test]
fn a_snapshot_of_a_behaviour_that_no_header_names_is_an_orphan() {
    let project = Project::with("one", &on("greets", "bun", ""), "console.log('hello');");
    project.write("snapshots/one+greets.snap", snapshot("hello"));
    project.write("snapshots/one+gone.snap", snapshot("hello"));
    let list = project.run(&["snapshot", "list"]);
    assert!(list.stdout.contains("orphan  snapshots/one+gone.snap"));
    assert!(!list.stdout.contains("one+greets"));
}

#[test]
fn a_variant_without_a_snapshot_for_a_behaviour_may_behave_as_usual() {
    let header =
        "[variants]\nword = [\"same\", \"other\"]\n".to_owned() + &on("greets", "node", "");
    let program = "import { variant } from '#harness';\nconsole.log(variant.word);";
    let project = Project::with("one", &header, program);
    project.write("snapshots/one@same.snap", snapshot("same"));
    project.write("snapshots/one@other.snap", snapshot("usual"));
    project.write("snapshots/one@other+greets.snap", snapshot("other"));
    project.run_scenarios(&[]).exits(0);
    // As usual is its ending, too, and not that of the behaviour.
    let header = "[variants]\nword = [\"same\", \"other\"]\n".to_owned()
        + &on("greets", "node", "end = \"exit 3\"");
    project.scenario("one", &header, program);
    let outcome = project.run_scenarios(&[]);
    outcome
        .exits(1)
        .prints("pass one@same ")
        .prints("FAIL one@other ");
    assert_eq!(outcome.stdout.matches("expected `exit 3`").count(), 1);
}

#[test]
fn ranges_that_overlap_are_refused_with_their_line() {
    let header = on("one", "node >=20", "") + &on("other", "node <24", "");
    let outcome = Project::with("one", &header, "").run_scenarios(&[]);
    outcome.exits(2);
    let refusal = "scenarios/one.mjs:7:1: `other` and `one` overlap";
    assert!(outcome.stderr.contains(refusal), "{}", outcome.stderr);
}

fn sometimes(name: &str, more: &str) -> String {
    format!("[[on]]\nname = \"{name}\"\nsometimes = true\nbecause = \"the threads race\"\n{more}")
}

#[test]
fn a_run_may_be_any_of_those_that_the_header_lists_and_no_other() {
    let header = sometimes("late", "end = \"exit 3\"");
    let says = |what: &str| format!("console.log('{what}');");
    let late = "console.log('late');\nprocess.exitCode = 3;";
    let project = Project::with("one", &header, &says("in time"));
    project.write("snapshots/one.snap", snapshot("in time"));
    project.run_scenarios(&[]).exits(0);
    // The first transcript of that ending becomes that behaviour's, and the usual one stays.
    project.scenario("one", &header, late);
    project.run_scenarios(&[]).exits(1).prints("NEW one");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.read("snapshots/one+late.snap").contains("| late"));
    assert_eq!(project.read("snapshots/one.snap"), snapshot("in time"));
    project.run_scenarios(&[]).exits(0);
    // Its ending is not enough, and its transcript is not, either.
    project.scenario("one", &header, "process.exitCode = 3;");
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("the transcript differs")
        .prints("- | late");
    project.scenario("one", &header, &says("late"));
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("the transcript differs");
}

#[test]
fn a_changed_transcript_of_a_listed_behaviour_is_that_behaviours_where_it_ends_so() {
    let header = sometimes("late", "end = \"exit 3\"");
    let project = Project::with("x", &header, "console.log('usual');");
    project.run_scenarios(&["--accept"]).exits(0);
    let late = |word: &str| {
        let program = format!("console.log('{word}');\nprocess.exitCode = 3;");
        project.scenario("x", &header, &program);
    };
    late("late");
    project.run_scenarios(&["--accept"]).exits(0);
    late("later");
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("- | late\n")
        .prints("+ | later\n");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.read("snapshots/x.snap").contains("| usual"));
    assert!(project.read("snapshots/x+late.snap").contains("| later"));
}

#[test]
fn repetitions_accept_the_snapshot_of_each_listed_behaviour_that_they_show() {
    let listed = [
        sometimes("first", "end = \"exit 1\""),
        sometimes("second", "end = \"exit 2\""),
    ];
    let program = "import { appendFileSync, readFileSync } from 'node:fs';\nappendFileSync(process.env.COUNT, 'x');\nprocess.exitCode = readFileSync(process.env.COUNT).length % 3;\nconsole.log(process.exitCode);";
    let project = Project::new();
    let count = project.path("count").display().to_string();
    let header = format!(
        "repeat = 3\nenv = {{ COUNT = {count:?} }}\n{}",
        listed.join("\n")
    );
    project.scenario("one", &header, program);
    project.write("snapshots/one.snap", snapshot("0"));
    let ran = project.run_scenarios(&["--jobs", "1"]);
    ran.exits(1).prints("NEW one").prints("0 failed, 1 new");
    project.run_scenarios(&["--jobs", "1", "--accept"]).exits(0);
    assert!(project.read("snapshots/one+first.snap").contains("| 1"));
    assert!(project.read("snapshots/one+second.snap").contains("| 2"));
    assert_eq!(project.read("snapshots/one.snap"), snapshot("0"));
}

#[test]
fn repetitions_accept_the_first_snapshot_of_the_usual_behaviour_beside_those_of_the_listed_ones() {
    let program = "import { appendFileSync, readFileSync } from 'node:fs';\nappendFileSync(process.env.COUNT, 'x');\nprocess.exitCode = readFileSync(process.env.COUNT).length % 2;\nconsole.log(process.exitCode);";
    let project = Project::new();
    let count = project.path("count").display().to_string();
    let header = format!(
        "repeat = 4\nenv = {{ COUNT = {count:?} }}\n{}",
        sometimes("late", "end = \"exit 1\"")
    );
    project.scenario("one", &header, program);
    let ran = project.run_scenarios(&["--jobs", "1"]);
    ran.exits(1).prints("NEW one").prints("0 failed, 1 new");
    project.run_scenarios(&["--jobs", "1", "--accept"]).exits(0);
    assert!(project.read("snapshots/one.snap").contains("| 0"));
    assert!(project.read("snapshots/one+late.snap").contains("| 1"));
}

#[test]
fn of_one_ending_the_first_transcript_is_that_of_the_usual_behaviour() {
    let header = sometimes("late", "");
    let project = Project::with("one", &header, "console.log('in time');");
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.read("snapshots/one.snap").contains("| in time"));
    assert!(!project.exists("snapshots/one+late.snap"));
}

#[test]
fn repetitions_that_show_several_listed_behaviours_agree() {
    let header = format!("repeat = 8\n{}", sometimes("odd", ""));
    let program = "import { appendFileSync, readFileSync } from 'node:fs';\nappendFileSync(process.env.COUNT, 'x');\nconsole.log(readFileSync(process.env.COUNT).length % 2 ? 'odd' : 'even');";
    let project = Project::new();
    let count = project.path("count");
    let env = format!("[env]\nCOUNT = {:?}", count.display().to_string());
    project.scenario("one", &format!("{header}\n{env}"), program);
    project.write("snapshots/one.snap", snapshot("even"));
    project.write("snapshots/one+odd.snap", snapshot("odd"));
    project.run_scenarios(&["--jobs", "1"]).exits(0);
    // Without the header's word they disagree.
    project.scenario("one", &format!("repeat = 8\n{env}"), program);
    project.run_scenarios(&["--jobs", "1"]).exits(1);
}

#[test]
fn a_run_may_use_as_few_processors_as_its_header_or_the_command_line_says() {
    let program = "import { readFileSync } from 'node:fs';\nconst allowed = readFileSync('/proc/self/status', 'utf8').match(/Cpus_allowed_list:\\s*(\\S+)/)[1];\nconsole.log(/^\\d+$/.test(allowed), process.env.UV_THREADPOOL_SIZE, process.env.TOKIO_WORKER_THREADS);";
    let project = Project::with("one", "cpus = 1", program);
    project.write("snapshots/one.snap", snapshot("true 1 1"));
    project.run_scenarios(&[]).exits(0);
    project.scenario("one", "", program);
    project.run_scenarios(&["--cpus", "1"]).exits(0);
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("undefined undefined");
    project
        .run_scenarios(&["--cpus", "0"])
        .exits(2)
        .complains("--cpus")
        .complains("write a number from 1 on");
    project.scenario("one", "cpus = 0", program);
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("expected a number from 1 on");
}

#[test]
fn a_run_that_may_use_more_processors_than_there_are_is_told_how_many_it_got() {
    let program = "import { readFileSync } from 'node:fs';\nconst mask = readFileSync('/proc/self/status', 'utf8').match(/Cpus_allowed:\\s*(\\S+)/)[1];\nconst bits = mask.replaceAll(/[0,]/g, '').replaceAll(/[0-9a-f]/g, (digit) => parseInt(digit, 16).toString(2).replaceAll('0', ''));\nconst { UV_THREADPOOL_SIZE, TOKIO_WORKER_THREADS } = process.env;\nconsole.log(UV_THREADPOOL_SIZE == bits.length, TOKIO_WORKER_THREADS == bits.length);";
    let project = Project::with("one", "", program);
    project.write("snapshots/one.snap", snapshot("true true"));
    project.run_scenarios(&["--cpus", "1000"]).exits(0);
}

#[test]
fn a_gate_holds_whoever_comes_before_it_is_opened_and_nobody_afterwards() {
    let program = "import { Worker, isMainThread } from 'node:worker_threads';\nimport { once } from 'node:events';\nimport { gate, record } from '#harness';\nif (isMainThread) {\n  const worker = new Worker(new URL(import.meta.url));\n  await gate('ready').opened();\n  record('first');\n  gate('go').open();\n  await once(worker, 'exit');\n  gate('go').wait();\n  record('third');\n} else {\n  gate('ready').open();\n  gate('go').wait();\n  record('second');\n}";
    let project = Project::with("one", "", program);
    project.run_scenarios(&["--accept"]).exits(0);
    let transcript = project.read("snapshots/one.snap");
    assert!(
        transcript.contains("* first\n* second\n* third\n"),
        "{transcript}"
    );
}

#[test]
fn a_gate_stays_open_when_the_worker_that_opened_it_has_ended() {
    let program = "import { Worker, isMainThread } from 'node:worker_threads';\nimport { once } from 'node:events';\nimport { gate, record } from '#harness';\nif (isMainThread) {\n  await once(new Worker(new URL(import.meta.url)), 'exit');\n  await gate('blocks').opened();\n  gate('blocks').wait();\n  gate('asks').wait();\n  record('passed');\n} else {\n  gate('blocks').open();\n  gate('asks').open();\n}";
    let project = Project::with("one", "timeout = \"5s\"", program);
    project.run_scenarios(&["--accept"]).exits(0);
}

#[test]
fn a_gate_that_nobody_opens_is_no_proven_hang() {
    let program = "import { gate } from '#harness';\ngate('never').wait();";
    let header = "timeout = \"2s\"\n[expect]\nend = \"timeout\"";
    let project = Project::with("one", header, program);
    project.run_scenarios(&["--accept"]).exits(0);
}

#[test]
fn whoever_waits_for_a_gate_in_javascript_holds_back_neither_other_work_nor_the_end() {
    let program = "import { readFile } from 'node:fs/promises';\nimport { gate, record } from '#harness';\nfor (const name of ['one', 'two', 'three', 'four']) gate(name).opened();\nconst { length } = await readFile(new URL(import.meta.url));\nrecord('read', length > 0);\nprocess.exit(0);";
    let project = Project::with("one", "timeout = \"5s\"\ncpus = 1", program);
    project.run_scenarios(&["--accept"]).exits(0);
}

#[test]
fn what_waited_under_the_usual_name_is_gone_once_the_header_names_the_behaviour() {
    let program = "console.log(process.env.SAYS ?? 'usual');";
    let project = Project::with("one", "", program);
    let bun = project.runtime_that_says("bun", "1.0.0");
    project.write("snapshots/one.snap", snapshot("usual"));
    project.run_scenarios(&["--runtime", &bun]).exits(1);
    assert!(project.exists("snapshots/one.snap.new"));
    project.scenario("one", &on("others", "bun", ""), program);
    let both = ["--runtime", "node", "--runtime", &bun];
    project.run_scenarios(&both).exits(1);
    assert!(!project.exists("snapshots/one.snap.new"));
    project.run(&["snapshot", "accept"]).exits(0);
    assert_eq!(project.read("snapshots/one.snap"), snapshot("usual"));
    project.run_scenarios(&both).exits(0);
}

#[test]
fn what_waits_of_another_runtime_or_of_what_happens_sometimes_goes_on_waiting() {
    let program = "console.log(process.env.SAYS ?? 'usual');";
    let header = on("others", "bun", "") + &sometimes("late", "end = \"exit 3\"");
    let project = Project::with("one", &header, program);
    let bun = project.runtime_that_says("bun", "1.0.0");
    project.write("snapshots/one.snap", snapshot("usual"));
    let pending = |runtime: &str| {
        snapshot("another").replace(
            "description",
            &format!("expression: {runtime}\ndescription"),
        )
    };
    project.write("snapshots/one.snap.new", pending("node 4.0.0"));
    project.write("snapshots/one+late.snap.new", pending("bun 1.0.0"));
    project.run_scenarios(&["--runtime", &bun]).exits(1);
    assert_eq!(
        project.read("snapshots/one.snap.new"),
        pending("node 4.0.0")
    );
    assert_eq!(
        project.read("snapshots/one+late.snap.new"),
        pending("bun 1.0.0")
    );
}

#[test]
fn what_waits_under_another_name_and_cannot_be_read_fails_no_run() {
    let project = Project::with("one", &on("greets", "node", ""), "console.log('hello');");
    project.write("snapshots/one+greets.snap", snapshot("hello"));
    project.write("snapshots/one.snap.new", "damaged");
    project.run_scenarios(&[]).exits(0);
    assert_eq!(project.read("snapshots/one.snap.new"), "damaged");
}

#[test]
fn what_ends_otherwise_there_is_not_held_to_what_the_usual_ending_takes_or_leaves() {
    let dies = on("dies", "node", "end = \"crash SIGABRT\"");
    let header = format!("[expect]\nwithin = \"1s\"\n[growth]\niterations = 5\n{dies}");
    let project = Project::with("one", &header, "process.abort();");
    project.run_scenarios(&["--accept"]).exits(0);
    project.run_scenarios(&[]).exits(0);
}
