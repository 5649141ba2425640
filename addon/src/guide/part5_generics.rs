//! Part 5: the generic parameters of `ThreadsafeFunction`: call modes, error statuses, weakness.

use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::pace;

/// Part 5, "Call Modes": a critical event in blocking mode, an informative one in non-blocking mode.
///
/// As the guide writes it.
#[napi]
pub fn process_events(
    high_priority: ThreadsafeFunction<String>,
    low_priority: ThreadsafeFunction<String>,
) {
    thread::spawn(move || {
        high_priority.call(
            Ok("CRITICAL: System alert".to_string()),
            ThreadsafeFunctionCallMode::Blocking,
        );
        low_priority.call(
            Ok("INFO: Regular update".to_string()),
            ThreadsafeFunctionCallMode::NonBlocking,
        );
    });
}

/// A custom error status: its text becomes the JavaScript error's `code`.
pub struct NetworkError(pub String);

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

/// Part 5, "Custom Error Handling": reports progress in steps of 20 and loses the connection at 60 %.
///
/// Changed: the guide declares `CalleeHandled = false` and then passes an `Err`, which is E0308. Only
/// a callee-handled function takes a `Result`, so here it is `true`. The guide does not use `url`
/// either; here the thread is named after it. That the error has a `code` is not declared.
#[napi]
pub fn download_file_with_progress(
    url: String,
    callback: ThreadsafeFunction<u32, (), u32, NetworkError, true>,
) -> Result<()> {
    let download = move || {
        for progress in (0..=100).step_by(20) {
            if progress == 60 {
                callback.call(
                    Err(Error::new(
                        NetworkError("Connection lost".to_string()),
                        format!("Failed at {progress}%"),
                    )),
                    ThreadsafeFunctionCallMode::Blocking,
                );
                return;
            }
            callback.call(Ok(progress), ThreadsafeFunctionCallMode::Blocking);
            pace::sleep(Duration::from_millis(200));
        }
    };
    thread::Builder::new()
        .name(url.replace('\0', ""))
        .spawn(download)?;
    Ok(())
}

/// Part 5, "Weak References": logs every ten seconds, for ever, from a function that does not keep the
/// process alive.
///
/// Changed: the guide passes `Ok("Background log entry")`, which is E0308, as in `startFileWatcher`.
#[napi]
pub fn background_logger(callback: Function<String, ()>) -> Result<()> {
    let tsfn = callback
        .build_threadsafe_function()
        .weak::<true>()
        .build()?;

    thread::spawn(move || {
        loop {
            tsfn.call(
                "Background log entry".to_string(),
                ThreadsafeFunctionCallMode::NonBlocking,
            );
            pace::sleep(Duration::from_secs(10));
        }
    });

    Ok(())
}
