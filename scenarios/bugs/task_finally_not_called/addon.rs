//! `AsyncTask` came to run a `Task` through a blanket impl of `ScopedTask`, which forwarded every method but `finally`.

use std::sync::atomic::{AtomicU32, Ordering};

use napi::bindgen_prelude::*;
use napi::Task;
use napi_derive::napi;

static FINALLY: AtomicU32 = AtomicU32::new(0);

pub struct Work {
    fails: bool,
}

impl Task for Work {
    type Output = ();
    type JsValue = ();

    fn compute(&mut self) -> Result<()> {
        if self.fails {
            return Err(Error::from_reason("no luck"));
        }
        Ok(())
    }

    fn resolve(&mut self, _env: Env, _output: ()) -> Result<()> {
        Ok(())
    }

    fn finally(self, _env: Env) -> Result<()> {
        FINALLY.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

#[napi]
pub fn work(fails: bool) -> AsyncTask<Work> {
    AsyncTask::new(Work { fails })
}

#[napi]
pub fn finally_calls() -> u32 {
    FINALLY.load(Ordering::SeqCst)
}
