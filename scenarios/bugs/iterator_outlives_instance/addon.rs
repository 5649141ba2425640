//! The functions of an asynchronous iterator hold a pointer to the instance that made it, and before 3.8.3 nothing held
//! the instance.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

use napi::bindgen_prelude::*;
use napi_derive::napi;

static DROPPED: AtomicU32 = AtomicU32::new(0);

/// Yields one `1` after the other.
#[napi(async_iterator)]
pub struct Ones {}

impl Drop for Ones {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::Relaxed);
    }
}

#[napi]
impl AsyncGenerator for Ones {
    type Yield = u32;
    type Next = ();
    type Return = ();

    fn next(
        &mut self,
        _: Option<()>,
    ) -> impl Future<Output = Result<Option<u32>>> + Send + 'static {
        async { Ok(Some(1)) }
    }
}

#[napi]
pub fn ones() -> Ones {
    Ones {}
}

#[napi]
pub fn dropped() -> u32 {
    DROPPED.load(Ordering::Relaxed)
}
