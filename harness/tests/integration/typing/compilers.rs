//! Which compiler is asked, and what becomes of one that does not answer.

use std::fs;
use std::os::unix::fs::symlink;

use super::{GOOD, project, run};
use crate::project::Project;

/// A compiler that does what this JavaScript says.
fn install_stand_in(project: &Project, program: &str) {
    let manifest = "{ \"name\": \"typescript\", \"version\": \"5.0.0\" }";
    project.write("node_modules/typescript/package.json", manifest);
    project.write("node_modules/typescript/bin/tsc", program);
}

#[test]
fn without_a_compiler_the_folder_to_install_it_in_is_named() {
    let project = Project::new();
    let says = |project: &Project, folder: &str| {
        let folder = project.path(folder);
        let folder = folder.canonicalize().expect("a folder");
        let text = format!(
            "`npm install --save-dev typescript` in {} installs it",
            folder.display()
        );
        run(project, "types", GOOD)
            .exits(1)
            .prints("could not be run: it is checked by the project's own `typescript`, which is not installed")
            .prints(&text);
    };
    says(&project, ".");
    // Where the addon's build has packages of its own.
    project.write("native/package.json", "{}");
    let config = "[addon]\nentry = \"addon.cjs\"\ndir = \"native\"\n";
    project.write("napi-harness.toml", config);
    says(&project, "native");
    project.write("package.json", "{}");
    says(&project, ".");
}

#[test]
fn a_compiler_that_only_the_addons_build_has_is_found() {
    let project = project();
    fs::create_dir(project.path("native")).expect("a folder");
    fs::rename(
        project.path("node_modules"),
        project.path("native/node_modules"),
    )
    .expect("moved");
    let config = "[addon]\nentry = \"addon.cjs\"\ndir = \"native\"\n";
    project.write("napi-harness.toml", config);
    run(&project, "types", GOOD).exits(0);
}

#[test]
fn a_compiler_that_refuses_its_settings_is_no_type_error() {
    let project = Project::new();
    let refuses = "console.log(\"tsconfig.json(3,5): error TS5023: Unknown compiler option 'moduleDetection'.\"); process.exitCode = 2;";
    install_stand_in(&project, refuses);
    for end in ["types", "type error TS5023"] {
        run(&project, end, GOOD)
            .exits(1)
            .prints("could not be run: the TypeScript compiler refuses its settings (5.0 and later take them): TS5023: Unknown");
    }
}

#[test]
fn a_compiler_that_fails_otherwise_is_no_type_error() {
    let project = Project::new();
    for (program, ending) in [
        (
            "console.error('out of order'); process.exitCode = 3;",
            "exit 3",
        ),
        ("throw new Error('out of order');", "exit 1"),
        (
            "console.error('out of order'); process.kill(process.pid, 'SIGSEGV');",
            "crash SIGSEGV",
        ),
    ] {
        install_stand_in(&project, program);
        run(&project, "types", GOOD)
            .exits(1)
            .prints(&format!("ended with `{ending}`; expected `types`"))
            .prints("out of order");
    }
}

#[test]
fn a_compiler_that_is_linked_is_run_where_it_really_stands() {
    let project = Project::new();
    install_stand_in(
        &project,
        "console.error(process.argv[1]); process.exitCode = 3;",
    );
    // As pnpm does it.
    let store = project.path("store");
    fs::rename(project.path("node_modules/typescript"), &store).expect("moved");
    symlink(&store, project.path("node_modules/typescript")).expect("a link");
    let real = store.canonicalize().expect("a folder").join("bin/tsc");
    run(&project, "types", GOOD)
        .exits(1)
        .prints(&real.display().to_string());
}
