//! The hook that stops the asynchronous runtime with the last environment was registered once a process, though every
//! environment counted: the runtime that another worker started after the first never ended.

use std::future;

use napi::bindgen_prelude::*;
use napi::tokio::sync::Semaphore;
use napi_derive::napi;

static DROPPED: Semaphore = Semaphore::const_new(0);

struct Dropped;

impl Drop for Dropped {
    fn drop(&mut self) {
        DROPPED.add_permits(1);
    }
}

/// Starts a future that never ends: it is dropped with the runtime.
#[napi]
pub fn start_future(env: &Env) -> Result<PromiseRaw<'_, ()>> {
    let dropped = Dropped;
    env.spawn_future(async move {
        let _dropped = dropped;
        future::pending().await
    })
}

/// Resolves when so many futures have been dropped.
#[napi]
pub async fn futures_dropped(count: u32) {
    let _ = DROPPED.acquire_many(count).await;
}
