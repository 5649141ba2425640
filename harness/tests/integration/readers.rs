//! Readers that leave, and outputs that cannot be written: the exit code stays the verdict's, and the work is done.

use std::ffi::CStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Output, Stdio};

use crate::project::{Outcome, Project};

/// A stream whose reader has left already.
fn without_reader() -> Stdio {
    let (reader, writer) = io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// A device that is always full.
fn full() -> Stdio {
    File::options()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it")
        .into()
}

/// The harness, its streams as given.
fn output(project: &Project, arguments: &[&str], stdout: Stdio, stderr: Stdio) -> Output {
    let mut command = project.std_harness(arguments);
    let child = command.stdout(stdout).stderr(stderr).spawn();
    child
        .expect("it starts")
        .wait_with_output()
        .expect("it ends")
}

/// Ten scenarios that pass, and `failing` that do not; all have snapshots.
fn suite(failing: usize) -> Project {
    let project = Project::new();
    for n in 0..10 {
        project.scenario(&format!("good{n}"), "", "console.log('fine');");
    }
    for n in 0..failing {
        project.scenario(&format!("bad{n}"), "", "process.exit(1);");
    }
    project.run_scenarios(&["--accept"]);
    project
}

/// How many scenarios the report in `report.json` names, and whether it has its last line.
fn reported(project: &Project) -> (usize, bool) {
    let text = project.read("report.json");
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let finished = lines.iter().filter(|line| line["event"] == "finished");
    let whole = lines.last().is_some_and(|line| line["event"] == "summary");
    (finished.count(), whole)
}

#[test]
fn a_failing_suite_whose_reader_left_after_the_first_line_runs_on_and_fails() {
    let project = Project::new();
    project.scenario("a", "", "process.exit(1);");
    let gate = project.pipe("gate");
    // Opening the pipe waits until the test has opened it, too, which it does after it has left.
    let program = format!(
        "import fs from 'node:fs';\nfs.readFileSync({:?});",
        gate.path()
    );
    project.scenario("b", "timeout = \"60s\"", &program);
    project.scenario("c", "", "");
    let arguments = [
        "scenario",
        "run",
        "--jobs=1",
        "--format=json",
        "--output=report.json",
    ];
    let mut command = project.std_harness(&arguments);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut reader = BufReader::new(child.stdout.take().expect("piped"));
    let mut first = String::new();
    reader.read_line(&mut first).expect("a line");
    assert!(first.contains("FAIL a"), "{first}");
    drop(reader);
    drop(
        File::options()
            .write(true)
            .open(gate.path())
            .expect("a pipe"),
    );
    let outcome = Outcome::of(child.wait_with_output().expect("it ends"));
    assert_eq!(outcome.exits(1).stderr, "");
    assert_eq!(reported(&project), (3, true));
}

#[test]
fn the_exit_code_is_the_verdicts_whoever_reads() {
    for (failing, code) in [(0, 0), (2, 1)] {
        let project = suite(failing);
        for format in ["text", "json", "junit", "github"] {
            let arguments = ["scenario", "run", "--format", format];
            let left = output(&project, &arguments, without_reader(), Stdio::piped());
            assert_eq!(Outcome::of(left).exits(code).stderr, "", "{format}");
        }
        let arguments = ["scenario", "run", "--format=json", "--output=report.json"];
        let both = output(&project, &arguments, without_reader(), without_reader());
        assert_eq!(both.status.code(), Some(code));
        assert_eq!(reported(&project), (10 + failing, true));
    }
}

#[test]
fn a_closed_stdout_or_stderr_does_no_harm() {
    let project = suite(1);
    let harness = assert_cmd::cargo::cargo_bin("napi-harness");
    for closing in [">&-", "2>&-", ">&- 2>&-"] {
        let mut shell = std::process::Command::new("sh");
        let line = format!("exec \"$0\" scenario run --format json --output report.json {closing}");
        shell.args(["-c", &line]).arg(&harness);
        shell.current_dir(project.path(""));
        for (name, value) in project.std_harness(&[]).get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        Outcome::of(shell.output().expect("a shell")).exits(1);
        assert_eq!(reported(&project), (11, true), "{closing}");
    }
}

/// A terminal: what a terminal's window holds, and what programs in it write to.
fn terminal() -> (OwnedFd, File) {
    // SAFETY: the call takes no pointers, and its result is checked before it is used.
    let window = unsafe { libc::posix_openpt(libc::O_RDWR | libc::O_NOCTTY | libc::O_CLOEXEC) };
    assert!(window >= 0, "{}", io::Error::last_os_error());
    // SAFETY: the descriptor is open, and nobody else's.
    let window = unsafe { OwnedFd::from_raw_fd(window) };
    let mut name = [0; 64];
    // SAFETY: the descriptor is a terminal's, and `name` is as long as is said.
    let named = unsafe {
        libc::grantpt(window.as_raw_fd()) == 0
            && libc::unlockpt(window.as_raw_fd()) == 0
            && libc::ptsname_r(window.as_raw_fd(), name.as_mut_ptr(), name.len()) == 0
    };
    assert!(named, "{}", io::Error::last_os_error());
    // SAFETY: `ptsname_r` has ended the name with a zero.
    let name = unsafe { CStr::from_ptr(name.as_ptr()) };
    let mut options = File::options();
    options.read(true).write(true).custom_flags(libc::O_NOCTTY);
    let file = options
        .open(name.to_str().expect("a path"))
        .expect("a terminal");
    (window, file)
}

#[test]
fn a_terminal_that_is_closed_is_a_reader_that_leaves() {
    for (program, code) in [("", 0), ("process.exit(1);", 1)] {
        let project = Project::with("a", "", program);
        let gate = project.pipe("gate");
        let waits = format!(
            "import fs from 'node:fs';\nfs.readFileSync({:?});",
            gate.path()
        );
        project.scenario("b", "timeout = \"60s\"", &waits);
        let accepted = "---\nsource: x\n---\nstdout: nothing\nstderr: nothing\nended: exit 0\n";
        project.write("snapshots/a.snap", accepted);
        project.write("snapshots/b.snap", accepted);
        let (window, terminal) = terminal();
        let arguments = [
            "scenario",
            "run",
            "--verbose",
            "--format=json",
            "--output=report.json",
        ];
        let mut command = project.std_harness(&arguments);
        let mut child = command
            .stdout(terminal.try_clone().expect("a descriptor"))
            .stderr(terminal)
            .spawn()
            .expect("it starts");
        // The command holds the terminal, too.
        drop(command);
        let gate = File::options().write(true).open(gate.path());
        drop(window);
        drop(gate);
        assert_eq!(child.wait().expect("it ends").code(), Some(code));
        assert_eq!(reported(&project), (2, true));
    }
}

#[test]
fn every_command_does_its_work_when_nobody_reads() {
    let project = Project::new();
    for n in 0..30 {
        project.scenario(&format!("s{n}"), "", "");
    }
    project.write("snapshots/gone.snap", "---\nsource: x\n---\nx\n");
    project.run_scenarios(&[]).exits(1);
    let quietly = |arguments: &[&str]| {
        let left = output(&project, arguments, without_reader(), Stdio::piped());
        assert_eq!(Outcome::of(left).exits(0).stderr, "", "{arguments:?}");
        let both = output(&project, arguments, without_reader(), without_reader());
        assert_eq!(both.status.code(), Some(0), "{arguments:?}");
    };
    quietly(&["--help"]);
    quietly(&["scenario", "list"]);
    quietly(&["scenario", "list", "--format", "json"]);
    quietly(&["scenario", "show", "s1"]);
    quietly(&["runtime", "list"]);
    quietly(&["cache"]);
    quietly(&["snapshot", "list"]);
    quietly(&["snapshot", "accept"]);
    project.run_scenarios(&[]).exits(0);
    quietly(&["snapshot", "reject", "--orphans"]);
    assert!(!project.exists("snapshots/gone.snap"));
    quietly(&["cache", "clean"]);
}

#[test]
fn a_cache_is_cleaned_to_the_last_part_though_nobody_reads() {
    let project = Project::new();
    for part in ["history", "projects", "runtimes"] {
        project.write(&format!("cache/napi-harness/{part}/file"), "x");
    }
    let arguments = ["cache", "clean"];
    let left = output(&project, &arguments, without_reader(), Stdio::piped());
    assert_eq!(Outcome::of(left).exits(0).stderr, "");
    for part in ["history", "projects", "runtimes"] {
        assert!(
            !project.exists(&format!("cache/napi-harness/{part}")),
            "{part}"
        );
    }
}

#[test]
fn the_exit_code_of_a_wrong_command_line_needs_no_reader() {
    let project = suite(0);
    for (arguments, code) in [
        (&["scenario", "nonsense"][..], 2),
        (&["scenario", "show", "nothing"], 4),
    ] {
        let output = output(&project, arguments, without_reader(), without_reader());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn a_build_goes_on_when_the_reader_of_its_output_has_left() {
    let project = Project::with("any", "", "");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\nbuild = \"echo one && echo two && touch built\"\n",
    );
    let left = output(
        &project,
        &["addon", "build"],
        Stdio::piped(),
        without_reader(),
    );
    Outcome::of(left).exits(0).prints("built: ");
    assert!(project.exists("built"));
}

#[test]
fn output_that_cannot_be_written_is_a_failure_and_the_work_is_done() {
    let project = suite(0);
    let arguments = ["scenario", "run", "--format=json", "--output=report.json"];
    Outcome::of(output(&project, &arguments, full(), Stdio::piped()))
        .exits(1)
        .complains("error: cannot write the output: No space left on device");
    assert_eq!(reported(&project), (10, true));
    for arguments in [
        &["scenario", "list"][..],
        &["scenario", "run", "--format", "junit"],
        &["scenario", "show", "good1"],
        &["snapshot", "list"],
        &["cache", "--format", "json"],
        &["--version"],
    ] {
        Outcome::of(output(&project, arguments, full(), Stdio::piped()))
            .exits(1)
            .complains("error: cannot write the output: No space left on device");
    }
}

#[test]
fn snapshots_are_accepted_though_nothing_can_be_printed() {
    let project = Project::new();
    for n in 0..5 {
        project.scenario(&format!("s{n}"), "", "");
    }
    project.run_scenarios(&[]).exits(1);
    let accepting = output(&project, &["snapshot", "accept"], full(), full());
    assert_eq!(accepting.status.code(), Some(1));
    project.run_scenarios(&[]).exits(0);
}

#[test]
fn a_report_into_a_named_pipe_is_written_as_it_comes() {
    let project = suite(1);
    let pipe = project.pipe("pipe");
    let harness = project.start(&["scenario", "run", "--format=json", "--output=pipe"]);
    let report = pipe.wait();
    harness.wait().exits(1);
    assert_eq!(report.lines().count(), 12);
    // A reader of the report that leaves is a reader that leaves.
    let harness = project.start(&["scenario", "run", "--format=json", "--output=pipe"]);
    let mut first = [0];
    File::open(pipe.path())
        .and_then(|mut file| file.read_exact(&mut first))
        .expect("a byte");
    let outcome = harness.wait();
    assert_eq!(outcome.exits(1).stderr, "");
}
