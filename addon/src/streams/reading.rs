//! JavaScript's streams, read by Rust on Tokio.

use std::sync::Arc;

use napi::bindgen_prelude::*;
use napi::tokio::sync::Mutex;
use napi::tokio_stream::StreamExt;
use napi_derive::napi;

use crate::lifecycle::census::Counted;

/// What came out of a stream.
#[napi(object)]
pub struct ReadToEnd {
    /// The chunks, in order.
    pub chunks: Vec<u32>,
    /// The message of the error that came out of it, if one did.
    pub error: Option<String>,
    /// How many items came after the error.
    pub after_error: u32,
}

/// Reads a stream until it says that it is at its end, also past an error.
#[napi(
    ts_args_type = "stream: ReadableStream<number>",
    ts_return_type = "Promise<ReadToEnd>"
)]
pub fn read_to_end<'env>(
    env: &'env Env,
    stream: ReadableStream<'env, u32>,
) -> Result<PromiseRaw<'env, ReadToEnd>> {
    let mut reader = stream.read()?;
    env.spawn_future(async move {
        let mut read = ReadToEnd {
            chunks: Vec::new(),
            error: None,
            after_error: 0,
        };
        while let Some(chunk) = reader.next().await {
            if read.error.is_some() {
                read.after_error += 1;
            }
            match chunk {
                Ok(chunk) => read.chunks.push(chunk),
                Err(error) => read.error = Some(error.reason.clone()),
            }
        }
        Ok(read)
    })
}

/// Reads a stream of bytes to its end.
#[napi(
    ts_args_type = "stream: ReadableStream<Uint8Array>",
    ts_return_type = "Promise<Buffer>"
)]
pub fn read_bytes<'env>(
    env: &'env Env,
    stream: ReadableStream<'env, Uint8Array>,
) -> Result<PromiseRaw<'env, Buffer>> {
    let mut reader = stream.read()?;
    env.spawn_future(async move {
        let mut bytes = Vec::new();
        while let Some(chunk) = reader.next().await {
            bytes.extend_from_slice(&chunk?);
        }
        Ok(bytes.into())
    })
}

/// Cancels a stream that nobody reads, with `ReadableStream::cancel`.
#[napi(
    ts_args_type = "stream: ReadableStream, reason?: string",
    ts_return_type = "Promise<void>"
)]
pub fn cancel_unread<'env>(
    env: &'env Env,
    mut stream: ReadableStream<u32>,
    reason: Option<String>,
) -> Result<Unknown<'env>> {
    // As it is, the promise borrows `stream`, and could not be returned.
    stream.cancel(reason)?.into_unknown(env)
}

/// Whether a stream has a reader, as Rust sees it.
#[napi(ts_args_type = "stream: ReadableStream")]
pub fn is_locked(stream: ReadableStream<u32>) -> Result<bool> {
    stream.locked()
}

/// A `Reader` in JavaScript's hands: chunk by chunk, cancelled or dropped when JavaScript says so.
#[napi]
pub struct ChunkReader {
    reader: Arc<Mutex<Option<Reader<u32>>>>,
    cancel: ReaderCancelHandle,
}

#[napi]
impl ChunkReader {
    /// Locks the stream.
    #[napi(constructor, ts_args_type = "stream: ReadableStream<number>")]
    pub fn new(stream: ReadableStream<u32>) -> Result<Self> {
        let reader = stream.read()?;
        Ok(Self {
            cancel: reader.cancel_handle(),
            reader: Arc::new(Mutex::new(Some(reader))),
        })
    }

    /// The next chunk, or `null` at the end. A call under way is a payload of the census.
    #[napi(ts_return_type = "Promise<number | null>")]
    pub fn next<'env>(&self, env: &'env Env) -> Result<PromiseRaw<'env, Option<u32>>> {
        let reader = Arc::clone(&self.reader);
        let payload = Counted::new("a read under way");
        env.spawn_future(async move {
            let _kept = payload;
            match reader.lock().await.as_mut() {
                Some(reader) => reader.next().await.transpose(),
                None => Err(Error::from_reason("the reader is gone")),
            }
        })
    }

    /// With `ReaderCancelHandle::cancel`, which any thread may call; JavaScript's `cancel` runs in a later turn.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn cancel<'env>(
        &self,
        env: &'env Env,
        reason: Option<String>,
    ) -> Result<PromiseRaw<'env, ()>> {
        env.spawn_future(self.cancel.cancel(reason))
    }

    /// With `ReaderCancelHandle::cancel_on_js_thread`: JavaScript's `cancel` has run when this returns.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn cancel_now<'env>(
        &self,
        env: &'env Env,
        reason: Option<String>,
    ) -> Result<PromiseRaw<'env, ()>> {
        env.spawn_future(self.cancel.cancel_on_js_thread(env, reason)?)
    }

    /// Drops the reader. No read may be under way.
    #[napi]
    pub fn drop_reader(&self) -> Result<()> {
        match self.reader.try_lock() {
            Ok(mut reader) => {
                *reader = None;
                Ok(())
            }
            Err(_) => Err(Error::from_reason("a read is under way")),
        }
    }
}
