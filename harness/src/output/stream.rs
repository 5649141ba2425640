//! The two standard streams.

use std::fs::{File, Metadata};
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use anstream::{AutoStream, ColorChoice};

use super::plain::Plain;
use super::workflow::{self, Form, Guard};

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    Out,
    Err,
}

/// A way to a standard stream. Its writes never fail: see [`super::failure`].
#[derive(Debug, Clone, Copy)]
pub struct Output {
    standard: Standard,
    form: Form,
    styled: bool,
}

impl Output {
    /// Styled where the user and the stream want it.
    pub(super) fn new(standard: Standard, form: Form) -> Self {
        let choice = match standard {
            Standard::Out => AutoStream::choice(&io::stdout()),
            Standard::Err => AutoStream::choice(&io::stderr()),
        };
        Self {
            standard,
            form,
            styled: choice != ColorChoice::Never,
        }
    }

    /// Escape sequences stay as they come.
    pub(super) fn unchanged(standard: Standard, form: Form) -> Self {
        Self {
            standard,
            form,
            styled: true,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.standard.stream().push(bytes, *self);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.standard.stream().flush();
        Ok(())
    }
}

impl Standard {
    /// What is left of an unfinished line is written; gives the error that the stream had.
    pub(super) fn finish(self) -> Option<io::Error> {
        let mut stream = self.stream();
        stream.flush();
        match &mut stream.state {
            State::Failed(error) => error.take(),
            State::Open | State::ReaderLeft => None,
        }
    }

    pub(super) fn is_terminal(self) -> bool {
        match self {
            Self::Out => io::stdout().is_terminal(),
            Self::Err => io::stderr().is_terminal(),
        }
    }

    /// What kind of file it is, and which.
    pub(super) fn metadata(self) -> io::Result<Metadata> {
        let descriptor = match self {
            Self::Out => io::stdout().as_fd().try_clone_to_owned(),
            Self::Err => io::stderr().as_fd().try_clone_to_owned(),
        };
        File::from(descriptor?).metadata()
    }

    fn write(self, bytes: &[u8]) -> io::Result<()> {
        fn whole(mut to: impl Write, bytes: &[u8]) -> io::Result<()> {
            to.write_all(bytes)?;
            to.flush()
        }
        match self {
            Self::Out => whole(io::stdout().lock(), bytes),
            Self::Err => whole(io::stderr().lock(), bytes),
        }
    }

    fn stream(self) -> MutexGuard<'static, Stream> {
        static OUT: LazyLock<Mutex<Stream>> = LazyLock::new(|| Stream::new(Standard::Out));
        static ERR: LazyLock<Mutex<Stream>> = LazyLock::new(|| Stream::new(Standard::Err));
        let stream = match self {
            Self::Out => &OUT,
            Self::Err => &ERR,
        };
        // A thread that panicked left whole bytes behind, and others still have something to say.
        stream.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Stream {
    standard: Standard,
    plain: Plain,
    /// There while GitHub reads.
    guard: Option<Guard>,
    /// What has not been written: only whole lines are, so that those of the two streams do not mix where both go to one
    /// place.
    line: Vec<u8>,
    state: State,
}

enum State {
    Open,
    /// The reader has closed the pipe.
    ReaderLeft,
    /// Nothing more is written: what came after a gap would mislead. The error is there until it is taken.
    Failed(Option<io::Error>),
}

impl Stream {
    fn new(standard: Standard) -> Mutex<Self> {
        Mutex::new(Self {
            standard,
            plain: Plain::default(),
            guard: workflow::github_reads().then(Guard::default),
            line: Vec::new(),
            state: State::Open,
        })
    }

    fn push(&mut self, bytes: &[u8], output: Output) {
        let Self {
            plain, guard, line, ..
        } = self;
        let mut pass = |bytes: &[u8]| match guard {
            Some(guard) => guard.pass(bytes, output.form, line),
            None => line.extend_from_slice(bytes),
        };
        if output.styled {
            pass(bytes);
        } else {
            plain.pass(bytes, pass);
        }
        if let Some(last) = self.line.iter().rposition(|&byte| byte == b'\n') {
            let rest = self.line.split_off(last + 1);
            self.flush();
            self.line = rest;
        }
    }

    fn flush(&mut self) {
        if let State::Open = self.state
            && let Err(error) = self.standard.write(&self.line)
        {
            self.state = if self.has_no_reader(&error) {
                State::ReaderLeft
            } else {
                State::Failed(Some(error))
            };
        }
        self.line.clear();
    }

    fn has_no_reader(&self, error: &io::Error) -> bool {
        // What a terminal answers when its window was closed; from a disk it is an error like others.
        let hung_up = || {
            let stream = self.standard.metadata();
            stream.is_ok_and(|stream| stream.file_type().is_char_device())
        };
        error.kind() == io::ErrorKind::BrokenPipe
            || error.raw_os_error() == Some(libc::EIO) && hung_up()
    }
}
