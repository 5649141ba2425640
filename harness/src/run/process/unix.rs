//! Processes on Unix.
//!
//! One thread waits for the process to end (`waitid` with `WNOWAIT`, so that the process stays a zombie and its group's
//! number cannot be given to anybody else before the group has been ended), and one `poll` waits for everything else.

use std::io::{self, PipeReader, Read, Write};
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::orphans;
use super::{Finished, HangWatch, Invocation, Orphans, OutputTo, Patience, Status, Stopped, Usage};
use crate::run::Supervision;
use crate::run::capture::Capture;
use crate::run::stillness::{HangKind, Look, Stillness};
use crate::run::threads::{self, Thread};

/// From SIGTERM to SIGKILL.
const GRACE: Duration = Duration::from_millis(500);
/// How long a stream may stay open after its process has ended, before whoever holds it is told of.
const DRAIN: Duration = Duration::from_millis(200);

/// Looks at a process that is about to be ended.
type Stuck<'a> = &'a mut dyn FnMut(i32, Option<HangKind>) -> Patience;

pub fn run(
    invocation: &Invocation,
    supervision: &Supervision,
    stuck: Stuck<'_>,
) -> io::Result<Finished> {
    adopt_orphans();
    let started = Instant::now();
    let mark = next_mark();
    let mut child = spawn(invocation, &mark)?;
    let group = i32::try_from(child.id()).expect("a process id is positive");
    supervision.warden.started(group);
    let watched = Watch::new(&mut child, group, supervision).map(|watch| {
        watch.until_ended(
            invocation.timeout.map(|timeout| started + timeout),
            invocation.hang,
            stuck,
        )
    });
    let orphans = match invocation.orphans {
        Orphans::End => orphans::settled(group, &mark, Instant::now() + DRAIN),
        Orphans::Leave => Vec::new(),
    };
    // Whatever happened above: nothing of the group stays, and nothing that has left the group.
    signal_group(group, libc::SIGKILL);
    let (status, usage) = reap(group)?;
    reap_rest(group);
    if invocation.orphans == Orphans::End {
        orphans::end(group, &mark);
    }
    supervision.warden.ended(group);
    let watched = watched?;
    Ok(Finished {
        status,
        usage,
        duration: watched.ended - started,
        ended: watched.ended,
        stdout: watched.stdout,
        stderr: watched.stderr,
        stopped: watched.stopped,
        threads: watched.threads,
        orphans: orphans.into_iter().map(|orphan| orphan.name).collect(),
        held: watched.held,
    })
}

/// A shell that runs `command`.
pub fn shell(command: &str) -> (std::path::PathBuf, Vec<std::ffi::OsString>) {
    ("/bin/sh".into(), vec!["-c".into(), command.into()])
}

/// A text that no other run of any harness is marked by.
fn next_mark() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let count = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{}-{count}", std::process::id())
}

fn spawn(invocation: &Invocation, mark: &str) -> io::Result<Child> {
    let mut command = Command::new(&invocation.program);
    command
        .args(&invocation.arguments)
        .current_dir(&invocation.folder)
        .env_clear()
        .envs(&invocation.environment)
        .env(orphans::MARK, mark)
        .stdin(Stdio::null())
        .process_group(0);
    match invocation.output {
        OutputTo::Capture => command.stdout(Stdio::piped()).stderr(Stdio::piped()),
        OutputTo::Stderr => command.stdout(io::stderr()).stderr(Stdio::inherit()),
    };
    command.spawn()
}

/// Everything that is waited for while a process lives.
struct Watch<'a> {
    group: i32,
    supervision: &'a Supervision,
    exit: PipeReader,
    streams: [Stream; 2],
}

struct Stream {
    name: &'static str,
    /// `None` from its end on.
    source: Option<OwnedFd>,
    capture: Capture,
}

struct Watched {
    ended: Instant,
    stdout: Capture,
    stderr: Capture,
    stopped: Option<Stopped>,
    threads: Vec<Thread>,
    held: Vec<&'static str>,
}

