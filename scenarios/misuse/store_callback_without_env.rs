/*---
summary = "A reference can move to a thread, but the thread has no Env to borrow it back with, and cannot bring one"
shows = ["storeCallback", "FunctionRef::borrow_back"]
claim = "cannot-borrow-back-without-env"
tags = ["misuse", "as-written"]
[expect]
end = "compile error"
---*/
use napi::bindgen_prelude::*;
use napi_derive::napi;

#[napi]
pub fn store_callback(callback: Function<String, ()>) -> Result<()> {
    let callback_ref = callback.create_ref()?;

    // ❌ THIS WON'T WORK - No Env in regular thread
    std::thread::spawn(move || {
        // Error: Can't borrow_back without Env!
        callback_ref.borrow_back()?;
        Ok::<(), Error>(())
    });

    Ok(())
}

#[napi]
pub fn store_callback_with_env(env: Env, callback: Function<String, ()>) -> Result<()> {
    let callback_ref = callback.create_ref()?;

    std::thread::spawn(move || {
        callback_ref.borrow_back(&env)?;
        Ok::<(), Error>(())
    });

    Ok(())
}
