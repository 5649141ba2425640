//! `Env::create_function` takes what Node-API itself calls. `#[napi]` makes such a callback of each function, named `…_c_callback`, with
//! all that it does for an exported function: conversions, errors, `catch_unwind`.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Repeats a text; nothing exports it.
#[napi(no_export)]
pub fn repeat_text(text: String, times: u32) -> Result<String> {
    match times {
        0 => Err(Error::new(Status::InvalidArg, "not even once")),
        _ => Ok(text.repeat(times as usize)),
    }
}

/// Panics; nothing exports it.
#[napi(no_export, catch_unwind)]
pub fn panic_in_raw_callback() {
    panic!("a panic of a raw callback");
}

/// Functions made at run time of raw callbacks, named as JavaScript wants.
#[napi(ts_return_type = "{ repeat: (text: string, times: number) => string, panic: () => never }")]
pub fn functions_of_raw_callbacks<'env>(env: &'env Env, name: String) -> Result<Object<'env>> {
    let repeat: Function<FnArgs<(String, u32)>, String> =
        env.create_function(&name, repeat_text_c_callback)?;
    let panic: Function<(), ()> = env.create_function(&name, panic_in_raw_callback_c_callback)?;
    let mut functions = Object::new(env)?;
    functions.set("repeat", repeat)?;
    functions.set("panic", panic)?;
    Ok(functions)
}

/// Rust calls such a function as any other.
#[napi]
pub fn call_raw_callback(env: &Env, times: u32) -> Result<String> {
    let repeat: Function<FnArgs<(String, u32)>, String> =
        env.create_function("repeat", repeat_text_c_callback)?;
    repeat.call(FnArgs::from(("ha".to_owned(), times)))
}
