//! The watch over one process: its output, its end, its deadline, an interruption. One `poll` waits for all of them.

use std::fs::File;
use std::io::{self, PipeReader, Read};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};

use super::orphans;
use super::poll::{poll, poll_entry};
use super::reap::tell_exit;
use super::unix::{DRAIN, can_be_asked, signal_group};
use super::{OutputTo, Patience, Stopped};
use crate::output::Relay;
use crate::run::capture::{Capture, Keep};
use crate::run::stillness::{Begin, HangWatch, Look, MainThread, Stillness};
use crate::run::threads::{self, Thread};
use crate::run::{Supervision, children, clock, outside};
use crate::scenario::HangKind;

/// From SIGTERM to SIGKILL.
const GRACE: Duration = Duration::from_millis(500);

/// Between two looks at a process whose time is over.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);
/// How many looks follow the first one at most.
const MOST_LOOKS: usize = 10;

/// Looks at a process that is about to be ended.
pub type Stuck<'a> = &'a mut dyn FnMut(Pid, MainThread) -> Patience;

/// Everything that is waited for while a process lives.
pub struct Watch<'a> {
    group: Pid,
    /// The mark of its run.
    mark: &'a str,
    supervision: &'a Supervision,
    exit: PipeReader,
    streams: [Stream; 2],
}

struct Stream {
    name: &'static str,
    /// `None` from its end on.
    source: Option<OwnedFd>,
    capture: Capture,
    /// Where what comes is passed on instead.
    relay: Option<Relay>,
}

/// How a watched process went.
pub struct Watched {
    pub ended: Instant,
    pub stdout: Capture,
    pub stderr: Capture,
    pub stopped: Option<Stopped>,
    pub threads: Vec<Thread>,
    pub wakers: Vec<String>,
    pub held: Vec<&'static str>,
}

impl<'a> Watch<'a> {
    pub fn new(
        child: &mut Child,
        group: Pid,
        mark: &'a str,
        output: OutputTo,
        supervision: &'a Supervision,
    ) -> io::Result<Self> {
        let (exit, exit_told) = io::pipe()?;
        thread::Builder::new()
            .name(format!("wait for {group}"))
            .stack_size(64 * 1024)
            .spawn(move || tell_exit(group, exit_told))?;
        let keep = match output {
            OutputTo::Capture(keep) => keep,
            OutputTo::Stderr => Keep::Ends,
        };
        let stream = |name, source| Stream {
            name,
            source,
            capture: Capture::new(keep),
            relay: (output == OutputTo::Stderr).then(Relay::default),
        };
        Ok(Self {
            group,
            mark,
            supervision,
            exit,
            streams: [
                stream("stdout", child.stdout.take().map(OwnedFd::from)),
                stream("stderr", child.stderr.take().map(OwnedFd::from)),
            ],
        })
    }

    /// Waits for the process to end; ends it at the deadline, when it is seen that it never would, or when the user
    /// wants everything to stop.
    pub fn until_ended(
        mut self,
        mut deadline: Option<Instant>,
        hang: Option<HangWatch>,
        stuck: Stuck<'_>,
    ) -> Watched {
        let mut begin = hang.map_or(Begin::AtStart, |hang| hang.begin);
        let mut stillness = hang.map(Stillness::new);
        let mut stopped = None;
        let mut threads = Vec::new();
        let mut wakers = Vec::new();
        while stopped.is_none() {
            let next_look = stillness
                .as_ref()
                .map(|stillness| clock::now() + stillness.pause());
            let woken = self.wait(deadline.into_iter().chain(next_look).min(), true);
            let overdue = deadline.is_some_and(|deadline| clock::now() >= deadline);
            if woken.exited {
                threads.clear();
                break;
            } else if woken.interrupted {
                stopped = Some(Stopped::Interrupted);
            } else if overdue {
                let Some(steady) = self.steady_threads() else {
                    threads.clear();
                    break;
                };
                threads = steady;
                wakers = self.wakers(&threads);
                stopped = Some(Stopped::Deadline);
            } else if let Some(stillness) = &mut stillness
                && next_look.is_some_and(|due| clock::now() >= due)
                && self.has_begun(&mut begin, &mut deadline)
                && let Some(look) = self.look()
            {
                threads.clone_from(&look.threads);
                stopped = match stillness.observe(clock::now(), look) {
                    Some(_) if !stillness.is_proof() => Some(Stopped::AtRest),
                    Some(MainThread::Still(kind)) if self.wakers(&threads).is_empty() => {
                        Some(Stopped::Hang(kind))
                    }
                    Some(_) => {
                        stillness.begin_anew();
                        None
                    }
                    None => None,
                };
            }
        }
        let patience = match stopped {
            Some(Stopped::Deadline | Stopped::AtRest | Stopped::Hang(_)) => {
                stuck(self.group, MainThread::from_threads(&threads))
            }
            Some(Stopped::Interrupted) | None => Patience::None,
        };
        if stopped.is_some() && !self.ends_within(patience) {
            self.end();
        }
        let ended = clock::now();
        let held = self.drain();
        let [stdout, stderr] = self.streams.map(|stream| stream.capture);
        Watched {
            ended,
            stdout,
            stderr,
            stopped,
            threads,
            wakers,
            held,
        }
    }

