//! Part 6: asynchronous operations with `ThreadsafeFunction`.

use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunction;
use napi_derive::napi;

/// Part 6: asks the callback for a profile, awaits the promise it returns, and enhances the result.
///
/// As the guide writes it.
#[napi]
pub async fn fetch_user_profile(
    user_id: u32,
    callback: ThreadsafeFunction<String, Promise<String>>,
) -> Result<String> {
    let profile_data = callback.call_async(Ok(format!("user_{user_id}"))).await?;
    let enhanced_profile = profile_data.await?;
    Ok(format!("Enhanced: {enhanced_profile}"))
}
