//! The open descriptors of a process, from `/proc/PID/fd` and `/proc/PID/fdinfo`.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::path::PathBuf;

use rustix::process::Pid;

use super::{peer, sockets};

/// Devices that are always ready.
const READY_DEVICES: [&str; 5] = [
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
];

/// The open descriptors of a process.
#[derive(Debug)]
pub struct Table {
    process: Pid,
    /// What each of them is, in the system's words.
    open: BTreeMap<i32, String>,
}

impl Table {
    /// Those of `process`; `None` when they may not be seen.
    pub fn read(process: Pid) -> Option<Self> {
        let mut open = BTreeMap::new();
        for entry in fs::read_dir(format!("/proc/{process}/fd")).ok()? {
            let entry = entry.ok()?;
            let descriptor = entry.file_name().to_str()?.parse().ok()?;
            let target = fs::read_link(entry.path()).ok()?;
            open.insert(descriptor, target.to_string_lossy().into_owned());
        }
        Some(Self { process, open })
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = i32> {
        self.open.keys().copied()
    }

    /// What this epoll watches, and what is watched by epolls among that; `None` when it cannot be told.
    pub fn watched_by(&self, epoll: i32) -> Option<Vec<i32>> {
        let mut watched: Vec<i32> = Vec::new();
        let mut epolls = vec![epoll];
        while let Some(epoll) = epolls.pop() {
            for target in targets(&self.information(epoll)?)? {
                // It was closed, and lives on under another number.
                let kind = self.open.get(&target)?;
                if watched.contains(&target) {
                    continue;
                }
                watched.push(target);
                if kind == "anon_inode:[eventpoll]" {
                    epolls.push(target);
                }
            }
        }
        Some(watched)
    }

    /// What outside the process this descriptor lets wake it, in words.
    pub fn waker(&self, descriptor: i32, ours: &[u64]) -> Option<String> {
        let Some(target) = self.open.get(&descriptor) else {
            return Some(super::UNSEEN.to_owned());
        };
        if let Some(inode) = numbered(target, "pipe") {
            return (!ours.contains(&inode) && !self.has_both_ends(target))
                .then(|| "a pipe whose other end another process holds".into());
        }
        if let Some(inode) = numbered(target, "socket") {
            let own = peer::find(inode).is_some_and(|peer| self.holds(&format!("socket:[{peer}]")));
            return (!own).then(|| sockets::described(self.process, inode));
        }
        match target.as_str() {
            // Only who holds them can wake by them, and those are the process's own threads.
            "anon_inode:[eventfd]" | "anon_inode:[eventpoll]" => None,
            "anon_inode:[timerfd]" => {
                let armed = self.information(descriptor).is_none_or(|it| is_armed(&it));
                armed.then(|| "a timer (timerfd)".into())
            }
            "anon_inode:[io_uring]" => {
                let at_rest = self
                    .information(descriptor)
                    .is_some_and(|it| is_ring_at_rest(&it));
                (!at_rest).then(|| "an operation of the kernel's (io_uring)".into())
            }
            "anon_inode:inotify" => Some("changes of files (inotify)".into()),
            "anon_inode:[signalfd]" => Some("a signal (signalfd)".into()),
            "anon_inode:[pidfd]" => Some("the end of a process (pidfd)".into()),
            other if other.starts_with('/') => self.file_waker(descriptor, other),
            other => Some(format!("`{other}`, of which the harness knows nothing")),
        }
    }

    fn file_waker(&self, descriptor: i32, path: &str) -> Option<String> {
        if READY_DEVICES.contains(&path) {
            return None;
        }
        let place = PathBuf::from(format!("/proc/{}/fd/{descriptor}", self.process));
        match fs::metadata(place).map(|metadata| metadata.file_type()) {
            Ok(kind) if kind.is_file() || kind.is_dir() => None,
            Ok(kind) if kind.is_fifo() => Some(format!("the named pipe {path}")),
            Ok(_) => Some(format!("the device {path}")),
            Err(_) => Some(super::UNSEEN.to_owned()),
        }
    }

    /// Whether the process can read this pipe and write to it.
    fn has_both_ends(&self, pipe: &str) -> bool {
        let same = self.open.iter().filter(|(_, target)| *target == pipe);
        let modes: Vec<u32> = same
            .filter_map(|(descriptor, _)| access(&self.information(*descriptor)?))
            .collect();
        // O_RDONLY is 0, O_WRONLY 1, O_RDWR 2.
        modes.contains(&2) || modes.contains(&0) && modes.contains(&1)
    }

    fn holds(&self, target: &str) -> bool {
        self.open.values().any(|held| held == target)
    }

    fn information(&self, descriptor: i32) -> Option<String> {
        fs::read_to_string(format!("/proc/{}/fdinfo/{descriptor}", self.process)).ok()
    }
}

/// 7 for `pipe:[7]`.
fn numbered(target: &str, kind: &str) -> Option<u64> {
    let number = target.strip_prefix(kind)?.strip_prefix(":[")?;
    number.strip_suffix(']')?.parse().ok()
}

/// The descriptors in `tfd: 17 events: 19 ...`, a line for each that an epoll watches.
fn targets(information: &str) -> Option<Vec<i32>> {
    let lines = information
        .lines()
        .filter_map(|line| line.strip_prefix("tfd:"));
    lines
        .map(|line| line.split_whitespace().next()?.parse().ok())
        .collect()
}

/// The value of `NAME: VALUE`.
fn value<'a>(information: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = information.lines();
    lines.find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim()))
}

