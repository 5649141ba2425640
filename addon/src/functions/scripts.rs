//! `Env::run_script`: source text that Rust evaluates.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// What `source` evaluates to.
#[napi]
pub fn run_script<'env>(env: &'env Env, source: String) -> Result<Unknown<'env>> {
    env.run_script(source)
}

/// What `source` evaluates to, as a number.
#[napi]
pub fn run_script_for_number(env: &Env, source: String) -> Result<f64> {
    env.run_script(source)
}

/// Calls the function that `source` evaluates to with `argument`.
#[napi(ts_args_type = "source: string, argument: string")]
pub fn call_scripted_function(env: &Env, source: String, argument: String) -> Result<String> {
    let function: Function<String, String> = env.run_script(source)?;
    function.call(argument)
}

/// Would like to keep the error of `source` to itself.
#[napi]
pub fn run_script_and_swallow(env: &Env, source: String) -> String {
    match env.run_script::<_, Unknown>(source) {
        Ok(_) => "evaluated".to_owned(),
        Err(error) => format!("swallowed {}", error.status),
    }
}
