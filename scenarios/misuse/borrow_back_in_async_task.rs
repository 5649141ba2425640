/*---
summary = "A future that owns a reference has no Env to borrow it back with, and cannot bring one"
shows = ["FunctionRef::borrow_back", "spawn"]
claim = "not-in-standalone-async-tasks"
tags = ["misuse", "async"]
[expect]
end = "compile error"
---*/
use napi::bindgen_prelude::*;
use napi_derive::napi;

#[napi]
pub fn without_env(callback: Function<String, ()>) -> Result<()> {
    let callback_ref = callback.create_ref()?;
    spawn(async move {
        let _ = callback_ref.borrow_back();
    });
    Ok(())
}

#[napi]
pub fn with_env(env: Env, callback: Function<String, ()>) -> Result<()> {
    let callback_ref = callback.create_ref()?;
    spawn(async move {
        let _ = callback_ref.borrow_back(&env);
    });
    Ok(())
}
