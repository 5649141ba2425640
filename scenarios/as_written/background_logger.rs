/*---
summary = "backgroundLogger as the guide writes it does not compile: a built function takes the value, not a Result"
shows = ["backgroundLogger", "ThreadsafeFunctionBuilder::weak"]
claim = "compiles-background-logger"
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
                Ok("Background log entry".to_string()),
                ThreadsafeFunctionCallMode::NonBlocking
            );
            thread::sleep(std::time::Duration::from_secs(10));
        }
    });
    Ok(())
}
