/*---
summary = "Env::spawn takes a task that borrows from the stack of a function which has returned when the pool computes it"
shows = ["Env::spawn", "ScopedTask"]
tags = ["task", "misuse", "unsound"]
[expect]
end = "compiles"
---*/
use napi::bindgen_prelude::*;
use napi::{Env, ScopedTask};
use napi_derive::napi;

struct Length<'a>(&'a String);

impl<'a> ScopedTask<'a> for Length<'a> {
    type Output = u32;
    type JsValue = u32;

    fn compute(&mut self) -> Result<u32> {
        Ok(self.0.len() as u32)
    }

    fn resolve(&mut self, _env: &'a Env, output: u32) -> Result<u32> {
        Ok(output)
    }
}

#[napi]
pub fn length_of_what_is_dropped(env: &Env) -> Result<PromiseRaw<'_, u32>> {
    let text = String::from("dropped when this returns");
    let work = env.spawn(Length(&text))?;
    Ok(work.promise_object())
}
