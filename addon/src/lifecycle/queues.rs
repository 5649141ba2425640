//! Queues that are filled on purpose. The JavaScript thread waits inside these functions, so nothing
//! can leave a queue before they return: that a queue was full is known, not hoped for.

use std::thread;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use super::census::{Counted, census};

/// How a call treats a full queue.
#[napi(string_enum = "camelCase")]
pub enum CallMode {
    /// Waits until there is room.
    Blocking,
    /// Returns `QueueFull`.
    NonBlocking,
}

impl From<CallMode> for ThreadsafeFunctionCallMode {
    fn from(mode: CallMode) -> Self {
        match mode {
            CallMode::Blocking => Self::Blocking,
            CallMode::NonBlocking => Self::NonBlocking,
        }
    }
}

/// What became of calls into a queue that nobody emptied.
#[napi(object)]
pub struct QueueReport {
    /// The status of each call, in order.
    pub statuses: Vec<String>,
    /// How many payloads had been dropped again, on the calling thread, before the queue moved.
    pub dropped: u32,
}

/// Calls `calls` times from a thread, while the JavaScript thread waits for that thread to end, into
/// a queue for 1, 2 or 10 items, or of no limit (0).
///
/// Blocking mode is for the unlimited queue only: on a full one it would wait for the thread that
/// waits for it.
#[napi(
    ts_args_type = "capacity: 0 | 1 | 2 | 10, mode: `${CallMode}`, calls: number, callback: (item: string) => void"
)]
pub fn call_into_idle_queue(
    capacity: u32,
    mode: CallMode,
    calls: u32,
    callback: Function<String, ()>,
) -> Result<QueueReport> {
    if matches!(mode, CallMode::Blocking) && capacity != 0 {
        return Err(Error::from_reason(
            "a blocking call on a full queue would deadlock here",
        ));
    }
    match capacity {
        0 => call_from_thread::<0>(mode.into(), calls, callback),
        1 => call_from_thread::<1>(mode.into(), calls, callback),
        2 => call_from_thread::<2>(mode.into(), calls, callback),
        10 => call_from_thread::<10>(mode.into(), calls, callback),
        _ => Err(Error::from_reason("the capacity is 0, 1, 2 or 10")),
    }
}

fn call_from_thread<const CAPACITY: usize>(
    mode: ThreadsafeFunctionCallMode,
    calls: u32,
    callback: Function<String, ()>,
) -> Result<QueueReport> {
    let tsfn = callback
        .build_threadsafe_function::<Counted>()
        .max_queue_size::<CAPACITY>()
        .build_callback(|context| Ok(context.value.deliver(context.env)))?;
    let before = census();
    let caller = thread::spawn(move || {
        let call = |number| {
            let payload = Counted::new(format!("item {number}"));
            tsfn.call(payload, mode).to_string()
        };
        (1..=calls).map(call).collect()
    });
    let statuses = caller
        .join()
        .map_err(|_| Error::from_reason("the calling thread panicked"))?;
    Ok(QueueReport {
        statuses,
        dropped: census().dropped - before.dropped,
    })
}

/// Fills a queue for one item and then asks for an answer with `call_async`, which never waits for
/// room: returns its error.
#[napi(ts_args_type = "callback: (item: string) => void")]
pub fn call_async_into_full_queue(callback: Function<String, ()>) -> Result<String> {
    let queue: ThreadsafeFunction<String, (), String, Status, false, false, 1> = callback
        .build_threadsafe_function()
        .max_queue_size::<1>()
        .build()?;
    let filled = queue.call(
        "item 1".to_string(),
        ThreadsafeFunctionCallMode::NonBlocking,
    );
    if filled != Status::Ok {
        return Err(Error::from_reason(format!("the empty queue said {filled}")));
    }
    // Were there room, this would wait for the JavaScript thread, that is, for itself.
    match block_on(queue.call_async("item 2".to_string())) {
        Ok(()) => Ok("delivered".to_string()),
        Err(error) => Ok(format!("{}: {}", error.status, error.reason)),
    }
}
