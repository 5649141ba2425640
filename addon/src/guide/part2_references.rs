//! Part 2: function lifetime and references. `broken_timer`, which is here in the guide, stands in
//! [`crate::misuse::broken_timer`].

use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::pace;

/// Part 2, "Function References": calls back once after `delay_ms`, from the JavaScript thread.
///
/// As the guide writes it, but for its `use napi::PromiseRaw`: that is E0432, because 3.16 exports
/// `PromiseRaw` in the prelude only.
#[napi(ts_return_type = "Promise<void>")]
pub fn schedule_notification<'env>(
    env: &'env Env,
    delay_ms: u32,
    callback: Function<'env, String, ()>,
) -> Result<PromiseRaw<'env, ()>> {
    let callback_ref = callback.create_ref()?;
    env.spawn_future_with_callback(
        async move {
            pace::sleep_async(Duration::from_millis(delay_ms.into())).await;
            Ok("Notification triggered!".to_string())
        },
        move |env, message| {
            let callback = callback_ref.borrow_back(env)?;
            callback.call(message)?;
            Ok(())
        },
    )
}

/// Part 2, "FunctionRef Limitations": takes a reference into a thread that cannot use it.
///
/// As the guide writes it; the guide leaves the thread's body empty, so here the thread owns the
/// reference and drops it. What the guide would like to call there, `borrow_back(???)`, is the
/// scenario `misuse/store_callback_without_env`.
#[napi]
pub fn store_callback(callback: Function<String, ()>) -> Result<()> {
    let callback_ref = callback.create_ref()?;
    thread::spawn(move || drop(callback_ref));
    Ok(())
}
