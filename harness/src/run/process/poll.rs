//! `poll(2)`: waiting for several descriptors at once.

use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::time::Instant;

/// Negative descriptors are passed over by `poll`.
pub fn poll_entry(descriptor: RawFd) -> libc::pollfd {
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

pub fn poll(entries: &mut [libc::pollfd], deadline: Option<Instant>) {
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
