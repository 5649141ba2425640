/*---
summary = "PromiseRaw::then takes a callback that borrows from the stack of a function which has returned when it is called"
shows = ["PromiseRaw::then"]
tags = ["promise", "misuse", "unsound"]
[expect]
end = "compiles"
---*/
use napi::bindgen_prelude::*;
use napi_derive::napi;

#[napi]
pub fn greet<'env>(name: PromiseRaw<'env, String>) -> Result<PromiseRaw<'env, String>> {
    let greeting = String::from("Good morning");
    // No `move`: the callback refers to `greeting`, which is dropped when `greet` returns, long before the promise is settled.
    name.then(|context| Ok(format!("{greeting}, {}", context.value)))
}
