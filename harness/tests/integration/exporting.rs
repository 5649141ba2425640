//! An export shows the same ending with the runtime alone.

use std::path::Path;
use std::process::{Command, Output};

use crate::project::{Outcome, Project};

fn node(folder: &Path, program: &str) -> Output {
    Command::new("node")
        .arg(program)
        .current_dir(folder)
        .output()
        .expect("node starts")
}

#[test]
fn an_exported_crash_crashes_with_node_alone() {
    let project = Project::with(
        "deep/x",
        "[expect]\nend = \"crash\"",
        "import { twice } from '#addon';\nimport { record } from '#harness';\nimport { three } from '../fixtures/three.mjs';\nconsole.log(twice(three));\nrecord('now');\nprocess.kill(process.pid, 'SIGSEGV');\nawait new Promise(() => setTimeout(() => {}, 1e6));",
    );
    project.write("scenarios/fixtures/three.mjs", "export const three = 3;\n");
    project
        .run(&["scenario", "export", "deep/x", "out/dir"])
        .exits(0)
        .prints("ends   crash SIGSEGV");
    // Nothing of the project is left for it to lean on.
    let moved = tempfile::tempdir().expect("a folder");
    let export = moved.path().join("export");
    std::fs::rename(project.path("out/dir"), &export).expect("one file system");
    drop(project);
    let output = node(&export, "deep/x.mjs");
    use std::os::unix::process::ExitStatusExt;
    assert_eq!(output.status.signal(), Some(11));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "6\n* now\n");
    let readme = std::fs::read_to_string(export.join("README.md")).expect("a README");
    for part in [
        "ends with `crash SIGSEGV`",
        "node deep/x.mjs",
        "* now",
        "| 6",
        "| Runtime | node ",
    ] {
        assert!(readme.contains(part), "{part} in {readme}");
    }
}

