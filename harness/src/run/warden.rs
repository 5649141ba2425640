//! The warden: a small process that ends what is left when the harness itself is killed.

use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};

use rustix::process::Pid;

use super::children::{self, Role};
use super::process::not_to_outlive;

const PROGRAM: &str = include_str!("warden.sh");

/// A line to the warden, which lives as long as the harness and a moment longer.
#[derive(Debug, Clone, Default)]
pub struct Warden(Option<Arc<Mutex<ChildStdin>>>);

impl Warden {
    /// Starts the warden over the scratch folder `scratch`.
    ///
    /// # Errors
    /// When no shell starts.
    pub fn start(scratch: &Path) -> io::Result<Self> {
        let mut shell = Command::new("/bin/sh");
        shell
            .arg("-c")
            .arg(PROGRAM)
            .arg("warden")
            .arg(scratch)
            .arg(not_to_outlive())
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own: what ends the harness's group must not end the warden.
            .process_group(0);
        let mut shell = children::start(&mut shell, Role::Warden)?;
        let line = shell.stdin.take().expect("stdin is piped");
        Ok(Self(Some(Arc::new(Mutex::new(line)))))
    }

    /// A process group has been started.
    pub fn started(&self, group: Pid) {
        self.tell(&format!("started {group}"));
    }

    /// A process group has been ended, to the last process.
    pub fn ended(&self, group: Pid) {
        self.tell(&format!("ended {group}"));
    }

    /// The scratch folder is to stay.
    pub fn kept(&self) {
        self.tell("kept");
    }

    fn tell(&self, news: &str) {
        if let Some(line) = &self.0 {
            let mut line = line.lock().expect("no panic while telling the warden");
            // A warden that somebody killed is no reason to fail a run.
            let _ = line.write_all(format!("{news}\n").as_bytes());
        }
    }
}
