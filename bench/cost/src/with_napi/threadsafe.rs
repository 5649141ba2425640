//! Calls through a `ThreadsafeFunction`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use napi::Status;
use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunctionCallMode::{Blocking, NonBlocking};
use napi_derive::napi;

use super::future::Napi;
use crate::{notes, sender, tasks};

static FINALIZED: AtomicU32 = AtomicU32::new(0);

/// The builder's defaults: no limit, strong, and no error in front of the value.
#[napi(namespace = "napi")]
pub fn non_blocking(callback: Function<u32, u32>, calls: u32, pace: u32) -> Result<()> {
    let function = callback.build_threadsafe_function::<u32>().build()?;
    sender::send(calls, pace.into(), move |value| {
        function.call(value, NonBlocking) == Status::Ok
    });
    Ok(())
}

/// `weak`.
#[napi(namespace = "napi")]
pub fn non_blocking_weak(callback: Function<u32, u32>, calls: u32, pace: u32) -> Result<()> {
    let function = callback
        .build_threadsafe_function::<u32>()
        .weak::<true>()
        .build()?;
    sender::send(calls, pace.into(), move |value| {
        function.call(value, NonBlocking) == Status::Ok
    });
    Ok(())
}

/// `callee_handled`: JavaScript gets `null` in front of the value.
#[napi(namespace = "napi")]
pub fn non_blocking_handled(callback: Function<u32, u32>, calls: u32, pace: u32) -> Result<()> {
    let function = callback
        .build_threadsafe_function::<u32>()
        .callee_handled::<true>()
        .build()?;
    sender::send(calls, pace.into(), move |value| {
        function.call(Ok(value), NonBlocking) == Status::Ok
    });
    Ok(())
}

/// `call_with_return_value`.
#[napi(namespace = "napi")]
pub fn non_blocking_returned(callback: Function<u32, u32>, calls: u32, pace: u32) -> Result<()> {
    static SUM: AtomicU32 = AtomicU32::new(0);
    let function = callback.build_threadsafe_function::<u32>().build()?;
    sender::send(calls, pace.into(), move |value| {
        let status = function.call_with_return_value(value, NonBlocking, |result, _| {
            SUM.fetch_add(result?, Ordering::Relaxed);
            Ok(())
        });
        status == Status::Ok
    });
    Ok(())
}

/// `NonBlocking` with a limit: what is refused is called again.
#[napi(namespace = "napi")]
pub fn non_blocking_limit_64(callback: Function<u32, u32>, calls: u32, pace: u32) -> Result<()> {
    let function = callback
        .build_threadsafe_function::<u32>()
        .max_queue_size::<64>()
        .build()?;
    sender::send(calls, pace.into(), move |value| {
        function.call(value, NonBlocking) == Status::Ok
    });
    Ok(())
}

/// `Blocking` without a limit, which never blocks.
#[napi(namespace = "napi")]
pub fn blocking(callback: Function<u32, u32>, calls: u32, pace: u32) -> Result<()> {
    let function = callback.build_threadsafe_function::<u32>().build()?;
    sender::send(calls, pace.into(), move |value| {
        function.call(value, Blocking) == Status::Ok
    });
    Ok(())
}

/// `Blocking` with room for one.
#[napi(namespace = "napi")]
pub fn blocking_limit_1(callback: Function<u32, u32>, calls: u32, pace: u32) -> Result<()> {
    let function = callback
        .build_threadsafe_function::<u32>()
        .max_queue_size::<1>()
        .build()?;
    sender::send(calls, pace.into(), move |value| {
        function.call(value, Blocking) == Status::Ok
    });
    Ok(())
}

/// `Blocking` with room for 64.
#[napi(namespace = "napi")]
pub fn blocking_limit_64(callback: Function<u32, u32>, calls: u32, pace: u32) -> Result<()> {
    let function = callback
        .build_threadsafe_function::<u32>()
        .max_queue_size::<64>()
        .build()?;
    sender::send(calls, pace.into(), move |value| {
        function.call(value, Blocking) == Status::Ok
    });
    Ok(())
}

/// Calls on JavaScript's own thread, where a `FunctionRef` would do.
#[napi(namespace = "napi")]
pub fn call_on_main_thread(callback: Function<u32, u32>, calls: u32) -> Result<()> {
    let function = callback.build_threadsafe_function::<u32>().build()?;
    notes::begin(1);
    notes::note_now();
    for value in 0..calls {
        assert_eq!(function.call(value, NonBlocking), Status::Ok);
    }
    Ok(())
}

/// `call_async`.
#[napi(namespace = "napi")]
pub fn call_async(callback: Function<u32, u32>, calls: u32, pace: u32) -> Result<()> {
    let function = Arc::new(callback.build_threadsafe_function::<u32>().build()?);
    tasks::ask::<Napi, _>(calls, pace.into(), move |value| {
        let function = function.clone();
        async move {
            function
                .call_async(value)
                .await
                .expect("JavaScript answers")
        }
    });
    Ok(())
}

/// So many, each dropped at once.
#[napi(namespace = "napi")]
pub fn make_threadsafe_functions(callback: Function<u32, u32>, calls: u32) -> Result<()> {
    for _ in 0..calls {
        let count = CountFinalized;
        drop(
            callback
                .build_threadsafe_function::<u32>()
                .build_callback(move |call| {
                    let _ = &count;
                    Ok(call.value)
                })?,
        );
    }
    Ok(())
}

/// How many of them have been finalized, since the process began.
#[napi(namespace = "napi")]
pub fn finalized() -> u32 {
    FINALIZED.load(Ordering::Relaxed)
}

/// Is dropped with the closure of a `ThreadsafeFunction`, when that is finalized.
struct CountFinalized;

impl Drop for CountFinalized {
    fn drop(&mut self) {
        FINALIZED.fetch_add(1, Ordering::Relaxed);
    }
}
