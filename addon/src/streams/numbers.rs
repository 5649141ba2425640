//! A stream from Rust that counts what is taken out of it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};

use napi::bindgen_prelude::*;
use napi::tokio_stream::{Stream, StreamExt};
use napi_derive::napi;

use crate::lifecycle::census::Counted;

/// How a stream of numbers goes wrong, if it does.
#[napi(object)]
#[derive(Clone, Copy, Default)]
pub struct NumbersFail {
    /// This number is an error instead.
    pub fails_at: Option<u32>,
    /// This number is a panic instead.
    pub panics_at: Option<u32>,
}

/// Makes streams of the numbers 1, 2, 3, ..., which are ready as soon as somebody asks for them, and counts those that somebody did ask for.
#[napi]
pub struct NumberStreams {
    count: u32,
    fail: NumbersFail,
    produced: Arc<AtomicU32>,
}

#[napi]
impl NumberStreams {
    /// Streams of `count` numbers.
    #[napi(constructor)]
    pub fn new(count: u32, fail: Option<NumbersFail>) -> Self {
        Self {
            count,
            fail: fail.unwrap_or_default(),
            produced: Arc::default(),
        }
    }

    /// How many numbers have been taken out of the streams.
    #[napi]
    pub fn produced(&self) -> u32 {
        self.produced.load(Ordering::SeqCst)
    }

    /// With `ReadableStream::new`.
    #[napi]
    pub fn values<'env>(&self, env: &'env Env) -> Result<ReadableStream<'env, u32>> {
        ReadableStream::new(env, self.numbers())
    }

    /// With `create_with_stream_bytes`: each number is a chunk of that many bytes, each of which is that number.
    #[napi]
    pub fn bytes<'env>(&self, env: &'env Env) -> Result<ReadableStream<'env, BufferSlice<'env>>> {
        ReadableStream::create_with_stream_bytes(env, self.chunks())
    }

    /// With `with_readable_stream_class`, for an environment whose class is not global.
    #[napi(ts_args_type = "streamClass: typeof ReadableStream | undefined")]
    pub fn values_of<'env>(
        &self,
        env: &'env Env,
        stream_class: Unknown,
    ) -> Result<ReadableStream<'env, u32>> {
        ReadableStream::with_readable_stream_class(env, &stream_class, self.numbers())
    }

    /// With `with_stream_bytes_and_readable_stream_class`.
    #[napi(ts_args_type = "streamClass: typeof ReadableStream | undefined")]
    pub fn bytes_of<'env>(
        &self,
        env: &'env Env,
        stream_class: Unknown,
    ) -> Result<ReadableStream<'env, BufferSlice<'env>>> {
        ReadableStream::with_stream_bytes_and_readable_stream_class(
            env,
            &stream_class,
            self.chunks(),
        )
    }

    fn numbers(&self) -> Numbers {
        Numbers {
            next: 1,
            count: self.count,
            fail: self.fail,
            produced: Arc::clone(&self.produced),
            _payload: Counted::new("a stream's source"),
        }
    }

    fn chunks(&self) -> impl Stream<Item = Result<Vec<u8>>> + Unpin + Send + 'static {
        self.numbers().map(|number| {
            let number = number?;
            let byte = u8::try_from(number).map_err(|_| Error::from_reason("that is no byte"))?;
            Ok(vec![byte; number as usize])
        })
    }
}

/// The stream itself; what it owns is a payload of the census.
struct Numbers {
    next: u32,
    count: u32,
    fail: NumbersFail,
    produced: Arc<AtomicU32>,
    _payload: Counted,
}

impl Stream for Numbers {
    type Item = Result<u32>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let number = self.next;
        if number > self.count {
            return Poll::Ready(None);
        }
        self.next += 1;
        self.produced.fetch_add(1, Ordering::SeqCst);
        if self.fail.panics_at == Some(number) {
            panic!("no room for number {number}");
        }
        Poll::Ready(Some(match self.fail.fails_at {
            Some(at) if at == number => Err(Error::from_reason(format!("no number {number}"))),
            _ => Ok(number),
        }))
    }
}
