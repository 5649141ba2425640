//! Leaks, one a call, and beside each the same work with its release.

use std::hint::black_box;
use std::mem;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunction;
use napi_derive::napi;

const DEFAULT_BYTES: u32 = 256;

/// Leaks native memory that no garbage collector knows of.
#[napi(ts_args_type = "bytes?: number")]
pub fn leak_native(bytes: Option<u32>) {
    mem::forget(native(bytes));
}

/// Allocates and frees the same memory.
#[napi(ts_args_type = "bytes?: number")]
pub fn release_native(bytes: Option<u32>) {
    drop(native(bytes));
}

/// Written to, because memory that nobody touches takes no room.
fn native(bytes: Option<u32>) -> Box<[u8]> {
    black_box(filled(bytes).into_boxed_slice())
}

fn filled(bytes: Option<u32>) -> Vec<u8> {
    vec![0xA5; bytes.unwrap_or(DEFAULT_BYTES) as usize]
}

/// Leaks a reference that keeps `callback` from being collected.
#[napi(ts_args_type = "callback: (...args: any[]) => any")]
pub fn leak_function_ref(callback: Function<(), Unknown>) -> Result<()> {
    mem::forget(callback.create_ref()?);
    Ok(())
}

/// References `callback` and releases it.
#[napi(ts_args_type = "callback: (...args: any[]) => any")]
pub fn release_function_ref(callback: Function<(), Unknown>) -> Result<()> {
    drop(callback.create_ref()?);
    Ok(())
}

/// Leaks an `Error`, and with it the reference that keeps JavaScript's error from being collected.
#[napi(ts_args_type = "error: Error")]
pub fn leak_error_reference(error: Unknown) {
    mem::forget(Error::from(error));
}

/// Takes `error` over and drops it.
#[napi(ts_args_type = "error: Error")]
pub fn release_error_reference(error: Unknown) {
    drop(Error::from(error));
}

/// Leaks a function. It is a weak one: only the leak is to be seen, not a process that never ends.
#[napi(ts_args_type = "callback: () => void")]
pub fn leak_threadsafe_function(callback: Function<(), ()>) -> Result<()> {
    mem::forget(weak(&callback)?);
    Ok(())
}

/// Makes the same function and releases it.
#[napi(ts_args_type = "callback: () => void")]
pub fn release_threadsafe_function(callback: Function<(), ()>) -> Result<()> {
    drop(weak(&callback)?);
    Ok(())
}

fn weak(
    callback: &Function<(), ()>,
) -> Result<ThreadsafeFunction<(), (), (), Status, false, true>> {
    callback.build_threadsafe_function().weak::<true>().build()
}

/// Leaks a `Buffer`: the JavaScript buffer is never collected, nor is the memory outside of the heap
/// that it stands for.
#[napi(ts_args_type = "bytes?: number")]
pub fn leak_buffer(env: &Env, bytes: Option<u32>) -> Result<()> {
    mem::forget(buffer(env, bytes)?);
    Ok(())
}

/// Makes the same `Buffer` and drops it: a garbage collection frees it.
#[napi(ts_args_type = "bytes?: number")]
pub fn release_buffer(env: &Env, bytes: Option<u32>) -> Result<()> {
    drop(buffer(env, bytes)?);
    Ok(())
}

fn buffer(env: &Env, bytes: Option<u32>) -> Result<Buffer> {
    BufferSlice::from_data(env, filled(bytes))?.into_buffer(env)
}
