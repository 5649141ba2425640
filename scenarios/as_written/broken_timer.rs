/*---
summary = "brokenTimer as the guide writes it does not crash: it does not compile, since a Function cannot go to another thread"
shows = ["brokenTimer", "Function"]
claim = "broken-timer-will-not-work"
tags = ["as-written"]
[expect]
end = "compile error"
---*/
// Which the guide leaves out everywhere.
use napi_derive::napi;
use napi::bindgen_prelude::*;

// The guide, word for word:
// ❌ THIS WON'T WORK - Function becomes invalid after return
#[napi]
pub fn broken_timer(callback: Function<String, ()>) -> Result<()> {
    std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(1));
        // ERROR: callback is no longer valid here!
        // The JavaScript function was cleaned up when broken_timer returned
        callback.call("Too late!".to_string()); // This will crash!
    });
    Ok(()) // Function returns, callback becomes invalid
}
