//! Async methods: what an instance is to a future that borrows it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::capture::Capture;
use super::signal;
use crate::lifecycle::census::CountedHandle;

static ORPHANS: AtomicU32 = AtomicU32::new(0);

/// A counter whose methods wait. An instance counts its finalisation.
#[napi]
pub struct AsyncCounter {
    count: Arc<AtomicU32>,
    /// Nobody shares it: where there is none, the instance is gone.
    presence: Arc<()>,
    _handle: CountedHandle,
}

#[napi]
impl AsyncCounter {
    /// Counts on from `count`.
    #[napi(constructor)]
    pub fn new(count: u32) -> Self {
        Self {
            count: Arc::new(count.into()),
            presence: Arc::new(()),
            _handle: CountedHandle::new(),
        }
    }

    /// The count as it is now.
    #[napi(getter)]
    pub fn count(&self) -> u32 {
        self.count.load(Ordering::SeqCst)
    }

    /// Sets the count, for which it borrows the instance exclusively.
    #[napi]
    pub fn set(&mut self, count: u32) {
        *self = Self::new(count);
    }

    /// Resolves with the count once `signal` was given. The future borrows the instance, and napi keeps it until the promise is settled
    /// (native_borrow.rs).
    #[napi]
    pub async fn count_after(&self, signal: String) -> u32 {
        signal::given(&signal).await;
        self.count()
    }

    /// Rejects once `signal` was given.
    #[napi]
    pub async fn reject_after(&self, signal: String) -> Result<()> {
        signal::given(&signal).await;
        Err(Error::from_reason(format!("stuck at {}", self.count())))
    }

    /// Resolves once `signal` was given, and counts itself as an orphan where the instance, which it borrows, is gone by then. It finds that out
    /// without touching the instance.
    #[napi]
    pub async fn outlast(&self, signal: String) {
        let _capture = Capture::in_future("async method");
        let presence = Arc::downgrade(&self.presence);
        signal::given(&signal).await;
        if presence.strong_count() == 0 {
            ORPHANS.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Resolves with the sum of two counts: an argument by reference is kept as the instance is.
    #[napi]
    pub async fn add_up_after(&self, signal: String, other: &AsyncCounter) -> u32 {
        signal::given(&signal).await;
        self.count() + other.count()
    }

    /// Adds once `signal` was given, and resolves with the count.
    ///
    /// # Safety
    /// napi demands `unsafe` of an async fn with `&mut self`, though it refuses any other borrow while the future is pending.
    #[napi]
    pub async unsafe fn add_after(&mut self, signal: String, amount: u32) -> u32 {
        signal::given(&signal).await;
        let count = self.count() + amount;
        self.set(count);
        count
    }

    /// The same as `countAfter` with `Env::spawn_future`, which cannot borrow: the future shares the count, and nothing keeps the instance.
    #[napi]
    pub fn spawn_count_after<'env>(
        &self,
        env: &'env Env,
        signal: String,
    ) -> Result<PromiseRaw<'env, u32>> {
        let count = self.count.clone();
        env.spawn_future(async move {
            signal::given(&signal).await;
            Ok(count.load(Ordering::SeqCst))
        })
    }

    /// The same with an `AsyncBlock`, which keeps the instance though its future only shares the count (tokio_runtime.rs, `AsyncBlock`).
    #[napi]
    pub fn block_count_after(&self, env: &Env, signal: String) -> Result<AsyncBlock<u32>> {
        let count = self.count.clone();
        let future = async move {
            signal::given(&signal).await;
            Ok(count.load(Ordering::SeqCst))
        };
        AsyncBlockBuilder::new(future).build(env)
    }
}

/// How many calls of `outlast` went on with an instance that was dropped under them.
#[napi]
pub fn orphaned_async_methods() -> u32 {
    ORPHANS.load(Ordering::SeqCst)
}
