//! Histories of a user's own crate: what they build from is a copy, and the workspace stays as it is.

use crate::project::{Outcome, Project};

/// A workspace whose addon depends on a small crate of which every release compiles in a moment.
fn workspace() -> Project {
    let project = Project::with("loads", "", "console.log('loads');");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon/addon.so\"\ndir = \"addon\"\n",
    );
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"2\"\nmembers = [\"addon\"]\n",
    );
    project.write(
        "addon/Cargo.toml",
        "[package]\nname = \"my-addon\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\ncfg-if = \"1\"\n",
    );
    project.write("addon/src/lib.rs", "pub use cfg_if::cfg_if;\n");
    project
}

fn history(project: &Project, more: &[&str]) -> Outcome {
    let range = [
        "history", "loads", "--crate", "cfg-if", "--from", "1.0.0", "--to", "1.0.1", "--repeat",
        "1",
    ];
    project.run(&[&range[..], more].concat())
}

/// The same workspace in the folder `work/`, so that something can stand beside it.
fn inner_workspace() -> Project {
    let project = workspace();
    for file in [
        "napi-harness.toml",
        "Cargo.toml",
        "addon/Cargo.toml",
        "addon/src/lib.rs",
        "scenarios/loads.mjs",
    ] {
        project.write(&format!("work/{file}"), project.read(file));
        std::fs::remove_file(project.path(file)).expect("a file of ours");
    }
    project
}

fn inner_history(project: &Project) -> Outcome {
    history(project, &["--project", "work/napi-harness.toml"])
}

#[test]
fn a_folder_that_becomes_a_member_between_two_histories_keeps_its_manifest() {
    let project = workspace();
    let manifest = "# A comment of the user's.\n[package]\nname = \"foo\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dev-dependencies]\n# Why it is here.\ncfg-if = \"1\"\n";
    project.write("crates/foo/Cargo.toml", manifest);
    project.write("crates/foo/src/lib.rs", "");
    history(&project, &[]).exits(0).prints("exit 0");
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"2\"\nmembers = [\"addon\", \"crates/foo\"]\n",
    );
    let again = history(&project, &["--fresh"]);
    assert_eq!(project.read("crates/foo/Cargo.toml"), manifest);
    again.exits(0).prints("exit 0");
    assert!(
        !again.stdout.contains("does not compile"),
        "{}",
        again.stdout
    );
}

#[test]
fn a_build_script_that_writes_beside_its_sources_writes_into_the_copy() {
    let project = workspace();
    project.write(
        "addon/build.rs",
        "fn main() { std::fs::write(\"src/generated.rs\", \"// by the build\\n\").unwrap(); std::fs::write(\"../shared/made.txt\", \"by the build\").unwrap(); }",
    );
    project.write("addon/src/generated.rs", "// the user's\n");
    project.write("shared/kept.txt", "");
    history(&project, &[]).exits(0).prints("exit 0");
    assert_eq!(project.read("addon/src/generated.rs"), "// the user's\n");
    assert!(!project.exists("shared/made.txt"));
}

#[test]
fn a_cache_that_a_link_has_in_the_workspace_is_no_part_of_it() {
    let project = workspace();
    std::fs::create_dir(project.path("kept")).expect("a folder");
    std::os::unix::fs::symlink("kept", project.path("link")).expect("a link");
    for again in [&[][..], &["--fresh"]] {
        let range = ["--crate", "cfg-if", "--from", "1.0.0", "--to", "1.0.1"];
        let arguments = [&["history", "loads"][..], &range, again].concat();
        let mut harness = project.harness(&arguments);
        harness.env("XDG_CACHE_HOME", project.path("link"));
        Outcome::of(harness.output().expect("it starts"))
            .exits(0)
            .prints("exit 0");
    }
}

#[test]
fn a_build_script_of_a_crate_outside_of_the_workspace_writes_into_a_copy() {
    let project = inner_workspace();
    project.write(
        "dep/Cargo.toml",
        "[package]\nname = \"dep\"\nversion = \"0.0.0\"\nedition = \"2021\"\n",
    );
    project.write("dep/src/lib.rs", "pub fn dep() {}\n");
    project.write(
        "dep/build.rs",
        "fn main() { std::fs::write(\"src/generated.rs\", \"// by the build\\n\").unwrap(); }",
    );
    let manifest = project.read("work/addon/Cargo.toml");
    project.write(
        "work/addon/Cargo.toml",
        format!("{manifest}dep = {{ path = \"../../dep\" }}\n"),
    );
    inner_history(&project).exits(0).prints("exit 0");
    assert!(!project.exists("dep/src/generated.rs"));
}

#[test]
fn an_addon_builds_with_members_outside_of_the_workspaces_folder() {
    let project = inner_workspace();
    project.write(
        "member/Cargo.toml",
        "[package]\nname = \"member\"\nversion = \"0.0.0\"\nedition = \"2021\"\nworkspace = \"../work\"\n[dependencies]\ncfg-if = \"1\"\n",
    );
    project.write("member/src/lib.rs", "pub use cfg_if::cfg_if;\n");
    project.write(
        "work/Cargo.toml",
        "[workspace]\nresolver = \"2\"\nmembers = [\"addon\", \"../member\"]\n",
    );
    let manifest = project.read("work/addon/Cargo.toml");
    project.write(
        "work/addon/Cargo.toml",
        format!("{manifest}member = {{ path = \"../../member\" }}\n"),
    );
    inner_history(&project).exits(0).prints("exit 0");
}

#[test]
fn a_workspace_may_hold_a_file_that_does_not_fit_into_memory() {
    let project = workspace();
    let file = std::fs::File::create(project.path("data.bin")).expect("a file");
    // Sparse: it takes no room on the disk.
    file.set_len(3 << 30).expect("a size");
    let mut shell = std::process::Command::new("sh");
    // In KiB. Enough for the compiler, and less than the file.
    shell.args(["-c", "ulimit -d 2500000; exec \"$@\"", "sh"]);
    shell.arg(assert_cmd::cargo::cargo_bin("napi-harness"));
    shell.args(["history", "loads", "--crate", "cfg-if"]);
    shell.args(["--from", "1.0.1", "--to", "1.0.1", "--repeat", "1"]);
    project.prepare(&mut shell);
    Outcome::of(shell.output().expect("a shell"))
        .exits(0)
        .prints("exit 0");
}
