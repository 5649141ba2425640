//! An async method holds references to its instance and arguments until its future is done: where that was an `Err`,
//! they were never let go of.

use std::sync::atomic::{AtomicU32, Ordering};

use napi::bindgen_prelude::*;
use napi_derive::napi;

static DROPPED: AtomicU32 = AtomicU32::new(0);

#[napi]
pub struct Client {}

#[napi]
impl Client {
    #[napi(constructor)]
    pub fn new() -> Self {
        Self {}
    }

    #[napi]
    pub async fn fail(&self) -> Result<()> {
        Err(Error::from_reason("no luck"))
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

#[napi]
pub fn dropped() -> u32 {
    DROPPED.load(Ordering::SeqCst)
}
