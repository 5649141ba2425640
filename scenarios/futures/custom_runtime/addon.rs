//! A Tokio runtime of the addon's own, which napi uses until it is shut down.

use std::thread;

use napi::bindgen_prelude::*;
use napi::tokio::runtime::Builder;
use napi_derive::{module_init, napi};

/// Runs when the library is loaded, before the first environment.
#[module_init]
fn init() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("the addon's own")
        .build();
    create_custom_tokio_runtime(runtime.expect("a thread can be made"));
}

fn thread_name() -> String {
    thread::current().name().unwrap_or("no name").to_owned()
}

#[napi]
pub async fn async_thread() -> String {
    thread_name()
}

#[napi]
pub async fn blocking_thread() -> Option<String> {
    spawn_blocking(thread_name).await.ok()
}

#[napi]
pub fn workers() -> u32 {
    within_runtime_if_available(|| napi::tokio::runtime::Handle::current().metrics().num_workers() as u32)
}

#[napi]
pub fn restart() {
    shutdown_async_runtime();
    start_async_runtime();
}
