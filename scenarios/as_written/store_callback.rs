/*---
summary = "storeCallback as the guide writes it compiles: the line that could not is a comment in it"
shows = ["storeCallback", "FunctionRef"]
claim = "compiles-store-callback"
tags = ["as-written"]
[expect]
end = "compiles"
---*/
// Which the guide leaves out everywhere.
use napi_derive::napi;
use napi::bindgen_prelude::*;

// The guide, word for word:
#[napi]
pub fn store_callback(callback: Function<String, ()>) -> Result<()> {
    let callback_ref = callback.create_ref()?;
    // ❌ THIS WON'T WORK - No Env in regular thread
    std::thread::spawn(move || {
        // Error: Can't borrow_back without Env!
        // callback_ref.borrow_back(???)?;
    });
    Ok(())
}
