//! TypeScript scenarios are type-checked by the project's own compiler against the addon's declarations, and not run.

mod compilers;
mod declarations;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::project::this_addon::ADDON;
use crate::project::{Outcome, Project};

const DECLARATIONS: &str = "export declare function twice(n: number): number;\n";

/// A project with the compiler that this repository has installed, and declarations of its addon.
fn project() -> Project {
    let project = Project::new();
    project.write("addon.d.cts", DECLARATIONS);
    install(&project, "typescript");
    project
}

/// The package `name`, as this repository's addon has it.
fn install(project: &Project, name: &str) {
    let installed = ADDON.parent().expect("a folder").join("node_modules");
    let link = project.path(&format!("node_modules/{name}"));
    fs::create_dir_all(link.parent().expect("a folder")).expect("a folder");
    symlink(installed.join(name), link).expect("a link");
}

/// Adds the scenario `NAME.ts`, whose program begins on line 6.
fn scenario(project: &Project, name: &str, end: &str, program: &str) {
    let text =
        format!("/*---\nsummary = \"{name}\"\n[expect]\nend = \"{end}\"\n---*/\n{program}\n");
    project.write(&format!("scenarios/{name}.ts"), text);
}

/// Runs one program of a project, and accepts what it shows.
fn run(project: &Project, end: &str, program: &str) -> Outcome {
    scenario(project, "one", end, program);
    project.run_scenarios(&["--accept"])
}

fn transcript(project: &Project) -> String {
    let snapshot = project.read("snapshots/one.snap");
    let parts: Vec<&str> = snapshot.splitn(3, "---\n").collect();
    parts[2].to_owned()
}

const GOOD: &str = "import { twice } from '#addon';\nconst n: number = twice(1);\nconsole.log(n);";
const BAD: &str = "import { twice } from '#addon';\ntwice('1');";
const TWICE_BAD: &str =
    "import { twice } from '#addon';\ntwice('1');\nconst text: string = twice(1);\ntwice('2');";

#[test]
fn what_the_compiler_takes_passes_and_is_not_run() {
    let project = project();
    let mark = project.path("mark");
    let program = format!("{GOOD}\nprocess.getBuiltinModule('fs').writeFileSync({mark:?}, '');");
    // `process` is declared here alone.
    let declared = "declare const process: any;\n";
    run(&project, "types", &format!("{declared}{program}")).exits(0);
    assert_eq!(transcript(&project), "typescript: nothing\nended: types\n");
    assert!(!project.exists("mark"));
}

#[test]
fn an_error_is_shown_where_it_stands_in_the_users_file() {
    let project = project();
    run(&project, "types", BAD)
        .exits(1)
        .prints("ended with `type error TS2345`; expected `types`")
        .prints(" scenarios/one.ts:7:7 error TS2345: Argument of type 'string'");
    run(&project, "type error TS2345", BAD).exits(0);
    assert_eq!(
        transcript(&project),
        "typescript:\n| scenarios/one.ts:7:7 error TS2345: Argument of type 'string' is not assignable to parameter of type 'number'.\nended: type error TS2345\n"
    );
}

#[test]
fn exactly_the_errors_that_the_header_names_must_be_found() {
    let project = project();
    run(&project, "type error TS2345, TS2322", TWICE_BAD).exits(0);
    for (end, program) in [
        ("type error TS2345", TWICE_BAD),
        ("type error TS2345, TS2322", BAD),
        ("type error TS2322", BAD),
        ("type error TS2345", GOOD),
    ] {
        run(&project, end, program)
            .exits(1)
            .prints(&format!("expected `{}`", sorted(end)));
    }
}

/// As the harness writes it.
fn sorted(end: &str) -> &str {
    match end {
        "type error TS2345, TS2322" => "type error TS2322, TS2345",
        end => end,
    }
}

#[test]
fn a_header_that_says_how_a_program_is_run_that_never_is_is_refused_where_it_says_so() {
    let project = project();
    for (setting, field) in [
        ("flags = [\"--expose-gc\"]", "flags"),
        ("cpus = 1", "cpus"),
        ("env.LEVEL = \"1\"", "env"),
        ("[variants]\nn = [1, 2]", "variants"),
        ("[growth]\niterations = 100", "growth"),
        (
            "[runtimes]\nonly = [\"node\"]\nbecause = \"so\"",
            "runtimes",
        ),
    ] {
        for (file, expect) in [("a.ts", "end = \"types\""), ("a.rs", "")] {
            let text = format!("/*---\nsummary = \"a\"\n{setting}\n[expect]\n{expect}\n---*/\n");
            project.write(&format!("scenarios/{file}"), text);
            project.run_scenarios(&[]).exits(2).complains(&format!(
                "scenarios/{file}:3:1: `{field}` is about runs, and this program is only type-checked"
            ));
            std::fs::remove_file(project.path(&format!("scenarios/{file}"))).expect("it is there");
        }
    }
}

