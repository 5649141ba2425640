//! Which processors a process may use.

use std::io;
use std::num::NonZeroUsize;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

/// The processors that this process may use.
fn own() -> io::Result<Vec<usize>> {
    let own = sched_getaffinity(None)?;
    Ok((0..CpuSet::MAX_CPU)
        .filter(|cpu| own.is_set(*cpu))
        .collect())
}

/// How many processors a process gets that is to use `count` of them: no more than this one may use.
pub fn granted(count: NonZeroUsize) -> NonZeroUsize {
    let own = own().ok().and_then(|own| NonZeroUsize::new(own.len()));
    own.map_or(count, |own| count.min(own))
}

/// Has the process of `command`, and what it starts, use `count` of the processors that this one may use; all of them, if it has fewer. Runs at
/// the same time get different ones, as far as there are.
///
/// # Errors
/// When the system does not say which processors there are.
pub fn limit(command: &mut Command, count: NonZeroUsize) -> io::Result<()> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let own = own()?;
    let first = NEXT.fetch_add(count.get(), Ordering::Relaxed);
    let mut allowed = CpuSet::new();
    for cpu in own
        .iter()
        .cycle()
        .skip(first % own.len().max(1))
        .take(count.get().min(own.len()))
    {
        allowed.set(*cpu);
    }
    // SAFETY: one system call is all that is done between fork and exec.
    unsafe { command.pre_exec(move || Ok(sched_setaffinity(None, &allowed)?)) };
    Ok(())
}
