/*---
summary = "backgroundLogger compiles when the function that it built gets the value itself"
shows = ["backgroundLogger", "ThreadsafeFunctionBuilder::weak"]
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
pub fn background_logger(
    callback: Function<String, ()>
) -> Result<()> {
    let tsfn = callback
        .build_threadsafe_function()
        .weak::<true>() // Won't prevent process exit
        .build()?;
    thread::spawn(move || {
        loop {
            tsfn.call(
                // Changed: the value itself, without Ok.
                "Background log entry".to_string(),
                ThreadsafeFunctionCallMode::NonBlocking
            );
            thread::sleep(std::time::Duration::from_secs(10));
        }
    });
    Ok(())
}
