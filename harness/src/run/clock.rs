//! The clock of runs. It stands still while job control has the harness stopped, with all that it has started.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// For how long it has stood still so far.
static STOOD: Mutex<Duration> = Mutex::new(Duration::ZERO);

/// The time by this clock, which is behind the system's and compares with nothing else.
///
/// Waits while the clock stands still, so that nobody judges a deadline by a time that is not corrected yet.
pub fn now() -> Instant {
    let stood = STOOD.lock().expect("no panic while the clock is read");
    Instant::now() - *stood
}

/// Stands still while `stopped` goes on.
pub fn stand_still(stopped: impl FnOnce()) {
    let mut stood = STOOD.lock().expect("no panic while the clock is read");
    let since = Instant::now();
    stopped();
    *stood += since.elapsed();
}
