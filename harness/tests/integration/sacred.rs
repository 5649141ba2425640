//! The user's files are sacred: no command of the CLI changes a checkout, but for what it says it writes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::project::store::Store;
use crate::project::{Outcome, Project};
use clap::CommandFactory;
use napi_harness::cli::Cli;

/// What is the harness's own, or this test's, in the project's folder; the target folder is cargo's, where `.rs` scenarios have
/// their dependencies built.
const NOT_THE_USERS: [&str; 4] = ["cache", "scratch", "npm", "target"];

/// A user's checkout: a Cargo workspace in a git repository, with a submodule, links in and out of it, and files and folders that
/// nobody may write.
fn checkout() -> Store {
    let store = Store::new();
    let project = &store.0;
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon/index.cjs\"\ndir = \"addon\"\n[scenarios]\nclaims = \"claims.toml\"\n",
    );
    project.write(
        "claims.toml",
        "[[source]]\nid = \"us\"\ntitle = \"Us\"\n[[claim]]\nid = \"loads\"\nsource = \"us\"\nquote = \"It loads\"\nverdict = \"yes\"\nfinding = \"It does.\"\nfor = [\"loads\"]\n",
    );
    project.write(
        "Cargo.toml",
        "# The user's.\n[workspace]\nresolver = \"2\"\nmembers = [\"addon\", \"crates/*\"]\n[workspace.dependencies]\ncfg-if = \"1\"\n",
    );
    project.write(
        "addon/Cargo.toml",
        "# The user's.\n[package]\nname = \"my-addon\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\ncfg-if.workspace = true\nfoo = { path = \"../crates/foo\" }\n",
    );
    project.write(
        "addon/src/lib.rs",
        "pub use cfg_if::cfg_if;\npub use foo::foo;\n",
    );
    project.write(
        "addon/index.cjs",
        "// Reads NAPI_RS_NATIVE_LIBRARY_PATH, as a loader that napi-rs generates does.
",
    );
    project.write(
        "crates/foo/Cargo.toml",
        "# The user's.\n[package]\nname = \"foo\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[dev-dependencies]\ncfg-if = \"1\"\n",
    );
    project.write("crates/foo/src/lib.rs", "pub fn foo() {}\n");
    project.write("crates/foo/src/read_only.rs", "// nobody writes this\n");
    project.write("sealed/file", "in a folder that nobody writes");
    project.write(
        "scenarios/loads.mjs",
        "/*---\nsummary = \"loads\"\n---*/\nconsole.log('loads');\n",
    );
    project.write(
        "scenarios/checked.rs",
        "/*---\nsummary = \"is checked\"\n[expect]\nend = \"compiles\"\n---*/\ncfg_if::cfg_if! { if #[cfg(unix)] { fn f() {} } else { fn f() {} } }\n",
    );
    project.write(
        "scenarios/fixtures/shared.mjs",
        "export const shared = 1;\n",
    );
    project.write("package.json", "{\"name\":\"mine\"}\n");
    project.write(
        ".gitignore",
        "/target\n/cache\n/scratch\n/npm\n*.snap.new\n",
    );
    for (target, link) in [
        ("crates/foo/src/lib.rs", "link_to_a_file"),
        ("../crates", "addon/link_to_a_folder"),
        ("/usr/include", "link_out"),
        ("nowhere", "dangling_link"),
    ] {
        symlink(target, project.path(link)).expect("a link");
    }
    let mode = |file: &str, mode| {
        fs::set_permissions(project.path(file), fs::Permissions::from_mode(mode)).expect("ours");
    };
    mode("crates/foo/src/read_only.rs", 0o444);
    mode("sealed", 0o555);
    run(project, "cargo", &["generate-lockfile"]);
    git(
        project,
        &["init", "--quiet", "--initial-branch=main", "library"],
    );
    project.write("library/README.md", "a submodule");
    let library = project.path("library").display().to_string();
    for arguments in [
        &["-C", &library, "add", "."][..],
        &["-C", &library, "commit", "--quiet", "-m", "first"],
        &["init", "--quiet", "--initial-branch=main"],
        &["submodule", "--quiet", "add", "./library", "library"],
        &["add", "."],
        &["commit", "--quiet", "-m", "first"],
    ] {
        git(project, arguments);
    }
    project.run_scenarios(&["--accept"]).exits(0);
    git(project, &["add", "."]);
    git(project, &["commit", "--quiet", "-m", "snapshots"]);
    store
}

fn git(project: &Project, arguments: &[&str]) {
    let settings = [
        "-c",
        "user.name=x",
        "-c",
        "user.email=x",
        "-c",
        "protocol.file.allow=always",
    ];
    run(project, "git", &[&settings, arguments].concat());
}

fn run(project: &Project, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(project.path(""))
        .output()
        .expect("it starts");
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {output:?}"
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Everything of the user's: for each path what it is, who may do what, when it changed, and what it holds.
fn everything(project: &Project) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    look(project, Path::new(""), &mut found);
    let status = ["--no-optional-locks", "status", "--porcelain"];
    found.insert("git status".into(), run(project, "git", &status));
    found
}

