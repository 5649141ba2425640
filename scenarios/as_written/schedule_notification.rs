/*---
summary = "scheduleNotification as the guide writes it does not compile: PromiseRaw is not in the crate's root, and nothing says that the package needs tokio"
shows = ["scheduleNotification", "PromiseRaw"]
claim = "compiles-schedule-notification"
tags = ["as-written"]
[expect]
end = "compile error"
---*/
// Which the guide leaves out everywhere.
use napi_derive::napi;
use napi::bindgen_prelude::*;

// The guide, word for word:
use napi::{Env, PromiseRaw};

// ✅ THIS WORKS - Using a reference keeps the function alive
#[napi(ts_return_type = "Promise<void>")]
pub fn schedule_notification<'env>(
    env: &'env Env,
    delay_ms: u32,
    callback: Function<'env, String, ()>
) -> Result<PromiseRaw<'env, ()>> {
    // Create a reference to keep the function alive
    let callback_ref = callback.create_ref()?;
    env.spawn_future_with_callback(
        async move {
            tokio::time::sleep(
                std::time::Duration::from_millis(delay_ms as u64)
            ).await;
            Ok("Notification triggered!".to_string())
        },
        move |env, message| {
            // Borrow the function back from reference
            let callback = callback_ref.borrow_back(env)?;
            callback.call(message)?;
            Ok(())
        }
    )
}
