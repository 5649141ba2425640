//! Strays: processes that have left their scenario's group, and those that nobody waits for.

use crate::project::{Project, Running, is_alive, needs, somebody, until};

/// `spawn` of a child that lives for long in a session of its own.
const DETACHED: &str = "const { spawn } = require('node:child_process');\nconst detached = (env) => { const child = spawn('/bin/sleep', ['600'], { env, detached: true, stdio: 'ignore' }); child.unref(); return child; };";

#[test]
fn detached_children_do_not_outlive_a_harness_that_is_killed() {
    let project = Project::new();
    let pipe = project.pipe("pipe");
    let program = format!(
        "{DETACHED}\nconst child = detached(process.env);\nrequire('node:fs').writeFileSync({:?}, `${{process.pid}} ${{child.pid}}`);\nsetInterval(() => {{}}, 1000);",
        pipe.path()
    );
    project.write(
        "scenarios/stays.cjs",
        format!("/*---\nsummary = \"stays\"\ntimeout = \"600s\"\n---*/\n{program}\n"),
    );
    let harness = project.start(&["scenario", "run"]);
    let told = pipe.wait();
    harness.send(libc::SIGKILL);
    assert_eq!(harness.wait().code, None);
    until("the warden has ended all of them", || {
        !told.split(' ').any(is_alive) && project.left_in_scratch().is_empty()
    });
}

#[test]
fn folders_that_a_program_has_sealed_do_not_outlive_a_harness_that_is_killed() {
    if needs::other_user().is_none() {
        return;
    }
    let project = Project::new();
    let pipe = project.pipe("pipe");
    project.write(
        "scenarios/seals.cjs",
        format!(
            "/*---\nsummary = \"seals\"\ntimeout = \"600s\"\n---*/\nconst fs = require('node:fs');\nfs.mkdirSync('sealed');\nfs.writeFileSync('sealed/file', '');\nfs.chmodSync('sealed', 0o555);\nfs.writeFileSync({:?}, 'sealed');\nsetInterval(() => {{}}, 1000);\n",
            pipe.path()
        ),
    );
    somebody::permit(pipe.path(), 0o666);
    let command = somebody::harness(&project, somebody::UNKNOWN, &["scenario", "run"]);
    let harness = Running::start(command);
    pipe.wait();
    harness.send(libc::SIGKILL);
    harness.wait();
    until("the warden has removed what was sealed", || {
        project.left_in_scratch().is_empty()
    });
}

#[test]
fn a_child_that_denies_its_run_does_not_outlive_the_harness_either() {
    let project = Project::new();
    let pipe = project.pipe("pipe");
    let program = format!(
        "{DETACHED}\nconst child = detached({{}});\nrequire('node:fs').writeFileSync({:?}, `${{child.pid}}`);",
        pipe.path()
    );
    project.write(
        "scenarios/denies.cjs",
        format!("/*---\nsummary = \"denies\"\n---*/\n{program}\n"),
    );
    let harness = project.start(&["scenario", "run", "--accept"]);
    let child = pipe.wait();
    let outcome = harness.wait();
    assert!(!is_alive(&child), "{child} lives");
    outcome.complains("a scenario left `sleep` behind");
}

#[test]
fn a_server_that_a_build_has_started_is_left_alone() {
    let project = Project::with("any", "", "");
    let (pipe, ready) = (project.pipe("pipe"), project.pipe("ready"));
    // The build waits until its server has a session of its own.
    project.write(
        "build.sh",
        format!(
            "env -i setsid sh -c 'echo > {ready:?}; exec sleep 600' > /dev/null 2>&1 &\ncat {ready:?} > /dev/null\necho $! > {pipe:?}\n",
            ready = ready.path(),
            pipe = pipe.path()
        ),
    );
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuild = \"sh build.sh\"\n",
    );
    let harness = project.start(&["scenario", "run", "--accept"]);
    let server = pipe.wait();
    let outcome = harness.wait();
    assert!(end(&server), "{server} is gone");
    outcome.exits(0);
}

#[test]
fn a_child_that_the_harness_was_born_with_is_left_alone() {
    let project = Project::with("any", "", "");
    let pipe = project.pipe("pipe");
    let harness = project.std_harness(&["scenario", "run", "--accept"]);
    let script = "setsid sleep 600 > /dev/null 2>&1 & echo $! > \"$0\"; exec \"$@\"";
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", script])
        .arg(pipe.path())
        .arg(harness.get_program())
        .args(harness.get_args())
        .current_dir(project.path(""));
    for (name, value) in harness.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    let harness = Running::start(shell);
    let server = pipe.wait();
    let outcome = harness.wait();
    assert!(end(&server), "{server} is gone");
    outcome.exits(0);
}

/// Ends `process`; false when it had ended before.
fn end(process: &str) -> bool {
    let lived = is_alive(process);
    if lived {
        let process: i32 = process.trim().parse().expect("a process id");
        // SAFETY: `kill` reads no memory of ours; the process is one of this test's that nothing else ends.
        unsafe { libc::kill(process, libc::SIGKILL) };
    }
    lived
}

#[test]
fn orphans_that_end_early_do_not_stay_as_zombies() {
    let project = Project::new();
    let (at_work, go_on) = (project.pipe("at-work"), project.pipe("go-on"));
    // The orphans hold the shell's output open, so that it is read to its end when the last of them has ended.
    let program = format!(
        "import fs from 'node:fs';\nimport {{ execFileSync }} from 'node:child_process';\nexecFileSync('sh', ['-c', 'i=0; while [ $i -lt 200 ]; do (true &); i=$((i + 1)); done']);\nfs.writeFileSync({:?}, '');\nfs.readSync(fs.openSync({:?}), Buffer.alloc(1));",
        at_work.path(),
        go_on.path()
    );
    project.scenario("orphans", "timeout = \"100s\"", &program);
    let harness = project.start(&["scenario", "run", "--accept"]);
    at_work.wait();
    until("no zombie is left", || zombies_of(harness.id()) == 0);
    let _told = go_on.tell();
    harness.wait().exits(0).prints("1 passed");
}

/// How many of the children of `parent` have ended and were not waited for.
fn zombies_of(parent: i32) -> usize {
    let processes = std::fs::read_dir("/proc").expect("proc is there").flatten();
    let stats =
        processes.filter_map(|process| std::fs::read_to_string(process.path().join("stat")).ok());
    stats
        .filter(|stat| {
            let (_, rest) = stat.rsplit_once(')').unwrap_or_default();
            let mut words = rest.split_whitespace();
            words.next() == Some("Z") && words.next() == Some(&parent.to_string())
        })
        .count()
}
