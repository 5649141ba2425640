/*---
summary = "monitorSystemResources as the guide writes it compiles"
shows = ["monitorSystemResources", "ThreadsafeFunction"]
claim = "compiles-monitor-system-resources"
tags = ["as-written"]
[expect]
end = "compiles"
---*/
// Which the guide leaves out everywhere.
use napi_derive::napi;
use napi::bindgen_prelude::*;

// The guide, word for word:
use std::thread;
use napi::threadsafe_function::{
    ThreadsafeFunction,
    ThreadsafeFunctionCallMode
};

#[napi]
pub fn monitor_system_resources(
    callback: ThreadsafeFunction<f64>
) {
    thread::spawn(move || {
        for i in 0..5 {
            let cpu_usage = 40.0 + (i as f64 * 5.0);
            // Call from background thread
            callback.call(
                Ok(cpu_usage),
                ThreadsafeFunctionCallMode::NonBlocking
            );
            thread::sleep(std::time::Duration::from_secs(1));
        }
    });
}
