//! In a GitHub workflow the runner obeys lines that a step prints; only the harness's own may be obeyed.

mod runner;

use std::process::Output;

use crate::project::Project;

/// Lines that the runner obeys, each in a way of its own.
const HOSTILE: [&str; 7] = [
    "::error file=hostile.js,line=1::hostile",
    " \t::add-mask::hostile",
    "\u{a0}\u{2028}::warning title=hostile::",
    "before the end ##[error]hostile",
    "####[stop-commands]hostile",
    "overwritten\r::set-output name=hostile::",
    "##[Group]hostile",
];

/// A project whose program says all of it on every way that there is.
fn hostile() -> Project {
    let lines = HOSTILE.join("\n");
    let text = serde_json::to_string(&lines).expect("JSON");
    let project = Project::new();
    project.scenario(
        "prints",
        "",
        &format!(
            "const text = {text};\nconsole.log(text);\nconsole.error(text);\nprocess.exit(1);"
        ),
    );
    project.scenario("new", "", &format!("console.log({text});"));
    project.scenario("throws", "", &format!("throw new Error('\\n' + {text});"));
    project.scenario(
        "records",
        "",
        &format!("import {{ record }} from '#harness';\nrecord({text}, {{ data: {text} }});"),
    );
    project.scenario(
        "promises",
        "",
        &format!(
            "import {{ mustCall, mustNotCall }} from '#harness';\nconst fn = () => {{}};\nObject.defineProperty(fn, 'name', {{ value: {text} }});\nmustCall(fn);\nmustNotCall({text})();"
        ),
    );
    // A header says it, too.
    let summary = serde_json::to_string(&lines).expect("a string of TOML's");
    project.write(
        "scenarios/says.mjs",
        format!("/*---\nsummary = {summary}\nclaim = {summary}\ntags = [{summary}]\n---*/\n"),
    );
    project
}

/// The harness, in a workflow of GitHub's.
fn in_workflow(project: &Project, arguments: &[&str]) -> Output {
    let mut harness = project.harness(arguments);
    harness.env("GITHUB_ACTIONS", "true");
    harness.output().expect("it starts")
}