/// The lowest two bits of the octal `flags`.
fn access(information: &str) -> Option<u32> {
    let flags = u32::from_str_radix(value(information, "flags")?, 8).ok()?;
    Some(flags & 3)
}

/// `it_value: (SECONDS, NANOSECONDS)` is the time that is left.
fn is_armed(information: &str) -> bool {
    value(information, "it_value") != Some("(0, 0)")
}

/// Whether no operation is under way: each that was submitted has been answered once. libuv changes its epolls by such a ring
/// on newer kernels.
fn is_ring_at_rest(information: &str) -> bool {
    let count = |name| value(information, name)?.parse::<u64>().ok();
    let polled = value(information, "SqThread").is_some_and(|thread| thread != "-1");
    let counts = [count("SqHead"), count("SqTail"), count("CqTail")];
    !polled && counts[0].is_some() && counts.iter().all(|it| *it == counts[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoll_names_what_it_watches() {
        let information = "pos:\t0\nflags:\t02000002\ntfd:       17 events:       19 data:               11  pos:0 ino:40e sdev:10\ntfd:       15 events:       19 data:                f  pos:0 ino:13544b sdev:f\n";
        assert_eq!(targets(information), Some(vec![17, 15]));
        assert_eq!(access(information), Some(2));
    }

    #[test]
    fn a_timer_is_armed_while_time_is_left() {
        let left = |value: &str| is_armed(&format!("clockid: 1\nticks: 0\nit_value: {value}\n"));
        assert!(left("(3, 999)"));
        assert!(!left("(0, 0)"));
        assert!(is_armed("something else"));
    }

    #[test]
    fn a_ring_is_at_rest_when_all_that_was_submitted_is_answered() {
        let ring = |head: u32, tail: u32, answered: u32, thread: i32| {
            is_ring_at_rest(&format!(
                "SqMask:\t0xff\nSqHead:\t{head}\nSqTail:\t{tail}\nCqHead:\t{answered}\nCqTail:\t{answered}\nSqThread:\t{thread}\n"
            ))
        };
        assert!(ring(7, 7, 7, -1));
        assert!(!ring(7, 7, 6, -1));
        assert!(!ring(7, 8, 7, -1));
        assert!(!ring(7, 7, 7, 1234));
        assert!(!is_ring_at_rest("flags:\t02\n"));
    }
}
