//! A stream from Rust that has an item only when JavaScript has pushed one.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};

use napi::bindgen_prelude::*;
use napi::tokio::sync::mpsc;
use napi::tokio_stream::Stream;
use napi_derive::napi;

use crate::lifecycle::census::Counted;

/// Both ends of a stream: what is pushed here comes out of the `ReadableStream`.
#[napi]
pub struct PushedStream {
    items: Option<mpsc::UnboundedSender<Result<u32>>>,
    source: Option<Pushed>,
    asked: Arc<AtomicU32>,
}

#[napi]
impl PushedStream {
    /// A stream that nobody has taken yet.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        let (items, pushed) = mpsc::unbounded_channel();
        let asked = Arc::<AtomicU32>::default();
        let source = Pushed {
            items: pushed,
            asked: Arc::clone(&asked),
            _payload: Counted::new("a stream's source"),
        };
        Self {
            items: Some(items),
            source: Some(source),
            asked,
        }
    }

    /// The stream, once.
    #[napi]
    pub fn stream<'env>(&mut self, env: &'env Env) -> Result<ReadableStream<'env, u32>> {
        let source = self.source.take();
        let source = source.ok_or_else(|| Error::from_reason("the stream was taken before"))?;
        ReadableStream::new(env, source)
    }

    /// Pushes an item, and says whether the source still exists to take it.
    #[napi]
    pub fn push(&self, item: u32) -> bool {
        matches!(&self.items, Some(items) if items.send(Ok(item)).is_ok())
    }

    /// Pushes an error, which ends the stream.
    #[napi]
    pub fn fail(&self, reason: String) -> bool {
        let error = Error::from_reason(reason);
        matches!(&self.items, Some(items) if items.send(Err(error)).is_ok())
    }

    /// Ends the stream, after all that was pushed.
    #[napi]
    pub fn end(&mut self) {
        self.items = None;
    }

    /// How often the source was asked for an item, or woken to look for it again.
    #[napi]
    pub fn asked(&self) -> u32 {
        self.asked.load(Ordering::SeqCst)
    }

    /// Whether the source still exists. `false` means that it was dropped.
    #[napi]
    pub fn has_source(&self) -> bool {
        matches!(&self.items, Some(items) if !items.is_closed())
    }
}

/// The stream itself; what it owns is a payload of the census.
struct Pushed {
    items: mpsc::UnboundedReceiver<Result<u32>>,
    asked: Arc<AtomicU32>,
    _payload: Counted,
}

impl Stream for Pushed {
    type Item = Result<u32>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.items.poll_recv(context)
    }
}
