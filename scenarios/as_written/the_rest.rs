/*---
summary = "The guide's other functions compile as written, with the imports it has shown by then"
shows = ["processUserData", "calculateSalary", "storeCallback", "monitorSystemResources", "processEvents", "fetchUserProfile"]
claim = "compiles-process-user-data"
tags = ["as-written"]
[expect]
end = "compiles"
---*/
#![allow(unused_variables)] // calculate_salary's bonus, store_callback's reference

use std::thread;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

#[napi]
pub fn process_user_data(username: String, callback: Function<String, String>) -> Result<String> {
    // Transform username to uppercase
    let processed = username.to_uppercase();

    // Call the JS callback with the processed data
    let greeting = callback.call(processed)?;

    Ok(greeting)
}

#[napi]
pub fn calculate_salary(
    base_amount: f64,
    callback: Function<FnArgs<(f64, f64, String)>, f64>,
) -> Result<f64> {
    let tax = base_amount * 0.2;
    let bonus = 1000.0;
    let department = "Engineering".to_string();

    // Pass multiple arguments using FnArgs
    callback.call((base_amount, tax, department).into())
}

#[napi]
pub fn store_callback(callback: Function<String, ()>) -> Result<()> {
    let callback_ref = callback.create_ref()?;

    // ❌ THIS WON'T WORK - No Env in regular thread
    std::thread::spawn(move || {
        // Error: Can't borrow_back without Env!
        // callback_ref.borrow_back(???)?;
    });

    Ok(())
}

#[napi]
pub fn monitor_system_resources(callback: ThreadsafeFunction<f64>) {
    thread::spawn(move || {
        for i in 0..5 {
            let cpu_usage = 40.0 + (i as f64 * 5.0);

            // Call from background thread
            callback.call(Ok(cpu_usage), ThreadsafeFunctionCallMode::NonBlocking);

            thread::sleep(std::time::Duration::from_secs(1));
        }
    });
}

#[napi]
pub fn process_events(
    high_priority: ThreadsafeFunction<String>,
    low_priority: ThreadsafeFunction<String>,
) {
    thread::spawn(move || {
        // High priority: block to ensure delivery
        high_priority.call(
            Ok("CRITICAL: System alert".to_string()),
            ThreadsafeFunctionCallMode::Blocking,
        );

        // Low priority: drop if queue is full
        low_priority.call(
            Ok("INFO: Regular update".to_string()),
            ThreadsafeFunctionCallMode::NonBlocking,
        );
    });
}

#[napi]
pub async fn fetch_user_profile(
    user_id: u32,
    callback: ThreadsafeFunction<String, Promise<String>>,
) -> Result<String> {
    // Call async and await the Promise
    let profile_data = callback.call_async(Ok(format!("user_{}", user_id))).await?;
    let enhanced_profile = profile_data.await?;

    Ok(format!("Enhanced: {}", enhanced_profile))
}