#[test]
fn an_export_copies_every_module_that_the_addon_is_made_of() {
    let project = Project::with(
        "x",
        "",
        "import { twice } from '#addon';\nconsole.log(twice(2));",
    );
    project.write("package.json", r#"{"name":"mine","version":"1.0.0"}"#);
    project.write("napi-harness.toml", "[addon]\nentry = \"lib/entry.mjs\"\n");
    project.write("lib/entry.mjs", "export { twice } from './inner.mjs';\n");
    project.write(
        "lib/inner.mjs",
        "import all from '../addon.cjs';\nexport const { twice } = all;\n",
    );
    project.write("lib/unused.mjs", "");
    project.run(&["scenario", "export", "x", "out"]).exits(0);
    let output = node(&project.path("out"), "x.mjs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "4\n");
    assert!(project.exists("out/addon/lib/inner.mjs"));
    assert!(!project.exists("out/addon/lib/unused.mjs"));
}

#[test]
fn an_export_installs_packages_of_exactly_the_versions_that_were_used() {
    let project = Project::with(
        "x",
        "",
        "import { says } from '@scope/p';\nconsole.log(says);",
    );
    project.write(
        "node_modules/@scope/p/package.json",
        r#"{"name":"@scope/p","version":"1.2.3","exports":"./i.mjs"}"#,
    );
    project.write(
        "node_modules/@scope/p/i.mjs",
        "export const says = 'hello';",
    );
    project.run(&["scenario", "export", "x", "out"]).exits(0);
    let manifest = project.read("out/package.json");
    assert!(manifest.contains("\"@scope/p\": \"1.2.3\""), "{manifest}");
    let readme = project.read("out/README.md");
    assert!(readme.contains("npm install\nnode x.mjs"), "{readme}");
}

#[test]
fn a_variant_is_exported_with_its_values_and_named_when_it_is_missing() {
    let project = Project::with(
        "x",
        "[variants]\nmode = [\"a\", \"b\"]",
        "import { variant } from '#harness';\nconsole.log(variant.mode);",
    );
    project
        .run(&["scenario", "export", "x", "out"])
        .exits(4)
        .complains("it has variants; name one of them, such as `x@a`");
    project.run(&["scenario", "export", "x@b", "out"]).exits(0);
    let start = Command::new("npm")
        .args(["start", "--silent"])
        .current_dir(project.path("out"))
        .output()
        .expect("npm starts");
    assert_eq!(String::from_utf8_lossy(&start.stdout), "b\n");
}

#[test]
fn an_export_never_writes_into_a_folder_that_holds_something() {
    let project = Project::with("x", "", "1;");
    project.write("out/mine.txt", "kept");
    project
        .run(&["scenario", "export", "x", "out"])
        .exits(2)
        .complains("out already exists and is not empty; nothing was written");
    assert_eq!(project.read("out/mine.txt"), "kept");
    assert!(!project.exists("out/package.json"));
}

#[test]
fn an_exported_hang_says_what_holds_it() {
    let project = Project::with(
        "x",
        "[expect]\nend = \"hang\"",
        "globalThis.channel = new MessageChannel();\nchannel.port1.on('message', () => {});",
    );
    project
        .run(&["scenario", "export", "x", "out"])
        .exits(0)
        .prints("why    The process stays alive because 1 ");
    let readme = project.read("out/README.md");
    assert!(readme.contains("never ends (hang, idle)"), "{readme}");
    assert!(readme.contains("stop it with Ctrl-C"), "{readme}");
}

#[test]
fn an_addon_of_ten_thousand_files_is_exported_whole() {
    let project = Project::with("x", "", "import '#addon';");
    let addon = "for (let part = 0; part < 10_000; part += 1) require(`./parts/${part}.cjs`);\n";
    project.write("addon.cjs", addon);
    for part in 0..10_000 {
        project.write(&format!("parts/{part}.cjs"), "");
    }
    project.run(&["scenario", "export", "x", "out"]).exits(0);
    let node = node(&project.path("out"), "x.mjs");
    assert!(node.status.success(), "{node:?}");
}

#[test]
fn an_export_names_the_crates_that_a_projects_own_addon_is_built_with_and_none_beside_a_package() {
    let program = "import addon from '#addon';\nconsole.log(addon.twice(2));";
    let project = Project::with("x", "", program);
    let lock = "version = 4\n\n[[package]]\nname = \"napi\"\nversion = \"3.16.1\"\nsource = \"registry+https://example.org\"\n";
    project.write("Cargo.lock", lock);
    project.run(&["scenario", "export", "x", "own"]).exits(0);
    let readme = project.read("own/README.md");
    assert!(readme.contains("| crate napi | 3.16.1 |"), "{readme}");

    project.write("napi-harness.toml", "[addon]\nentry = \"somebodys\"\n");
    let manifest = r#"{"name":"somebodys","version":"1.2.3","main":"i.cjs"}"#;
    project.write("node_modules/somebodys/package.json", manifest);
    let addon = "exports.twice = (n) => 2 * n;";
    project.write("node_modules/somebodys/i.cjs", addon);
    project.run(&["scenario", "export", "x", "other"]).exits(0);
    let readme = project.read("other/README.md");
    assert!(readme.contains("| somebodys | 1.2.3 |"), "{readme}");
    assert!(!readme.contains("crate napi"), "{readme}");
}

#[test]
fn an_export_runs_on_as_few_processors_as_its_header_says() {
    let program = "import { readFileSync } from 'node:fs';\nconst allowed = readFileSync('/proc/self/status', 'utf8').match(/Cpus_allowed_list:\\s*(\\S+)/)[1];\nconsole.log(allowed, process.env.UV_THREADPOOL_SIZE, process.env.TOKIO_WORKER_THREADS);";
    let header = "cpus = 1\nenv = { TOKIO_WORKER_THREADS = \"3\" }";
    let project = Project::with("x", header, program);
    project.run(&["scenario", "export", "x", "out"]).exits(0);
    let readme = project.read("out/README.md");
    let command = "TOKIO_WORKER_THREADS=3 UV_THREADPOOL_SIZE=1 taskset -c 0 node x.mjs\n```\n\n`taskset`, of Linux,";
    assert!(readme.contains(command), "{readme}");
    let start = Command::new("npm")
        .args(["start", "--silent"])
        .current_dir(project.path("out"))
        .output()
        .expect("npm starts");
    assert_eq!(String::from_utf8_lossy(&start.stdout), "0 1 3\n");
}

#[test]
fn an_export_is_made_with_the_runtime_that_it_is_for_and_needs_no_other() {
    let program = "import addon from '#addon';\nconsole.log(addon.says);";
    let project = Project::with("x", "", program);
    project.write("package.json", r#"{"name":"mine","version":"1.0.0"}"#);
    project.write("napi-harness.toml", "[addon]\nentry = \"lib/entry.cjs\"\n");
    let addon = "if (!process.env.SAYS) throw new Error('not here');\nexports.says = require('./other.cjs').says;\n";
    project.write("lib/entry.cjs", addon);
    project.write("lib/other.cjs", "exports.says = 'loaded';\n");
    let bun = project.runtime_that_says("bun", "1.0.0");
    let mut export = project.std_harness(&["scenario", "export", "x", "out", "--runtime", &bun]);
    // No Node.js is found there, nor anything else.
    let export = export.env("PATH", project.path("lib")).output();
    let export = Outcome::of(export.expect("it starts"));
    export.exits(0).prints("ends   exit 0");
    for file in ["entry.cjs", "other.cjs"] {
        assert!(project.exists(&format!("out/addon/lib/{file}")), "{file}");
    }
}

#[test]
fn an_exported_leak_says_what_leaks_and_how_it_shows() {
    let program = "import { iterate } from '#harness';\nconst kept = [];\nawait iterate(() => kept.push(new Array(50).fill(Math.random())));";
    let header = "[growth]\niterations = 1000\nleaks = [\"heap\"]";
    let project = Project::with("x", header, program);
    project
        .run(&["scenario", "export", "x", "out"])
        .exits(0)
        .prints("leaks  JavaScript's heap: 4");
    let readme = project.read("out/README.md");
    for part in [
        "ends with `exit 0`, and leaks JavaScript's heap: 4",
        "NAPI_HARNESS_GROWTH='{\"iterations\":1000}' node ",
        "It prints what it has measured, at first and at last",
    ] {
        assert!(readme.contains(part), "{part} in {readme}");
    }
    let start = Command::new("npm")
        .args(["start", "--silent"])
        .current_dir(project.path("out"))
        .output()
        .expect("npm starts");
    let printed = String::from_utf8_lossy(&start.stdout);
    assert!(printed.contains("growth {"), "{printed}");
}
