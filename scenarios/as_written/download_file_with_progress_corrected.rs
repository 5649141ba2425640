/*---
summary = "downloadFileWithProgress compiles with CalleeHandled = true and the value in an Ok"
shows = ["downloadFileWithProgress", "NetworkError", "ThreadsafeFunction::call"]
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
// Custom error type
pub struct NetworkError(String);

impl AsRef<str> for NetworkError {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Status> for NetworkError {
    fn from(_: Status) -> Self {
        NetworkError("Network failure".to_string())
    }
}

#[napi]
pub fn download_file_with_progress(
    url: String,
    // Changed: with CalleeHandled = true, so that an Err can be passed.
    callback: ThreadsafeFunction<u32, (), u32, NetworkError, true>
) {
    thread::spawn(move || {
        for progress in (0..=100).step_by(20) {
            if progress == 60 {
                // Simulate network error
                callback.call(
                    Err(Error::new(
                        NetworkError("Connection lost".to_string()),
                        format!("Failed at {}%", progress)
                    )),
                    ThreadsafeFunctionCallMode::Blocking
                );
                return;
            }
            // Changed: and the value in an Ok.
            callback.call(Ok(progress), ThreadsafeFunctionCallMode::Blocking);
            thread::sleep(std::time::Duration::from_millis(200));
        }
    });
}
