//! Every poll of a stream's reader asked for another chunk, even one that had a chunk to return, and of two chunks that
//! came before the next poll the first was overwritten.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use napi::bindgen_prelude::*;
use napi::tokio_stream::Stream;
use napi_derive::napi;

/// Reads a stream. It is polled from JavaScript as an executor would do it, so that no thread can come in between.
#[napi]
pub struct Reading {
    reader: Reader<u32>,
}

#[napi]
impl Reading {
    #[napi(constructor)]
    pub fn new(stream: ReadableStream<u32>) -> Result<Self> {
        let reader = stream.read()?;
        Ok(Self { reader })
    }

    /// The next chunk, if it has come.
    #[napi]
    pub fn poll(&mut self) -> Result<Option<u32>> {
        let mut context = Context::from_waker(Waker::noop());
        match Pin::new(&mut self.reader).poll_next(&mut context) {
            Poll::Ready(chunk) => chunk.transpose(),
            Poll::Pending => Ok(None),
        }
    }
}
