//! Promises that settle, that do not, and futures that fail.

use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::{Env, Error, Object, Result, block_on, spawn_blocking};
use napi::tokio::time;
use napi_derive::napi;

/// A promise of a value that a thread finds; without one, the thread forgets about the promise.
#[napi]
pub fn find(env: &Env, found: bool) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred()?; // place: deferred_never_settled
    thread::spawn(move || {
        if found {
            deferred.resolve(|_| Ok(7));
        }
    });
    Ok(promise)
}

/// Reads a number.
#[napi]
pub async fn read_number(text: String) -> Result<u32> {
    text.parse()
        .map_err(|_| Error::from_reason(format!("no number: {text}"))) // place: rejection_nobody_handles
}

/// Reads a number, or panics.
#[napi]
pub async fn read_trusted_number(text: String) -> u32 {
    text.parse().expect("a number from a trusted source") // place: panic_in_async
}

/// Waits for another future on a thread of the runtime, which the runtime forbids.
#[napi]
pub async fn nap_inside(blocking: bool) -> Result<u32> {
    let nap = async {
        time::sleep(Duration::from_millis(10)).await;
        1
    };
    if blocking {
        Ok(block_on(nap)) // place: block_on_inside_the_runtime
    } else {
        spawn_blocking(|| 1)
            .await
            .map_err(|error| Error::from_reason(error.to_string()))
    }
}
