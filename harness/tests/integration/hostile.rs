//! Hostile programs: whatever they do, the harness says what it was, and nothing is left running or on disk.

use crate::project::{Project, is_alive};
use std::path::PathBuf;

const NOTHING: [PathBuf; 0] = [];

#[test]
fn a_daemon_in_a_session_of_its_own_is_ended_and_named() {
    let project = Project::new();
    let pipe = project.pipe("pipe");
    // `detached` is setsid(2): the child is out of the run's process group, and an orphan when its parent has ended.
    let program = format!(
        "import {{ spawn }} from 'node:child_process';\nimport fs from 'node:fs';\nconst child = spawn('sleep', ['600'], {{ detached: true, stdio: 'ignore' }});\nchild.unref();\nfs.writeFileSync({:?}, `${{child.pid}}`);",
        pipe.path()
    );
    project.scenario("daemon", "", &program);
    let harness = project.start(&["scenario", "run"]);
    let daemon = pipe.wait();
    harness
        .wait()
        .exits(1)
        .prints("left behind a process of its own, `sleep`");
    assert!(!is_alive(&daemon), "{daemon}");
}

#[test]
fn a_double_fork_is_found_and_ended() {
    let project = Project::new();
    let pipe = project.pipe("pipe");
    let program = format!(
        "import {{ spawnSync }} from 'node:child_process';\nspawnSync('sh', ['-c', 'setsid sh -c \"setsid sleep 600 </dev/null >/dev/null 2>&1 & echo \\\\$! > {}\"'], {{ stdio: 'ignore' }});",
        pipe.path().display()
    );
    project.scenario("forks", "", &program);
    let harness = project.start(&["scenario", "run"]);
    let daemon = pipe.wait();
    harness
        .wait()
        .exits(1)
        .prints("left behind a process of its own, `sleep`");
    assert!(!is_alive(&daemon), "{daemon}");
}

#[test]
fn a_child_that_is_ending_anyway_is_not_held_against_its_parent() {
    let project = Project::with(
        "tidy",
        "repeat = 20",
        "import { spawn } from 'node:child_process';\nconst child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });\nchild.unref();\nchild.kill('SIGKILL');",
    );
    project.run_scenarios(&["--accept"]).exits(0);
}

#[test]
fn closed_streams_are_the_programs_own_affair() {
    let project = Project::with(
        "closes",
        "",
        "import fs from 'node:fs';\nimport { record } from '#harness';\nconsole.log('before');\nfs.closeSync(0);\nfs.closeSync(1);\nrecord('into the void');",
    );
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(
        project
            .read("snapshots/closes.snap")
            .ends_with("stdout:\n| before\nstderr: nothing\nended: exit 0\n")
    );
}

#[test]
fn bytes_that_are_no_text_and_halves_of_events_are_shown_as_what_they_are() {
    let project = Project::with(
        "bytes",
        "",
        "import fs from 'node:fs';\nfs.writeSync(1, Buffer.from([0x61, 0xff, 0x0a]));\nfs.writeSync(1, '\\x1enapi-harness {\"event\":\"rec\\n');\nfs.writeSync(1, '\\x1enapi-harness ');",
    );
    project.run_scenarios(&["--accept"]).exits(0);
    let snapshot = project.read("snapshots/bytes.snap");
    assert!(
        snapshot.contains(
            "| a\\xFF\n| ␞napi-harness {\"event\":\"rec\n| ␞napi-harness␠\n\\ no line feed here\n"
        ),
        "{snapshot}"
    );
}

#[test]
fn ten_thousand_files_are_removed() {
    let project = Project::with(
        "litters",
        "timeout = \"60s\"",
        "import fs from 'node:fs';\nfor (let d = 0; d < 100; d++) {\n  fs.mkdirSync(`d${d}`);\n  for (let f = 0; f < 100; f++) fs.writeFileSync(`d${d}/f${f}`, '');\n}",
    );
    project.run_scenarios(&["--accept"]).exits(0);
    assert_eq!(project.left_in_scratch(), NOTHING);
}

#[test]
fn a_process_that_stops_itself_is_named_and_ended() {
    let project = Project::with(
        "stops",
        "timeout = \"20s\"",
        "process.kill(process.pid, 'SIGSTOP');",
    );
    project
        .run_scenarios(&[])
        .exits(1)
        .prints("(hang, stopped) and was ended")
        .prints("`process.kill` was called at scenarios/stops.mjs:5:9. It has stopped the process, and nothing lets that go on");
    assert_eq!(project.left_in_scratch(), NOTHING);
}
