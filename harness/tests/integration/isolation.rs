//! Isolation: what one scenario does reaches neither another one, nor a snapshot, nor the machine.

use crate::project;

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::project::{Outcome, Project, is_alive, needs};

#[test]
fn nothing_of_the_users_environment_reaches_a_run() {
    let project = Project::with("env", "", "console.log(JSON.stringify(process.env));");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[run]\nenv = [\"WANTED\"]\n",
    );
    let output = project
        .harness(&["scenario", "run"])
        .envs([
            ("SECRET_TOKEN", "s3cr3t"),
            ("WANTED", "passed on"),
            ("NODE_OPTIONS", "--no-warnings"),
        ])
        .output()
        .expect("it starts");
    let outcome = Outcome::of(output);
    outcome.exits(1).prints("passed on");
    assert!(
        !outcome.stdout.contains("s3cr3t") && !outcome.stdout.contains("no-warnings"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_run_has_an_empty_folder_of_its_own_that_goes_with_it() {
    let project = Project::with(
        "files",
        "[variants]\nn = [1, 2, 3, 4]",
        "import fs from 'node:fs';\nconsole.log(fs.existsSync('mine'), process.cwd() === process.env.HOME);\nfs.writeFileSync('mine', '');\nfs.mkdirSync('locked'); fs.writeFileSync('locked/file', ''); fs.chmodSync('locked', 0);",
    );
    project.run_scenarios(&[]).exits(1).prints("| false true");
    assert_eq!(project.left_in_scratch(), [] as [std::path::PathBuf; 0]);
}

#[test]
fn a_scenario_may_delete_its_own_folder() {
    let project = Project::with(
        "deletes",
        "",
        "import fs from 'node:fs';\nfs.rmSync(process.cwd(), { recursive: true });\nconsole.log('gone');",
    );
    project.run_scenarios(&["--accept"]).exits(0);
    project.run_scenarios(&[]).exits(0);
}

#[test]
fn a_crash_a_hang_and_a_flood_do_not_disturb_the_others() {
    let project = Project::new();
    project.scenario(
        "crash",
        "[expect]\nend = \"crash SIGABRT\"",
        "process.abort();",
    );
    project.scenario("hang", "timeout = \"2s\"", "setInterval(() => {}, 1000);");
    project.scenario("flood", "", "const line = 'x'.repeat(1 << 20);\nfor (let i = 0; i < 100; i++) process.stdout.write(line);");
    for name in ["a", "b", "c", "d"] {
        project.scenario(name, "", "console.log('undisturbed');");
    }
    project
        .run_scenarios(&["a", "b", "c", "d", "--accept"])
        .exits(0);
    project
        .run_scenarios(&["--accept"])
        .exits(1)
        .prints("5 passed, 2 failed")
        .prints("✗ was still running after ")
        .prints("wrote too much to stdout: 1042");
}

#[test]
fn a_hundred_megabytes_without_a_line_feed_do_not_fill_the_harnesss_memory() {
    let project = Project::with(
        "flood",
        "",
        "const line = Buffer.alloc(1 << 20, 'x');\nimport { writeSync } from 'node:fs';\nfor (let i = 0; i < 100; i++) for (let n = 0; n < line.length; ) n += writeSync(1, line, n);",
    );
    let mut harness = project.std_harness(&["scenario", "run"]);
    let mut harness = harness
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let peak = peak_memory_kb(&mut harness);
    assert!((1..64 * 1024).contains(&peak), "{peak} KiB");
}

/// The most memory that `child` has had resident, as far as it was seen before it ended. What `wait4` says counts what its parent had when it
/// was started.
fn peak_memory_kb(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("it is our child").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        let number = line.and_then(|it| it.split_whitespace().next()?.parse().ok());
        peak = peak.max(number.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    peak
}

#[test]
fn a_process_that_ignores_sigterm_is_killed_with_its_children() {
    let project = Project::new();
    let pipe = project.pipe("pipe");
    let program = format!(
        "import {{ spawn }} from 'node:child_process';\nimport fs from 'node:fs';\nprocess.on('SIGTERM', () => {{}});\nconst child = spawn('sh', ['-c', 'trap \"\" TERM; while :; do sleep 1; done']);\nfs.writeFileSync({:?}, `${{process.pid}} ${{child.pid}}`);\nsetInterval(() => {{}}, 1000);",
        pipe.path()
    );
    project.scenario("stubborn", "timeout = \"1s\"", &program);
    let harness = project.start(&["scenario", "run"]);
    let told = pipe.wait();
    harness.wait().exits(1).prints("was still running after");
    for process in told.split(' ') {
        assert!(!is_alive(process), "{process} of {told}");
    }
}

#[test]
fn a_child_that_holds_the_output_open_is_ended_and_told_of() {
    let project = Project::with(
        "leaves",
        "",
        "import { spawn } from 'node:child_process';\nspawn('sleep', ['600'], { stdio: 'inherit' }).unref();",
    );
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("left behind a process that holds its stdout open");
}

/// A project whose only scenario tells its process's id and its child's, and then stays for ever.
fn staying(pipe_name: &str) -> (Project, project::Pipe) {
    let project = Project::new();
    let pipe = project.pipe(pipe_name);
    let program = format!(
        "import {{ spawn }} from 'node:child_process';\nimport fs from 'node:fs';\nconst child = spawn('sleep', ['600']);\nfs.writeFileSync({:?}, `${{process.pid}} ${{child.pid}}`);\nsetInterval(() => {{}}, 1000);",
        pipe.path()
    );
    project.scenario("stays", "timeout = \"600s\"", &program);
    (project, pipe)
}

#[test]
fn ctrl_c_and_sigterm_end_all_children_and_leave_nothing() {
    for (signal, code) in [(libc::SIGINT, 130), (libc::SIGTERM, 143)] {
        let (project, pipe) = staying("pipe");
        let harness = project.start(&["scenario", "run"]);
        let told = pipe.wait();
        harness.send(signal);
        harness.wait().exits(code);
        for process in told.split(' ') {
            assert!(!is_alive(process), "{process} of {told}");
        }
        assert_eq!(project.left_in_scratch(), [] as [std::path::PathBuf; 0]);
    }
}

#[test]
fn when_the_harness_itself_is_killed_its_warden_leaves_nothing() {
    let (project, pipe) = staying("pipe");
    let harness = project.start(&["scenario", "run"]);
    let told = pipe.wait();
    harness.send(libc::SIGKILL);
    assert_eq!(harness.wait().code, None);
    // The warden works in a process of its own: its end is awaited by what it does.
    let patience = Instant::now() + Duration::from_secs(60);
    while !project.left_in_scratch().is_empty() || told.split(' ').any(is_alive) {
        assert!(
            Instant::now() < patience,
            "{told} live, or {:?} is left",
            project.left_in_scratch()
        );
        std::thread::yield_now();
    }
}

#[test]
fn a_build_is_interrupted_with_all_that_it_started() {
    let project = Project::with("any", "", "");
    let pipe = project.pipe("pipe");
    project.write(
        "build.sh",
        format!(
            "sleep 600 &\necho \"$$ $!\" > {}\nwait\n",
            pipe.path().display()
        ),
    );
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuild = \"sh build.sh\"\n",
    );
    let harness = project.start(&["scenario", "run"]);
    let told = pipe.wait();
    harness.send(libc::SIGTERM);
    harness.wait().exits(143);
    for process in told.split(' ') {
        assert!(!is_alive(process), "{process} of {told}");
    }
}

#[test]
fn a_full_disk_fails_the_scenario_with_the_reason() {
    let Some(mut unshare) = needs::mount_namespace() else {
        return;
    };
    let project = Project::with("any", "", "");
    project.run_scenarios(&["--accept"]).exits(0);
    // A file system of no size stands in for a full disk.
    let script = format!(
        "mount -t tmpfs -o size=4k,nr_inodes=4 tmpfs {scratch} && exec {harness} scenario run",
        scratch = project.scratch().display(),
        harness = assert_cmd::cargo::cargo_bin("napi-harness").display(),
    );
    unshare.args(["sh", "-c", &script]);
    project.prepare(&mut unshare);
    Outcome::of(unshare.output().expect("unshare is there"))
        .exits(1)
        .prints("No space left on device");
}

#[test]
fn what_a_later_runtime_showed_is_not_accepted_where_the_first_was_interrupted() {
    let program = "console.log(process.env.SAYS ?? 'usual');\nif (!process.env.SAYS) setInterval(() => {}, 1000);";
    let project = Project::with("x", "timeout = \"600s\"", program);
    let bun = project.runtime_that_says("bun", "1.0.0");
    let pipe = project.pipe("pipe");
    let program = format!(
        "import fs from 'node:fs';\nfs.writeFileSync({:?}, 'x');\nsetInterval(() => {{}}, 1000);",
        pipe.path()
    );
    project.scenario("y", "timeout = \"600s\"", &program);
    let common = ["scenario", "run", "--accept", "--jobs", "2"];
    let runtimes = ["--runtime", "node", "--runtime", &bun];
    let harness = project.start(&[&common[..], &runtimes].concat());
    // Node.js has one of the two jobs until the end, so that this is begun by the other when Bun has done the first.
    pipe.wait();
    harness.send(libc::SIGINT);
    harness.wait().exits(130);
    assert!(!project.exists("snapshots/x.snap"));
}
