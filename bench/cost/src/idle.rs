//! Whether JavaScript's main thread is idle. Told of a callback, the sender would otherwise call again before the event loop sleeps, now and
//! then, and two different latencies would be measured as one.

use std::thread;

/// Holds the calling thread until the main thread sleeps. Only Linux tells; elsewhere it holds nobody.
pub fn wait() {
    while !is_asleep() {
        thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
fn is_asleep() -> bool {
    // The process's own state is that of its first thread. It stands after the name, which is in parentheses.
    let stat = std::fs::read_to_string("/proc/self/stat").expect("/proc is mounted");
    stat.rsplit_once(')')
        .is_some_and(|(_, state)| state.trim_start().starts_with('S'))
}

#[cfg(not(target_os = "linux"))]
fn is_asleep() -> bool {
    true
}
