//! Part 1: synchronous function callbacks.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Part 1, "Basic Callbacks": calls back with the name in upper case and returns the answer.
///
/// As the guide writes it.
#[napi]
pub fn process_user_data(username: String, callback: Function<String, String>) -> Result<String> {
    callback.call(username.to_uppercase())
}

/// Part 1, "Multiple Arguments with FnArgs": calls back with the amount, its tax and a department.
///
/// As the guide writes it, without `bonus`, which the guide computes but does not pass on.
#[napi]
pub fn calculate_salary(
    base_amount: f64,
    callback: Function<FnArgs<(f64, f64, String)>, f64>,
) -> Result<f64> {
    let tax = base_amount * 0.2;
    let department = "Engineering".to_string();
    callback.call((base_amount, tax, department).into())
}
