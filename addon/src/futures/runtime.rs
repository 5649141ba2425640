//! The runtime itself: shut down, started again, and replaced. It is the whole process's.

use napi::bindgen_prelude::*;
use napi::tokio::runtime::Builder;
use napi_derive::napi;

use super::signal;

/// Shuts the runtime down: all futures are dropped, and nothing settles their promises (napi's tokio_runtime.rs, `shutdown_async_runtime`).
#[napi]
pub fn shutdown_runtime() {
    shutdown_async_runtime();
}

/// Starts a runtime if there is none.
#[napi]
pub fn start_runtime() {
    start_async_runtime();
}

/// Shuts the runtime down from a future that runs on it, once `signal` was given.
///
/// Not at once: napi spawns a second future beside each, which aborts the process if the first has shut the runtime down meanwhile.
#[napi]
pub async fn shutdown_runtime_in_future(signal: String) -> String {
    signal::given(&signal).await;
    shutdown_async_runtime();
    "shut down".to_owned()
}

/// Shuts the runtime down from a future of `block_on`, which holds the lock that this waits for.
#[napi]
pub fn shutdown_runtime_in_block_on() {
    block_on(async { shutdown_async_runtime() });
}

/// Gives napi a runtime whose threads have another name, as `#[module_init]` should have done before the first one was made.
#[napi]
pub fn offer_runtime(thread_name: String) -> Result<()> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name(thread_name)
        .enable_all()
        .build()?;
    create_custom_tokio_runtime(runtime);
    Ok(())
}
