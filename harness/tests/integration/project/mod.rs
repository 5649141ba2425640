//! A temporary project, and the real binary run in it.

pub mod addon_crate;
pub mod addon_in_c;
pub mod needs;
pub mod registry;
pub mod somebody;
pub mod store;
pub mod this_addon;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as StdCommand, Output, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

/// A project in a folder of its own, with an addon that is a plain module and needs no build.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// A project without scenarios.
    pub fn new() -> Self {
        let project = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        project.write("napi-harness.toml", "[addon]\nentry = \"addon.cjs\"\n");
        project.write("addon.cjs", "exports.twice = (n) => 2 * n;\n");
        fs::create_dir(project.path("scenarios")).expect("an empty project");
        project
    }

    /// A project with one scenario, `NAME.mjs`.
    pub fn with(name: &str, header: &str, program: &str) -> Self {
        let project = Self::new();
        project.scenario(name, header, program);
        project
    }

    /// Adds the scenario `NAME.mjs`; its header has a summary and what `header` says.
    pub fn scenario(&self, name: &str, header: &str, program: &str) {
        let text = format!("/*---\nsummary = \"{name}\"\n{header}\n---*/\n{program}\n");
        self.write(&format!("scenarios/{name}.mjs"), &text);
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    pub fn write(&self, relative: &str, content: impl AsRef<[u8]>) {
        let file = self.path(relative);
        fs::create_dir_all(file.parent().expect("below the project")).expect("a folder");
        fs::write(file, content).expect("a file");
    }

    /// Writes a program that can be started.
    ///
    /// Another process does, with all of its files closed before this one goes on. Had this one the file open for writing, so would for a
    /// moment every process that other tests start, and nobody could start the program: "Text file busy".
    pub fn program(&self, relative: &str, text: &str) {
        let mut install = self.install(Path::new("/dev/stdin"), relative);
        let mut child = install.stdin(Stdio::piped()).spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(text.as_bytes()).expect("it is read");
        drop(stdin);
        assert!(child.wait().expect("it ends").success(), "{relative}");
    }

    /// Copies a program, in the same way.
    pub fn copy_of(&self, program: &Path, relative: &str) {
        let status = self.install(program, relative).status();
        assert!(status.expect("it starts").success(), "{relative}");
    }

    fn install(&self, source: &Path, relative: &str) -> StdCommand {
        let mut install = StdCommand::new("install");
        install.args(["-D", "-m", "755"]);
        install.arg(source).arg(self.path(relative));
        install
    }

    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative))
            .unwrap_or_else(|error| panic!("{relative}: {error}"))
    }

    pub fn exists(&self, relative: &str) -> bool {
        self.path(relative).exists()
    }

    /// A folder that holds these programs alone, to be all of a PATH.
    pub fn path_with(&self, programs: &[&Path]) -> PathBuf {
        let folder = self.path("bin");
        fs::create_dir(&folder).expect("a folder");
        for program in programs {
            let name = program.file_name().expect("a program");
            std::os::unix::fs::symlink(program, folder.join(name)).expect("a link");
        }
        folder
    }

    /// The harness with these arguments, in this project.
    pub fn harness(&self, arguments: &[&str]) -> Command {
        Command::from_std(self.std_harness(arguments))
    }

    /// The same, for tests that talk to it while it runs.
    pub fn std_harness(&self, arguments: &[&str]) -> StdCommand {
        let mut command = StdCommand::new(cargo_bin("napi-harness"));
        command.args(arguments);
        self.prepare(&mut command);
        command
    }

    /// Gives a command that runs the harness its folder and its environment.
    pub fn prepare(&self, command: &mut StdCommand) {
        command
            .current_dir(self.folder.path())
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("TMPDIR", self.scratch());
        // What the environment of this very test run says must not decide a test.
        for name in [
            "CI",
            "INSTA_UPDATE",
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "CARGO_MANIFEST_DIR",
            "GITHUB_ACTIONS",
        ] {
            command.env_remove(name);
        }
    }

    /// The folder in which the harness makes its scratch folders.
    pub fn scratch(&self) -> PathBuf {
        let scratch = self.path("scratch");
        fs::create_dir_all(&scratch).expect("a scratch folder");
        scratch
    }

    /// What is left in that folder.
    pub fn left_in_scratch(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.scratch()).expect("a scratch folder");
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect()
    }

    /// Starts the harness, for tests that talk to it while it runs.
    pub fn start(&self, arguments: &[&str]) -> Running {
        Running::start(self.std_harness(arguments))
    }

    /// The file of a lock of the harness's, which nobody holds yet.
    pub fn lock(&self, name: &str) -> File {
        let file = format!("cache/napi-harness/locks/{name}.lock");
        self.write(&file, "");
        let mut open = File::options();
        let lock = open.read(true).write(true).open(self.path(&file));
        lock.expect("it was written")
    }

    /// Runs the harness to its end.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(
            self.harness(arguments)
                .output()
                .expect("the harness starts"),
        )
    }

    /// `scenario run`, with these arguments more.
    pub fn run_scenarios(&self, arguments: &[&str]) -> Outcome {
        self.run(&[&["scenario", "run"], arguments].concat())
    }

    /// The path of a program that calls itself the runtime `kind` of this `version`, and is the Node.js of this machine; a file that
    /// it runs has the variable SAYS.
    pub fn runtime_that_says(&self, kind: &str, version: &str) -> String {
        let node = StdCommand::new("node")
            .args(["-p", "process.execPath"])
            .output();
        let node = String::from_utf8(node.expect("node starts").stdout).expect("UTF-8");
        let file = format!("runtimes/{kind}-{version}");
        let program = self.path(&file);
        let script = format!(
            "#!/bin/sh\ncase $1 in\n/*) SAYS=other exec '{}' \"$@\" ;;\n*) echo '{{\"kind\":\"{kind}\",\"version\":\"{version}\",\"program\":{program:?}}}' ;;\nesac\n",
            node.trim()
        );
        self.program(&file, &script);
        program.display().to_string()
    }

    /// A named pipe, by which a scenario can tell a test that it has come to a point.
    pub fn pipe(&self, name: &str) -> Pipe {
        let file = self.path(name);
        let status = StdCommand::new("mkfifo")
            .arg(&file)
            .status()
            .expect("mkfifo is there");
        assert!(status.success());
        Pipe(file)
    }
}

