//! What the threads of a process do, seen from outside: nothing is attached to it, and it is not stopped.
//!
//! On Linux this reads `/proc/PID/task/*/{comm,stat,schedstat,syscall}`; elsewhere nothing is known.

use std::fmt;
use std::time::Duration;

use rustix::process::Pid;
use serde::{Deserialize, Serialize};

/// One thread at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Its id; that of the main thread is the process's.
    pub id: i32,
    /// Its name.
    pub name: String,
    /// What it does.
    pub activity: Activity,
    /// CPU time that it has used.
    pub cpu: Duration,
    /// Whether its wait is timed for V8 alone, which runs none of the program's code then: Node.js's scheduler of delayed tasks, or an
    /// event loop in which only V8's memory reducer has timers.
    pub timed_by_v8: bool,
}

/// What a thread does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Activity {
    /// It computes, or would if it were given a processor.
    Running,
    /// A signal has stopped it.
    Stopped,
    /// It has ended.
    Ended,
    /// It waits, and the system does not let this user see for what.
    Asleep,
    /// It waits.
    Waiting {
        /// For what.
        on: Wait,
        /// Whether it goes on by itself after a time.
        timed: bool,
    },
}

/// What a thread waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wait {
    /// Events: an event loop's rest.
    Events,
    /// A lock, a condition, a semaphore or a thread's end: `futex`.
    Lock,
    /// Time.
    Time,
    /// Data from a file, pipe or socket.
    Data,
    /// Room in a file, pipe or socket.
    Room,
    /// A child process's end.
    Child,
    /// Another system call, of this number.
    Call(i64),
}

impl fmt::Display for Wait {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Events => write!(out, "events (epoll)"),
            Self::Lock => write!(out, "a lock or a condition (futex)"),
            Self::Time => write!(out, "time to pass (sleep)"),
            Self::Data => write!(out, "data to read"),
            Self::Room => write!(out, "room to write"),
            Self::Child => write!(out, "a child process to end"),
            Self::Call(number) => write!(out, "system call {number}"),
        }
    }
}

/// All threads of a process, the main one first; `None` where that cannot be known.
#[cfg(not(target_os = "linux"))]
pub fn read(_process: Pid) -> Option<Vec<Thread>> {
    None
}

/// All threads of a process, the main one first; `None` when it is gone.
#[cfg(target_os = "linux")]
pub fn read(process: Pid) -> Option<Vec<Thread>> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let mut started: Vec<(u64, Thread)> = tasks
        .flatten()
        .filter_map(|task| linux::thread(&task.path()))
        .collect();
    // By age and not by number, for numbers are used again.
    started.sort_by_key(|(since, thread)| (thread.id != process.as_raw_pid(), *since, thread.id));
    let mut threads: Vec<Thread> = started.into_iter().map(|(_, thread)| thread).collect();
    if let Some(oldest) = threads.get_mut(1) {
        oldest.timed_by_v8 = may_be_clock(oldest);
    }
    threads
        .first()
        .is_some_and(|first| first.id == process.as_raw_pid())
        .then_some(threads)
}

/// Whether the oldest thread but the main one is V8's scheduler of delayed tasks, which Node.js starts before all others and
/// before any addon. It has the name of the program where Node.js gives it none.
#[cfg(target_os = "linux")]
fn may_be_clock(oldest: &Thread) -> bool {
    let waits_for_events = matches!(
        oldest.activity,
        Activity::Waiting {
            on: Wait::Events,
            ..
        }
    );
    waits_for_events && (oldest.name == "node" || oldest.name.starts_with("DelayedTask"))
}

