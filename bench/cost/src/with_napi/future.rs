//! A task's answer as a promise.

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::tasks::Spawn;

/// napi's own runtime.
pub struct Napi;

impl Spawn for Napi {
    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        spawn(future);
    }
}

/// An async function.
#[napi(namespace = "napi")]
pub async fn async_value(value: u32) -> u32 {
    value
}

/// `Env::spawn_future_with_callback`, with the callback in a `FunctionRef`, as the guide's `schedule_notification` has it.
#[napi(namespace = "napi")]
pub fn spawn_future_with_callback<'env>(
    env: &'env Env,
    callback: Function<u32, u32>,
    value: u32,
) -> Result<PromiseRaw<'env, u32>> {
    let callback = callback.create_ref()?;
    env.spawn_future_with_callback(async move { Ok(value) }, move |env, value| {
        callback.borrow_back(env)?.call(value)
    })
}
