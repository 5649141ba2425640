//! Part 4: building a `ThreadsafeFunction` from a `Function`.

use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;

use crate::pace;

/// Part 4, "Building ThreadsafeFunction from Function": reports three files through a bounded queue.
///
/// Changed: the guide passes `Ok((filename, size).into())`, which is E0308. The builder's functions
/// are not callee-handled unless asked to be, so they take the value itself.
#[napi]
pub fn start_file_watcher(callback: Function<FnArgs<(String, u64)>, ()>) -> Result<()> {
    let tsfn = callback
        .build_threadsafe_function()
        .max_queue_size::<10>()
        .build()?;

    thread::spawn(move || {
        let files = [
            ("config.json", 1024),
            ("data.csv", 2048),
            ("index.html", 512),
        ];
        for (filename, size) in files {
            tsfn.call(
                (filename.to_string(), size).into(),
                ThreadsafeFunctionCallMode::Blocking,
            );
            pace::sleep(Duration::from_millis(500));
        }
    });

    Ok(())
}