/// Whether a process has child processes that have not ended.
pub fn has_children(process: Pid) -> bool {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let children = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("children"));
    let lists: Vec<String> = tasks.filter_map(|task| children(task).ok()).collect();
    let ids = lists.iter().flat_map(|list| list.split_whitespace());
    let mut states = ids.filter_map(|id| super::children::state(Pid::from_raw(id.parse().ok()?)?));
    states.any(|state| state.alive)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::read_to_string;
    use std::path::Path;
    use std::time::Duration;

    use super::{Activity, Thread, Wait};

    /// With the time of its start, in clock ticks.
    pub fn thread(task: &Path) -> Option<(u64, Thread)> {
        let stat = read_to_string(task.join("stat")).ok()?;
        // proc(5): the name stands in parentheses and may hold some itself.
        let (before, after) = stat.rsplit_once(')')?;
        let (id, name) = before.split_once('(')?;
        let mut fields = after.split_whitespace();
        let state = fields.next()?.chars().next()?;
        // proc(5): field 22, of which three have been taken.
        let since = fields.nth(18)?.parse().ok()?;
        // The first number is the time on a processor in nanoseconds.
        let cpu = read_to_string(task.join("schedstat")).ok();
        let cpu: Option<u64> = cpu.and_then(|cpu| cpu.split_whitespace().next()?.parse().ok());
        let thread = Thread {
            id: id.trim().parse().ok()?,
            name: name.to_owned(),
            activity: match state {
                'R' => Activity::Running,
                'T' | 't' => Activity::Stopped,
                'Z' | 'X' => Activity::Ended,
                // It waits for a disk or the like, which answers.
                'D' => Activity::Running,
                // Without its CPU time nobody knows whether it has slept all the time.
                _ if cpu.is_none() => Activity::Asleep,
                _ => read_to_string(task.join("syscall"))
                    .map_or(Activity::Asleep, |syscall| waiting(&syscall)),
            },
            cpu: Duration::from_nanos(cpu.unwrap_or(0)),
            timed_by_v8: false,
        };
        Some((since, thread))
    }

    /// `syscall` holds the call's number in decimal and its arguments in hexadecimal, or `running`.
    fn waiting(syscall: &str) -> Activity {
        let mut words = syscall.split_whitespace();
        let Some(number) = words.next().and_then(|number| number.parse::<i64>().ok()) else {
            return Activity::Running;
        };
        let arguments: Vec<u64> = words
            .map(|word| u64::from_str_radix(word.trim_start_matches("0x"), 16).unwrap_or(0))
            .collect();
        let argument = |index: usize| arguments.get(index).copied().unwrap_or(0);
        // A timeout of -1 milliseconds is none; only the lower 32 bits are an argument's.
        let milliseconds = |index| argument(index) as u32 != u32::MAX;
        let pointer = |index| argument(index) != 0;
        let (on, timed) = match number {
            libc::SYS_epoll_pwait => (Wait::Events, milliseconds(3)),
            libc::SYS_epoll_pwait2 => (Wait::Events, pointer(3)),
            libc::SYS_ppoll => (Wait::Events, pointer(2)),
            libc::SYS_pselect6 => (Wait::Events, pointer(4)),
            // FUTEX_WAIT and FUTEX_WAIT_BITSET have their timeout fourth.
            libc::SYS_futex => (Wait::Lock, pointer(3)),
            libc::SYS_nanosleep | libc::SYS_clock_nanosleep => (Wait::Time, true),
            libc::SYS_read | libc::SYS_readv | libc::SYS_recvfrom | libc::SYS_recvmsg => {
                (Wait::Data, false)
            }
            libc::SYS_write | libc::SYS_writev | libc::SYS_sendto | libc::SYS_sendmsg => {
                (Wait::Room, false)
            }
            libc::SYS_wait4 | libc::SYS_waitid => (Wait::Child, false),
            other => older_call(other, milliseconds).unwrap_or((Wait::Call(other), false)),
        };
        Activity::Waiting { on, timed }
    }

    /// Calls that newer architectures no longer have.
    #[cfg(target_arch = "x86_64")]
    fn older_call(number: i64, milliseconds: impl Fn(usize) -> bool) -> Option<(Wait, bool)> {
        match number {
            libc::SYS_epoll_wait => Some((Wait::Events, milliseconds(3))),
            libc::SYS_poll => Some((Wait::Events, milliseconds(2))),
            _ => None,
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn older_call(_number: i64, _milliseconds: impl Fn(usize) -> bool) -> Option<(Wait, bool)> {
        None
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_wait_without_end_is_told_from_a_wait_for_a_time() {
            let forever = format!(
                "{} 0xe 0x7ffc 0x400 0xffffffff 0x0 0x8 0x1 0x2",
                libc::SYS_epoll_pwait
            );
            let timed = format!(
                "{} 0xe 0x7ffc 0x400 0x1f4 0x0 0x8 0x1 0x2",
                libc::SYS_epoll_pwait
            );
            assert_eq!(
                waiting(&forever),
                Activity::Waiting {
                    on: Wait::Events,
                    timed: false
                }
            );
            assert_eq!(
                waiting(&timed),
                Activity::Waiting {
                    on: Wait::Events,
                    timed: true
                }
            );
            assert_eq!(waiting("running"), Activity::Running);
        }

        #[test]
        fn this_very_thread_is_seen_running_and_has_used_time() {
            let own = || {
                thread(Path::new("/proc/thread-self"))
                    .expect("proc is there")
                    .1
            };
            assert_eq!(own().activity, Activity::Running);
            // The kernel counts at its own pace.
            while own().cpu == Duration::ZERO {}
        }
    }
}
