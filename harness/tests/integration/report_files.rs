//! Reports in files: whole or not there, and never written through a link.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::project::{Outcome, Project};

const JSON: [&str; 4] = ["scenario", "run", "--format=json", "--output=report.json"];

fn suite() -> Project {
    let project = Project::with("good", "", "console.log('fine');");
    project.run_scenarios(&["--accept"]).exits(0);
    project
}

/// The names of all that stands beside a report.
fn names(project: &Project, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(project.path(folder)).expect("a folder");
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<_> = entries
        .map(|entry| name(entry.expect("an entry")))
        .collect();
    names.sort();
    names
}

#[test]
fn a_report_takes_its_place_when_it_is_whole() {
    let project = suite();
    let gate = project.pipe("gate");
    let program = format!(
        "import fs from 'node:fs';\nfs.readFileSync({:?});",
        gate.path()
    );
    project.scenario("waits", "timeout = \"60s\"", &program);
    fs::create_dir(project.path("reports")).expect("a folder");
    project.write("reports/report.json", "an older report\n");
    let arguments = [
        "scenario",
        "run",
        "--format=json",
        "--output=reports/report.json",
    ];
    let harness = project.start(&arguments);
    // Opened here, the pipe is open there: one scenario is under way.
    let opened = fs::File::options().write(true).open(gate.path());
    assert_eq!(project.read("reports/report.json"), "an older report\n");
    drop(opened);
    harness.wait().exits(1);
    assert_eq!(project.read("reports/report.json").lines().count(), 3);
    assert_eq!(names(&project, "reports"), ["report.json"]);
}

#[test]
fn an_interrupted_run_leaves_the_report_of_what_had_ended() {
    for format in ["json", "junit"] {
        let project = Project::with("a", "", "console.log('fine');");
        project.run_scenarios(&["--accept"]).exits(0);
        let pipe = project.pipe("pipe");
        let program = format!(
            "import fs from 'node:fs';\nfs.writeFileSync({:?}, 'x');\nsetInterval(() => {{}}, 1000);",
            pipe.path()
        );
        project.scenario("b", "timeout = \"600s\"", &program);
        fs::create_dir(project.path("reports")).expect("a folder");
        let format = format!("--format={format}");
        let arguments = [
            "scenario",
            "run",
            "--jobs=1",
            &format,
            "--output=reports/report",
        ];
        let harness = project.start(&arguments);
        pipe.wait();
        harness.send(libc::SIGINT);
        harness.wait().exits(130);
        let report = project.read("reports/report");
        assert!(
            report.contains("\"a\"") && !report.contains("\"b\""),
            "{report}"
        );
        if format == "--format=junit" {
            assert!(report.ends_with("</testsuites>\n"), "{report}");
        }
        assert_eq!(names(&project, "reports"), ["report"]);
    }
}

#[test]
fn a_report_is_not_written_through_a_link() {
    let project = suite();
    project.write("target.json", "not to be touched\n");
    for target in ["target.json", "missing.json"] {
        symlink(project.path(target), project.path("report.json")).expect("a link");
        project
            .run(&JSON)
            .exits(2)
            .complains("cannot write the report to report.json: it is a symbolic link");
        fs::remove_file(project.path("report.json")).expect("a link");
    }
    assert_eq!(project.read("target.json"), "not to be touched\n");
    assert!(!project.exists("missing.json"));
    project.write("report.json", "");
    let history = [
        "history",
        "good",
        "--over=node",
        "--runtime=node",
        "--offline",
    ];
    for option in ["--output=link", "--svg=link"] {
        symlink(project.path("target.json"), project.path("link")).expect("a link");
        project
            .run(&[&history[..], &[option]].concat())
            .exits(2)
            .complains("cannot write the report to link: it is a symbolic link");
        assert!(project.path("link").is_symlink());
        fs::remove_file(project.path("link")).expect("a link");
    }
}

#[test]
fn what_cannot_be_a_report_is_said_before_anything_runs() {
    let project = suite();
    for file in ["scenarios", "no/such/folder/report.json"] {
        let output = format!("--output={file}");
        let outcome = project.run(&["scenario", "run", &output]);
        outcome
            .exits(2)
            .complains(&format!("cannot write the report to {file}: "));
        assert_eq!(outcome.stdout, "");
    }
}

