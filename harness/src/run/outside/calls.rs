//! What the threads of a process wait for, as their system calls name it.

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};

use super::descriptors::Table;

/// FUTEX_PRIVATE_FLAG: no other process takes part.
const PRIVATE: u64 = 128;

/// What all threads of a process wait for.
#[derive(Debug, Default)]
pub struct WaitedFor {
    /// Descriptors that a thread reads, writes or watches.
    pub descriptors: BTreeSet<i32>,
    /// Whether a lock lies in memory that other processes may share.
    pub shared_memory: bool,
}

/// What the threads of `process` wait for; `None` when that may not be seen.
pub fn waited_for(process: i32, table: &Table) -> Option<WaitedFor> {
    let mut waited = WaitedFor::default();
    for task in read_dir(format!("/proc/{process}/task")).ok()? {
        let call = read_to_string(task.ok()?.path().join("syscall")).ok()?;
        waited.add(process, &call, table)?;
    }
    Some(waited)
}

impl WaitedFor {
    fn add(&mut self, process: i32, call: &str, table: &Table) -> Option<()> {
        let mut words = call.split_whitespace();
        // A thread that runs waits for nothing.
        let Some(number) = words.next().and_then(|word| word.parse::<i64>().ok()) else {
            return Some(());
        };
        let mut arguments =
            words.map(|word| u64::from_str_radix(word.trim_start_matches("0x"), 16).ok());
        let (first, second) = (arguments.next()??, arguments.next()??);
        // An argument has 64 bits, a descriptor the lower 32 of them.
        let descriptor = first as i32;
        match number {
            libc::SYS_epoll_pwait | libc::SYS_epoll_pwait2 => {
                self.descriptors.extend(table.watched_by(descriptor)?);
            }
            libc::SYS_futex if second & PRIVATE == 0 => {
                self.shared_memory |= is_shared(process, first)?;
            }
            libc::SYS_futex => {}
            // The descriptors stand in the process's memory.
            libc::SYS_ppoll | libc::SYS_pselect6 => self.descriptors.extend(table.all()),
            libc::SYS_read
            | libc::SYS_readv
            | libc::SYS_recvfrom
            | libc::SYS_recvmsg
            | libc::SYS_write
            | libc::SYS_writev
            | libc::SYS_sendto
            | libc::SYS_sendmsg => {
                self.descriptors.insert(descriptor);
            }
            #[cfg(target_arch = "x86_64")]
            libc::SYS_epoll_wait => self.descriptors.extend(table.watched_by(descriptor)?),
            #[cfg(target_arch = "x86_64")]
            libc::SYS_poll | libc::SYS_select => self.descriptors.extend(table.all()),
            _ => {}
        }
        Some(())
    }
}

/// Whether `address` lies in a mapping that may be shared; proc(5): `FROM-TO PERMISSIONS ...` in hexadecimal.
fn is_shared(process: i32, address: u64) -> Option<bool> {
    let maps = read_to_string(format!("/proc/{process}/maps")).ok()?;
    let mapping = maps.lines().find_map(|line| {
        let (range, rest) = line.split_once(' ')?;
        let (from, to) = range.split_once('-')?;
        let number = |text| u64::from_str_radix(text, 16).ok();
        (number(from)?..number(to)?)
            .contains(&address)
            .then_some(rest)
    })?;
    Some(mapping.as_bytes().get(3) != Some(&b'p'))
}
