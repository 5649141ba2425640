/*---
summary = "processEvents as the guide writes it compiles"
shows = ["processEvents", "ThreadsafeFunctionCallMode"]
claim = "compiles-process-events"
tags = ["as-written"]
[expect]
end = "compiles"
---*/
// Which the guide leaves out everywhere.
use napi_derive::napi;
use napi::bindgen_prelude::*;
use std::thread;
use napi::threadsafe_function::{
    ThreadsafeFunction,
    ThreadsafeFunctionCallMode
};

// The guide, word for word:
#[napi]
pub fn process_events(
    high_priority: ThreadsafeFunction<String>,
    low_priority: ThreadsafeFunction<String>
) {
    thread::spawn(move || {
        // High priority: block to ensure delivery
        high_priority.call(
            Ok("CRITICAL: System alert".to_string()),
            ThreadsafeFunctionCallMode::Blocking
        );
        // Low priority: drop if queue is full
        low_priority.call(
            Ok("INFO: Regular update".to_string()),
            ThreadsafeFunctionCallMode::NonBlocking
        );
    });
}