#[test]
fn a_report_keeps_the_permissions_of_the_one_before() {
    let project = suite();
    project.run(&JSON).exits(0);
    let mode = |file: &str| {
        let metadata = fs::metadata(project.path(file)).expect("a file");
        metadata.permissions().mode() & 0o7777
    };
    // A new one has those of any new file.
    assert_eq!(mode("report.json"), mode("addon.cjs"));
    fs::set_permissions(
        project.path("report.json"),
        fs::Permissions::from_mode(0o640),
    )
    .expect("it is ours");
    project.run(&JSON).exits(0);
    assert_eq!(mode("report.json"), 0o640);
}

#[test]
fn devices_and_descriptors_are_written_directly() {
    let project = suite();
    for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let output = format!("--output={name}");
        project
            .run(&["scenario", "run", "--format=json", &output])
            .exits(0)
            .prints("{\"event\":\"finished\",")
            .prints("1 passed");
        // A file behind a descriptor is neither truncated nor replaced.
        let harness = project.std_harness(&["scenario", "run", "--format=json", &output]);
        let file = fs::File::create(project.path("log")).expect("a file");
        let mut harness = harness;
        let status = harness.stdout(file).status().expect("it starts");
        assert!(status.success());
        let log = project.read("log");
        assert!(
            log.contains("\"summary\"") && log.contains("1 passed"),
            "{log}"
        );
    }
    for null in ["--output=/dev/null", "--output=/dev/stderr"] {
        project.run(&["scenario", "run", null]).exits(0);
    }
    project
        .run(&["scenario", "run", "--format=json", "--output=/dev/full"])
        .exits(1)
        .prints("1 passed")
        .complains("error: cannot write the report to /dev/full: No space left on device");
    let harness = assert_cmd::cargo::cargo_bin("napi-harness");
    let mut shell = std::process::Command::new("sh");
    shell
        .args([
            "-c",
            "exec \"$0\" scenario run --format json --output /dev/fd/7 7>>log",
        ])
        .arg(harness)
        .current_dir(project.path(""))
        .env("XDG_CACHE_HOME", project.path("cache"));
    project.write("log", "what stood there\n");
    Outcome::of(shell.output().expect("a shell")).exits(0);
    let log = project.read("log");
    assert!(log.starts_with("what stood there\n{\"event\""), "{log}");
}

#[test]
fn a_full_disk_leaves_the_report_that_was_there() {
    let project = suite();
    project.scenario("bad", "", "process.exit(1);");
    fs::create_dir(project.path("disk")).expect("a folder");
    // A file system that its first two files fill stands in for a full disk; it needs a mount namespace, which not every machine grants.
    let script = "mount -t tmpfs -o size=8k tmpfs disk && echo old > disk/report && echo old > disk/svg; \"$0\" \"$@\"; echo \"ended $?\"; cat disk/report disk/svg; ls -A disk";
    for (arguments, code, file) in [
        (
            &["scenario", "run", "--format=json", "--output=disk/report"][..],
            1,
            "disk/report",
        ),
        (
            &[
                "scenario",
                "run",
                "good",
                "--format=junit",
                "--output=disk/report",
            ],
            1,
            "disk/report",
        ),
        (
            &[
                "history",
                "good",
                "--over=node",
                "--runtime=node",
                "--offline",
                "--svg=disk/svg",
            ],
            1,
            "disk/svg",
        ),
    ] {
        let mut unshare = std::process::Command::new("unshare");
        unshare
            .args(["--mount", "--map-root-user", "sh", "-c", script])
            .arg(assert_cmd::cargo::cargo_bin("napi-harness"))
            .args(arguments)
            .current_dir(project.path(""));
        for (name, value) in project.std_harness(&[]).get_envs() {
            match value {
                Some(value) => unshare.env(name, value),
                None => unshare.env_remove(name),
            };
        }
        let outcome = Outcome::of(unshare.output().expect("unshare is there"));
        if outcome.stderr.contains("mount:") || outcome.stderr.contains("unshare:") {
            eprintln!("this machine grants no mount namespace: {}", outcome.stderr);
            return;
        }
        outcome
            .prints(&format!("ended {code}\nold\nold\nreport\nsvg\n"))
            .complains(&format!(
                "cannot write the report to {file}: No space left on device"
            ));
        // The run itself went on to its end.
        outcome.prints(if arguments[0] == "history" {
            "good"
        } else {
            "1 passed, "
        });
    }
}
