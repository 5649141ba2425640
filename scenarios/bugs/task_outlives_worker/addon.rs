//! A promise cannot be settled any more once its worker is being terminated. From 3.10.2 on napi tried to throw that
//! error, which cannot be done either, and a debug assertion aborted the process.

use std::sync::{Barrier, LazyLock};

use napi::bindgen_prelude::*;
use napi_derive::napi;

static BARRIER: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));

pub struct TwoMeetings;

impl Task for TwoMeetings {
    type Output = ();
    type JsValue = ();

    fn compute(&mut self) -> Result<()> {
        meet();
        meet();
        Ok(())
    }

    fn resolve(&mut self, _: Env, _: ()) -> Result<()> {
        Ok(())
    }
}

/// Starts a task on libuv's pool that ends after two meetings.
#[napi]
pub fn start_task() -> AsyncTask<TwoMeetings> {
    AsyncTask::new(TwoMeetings)
}

/// Waits for the other thread to come here, too.
#[napi]
pub fn meet() {
    BARRIER.wait();
}
