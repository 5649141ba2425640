//! What `napi-harness.toml` says is done, and what is wrong in it is told with its place.

use crate::project::{Outcome, Project};

#[test]
fn what_a_project_redacts_is_named_in_its_transcripts() {
    let project = Project::with("x", "", "console.log(`took ${process.pid} ms`);");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[[snapshots.redactions]]\npattern = '(took) \\d+ ms'\nname = '$1 [TIME]'\n",
    );
    project.run_scenarios(&["--accept"]).exits(0);
    assert!(project.read("snapshots/x.snap").contains("| took [TIME]"));
    project.run_scenarios(&[]).exits(0);
}

#[test]
fn a_redaction_that_is_no_pattern_is_told_with_its_line() {
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[[snapshots.redactions]]\npattern = 'a('\nname = 'x'\n",
    );
    project.run_scenarios(&[]).exits(2).complains(
        "napi-harness.toml:4:11: `a(` is not a valid regular expression: unclosed group",
    );
}

#[test]
fn a_redaction_that_matches_everything_is_refused() {
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[[snapshots.redactions]]\npattern = 'x*'\nname = 'x'\n",
    );
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("matches the empty string");
}

#[test]
fn an_entry_that_is_neither_a_module_nor_a_package_is_told_with_its_line() {
    let project = Project::new();
    project.write("napi-harness.toml", "[addon]\nentry = \"./build\"\n");
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("napi-harness.toml:2:9: `./build` is neither a file that ends in");
}

#[test]
fn an_unknown_field_is_shown_with_the_one_that_was_meant() {
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[snapshots]\nredaction = []\n",
    );
    project
        .run_scenarios(&[])
        .exits(2)
        .complains("did you mean `redactions`?");
}

#[test]
fn a_runtime_that_is_none_is_told_with_its_line_and_so_is_a_list_without_any() {
    let project = Project::with("x", "", "1;");
    for (runtimes, says) in [
        (
            "[\"node\", \"nod\"]",
            "napi-harness.toml:4:21: `nod` is not a runtime",
        ),
        (
            "[\"node@\"]",
            "napi-harness.toml:4:13: `` in `node@` is not a version",
        ),
        ("[]", "napi-harness.toml:4:12: no runtime is named"),
    ] {
        project.write(
            "napi-harness.toml",
            format!("[addon]\nentry = \"addon.cjs\"\n[run]\nruntimes = {runtimes}\n"),
        );
        project.run_scenarios(&[]).exits(2).complains(says);
    }
}

#[test]
fn a_runtimes_path_begins_at_the_project_file_wherever_the_command_is_given() {
    let project = Project::with("one", "", "console.log(process.env.SAYS);");
    project.runtime_that_says("bun", "1.0.0");
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\n[run]\nruntimes = [\"./runtimes/bun-1.0.0\"]\n",
    );
    let mut command = project.std_harness(&["scenario", "run", "--accept"]);
    command.current_dir(project.path("scenarios"));
    Outcome::of(command.output().expect("it starts"))
        .exits(0)
        .prints("pass one bun 1.0.0");
}
