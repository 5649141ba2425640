//! `block_on` holds a read lock on the Tokio runtime until its future is done, and loading the addon once more took
//! a write lock on it, although the runtime was running already.

use napi::bindgen_prelude::*;
use napi::tokio::sync::Notify;
use napi_derive::napi;

static DONE: Notify = Notify::const_new();

/// Blocks until `done` is called, by a worker that `start` starts.
#[napi]
pub fn wait_for_worker(start: Function<(), ()>) -> Result<()> {
    block_on(async {
        start.call(())?;
        DONE.notified().await;
        Ok(())
    })
}

#[napi]
pub fn done() {
    DONE.notify_one();
}