/// A harness at work. It is killed when a test fails before its end.
pub struct Running(Option<Child>);

impl Running {
    /// Starts `command`, which is the harness or becomes it.
    pub fn start(mut command: StdCommand) -> Self {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(Some(command.spawn().expect("the harness starts")))
    }

    /// Its process.
    pub fn id(&self) -> i32 {
        let child = self.0.as_ref().expect("nobody has waited for it");
        i32::try_from(child.id()).expect("a process id")
    }

    /// Waits until it has written a line with `part` in it on standard error.
    #[track_caller]
    pub fn says(&mut self, part: &str) {
        let child = self.0.as_mut().expect("nobody has waited for it");
        let stderr = child.stderr.as_mut().expect("a pipe");
        let mut said = Vec::new();
        // A byte at a time: what comes later is for `wait` to read.
        let mut byte = [0];
        while stderr.read(&mut byte).expect("a pipe") == 1 {
            said.push(byte[0]);
            let text = String::from_utf8_lossy(&said);
            if text.ends_with('\n') && text.contains(part) {
                return;
            }
        }
        panic!("no {part:?} in: {}", String::from_utf8_lossy(&said));
    }

    /// Sends it a signal.
    pub fn send(&self, signal: i32) {
        // SAFETY: `kill` reads no memory of ours; the child has not been waited for, so the id is its own.
        assert_eq!(unsafe { libc::kill(self.id(), signal) }, 0);
    }

    /// Waits for its end.
    pub fn wait(mut self) -> Outcome {
        let child = self.0.take().expect("nobody has waited for it");
        Outcome::of(child.wait_with_output().expect("it ends"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            // It may have ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A named pipe.
pub struct Pipe(PathBuf);

impl Pipe {
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Waits until somebody has opened it, written to it and closed it, and gives what was written.
    pub fn wait(&self) -> String {
        let mut text = String::new();
        let mut file = File::open(&self.0).expect("a pipe");
        file.read_to_string(&mut text).expect("text");
        text
    }

    /// Writes a byte for whoever reads one, now or later, for as long as the returned file is held.
    #[must_use = "what nobody has read yet is lost with the file"]
    pub fn tell(&self) -> File {
        // Open for both, so that it waits for no reader.
        let mut file = File::options()
            .read(true)
            .write(true)
            .open(&self.0)
            .expect("a pipe");
        file.write_all(b".").expect("room for a byte");
        file
    }
}

/// How the harness ended, and what it printed.
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the harness prints UTF-8");
        Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// The exit code is this one.
    #[track_caller]
    pub fn exits(&self, code: i32) -> &Self {
        assert_eq!(
            self.code,
            Some(code),
            "stdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
        self
    }

    /// Standard output holds this.
    #[track_caller]
    pub fn prints(&self, part: &str) -> &Self {
        assert!(
            self.stdout.contains(part),
            "no {part:?} in stdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
        self
    }

    /// Standard error holds this.
    #[track_caller]
    pub fn complains(&self, part: &str) -> &Self {
        assert!(
            self.stderr.contains(part),
            "no {part:?} in stderr:\n{}",
            self.stderr
        );
        self
    }

    /// The lines of a JSON report.
    #[track_caller]
    pub fn json(&self) -> Vec<serde_json::Value> {
        let lines = self.stdout.lines().map(serde_json::from_str);
        lines
            .collect::<Result<_, _>>()
            .unwrap_or_else(|error| panic!("{error} in:\n{}", self.stdout))
    }
}

/// Whether the process is there and no zombie.
pub fn is_alive(process: &str) -> bool {
    state_of(process).is_some_and(|state| !['Z', 'X'].contains(&state))
}

/// The letter by which proc(5) names what a process does: `T` is stopped, `Z` a zombie. `None` when it is gone.
pub fn state_of(process: &str) -> Option<char> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.trim())).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    rest.trim_start().chars().next()
}

/// Waits for what nothing tells of: until `is_so`, or until it is clear that it will not be.
#[track_caller]
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let patience = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < patience, "never so: {what}");
        std::thread::yield_now();
    }
}
