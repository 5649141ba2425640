//! JavaScript's stream, read by a thread of Rust's own, which nothing keeps the process alive for.

use std::thread;

use napi::bindgen_prelude::*;
use napi::tokio::runtime;
use napi::tokio_stream::StreamExt;
use napi_derive::napi;

use crate::gate;
use crate::lifecycle::census::{Counted, Sender};

/// What runs the future of the thread.
#[napi(string_enum = "camelCase")]
#[derive(Clone, Copy)]
pub enum ThreadExecutor {
    /// A Tokio runtime of the thread's own.
    Own,
    /// napi's `block_on`, which holds a lock on napi's runtime until the future is done (`block_on` in tokio_runtime.rs).
    BlockOn,
}

/// Reads a stream on a thread until its end, and opens the gate `atEnd` there. Each chunk is a payload of the census, and the thread one of its
/// senders.
///
/// `Reader` reads through a weak `ThreadsafeFunction` (`read` in bindgen_runtime/js_values/stream/read.rs), and no promise waits for this thread.
#[napi(
    ts_args_type = "stream: ReadableStream<number>, executor: `${ThreadExecutor}`, atEnd: string"
)]
pub fn read_on_thread(
    stream: ReadableStream<u32>,
    executor: ThreadExecutor,
    at_end: String,
) -> Result<()> {
    let mut reader = stream.read()?;
    let sender = Sender::new();
    let read = async move {
        while let Some(chunk) = reader.next().await {
            drop(chunk.map(|number| Counted::new(number.to_string())));
        }
    };
    let own = match executor {
        ThreadExecutor::Own => Some(runtime::Builder::new_current_thread().build()?),
        ThreadExecutor::BlockOn => None,
    };
    let named = thread::Builder::new().name("stream reader".into());
    named.spawn(move || {
        match own {
            Some(own) => own.block_on(read),
            None => block_on(read),
        }
        drop(sender);
        gate::open(&at_end);
    })?;
    Ok(())
}
