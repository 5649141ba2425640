//! `Env::spawn`, whose `AsyncWorkPromise` Rust can cancel.

use std::cell::RefCell;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::held::HeldTask;

/// Spawns a [held task](crate::tasks::held), and returns its promise with a function that cancels it.
///
/// The promise is asked for in the call that spawned it: `AsyncWorkPromise` keeps no reference, but the handle of that call's scope
/// (`async_work.rs`).
#[napi(ts_return_type = "{ promise: Promise<string>, cancel: () => void }")]
pub fn spawn_held_task(env: &Env, name: String) -> Result<Object<'_>> {
    let work = env.spawn(HeldTask::new(name))?;
    let mut spawned = Object::new(env)?;
    spawned.set("promise", work.promise_object())?;
    let work = RefCell::new(work);
    let cancel = env
        .create_function_from_closure::<(), _, _>("cancel", move |_| work.borrow_mut().cancel())?;
    spawned.set("cancel", cancel)?;
    Ok(spawned)
}
