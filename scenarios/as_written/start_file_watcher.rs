/*---
summary = "startFileWatcher as the guide writes it does not compile: a built function takes the value, not a Result"
shows = ["startFileWatcher", "Function::build_threadsafe_function"]
claim = "compiles-start-file-watcher"
tags = ["as-written"]
[expect]
end = "compile error"
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
                Ok((filename.to_string(), size).into()),
                ThreadsafeFunctionCallMode::Blocking
            );
            thread::sleep(std::time::Duration::from_millis(500));
        }
    });
    Ok(())
}
