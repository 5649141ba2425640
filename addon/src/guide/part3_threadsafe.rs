//! Part 3: `ThreadsafeFunction`, callbacks across threads.

use std::thread;
use std::time::Duration;

use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::pace;

/// Part 3, "Basic ThreadsafeFunction": reports five CPU values from a thread, one a second.
///
/// As the guide writes it.
#[napi]
pub fn monitor_system_resources(callback: ThreadsafeFunction<f64>) {
    thread::spawn(move || {
        for i in 0..5 {
            let cpu_usage = 40.0 + (i as f64 * 5.0);
            callback.call(Ok(cpu_usage), ThreadsafeFunctionCallMode::NonBlocking);
            pace::sleep(Duration::from_secs(1));
        }
    });
}
