//! A task may keep a `&'static` argument, but nothing kept the JavaScript object that owns it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Barrier, LazyLock};

use napi::bindgen_prelude::*;
use napi_derive::napi;

static BARRIER: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));
static DROPPED: AtomicU32 = AtomicU32::new(0);

#[napi(constructor)]
pub struct Instance {}

impl Drop for Instance {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::Relaxed);
    }
}

pub struct Keeping {
    _instance: &'static Instance,
}

impl Task for Keeping {
    type Output = u32;
    type JsValue = u32;

    fn compute(&mut self) -> Result<u32> {
        meet();
        Ok(DROPPED.load(Ordering::Relaxed))
    }

    fn resolve(&mut self, _: Env, dropped: u32) -> Result<u32> {
        Ok(dropped)
    }
}

/// Keeps `instance` until the meeting, and resolves to how many instances have been dropped by then.
#[napi]
pub fn keep_until_meeting(instance: &'static Instance) -> AsyncTask<Keeping> {
    AsyncTask::new(Keeping {
        _instance: instance,
    })
}

/// Waits for the other thread to come here, too.
#[napi]
pub fn meet() {
    BARRIER.wait();
}
