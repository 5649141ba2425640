//! Who holds the lock that a thread waits for, as pthread's own record has it.

use rustix::process::Pid;

use super::super::lives::thread_in_words;
use crate::diagnose::Backtrace;

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// The thread that waits for it.
    Itself,
    /// The main thread, where another one waits.
    Main,
    /// Another thread, in words.
    Other(String),
    /// A thread that has ended since.
    Ended,
}

/// Who holds the lock that a thread of `process` waits for; `None` where it waits for none, or for one that has no such record: Rust's own
/// locks have none.
pub fn holder(process: Pid, thread: i32, stack: &Backtrace) -> Option<Holder> {
    let locks = |name: &str| name.ends_with("pthread_mutex_lock");
    let waits = stack.frames.iter().any(|frame| locks(&frame.function));
    let owner = waits.then(|| system::owner(process, thread)).flatten()?;
    let main = process.as_raw_nonzero().get();
    Some(if owner == thread {
        Holder::Itself
    } else if owner == main {
        Holder::Main
    } else {
        match system::name(process, owner) {
            Some(name) => {
                let main = system::name(process, main);
                Holder::Other(thread_in_words(Some(&name), main.as_deref()))
            }
            None => Holder::Ended,
        }
    })
}

#[cfg(not(target_os = "linux"))]
mod system {
    use rustix::process::Pid;

    pub fn owner(_: Pid, _: i32) -> Option<i32> {
        None
    }

    pub fn name(_: Pid, _: i32) -> Option<String> {
        None
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs::{File, read_to_string};
    use std::os::unix::fs::FileExt;

    use rustix::process::Pid;

    /// glibc's `pthread_mutex_t` begins with the lock itself, a count, and the owner, of 32 bits each; of no other library that is known.
    const OWNER: u64 = if cfg!(target_env = "gnu") { 8 } else { 0 };

    /// The owner in the record of the mutex that the thread waits for.
    pub fn owner(process: Pid, thread: i32) -> Option<i32> {
        if OWNER == 0 {
            return None;
        }
        let call = read_to_string(format!("/proc/{process}/task/{thread}/syscall")).ok()?;
        let mut words = call.split_whitespace();
        let number: i64 = words.next()?.parse().ok()?;
        let address = words.next()?.trim_start_matches("0x");
        let address = u64::from_str_radix(address, 16).ok()?;
        let memory = File::open(format!("/proc/{process}/mem")).ok()?;
        let mut owner = [0; 4];
        memory.read_exact_at(&mut owner, address + OWNER).ok()?;
        let owner = i32::from_ne_bytes(owner);
        (number == libc::SYS_futex && owner > 0).then_some(owner)
    }

    /// The name of a thread; `None` where it has ended.
    pub fn name(process: Pid, thread: i32) -> Option<String> {
        let name = read_to_string(format!("/proc/{process}/task/{thread}/comm")).ok()?;
        Some(name.trim_end().to_owned())
    }
}
