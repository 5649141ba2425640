//! Rust scenarios are type-checked against the dependencies of the addon's own crate, whatever its manifest holds.

mod project;

use project::Project;

/// A project whose addon is a crate in `crate/`, with this more in its manifest, and one Rust scenario.
fn crate_with(manifest: &str, program: &str) -> Project {
    let project = Project::new();
    project.write(
        "napi-harness.toml",
        "[addon]\nentry = \"addon.cjs\"\ndir = \"crate\"\n",
    );
    project.write(
        "crate/Cargo.toml",
        format!("[package]\nname = \"mine\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{manifest}"),
    );
    project.write("crate/src/lib.rs", "");
    project.write(
        "scenarios/checked.rs",
        format!("/*---\nsummary = \"checked\"\n[expect]\nend = \"compiles\"\n---*/\n{program}\n"),
    );
    project
}

#[test]
fn a_manifest_of_two_megabytes_is_read_whole() {
    // Were the middle left out, the list would not end, and what is left would be no JSON.
    let list = "1,".repeat(1024 * 1024);
    let text = "x".repeat(1024 * 1024);
    let manifest = format!("[package.metadata]\na_list = [{list}]\nb_text = \"{text}\"\n");
    crate_with(&manifest, "pub fn one() -> u32 { 1 }")
        .run_scenarios(&["--accept"])
        .exits(0);
}
