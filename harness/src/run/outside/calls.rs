//! What the threads of a process wait for, as their system calls name it.

use std::collections::BTreeSet;
use std::fs::{File, read_dir, read_to_string};
use std::os::unix::fs::FileExt;

use libc::pollfd;
use rustix::process::Pid;

use super::descriptors::Table;

/// FUTEX_PRIVATE_FLAG: no other process takes part.
const PRIVATE: u64 = 128;

/// Who polls more descriptors has all of them counted.
const MOST_POLLED: u64 = 1024;

/// What all threads of a process wait for.
#[derive(Debug, Default)]
pub struct WaitedFor {
    /// Descriptors that a thread reads, writes or watches.
    pub descriptors: BTreeSet<i32>,
    /// Whether a lock lies in memory that other processes may share.
    pub shared_memory: bool,
}

/// What the threads of `process` wait for; `None` when that may not be seen.
pub fn waited_for(process: Pid, table: &Table) -> Option<WaitedFor> {
    let mut waited = WaitedFor::default();
    for task in read_dir(format!("/proc/{process}/task")).ok()? {
        let call = read_to_string(task.ok()?.path().join("syscall")).ok()?;
        waited.add(process, &call, table)?;
    }
    Some(waited)
}

impl WaitedFor {
    fn add(&mut self, process: Pid, call: &str, table: &Table) -> Option<()> {
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
            libc::SYS_ppoll => self.add_polled(process, first, second, table),
            // The descriptors stand in the process's memory, a bit each.
            libc::SYS_pselect6 => self.descriptors.extend(table.all()),
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
            libc::SYS_poll => self.add_polled(process, first, second, table),
            #[cfg(target_arch = "x86_64")]
            libc::SYS_select => self.descriptors.extend(table.all()),
            _ => {}
        }
        Some(())
    }

    /// Those in the array of `count` pollfd at `address` of the process; all, where its memory may not be read.
    fn add_polled(&mut self, process: Pid, address: u64, count: u64, table: &Table) {
        match polled(process, address, count) {
            Some(polled) => self.descriptors.extend(polled),
            None => self.descriptors.extend(table.all()),
        }
    }
}

/// The descriptors in an array of pollfd; a negative one stands for none.
fn polled(process: Pid, address: u64, count: u64) -> Option<Vec<i32>> {
    let memory = File::open(format!("/proc/{process}/mem")).ok()?;
    let mut array = vec![0; usize::try_from(count.min(MOST_POLLED)).ok()? * size_of::<pollfd>()];
    memory.read_exact_at(&mut array, address).ok()?;
    let descriptors = array.chunks_exact(size_of::<pollfd>()).map(|entry| {
        let descriptor = entry.first_chunk().copied().unwrap_or_default();
        i32::from_ne_bytes(descriptor)
    });
    (count <= MOST_POLLED).then(|| descriptors.filter(|descriptor| *descriptor >= 0).collect())
}

/// Whether `address` lies in a mapping that may be shared; proc(5): `FROM-TO PERMISSIONS ...` in hexadecimal.
fn is_shared(process: Pid, address: u64) -> Option<bool> {
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
