/*---
summary = "ThreadsafeFunction takes the guide's seven generic parameters in the guide's order"
shows = ["ThreadsafeFunction"]
claim = "generic-parameters-in-this-order"
tags = ["as-written"]
[expect]
end = "compiles"
---*/
use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};

pub fn named<
    T: 'static,
    Return: FromNapiValue + 'static,
    CallJsArgs: JsValuesTupleIntoVec + 'static,
    ErrorStatus: AsRef<str> + From<Status>,
    const CalleeHandled: bool,
    const Weak: bool,
    const MaxQueueSize: usize,
>(
    _:
    // The guide, word for word:
    ThreadsafeFunction<
        T, // Input type passed to call()
        Return, // Return type from JavaScript
        CallJsArgs, // Arguments for JS function (usually same as T)
        ErrorStatus, // Error type (default: Status)
        CalleeHandled, // true: errors go to callback, false: fatal
        Weak, // true: weak reference, false: strong
        MaxQueueSize // Queue size limit (0 = unlimited)
    >
    // So far the guide.
) {
}

/// What the first four are for: `call` takes the first, the callback's answer is the second.
pub fn used(function: ThreadsafeFunction<u32, String, (u32, bool), Status, false, true, 10>) {
    let _: Status = function.call(1, ThreadsafeFunctionCallMode::NonBlocking);
    function.call_with_return_value(
        1,
        ThreadsafeFunctionCallMode::NonBlocking,
        |answer: Result<String>, _env| answer.map(drop),
    );
}