impl<'a> Watch<'a> {
    fn new(child: &mut Child, group: i32, supervision: &'a Supervision) -> io::Result<Self> {
        let (exit, exit_told) = io::pipe()?;
        thread::Builder::new()
            .name(format!("wait for {group}"))
            .stack_size(64 * 1024)
            .spawn(move || tell_exit(group, exit_told))?;
        let stream = |name, source| Stream {
            name,
            source,
            capture: Capture::default(),
        };
        Ok(Self {
            group,
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
    fn until_ended(
        mut self,
        deadline: Option<Instant>,
        hang: Option<HangWatch>,
        stuck: Stuck<'_>,
    ) -> Watched {
        let mut stillness = hang.map(|hang| Stillness::new(hang.window, hang.busy_counts));
        let mut stopped = None;
        let mut threads = Vec::new();
        while stopped.is_none() {
            let next_look = stillness
                .as_ref()
                .map(|stillness| Instant::now() + stillness.pause());
            let woken = self.wait(deadline.into_iter().chain(next_look).min(), true);
            let overdue = deadline.is_some_and(|deadline| Instant::now() >= deadline);
            if woken.exited {
                break;
            } else if woken.interrupted {
                stopped = Some(Stopped::Interrupted);
            } else if overdue {
                threads = threads::of(self.group).unwrap_or_default();
                stopped = Some(Stopped::Deadline(threads.first().map(HangKind::of)));
            } else if let Some(stillness) = &mut stillness
                && let Some(look) = self.look()
            {
                threads.clone_from(&look.threads);
                stopped = stillness.observe(Instant::now(), look).map(Stopped::Hang);
            }
        }
        let kind = match stopped {
            Some(Stopped::Deadline(kind)) => Some(kind),
            Some(Stopped::Hang(kind)) => Some(Some(kind)),
            Some(Stopped::Interrupted) | None => None,
        };
        let patience = kind.map_or(Patience::None, |kind| stuck(self.group, kind));
        if stopped.is_some() && !self.ends_within(patience) {
            self.end();
        }
        let ended = Instant::now();
        let held = self.drain();
        let [stdout, stderr] = self.streams.map(|stream| stream.capture);
        Watched {
            ended,
            stdout,
            stderr,
            stopped,
            threads,
            held,
        }
    }

    fn look(&self) -> Option<Look> {
        Some(Look {
            threads: threads::of(self.group)?,
            has_children: threads::has_children(self.group),
            written: self
                .streams
                .iter()
                .map(|stream| stream.capture.total())
                .sum(),
        })
    }

    /// Whether the process ends by itself so soon.
    fn ends_within(&mut self, patience: Patience) -> bool {
        let Patience::For(time) = patience else {
            return false;
        };
        let deadline = Instant::now() + time;
        // An interruption that came before is why the process is to be ended; a new one is a reason to wait no longer.
        let interruptible = self.supervision.interrupt.signal().is_none();
        while Instant::now() < deadline {
            let woken = self.wait(Some(deadline), interruptible);
            if woken.exited || woken.interrupted {
                return woken.exited;
            }
        }
        false
    }

    /// Ends the process: it is asked to, and after a grace made to.
    fn end(&mut self) {
        signal_group(self.group, libc::SIGTERM);
        // A stopped process acts on SIGTERM only once it goes on.
        signal_group(self.group, libc::SIGCONT);
        if self.ends_within(Patience::For(GRACE)) {
            return;
        }
        signal_group(self.group, libc::SIGKILL);
        while !self.wait(None, false).exited {}
    }

    /// Reads what is still on its way, and says who does not let go of a stream.
    fn drain(&mut self) -> Vec<&'static str> {
        self.read_until_closed(Instant::now() + DRAIN);
        let open = self.streams.iter().filter(|stream| stream.source.is_some());
        let held: Vec<_> = open.map(|stream| stream.name).collect();
        if !held.is_empty() {
            signal_group(self.group, libc::SIGKILL);
            self.read_until_closed(Instant::now() + DRAIN);
        }
        held
    }

    fn read_until_closed(&mut self, deadline: Instant) {
        while self.streams.iter().any(|stream| stream.source.is_some()) && Instant::now() < deadline
        {
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

    /// Reads once, which does not block after `poll` has named the stream.
    fn read_some(&mut self) {
        let mut buffer = [0; 64 * 1024];
        let Some(source) = self.source.take() else {
            return;
        };
        let mut reader = PipeReader::from(source);
        match reader.read(&mut buffer) {
            Ok(0) => return,
            Ok(length) => self.capture.push(&buffer[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
        self.source = Some(reader.into());
    }
}

/// Negative descriptors are passed over by `poll`.
fn poll_entry(descriptor: RawFd) -> libc::pollfd {
    libc::pollfd {
        fd: descriptor,
        events: libc::POLLIN,
        revents: 0,
    }
}

/// Waits until `descriptor` is readable, but no longer than until `deadline`.
pub fn wait_until_readable(descriptor: &OwnedFd, deadline: Instant) {
    poll(&mut [poll_entry(descriptor.as_raw_fd())], Some(deadline));
}

fn poll(entries: &mut [libc::pollfd], deadline: Option<Instant>) {
    let timeout = match deadline {
        None => -1,
        // Rounded up, so that the deadline has come when the time is over.
        Some(deadline) => {
            let left = deadline.saturating_duration_since(Instant::now());
            i32::try_from(left.as_micros().div_ceil(1000)).unwrap_or(i32::MAX)
        }
    };
    // SAFETY: `entries` is a valid slice of pollfd, and its length is passed with it.
    let ready = unsafe { libc::poll(entries.as_mut_ptr(), entries.len() as libc::nfds_t, timeout) };
    if ready < 0 {
        // Interrupted by a signal: nothing is ready, the caller looks at the clock and comes again.
        for entry in entries {
            entry.revents = 0;
        }
    }
}

/// Waits for `process` to end, leaves it a zombie, and closes `told` by returning.
fn tell_exit(process: i32, mut told: io::PipeWriter) {
    loop {
        // SAFETY: a zeroed siginfo_t is a valid one to be filled in.
        let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
        // SAFETY: `info` outlives the call.
        let result = unsafe {
            libc::waitid(
                libc::P_PID,
                process as libc::id_t,
                &raw mut info,
                libc::WEXITED | libc::WNOWAIT,
            )
        };
        if result == 0 || io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
            break;
        }
    }
    // The reader may be gone; closing the pipe says the same.
    let _ = told.write_all(b".");
}

/// Takes the zombie `process` away, and says how it ended and what it used.
fn reap(process: i32) -> io::Result<(Status, Usage)> {
    let mut status = 0;
    // SAFETY: a zeroed rusage is a valid one to be filled in.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    loop {
        // SAFETY: `status` and `usage` outlive the call.
        let reaped = unsafe { libc::wait4(process, &raw mut status, 0, &raw mut usage) };
        if reaped == process {
            break;
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    let status = if libc::WIFSIGNALED(status) {
        Status::Signal(libc::WTERMSIG(status))
    } else {
        Status::Exit(libc::WEXITSTATUS(status))
    };
    let cpu = duration_of(usage.ru_utime) + duration_of(usage.ru_stime);
    // macOS counts bytes, the others KiB: getrusage(2).
    let unit = if cfg!(target_os = "macos") { 1024 } else { 1 };
    let peak_rss_kb = u64::try_from(usage.ru_maxrss).unwrap_or(0) / unit;
    Ok((status, Usage { cpu, peak_rss_kb }))
}

/// Makes this process the parent of every descendant whose own parent ends, so that their ends can be awaited.
///
/// Linux only; elsewhere orphans go to the system, and their ends, however near, are not awaited.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    {
        static ONCE: std::sync::Once = std::sync::Once::new();
        // SAFETY: this option reads no memory of ours.
        ONCE.call_once(|| unsafe {
            libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        });
    }
}

/// Waits until the killed members of the group are really gone.
fn reap_rest(group: i32) {
    loop {
        // SAFETY: a null status is allowed.
        let reaped = unsafe { libc::waitpid(-group, std::ptr::null_mut(), 0) };
        let interrupted = || io::Error::last_os_error().kind() == io::ErrorKind::Interrupted;
        if reaped < 0 && !interrupted() {
            break;
        }
    }
}

fn duration_of(time: libc::timeval) -> Duration {
    Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or(0))
        + Duration::from_micros(u64::try_from(time.tv_usec).unwrap_or(0))
}

/// Asks by SIGUSR2.
pub fn ask(process: i32) {
    // SAFETY: `kill` reads no memory of ours. The process has not been reaped, so the number is still its own.
    unsafe { libc::kill(process, libc::SIGUSR2) };
}

fn signal_group(group: i32, signal: i32) {
    // SAFETY: `kill` reads no memory of ours. The group's leader has not been reaped, so the number is still its own.
    unsafe { libc::kill(-group, signal) };
}

/// `SIGSEGV` for 11.
pub fn name_of_signal(signal: i32) -> String {
    signal_hook::low_level::signal_name(signal)
        .map_or_else(|| format!("signal {signal}"), str::to_owned)
}
