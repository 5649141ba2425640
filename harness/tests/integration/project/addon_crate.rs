//! A project whose addon is a crate of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::{Outcome, Project};

/// A project whose addon is the crate `crate/`, and what stands outside of it: cargo's home and the harness's cache,
/// both empty at first.
pub struct Crate {
    pub project: Project,
    pub outside: TempDir,
}

impl Crate {
    /// With this more in its manifest, and one Rust scenario.
    pub fn with(manifest: &str, program: &str) -> Self {
        let project = Project::new();
        project.write(
            "napi-harness.toml",
            "[addon]\nentry = \"addon.cjs\"\ndir = \"crate\"\n",
        );
        project.write(
            "crate/Cargo.toml",
            format!(
                "[package]\nname = \"mine\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{manifest}"
            ),
        );
        project.write("crate/src/lib.rs", "");
        project.write(
            "scenarios/checked.rs",
            format!(
                "/*---\nsummary = \"checked\"\n[expect]\nend = \"compiles\"\n---*/\n{program}\n"
            ),
        );
        let outside = tempfile::tempdir().expect("a temporary folder");
        Self { project, outside }
    }

    /// Another package, in a folder of the project.
    pub fn package(&self, folder: &str, name: &str, library: &str) {
        self.project.write(
            &format!("{folder}/Cargo.toml"),
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"),
        );
        self.project.write(&format!("{folder}/src/lib.rs"), library);
    }

    /// The harness with these arguments.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.project.std_harness(arguments);
        command
            .env("CARGO_HOME", self.outside.path().join("cargo"))
            .env("XDG_CACHE_HOME", self.outside.path().join("cache"));
        command
    }

    /// Runs the scenario, and accepts what it shows.
    pub fn run(&self) -> Outcome {
        let mut command = self.command(&["scenario", "run", "--accept"]);
        Outcome::of(command.output().expect("the harness starts"))
    }

    /// The scenario passes, and nothing but cargo's target folder and the snapshot is written into the project.
    #[track_caller]
    pub fn passes(&self) {
        let before = files_below(&self.project.path(""));
        self.run().exits(0);
        let mut after = files_below(&self.project.path(""));
        after.retain(|file, _| {
            !file.starts_with(self.project.path("crate/target"))
                && !file.starts_with(self.project.path("target"))
                && !file.starts_with(self.project.path("snapshots"))
        });
        assert!(before == after, "{:?}", after.keys());
    }
}

fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.insert(path.clone(), fs::read(path).expect("a file"));
        }
    }
    files
}