#[test]
fn the_report_names_the_errors() {
    let project = project();
    scenario(&project, "bad", "type error TS2345, TS2322", TWICE_BAD);
    scenario(&project, "good", "types", GOOD);
    let outcome = project.run_scenarios(&["--accept", "--format", "json"]);
    let mut lines = outcome.exits(0).json();
    lines.sort_by_key(|line| line["scenario"].to_string());
    let ending = |name: &str| {
        let mut lines = lines.iter();
        let line = lines.find(|line| line["scenario"] == name);
        line.expect("its line")["ending"].clone()
    };
    assert_eq!(ending("bad")["kind"], "typeError");
    assert_eq!(
        ending("bad")["errors"],
        serde_json::json!(["TS2322", "TS2345"])
    );
    assert_eq!(ending("good")["kind"], "types");
    assert_eq!(ending("good")["errors"], serde_json::Value::Null);
}

#[test]
fn a_check_is_made_once_whatever_the_runtimes_are_and_by_one_that_runs_no_typescript() {
    let project = project();
    let old = project.runtime_that_says("node", "18.20.8");
    let new = project.runtime_that_says("node", "20.20.2");
    scenario(&project, "one", "types", GOOD);
    let arguments = ["--accept", "--runtime", &old, "--runtime", &new];
    project
        .run_scenarios(&arguments)
        .exits(0)
        .prints("1 passed, 0 failed, 0 new, 0 skipped");
}

#[test]
fn nothing_is_written_but_the_snapshot() {
    let project = project();
    project.write(
        "tsconfig.json",
        "{ \"compilerOptions\": { \"incremental\": true } }",
    );
    let fixture = "export const one = 1;\n";
    project.write("scenarios/fixtures/one.ts", fixture);
    let program = format!("import {{ one }} from './fixtures/one.ts';\none;\n{GOOD}");
    scenario(&project, "one", "types", &program);
    let before = files_below(&project.path(""));
    project.run_scenarios(&["--accept"]).exits(0);
    let mut after = files_below(&project.path(""));
    after.retain(|file, _| {
        !file.starts_with(project.path("snapshots")) && !file.starts_with(project.path("cache"))
    });
    assert!(before == after, "{:?}", after.keys());
    assert!(project.left_in_scratch().is_empty());
}

/// Without what links lead to.
fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let kind = entry.file_type().expect("a type");
        if kind.is_dir() {
            files.extend(files_below(&entry.path()));
        } else if kind.is_file() {
            files.insert(entry.path(), fs::read(entry.path()).expect("a file"));
        }
    }
    files
}

#[test]
fn an_error_in_a_fixture_counts_and_is_shown_in_the_original() {
    let project = project();
    project.write(
        "scenarios/fixtures/wrong.ts",
        "export const one: string = 1;\n",
    );
    let program = format!("import {{ one }} from './fixtures/wrong.ts';\none;\n{GOOD}");
    run(&project, "type error TS2322", &program).exits(0);
    assert!(
        transcript(&project).contains("| scenarios/fixtures/wrong.ts:1:14 error TS2322: "),
        "{}",
        transcript(&project)
    );
}

#[test]
fn settings_of_the_users_own_change_nothing() {
    let project = project();
    let settings = "{ \"compilerOptions\": { \"strict\": false, \"noCheck\": true } }";
    project.write("tsconfig.json", settings);
    project.write("scenarios/tsconfig.json", settings);
    run(&project, "type error TS7006", "export const f = (n) => n;").exits(0);
}

#[test]
fn what_is_only_checked_has_no_history_and_no_export() {
    let project = project();
    run(&project, "types", GOOD).exits(0);
    project
        .run(&["scenario", "export", "one", "target"])
        .exits(2)
        .complains("`one` is type-checked and never run; there is nothing to export");
    project
        .run(&["history", "one"])
        .exits(2)
        .complains("`one` is type-checked and never run; it has no history");
}

#[test]
fn a_program_that_is_run_is_not_checked() {
    let project = Project::new();
    // Without a compiler, and with an error that nobody looks for.
    scenario(&project, "one", "exit 0", "console.log(1);");
    let show = project.run(&["scenario", "show", "one"]);
    show.exits(0).prints("__napiHarnessLastLine");
    scenario(&project, "one", "types", "console.log(1);");
    let show = project.run(&["scenario", "show", "one"]);
    assert!(
        !show.stdout.contains("__napiHarnessLastLine"),
        "{}",
        show.stdout
    );
}
