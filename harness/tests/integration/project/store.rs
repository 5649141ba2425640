//! A store of runtimes, and an npm that knows some versions and installs programs that only tell theirs.

use std::fs;
use std::process::Command as StdCommand;

use super::{Outcome, Project, Running};

const NPM: &str = include_str!("npm.sh");
const VERSIONS: &str = r#"["0.12.18","16.20.2","18.1.0","18.20.7","18.20.8","22.1.0","22.1.4","22.10.0","23.0.0-rc.1"]"#;

/// A project, and an npm of its own in PATH.
pub struct Store(pub Project);

impl Store {
    /// With versions from 0.12.18 to a pre-release of 23.
    pub fn new() -> Self {
        let project = Project::new();
        project.program("npm/npm", NPM);
        project.write("npm/versions.json", VERSIONS);
        Self(project)
    }

    /// `napi-harness runtime`, with this npm.
    pub fn command(&self, arguments: &[&str]) -> StdCommand {
        self.harness(&[&["runtime"], arguments].concat())
    }

    /// The harness, with this npm.
    pub fn harness(&self, arguments: &[&str]) -> StdCommand {
        let mut command = self.0.std_harness(arguments);
        let path = std::env::var("PATH").expect("a PATH");
        let npm = self.0.path("npm");
        command.env("PATH", format!("{}:{path}", npm.display()));
        command
    }

    /// The same, run to its end.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(
            self.command(arguments)
                .output()
                .expect("the harness starts"),
        )
    }

    /// The same, for tests that talk to it while it runs.
    pub fn start(&self, arguments: &[&str]) -> Running {
        Running::start(self.command(arguments))
    }

    /// From now on npm is like this.
    pub fn npm_is(&self, what: &str) {
        self.0.write(&format!("npm/{what}"), "");
    }

    /// How often npm was asked for this.
    pub fn asked(&self, what: &str) -> usize {
        let asked = fs::read_to_string(self.0.path("npm/asked")).unwrap_or_default();
        asked.lines().filter(|line| *line == what).count()
    }

    /// What stands in the folder of runtimes.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path("cache/napi-harness/runtimes"));
        let entries = entries.into_iter().flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    }
}