fn look(project: &Project, below: &Path, found: &mut BTreeMap<String, String>) {
    let path = project.path(&below.to_string_lossy());
    let metadata = path.symlink_metadata().expect("it is there");
    // A folder's own time changes when something appears in it, even for a moment; the root holds this test's own folders.
    let time = match below == Path::new("") {
        true => 0,
        false => metadata.mtime() * 1_000_000_000 + metadata.mtime_nsec(),
    };
    let holds = if metadata.is_symlink() {
        format!("{:?}", fs::read_link(&path).expect("a link"))
    } else if metadata.is_dir() {
        String::new()
    } else {
        format!("{:?}", fs::read(&path).expect("readable"))
    };
    found.insert(
        below.display().to_string(),
        format!("{:o} {time} {holds}", metadata.mode()),
    );
    if metadata.is_dir() {
        for entry in fs::read_dir(&path).expect("readable") {
            let name = entry.expect("an entry").file_name();
            let is_ours = NOT_THE_USERS.iter().any(|ours| name == *ours);
            if !(is_ours && below == Path::new("")) {
                look(project, &below.join(name), found);
            }
        }
    }
}

/// A command, its exit code, and what it says it writes.
struct Case {
    command: &'static str,
    arguments: &'static [&'static str],
    code: i32,
    writes: &'static [&'static str],
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { command: "scenario list", arguments: &[], code: 0, writes: &[] },
    Case { command: "scenario list", arguments: &["--format", "json"], code: 0, writes: &[] },
    Case { command: "scenario show", arguments: &["loads"], code: 0, writes: &[] },
    Case { command: "scenario run", arguments: &[], code: 0, writes: &[] },
    Case { command: "scenario run", arguments: &["--accept", "--repeat", "2"], code: 0, writes: &[] },
    Case { command: "scenario run", arguments: &["--keep"], code: 0, writes: &[] },
    Case { command: "scenario claims", arguments: &["--runtime", "node"], code: 0, writes: &[] },
    Case { command: "scenario new", arguments: &["made"], code: 0, writes: &["scenarios", "scenarios/made.mjs"] },
    Case { command: "scenario export", arguments: &["loads", "scratch/exported"], code: 0, writes: &[] },
    Case { command: "addon build", arguments: &[], code: 0, writes: &[] },
    Case { command: "snapshot list", arguments: &[], code: 0, writes: &[] },
    Case { command: "snapshot review", arguments: &[], code: 2, writes: &[] },
    Case { command: "snapshot accept", arguments: &[], code: 0, writes: &[] },
    Case { command: "snapshot reject", arguments: &[], code: 0, writes: &[] },
    Case { command: "history", arguments: &["loads", "--crate", "cfg-if", "--from", "1.0.0", "--to", "1.0.1", "--fresh"], code: 0, writes: &[] },
    Case { command: "history", arguments: &["loads", "--over", "node", "--runtime", "node"], code: 0, writes: &[] },
    Case { command: "bisect", arguments: &["loads", "--crate", "cfg-if", "--good", "1.0.0", "--bad", "1.0.1"], code: 1, writes: &[] },
    Case { command: "runtime list", arguments: &[], code: 0, writes: &[] },
    Case { command: "runtime add", arguments: &["node@18.20.8"], code: 0, writes: &[] },
    Case { command: "runtime remove", arguments: &["node@18.20.8"], code: 0, writes: &[] },
    Case { command: "init", arguments: &[], code: 2, writes: &[] },
    Case { command: "advise", arguments: &[], code: 2, writes: &[] },
    Case { command: "compare", arguments: &["loads", "--runtime", "node"], code: 2, writes: &[] },
    Case { command: "cache show", arguments: &[], code: 0, writes: &[] },
    Case { command: "cache clean", arguments: &[], code: 0, writes: &[] },
];

#[test]
fn no_command_changes_a_checkout_but_for_what_it_says_it_writes() {
    let store = checkout();
    for case in CASES {
        let before = everything(&store.0);
        let words: Vec<&str> = case.command.split(' ').collect();
        let mut command = store.harness(&[&words[..], case.arguments].concat());
        let outcome = Outcome::of(command.output().expect("the harness starts"));
        let said = format!("{} {:?}", case.command, case.arguments);
        assert_eq!(
            outcome.code,
            Some(case.code),
            "{said}: {}{}",
            outcome.stdout,
            outcome.stderr
        );
        let after = everything(&store.0);
        let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let changed: Vec<&String> = paths
            .into_iter()
            .filter(|path| before.get(*path) != after.get(*path))
            // What git makes of a file that is new.
            .filter(|path| *path != "git status" || case.writes.is_empty())
            .collect();
        assert_eq!(changed, case.writes, "{said}");
    }
    fs::set_permissions(store.0.path("sealed"), fs::Permissions::from_mode(0o755)).expect("ours");
}

#[test]
fn the_commands_that_are_tried_are_all_that_there_are() {
    fn leaves(command: &clap::Command, above: &str, found: &mut BTreeSet<String>) {
        for below in command.get_subcommands() {
            let name = format!("{above} {}", below.get_name()).trim().to_owned();
            if below.has_subcommands() {
                leaves(below, &name, found);
            } else {
                found.insert(name);
            }
        }
    }
    let mut all = BTreeSet::new();
    leaves(&Cli::command(), "", &mut all);
    let tried: BTreeSet<String> = CASES.iter().map(|case| case.command.to_owned()).collect();
    assert_eq!(tried, all);
}
