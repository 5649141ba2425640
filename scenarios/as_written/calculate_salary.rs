/*---
summary = "calculateSalary as the guide writes it compiles"
shows = ["calculateSalary", "FnArgs"]
claim = "compiles-calculate-salary"
tags = ["as-written"]
[expect]
end = "compiles"
---*/
// Which the guide leaves out everywhere.
use napi_derive::napi;
use napi::bindgen_prelude::*;

// The guide, word for word:
#[napi]
pub fn calculate_salary(
    base_amount: f64,
    callback: Function<FnArgs<(f64, f64, String)>, f64>
) -> Result<f64> {
    let tax = base_amount * 0.2;
    let bonus = 1000.0;
    let department = "Engineering".to_string();
    // Pass multiple arguments using FnArgs
    callback.call((base_amount, tax, department).into())
}
