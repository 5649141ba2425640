/*---
summary = "fetchUserProfile as the guide writes it compiles"
shows = ["fetchUserProfile", "ThreadsafeFunction::call_async"]
claim = "compiles-fetch-user-profile"
tags = ["as-written"]
[expect]
end = "compiles"
---*/
// Which the guide leaves out everywhere.
use napi_derive::napi;
use napi::bindgen_prelude::*;
use std::thread;
use napi::threadsafe_function::{
    ThreadsafeFunction,
    ThreadsafeFunctionCallMode
};

// The guide, word for word:
#[napi]
pub async fn fetch_user_profile(
    user_id: u32,
    callback: ThreadsafeFunction<String, Promise<String>>
) -> Result<String> {
    // Call async and await the Promise
    let profile_data = callback.call_async(Ok(format!("user_{}", user_id))).await?;
    let enhanced_profile = profile_data.await?;
    Ok(format!("Enhanced: {}", enhanced_profile))
}
