/*---
summary = "startFileWatcher compiles when the function that it built gets the value itself"
shows = ["startFileWatcher", "Function::build_threadsafe_function"]
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

// The guide, but for the lines that say so:
#[napi]
pub fn start_file_watcher(
    callback: Function<FnArgs<(String, u64)>, ()>
) -> Result<()> {
    // Convert to ThreadsafeFunction with configuration
    let tsfn = callback
        .build_threadsafe_function()
        .max_queue_size::<10>() // Optional: limit queue size
        .build()?;
    thread::spawn(move || {
        let files = vec![
            ("config.json", 1024),
            ("data.csv", 2048),
            ("index.html", 512)
        ];
        for (filename, size) in files {
            tsfn.call(
                // Changed: the value itself, without Ok.
                (filename.to_string(), size).into(),
                ThreadsafeFunctionCallMode::Blocking
            );
            thread::sleep(std::time::Duration::from_millis(500));
        }
    });
    Ok(())
}
