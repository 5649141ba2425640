//! A runtime that runs on the thread that asks for it: nobody does, except in `block_on`.

use std::thread;

use napi::bindgen_prelude::*;
use napi::tokio::runtime::Builder;
use napi_derive::{module_init, napi};

#[module_init]
fn init() {
    let runtime = Builder::new_current_thread().build();
    create_custom_tokio_runtime(runtime.expect("nothing is asked of the system"));
}

/// Whether the thread is the one that called `start`.
#[napi]
pub fn start(env: &Env) -> Result<PromiseRaw<'_, bool>> {
    let javascript = thread::current().id();
    env.spawn_future(async move { Ok(thread::current().id() == javascript) })
}

/// Blocks JavaScript's thread, which runs what was spawned meanwhile.
#[napi]
pub fn drive() {
    block_on(napi::tokio::task::yield_now());
}
