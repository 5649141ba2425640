//! `poll(2)`: waiting for several descriptors at once.

use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::time::Instant;

use crate::run::clock;

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
    loop {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(clock::now()));
        // Rounded up, so that the deadline has come when the time is over.
        let timeout = left.map_or(-1, |left| {
            i32::try_from(left.as_micros().div_ceil(1000)).unwrap_or(i32::MAX)
        });
        // Not rustix's, which calls ppoll(2): that counts no time for which a signal has stopped the harness.
        // SAFETY: `entries` is a valid slice of pollfd, and its length is passed with it.
        let ready =
            unsafe { libc::poll(entries.as_mut_ptr(), entries.len() as libc::nfds_t, timeout) };
        let interrupted = || io::Error::last_os_error().kind() == io::ErrorKind::Interrupted;
        let failed = ready < 0 && !interrupted();
        // The system's time may be over when the clock has stood still meanwhile.
        if ready > 0 || failed || left.is_some_and(|left| left.is_zero()) {
            break;
        }
    }
}
