/*---
summary = "A closure cannot return a function that it makes with its own env: the compiler sees a borrow, though JavaScript gets the function in the same call"
shows = ["Env::create_function_from_closure"]
tags = ["closure", "compile-error"]
[expect]
end = "compile error"
---*/
use napi::bindgen_prelude::*;

pub fn curried(env: &Env) -> Result<Function<'_, u32, Function<'_, u32, u32>>> {
    env.create_function_from_closure("first", |context| {
        let a: u32 = context.first_arg()?;
        context
            .env
            .create_function_from_closure("second", move |context| Ok(a + context.first_arg::<u32>()?))
    })
}