    /// Whether what the process does counts. When it begins to, its time begins.
    fn has_begun(&self, begin: &mut Begin, deadline: &mut Option<Instant>) -> bool {
        if let Begin::WhenItCanBeAsked(time) = *begin {
            if !can_be_asked(self.group) {
                return false;
            }
            let end = clock::now() + time;
            *deadline = Some(deadline.map_or(end, |latest| latest.min(end)));
            *begin = Begin::AtStart;
        }
        true
    }

    /// What could wake the process with these `threads`; nothing wakes one that a signal has stopped.
    fn wakers(&self, threads: &[Thread]) -> Vec<String> {
        if MainThread::from_threads(threads) == MainThread::Still(HangKind::Stopped) {
            return Vec::new();
        }
        let streams = self.streams.iter();
        let own: Vec<u64> = streams.filter_map(Stream::inode).collect();
        let mut wakers = outside::wakers(self.group, &own);
        if threads::has_children(self.group) {
            wakers.push("a child process".into());
        }
        let started = orphans::find(self.group, self.mark).into_iter();
        wakers.extend(started.map(|it| format!("`{}`, a process that it has started", it.name)));
        wakers
    }

    fn threads(&self) -> Option<Vec<Thread>> {
        // Nobody is stopped by job control meanwhile, which is none of the process's doing.
        let _children = children::lock();
        threads::read(self.group)
    }

    /// The threads as two looks in a row find them: runtimes wake for a moment now and then, which a single look would take for work.
    /// `None` when the process has ended meanwhile.
    fn steady_threads(&mut self) -> Option<Vec<Thread>> {
        let doing = |threads: &[Thread]| {
            let going_on = threads.iter().filter(|it| it.goes_on_by_itself()).count();
            (MainThread::from_threads(threads), going_on)
        };
        let mut last = self.threads().unwrap_or_default();
        for _ in 0..MOST_LOOKS {
            if self.wait(Some(clock::now() + BETWEEN_LOOKS), false).exited {
                return None;
            }
            let next = self.threads().unwrap_or_default();
            let is_steady = doing(&next) == doing(&last);
            last = next;
            if is_steady {
                break;
            }
        }
        self.find_timers_of_v8(&mut last);
        Some(last)
    }

    fn look(&self) -> Option<Look> {
        let mut threads = self.threads()?;
        self.find_timers_of_v8(&mut threads);
        Some(Look {
            threads,
            has_children: threads::has_children(self.group),
            written: self
                .streams
                .iter()
                .map(|stream| stream.capture.total())
                .sum(),
        })
    }

    /// Notes which of `threads` wait for V8's own timers alone; only where it decides, for a process's memory is read for it.
    fn find_timers_of_v8(&self, threads: &mut [Thread]) {
        let may_wait = |it: &Thread| it.waits_for_ever() || it.waits_for_timer();
        if threads.iter().all(may_wait) {
            for thread in threads.iter_mut().filter(|it| it.waits_for_timer()) {
                thread.timed_by_v8 |=
                    outside::waits_for_memory_reducer_alone(self.group, thread.id);
            }
        }
    }

