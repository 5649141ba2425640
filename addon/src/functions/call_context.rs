//! What a closure learns of its call: `FunctionCallContext` (`js_values/function.rs`).

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// How a function reads its arguments.
#[napi(string_enum = "camelCase")]
pub enum ReadBy {
    /// `context.get::<u32>(1)`
    Get,
    /// `context.try_get::<u32>(1)`
    TryGet,
    /// `context.get::<Option<u32>>(1)`
    GetOption,
    /// `context.first_arg::<u32>()`
    FirstArg,
    /// `context.args::<(u32, String)>()`
    Args,
    /// `context.arguments::<u32>()`
    Arguments,
    /// `context.length()`
    Length,
    /// `context.this::<Unknown>()`, then its type
    This,
}

/// A function that reads its arguments in one of the ways of `FunctionCallContext`, and says what it found.
#[napi(ts_return_type = "(...args: unknown[]) => string")]
pub fn reads_arguments(env: &Env, by: ReadBy) -> Result<Function<'_, (), String>> {
    env.create_function_from_closure("readsArguments", move |context| {
        Ok(match by {
            ReadBy::Get => format!("{}", context.get::<u32>(1)?),
            ReadBy::TryGet => match context.try_get::<u32>(1)? {
                Either::A(number) => format!("A {number}"),
                Either::B(()) => "B".to_owned(),
            },
            ReadBy::GetOption => format!("{:?}", context.get::<Option<u32>>(1)?),
            ReadBy::FirstArg => format!("{}", context.first_arg::<u32>()?),
            ReadBy::Args => format!("{:?}", context.args::<(u32, String)>()?),
            ReadBy::Arguments => format!("{:?}", context.arguments::<u32>()?),
            ReadBy::Length => format!("{}", context.length()),
            ReadBy::This => format!("{:?}", context.this::<Unknown>()?.get_type()?),
        })
    })
}
