//! What a callback throws is kept behind a reference, and before Node-API 10 there is none to a primitive: its failure
//! was taken for that of the call.

use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunction;
use napi_derive::napi;

/// Calls `callback`, and rejects with what it throws.
#[napi]
pub async fn call(callback: ThreadsafeFunction<u32, ()>) -> Result<()> {
    callback.call_async(Ok(1)).await
}