    /// Whether the process ends by itself so soon.
    fn ends_within(&mut self, patience: Patience) -> bool {
        let Patience::For(time) = patience else {
            return false;
        };
        let deadline = clock::now() + time;
        // An interruption that came before is why the process is to be ended; a new one is a reason to wait no longer.
        let interruptible = self.supervision.interrupt.signal().is_none();
        while clock::now() < deadline {
            let woken = self.wait(Some(deadline), interruptible);
            if woken.exited || woken.interrupted {
                return woken.exited;
            }
        }
        false
    }

    /// Ends the process: it is asked to, and after a grace made to.
    fn end(&mut self) {
        signal_group(self.group, Signal::TERM);
        // A stopped process acts on SIGTERM only once it goes on.
        signal_group(self.group, Signal::CONT);
        if self.ends_within(Patience::For(GRACE)) {
            return;
        }
        signal_group(self.group, Signal::KILL);
        while !self.wait(None, false).exited {}
    }

    /// Reads what is still on its way, and says who does not let go of a stream.
    fn drain(&mut self) -> Vec<&'static str> {
        self.read_until_closed(clock::now() + DRAIN);
        let open = self.streams.iter().filter(|stream| stream.source.is_some());
        let held: Vec<_> = open.map(|stream| stream.name).collect();
        if !held.is_empty() {
            signal_group(self.group, Signal::KILL);
            self.read_until_closed(clock::now() + DRAIN);
        }
        held
    }

    fn read_until_closed(&mut self, deadline: Instant) {
        while self.streams.iter().any(|stream| stream.source.is_some()) && clock::now() < deadline {
            self.wait_for_streams(deadline);
        }
    }

    fn wait_for_streams(&mut self, deadline: Instant) {
        let mut entries = self.streams.each_ref().map(Stream::poll_entry);
        poll(&mut entries, Some(deadline));
        self.read_ready(&entries);
    }

    /// Waits until something happens or `deadline` comes, and reads what there is to read.
    fn wait(&mut self, deadline: Option<Instant>, interruptible: bool) -> Woken {
        let interrupt = if interruptible {
            self.supervision.interrupt.descriptor()
        } else {
            -1
        };
        let [stdout, stderr] = self.streams.each_ref().map(Stream::poll_entry);
        let mut entries = [
            stdout,
            stderr,
            poll_entry(self.exit.as_raw_fd()),
            poll_entry(interrupt),
        ];
        poll(&mut entries, deadline);
        self.read_ready(&entries[..2]);
        Woken {
            exited: entries[2].revents != 0,
            interrupted: entries[3].revents != 0,
        }
    }

    fn read_ready(&mut self, entries: &[libc::pollfd]) {
        for (stream, entry) in self.streams.iter_mut().zip(entries) {
            if entry.revents != 0 {
                stream.read_some();
            }
        }
    }
}

struct Woken {
    exited: bool,
    interrupted: bool,
}

impl Stream {
    fn poll_entry(&self) -> libc::pollfd {
        poll_entry(self.source.as_ref().map_or(-1, AsRawFd::as_raw_fd))
    }

    /// By which the system names the pipe.
    fn inode(&self) -> Option<u64> {
        let own = self.source.as_ref()?.as_fd().try_clone_to_owned().ok()?;
        Some(File::from(own).metadata().ok()?.ino())
    }

    /// Reads once, which does not block after `poll` has named the stream.
    fn read_some(&mut self) {
        let mut buffer = [0; 64 * 1024];
        let Some(source) = self.source.take() else {
            return;
        };
        let mut reader = PipeReader::from(source);
        match reader.read(&mut buffer) {
            Ok(0) => return,
            Ok(length) => match &mut self.relay {
                Some(relay) => relay.push(&buffer[..length]),
                None => self.capture.push(&buffer[..length]),
            },
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
        self.source = Some(reader.into());
    }
}
