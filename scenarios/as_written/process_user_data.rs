/*---
summary = "processUserData as the guide writes it compiles"
shows = ["processUserData", "Function::call"]
claim = "compiles-process-user-data"
tags = ["as-written"]
[expect]
end = "compiles"
---*/
// Which the guide leaves out everywhere.
use napi_derive::napi;

// The guide, word for word:
use napi::bindgen_prelude::*;

#[napi]
pub fn process_user_data(
    username: String,
    callback: Function<String, String>
) -> Result<String> {
    // Transform username to uppercase
    let processed = username.to_uppercase();
    // Call the JS callback with the processed data
    let greeting = callback.call(processed)?;
    Ok(greeting)
}
