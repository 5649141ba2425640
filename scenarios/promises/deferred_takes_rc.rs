/*---
summary = "JsDeferred::resolve takes a resolver that shares an Rc with the thread, though it runs on JavaScript's"
shows = ["JsDeferred::resolve"]
tags = ["promise", "deferred", "misuse", "unsound"]
[expect]
end = "compiles"
---*/
use std::rc::Rc;
use std::thread;

use napi::bindgen_prelude::*;
use napi_derive::napi;

type Resolver = Box<dyn FnOnce(Env) -> Result<String>>;

#[napi]
pub fn share_with_thread(env: &Env) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred::<String, Resolver>()?;
    thread::spawn(move || {
        let shared = Rc::new(String::from("of two threads at once"));
        let kept = shared.clone();
        deferred.resolve(Box::new(move |_| Ok(shared.to_string())));
        // JavaScript's thread may count the same Rc down now.
        drop(kept);
    });
    Ok(promise)
}