/// The lines of both streams that the runner obeys.
fn obeyed(output: &Output) -> Vec<String> {
    let both = [&output.stdout, &output.stderr];
    let found = both.into_iter().flat_map(|it| runner::commands(it));
    found.map(|(_, line)| line).collect()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[track_caller]
fn obeys_nothing(output: &Output) {
    let none: [String; 0] = [];
    assert_eq!(obeyed(output), none, "stdout:\n{}", text(&output.stdout));
}

#[test]
fn the_runner_would_obey_every_hostile_line() {
    for line in HOSTILE {
        assert_eq!(runner::commands(line.as_bytes()).len(), 1, "{line:?}");
    }
}

#[test]
fn no_report_passes_on_what_a_program_tells_the_runner() {
    let project = hostile();
    for colour in ["never", "always"] {
        for format in ["text", "json", "junit"] {
            let arguments = ["scenario", "run", "--color", colour, "--format", format];
            let output = in_workflow(&project, &arguments);
            assert_eq!(output.status.code(), Some(1));
            obeys_nothing(&output);
        }
    }
    let shown = in_workflow(&project, &["scenario", "run", "prints"]);
    let shown = text(&shown.stdout);
    for escaped in [
        "        :\\:error file=hostile.js",
        "before the end ##\\[error]hostile",
    ] {
        assert!(shown.contains(escaped), "no {escaped:?} in:\n{shown}");
    }
}

#[test]
fn the_github_report_has_its_own_annotations_and_no_others() {
    let project = hostile();
    let arguments = ["scenario", "run", "--format", "github"];
    let output = in_workflow(&project, &arguments);
    let obeyed = obeyed(&output);
    let files = project.run_scenarios(&["--format", "json"]).json();
    let reasons = |line: &serde_json::Value| line["reasons"].as_array().map_or(0, Vec::len);
    assert_eq!(obeyed.len(), files.iter().map(reasons).sum::<usize>());
    for line in obeyed {
        assert!(line.starts_with("::error file=scenarios/"), "{line}");
    }
}

#[test]
fn reports_for_programs_keep_their_values() {
    let project = hostile();
    project.run_scenarios(&[]);
    let arguments = ["scenario", "run", "records", "--format", "json"];
    let output = in_workflow(&project, &arguments);
    let lines = text(&output.stdout).lines();
    let guarded: Vec<serde_json::Value> = lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let plain = project.run(&arguments).json();
    assert_eq!(guarded[0]["reasons"], plain[0]["reasons"]);
    let list = ["scenario", "list", "--format", "json"];
    let output = in_workflow(&project, &list);
    obeys_nothing(&output);
    let lines = text(&output.stdout).lines();
    let guarded: Vec<serde_json::Value> = lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(guarded, project.run(&list).json());
    assert_eq!(
        guarded
            .iter()
            .find(|line| line["scenario"] == "says")
            .expect("it is there")["summary"],
        HOSTILE.join("\n")
    );
}

#[test]
fn the_junit_report_keeps_its_values() {
    let project = hostile();
    let arguments = ["scenario", "run", "--jobs=1", "--format", "junit"];
    let output = in_workflow(&project, &arguments);
    let plain = project.run(&arguments).stdout;
    let resolved = text(&output.stdout)
        .replace("&#58;", ":")
        .replace("&#91;", "[");
    let without_times = |text: &str| {
        let lines = text.lines().filter(|line| !line.contains(" time=\""));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(without_times(&resolved), without_times(&plain));
    assert_ne!(without_times(text(&output.stdout)), without_times(&plain));
}

#[test]
fn a_report_in_a_file_is_read_by_nobody_and_stays_as_it_is() {
    let project = hostile();
    let arguments = [
        "scenario",
        "run",
        "prints",
        "--format=text",
        "--output=report",
    ];
    obeys_nothing(&in_workflow(&project, &arguments));
    assert!(project.read("report").contains("::error file=hostile.js"));
    // Standard output by another name is read all the same.
    for name in ["/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/2"] {
        for format in ["text", "json", "junit"] {
            let arguments = ["scenario", "run", "--format", format, "--output", name];
            obeys_nothing(&in_workflow(&project, &arguments));
        }
    }
}

#[test]
fn no_other_command_passes_it_on() {
    let project = hostile();
    project.run_scenarios(&[]);
    for arguments in [
        &["scenario", "list"][..],
        &["scenario", "list", "--format", "names"],
        &["scenario", "show", "prints"],
        &["scenario", "show", "says"],
        &["scenario", "show", "nothing"],
        &["scenario", "export", "throws", "exported"],
        &["snapshot", "list"],
        &["snapshot", "accept"],
        &["history", "says", "--offline"],
        &["cache"],
        &["no\n::error::such command"],
    ] {
        obeys_nothing(&in_workflow(&project, arguments));
    }
    project.write(
        "scenarios/wrong.mjs",
        "/*---\nsummary = \"x\"\n::error::hostile = \"##[error]hostile\"\n---*/\n",
    );
    project.write("scenarios/##[error]hostile.mjs", "");
    let output = in_workflow(&project, &["scenario", "run"]);
    assert!(text(&output.stderr).contains("hostile"));
    obeys_nothing(&output);
}

/// A project whose build is this line of shell.
fn built_by(build: &str) -> Project {
    let project = Project::with("any", "", "");
    let build = serde_json::to_string(build).expect("a string of TOML's");
    project.write(
        "napi-harness.toml",
        format!("[addon]\nentry = \"addon.cjs\"\nbuild = {build}\n"),
    );
    project
}

#[test]
fn what_a_build_prints_is_passed_on_and_not_obeyed() {
    for (ending, code) in [("true", 0), ("false", 3)] {
        for arguments in [&["addon", "build"][..], &["scenario", "run", "--accept"]] {
            let project = built_by(&format!("cat hostile; cat hostile >&2; {ending}"));
            project.write("hostile", HOSTILE.join("\n") + "\n");
            let output = in_workflow(&project, arguments);
            assert_eq!(output.status.code(), Some(code));
            obeys_nothing(&output);
            let passed_on = text(&output.stderr);
            assert_eq!(
                passed_on
                    .matches("before the end ##\\[error]hostile\n")
                    .count(),
                2
            );
        }
    }
}

#[test]
fn a_build_cannot_hide_a_command_in_parts_or_behind_a_byte_order_mark() {
    for bytes in [
        r"\357\273\277::error::hostile\n",
        r"\377\376:\000:\000e\000r\000r\000o\000r\000:\000:\000x\000\n\000",
        r"::\n::error::hostile",
        r"  \r\n::error::hostile\r",
    ] {
        let project = built_by(&format!("printf '{bytes}'"));
        obeys_nothing(&in_workflow(&project, &["addon", "build"]));
    }
    let parts =
        "printf ':'; printf ':err'; printf 'or::hostile\\n#'; printf '#'; printf '[error]hostile'";
    let project = built_by(parts);
    let output = in_workflow(&project, &["addon", "build"]);
    obeys_nothing(&output);
    assert_eq!(
        text(&output.stderr),
        ":\\:error::hostile\n##\\[error]hostile\n"
    );
}
