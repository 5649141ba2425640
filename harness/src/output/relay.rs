//! What other programs print for the user to see.

use std::io::Write;

use super::stream::{Output, Standard};
use super::workflow::{self, Form};

/// How much of a line is waited for. What comes after it goes on a line of its own.
const LONGEST_LINE: usize = 64 * 1024;

/// What another program prints, passed on to standard error a line at a time.
#[derive(Debug, Default)]
pub struct Relay {
    line: Vec<u8>,
}

impl Relay {
    /// Whether a program must not have the harness's standard error itself: while GitHub reads, and where the reader may
    /// leave, which would end the program. Only a terminal is handed on, for the sake of colours and progress bars.
    pub fn is_needed() -> bool {
        workflow::github_reads() || !Standard::Err.is_terminal()
    }

    /// Takes what has come, and passes on whole lines.
    pub fn push(&mut self, bytes: &[u8]) {
        self.line.extend_from_slice(bytes);
        if let Some(last) = self.line.iter().rposition(|&byte| byte == b'\n') {
            let rest = self.line.split_off(last + 1);
            write(&self.line);
            self.line = rest;
        }
        if self.line.len() >= LONGEST_LINE {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        self.line.push(b'\n');
        write(&self.line);
        self.line.clear();
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        if !self.line.is_empty() {
            self.end_line();
        }
    }
}

fn write(bytes: &[u8]) {
    // Writing to this does not fail.
    let _ = Output::unchanged(Standard::Err, Form::Text).write_all(bytes);
}
