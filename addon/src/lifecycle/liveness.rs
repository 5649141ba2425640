//! Which `ThreadsafeFunction` keeps the process alive, and until when.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::pace;

type Log = ThreadsafeFunction<String, (), String, Status, false>;

/// Logs once from each of `clones` threads, one after the other. Each thread drops its clone of the
/// strong function when it has logged; the last one lets the process go.
#[napi(ts_args_type = "clones: number, callback: (entry: string) => void")]
pub fn relay_logger(clones: u32, callback: Function<String, ()>) -> Result<()> {
    let log: Arc<Log> = Arc::new(callback.build_threadsafe_function().build()?);
    let mut predecessor: Option<thread::JoinHandle<()>> = None;
    for clone in 1..=clones {
        let log = Arc::clone(&log);
        let before = predecessor.take();
        predecessor = Some(thread::spawn(move || {
            if let Some(before) = before {
                before.join().expect("the logger before this one");
            }
            pace::sleep(Duration::from_millis(500));
            log.call(
                format!("entry from clone {clone} of {clones}"),
                ThreadsafeFunctionCallMode::NonBlocking,
            );
        }));
    }
    Ok(())
}

/// A strong logger in JavaScript's hands: it keeps the process alive until it and all of its clones
/// are closed or collected.
#[napi]
pub struct StrongLogger {
    log: Option<Arc<Log>>,
}

#[napi]
impl StrongLogger {
    /// A logger with one clone: itself.
    #[napi(constructor, ts_args_type = "callback: (entry: string) => void")]
    pub fn new(callback: Function<String, ()>) -> Result<Self> {
        let log = callback.build_threadsafe_function().build()?;
        Ok(Self {
            log: Some(Arc::new(log)),
        })
    }

    /// Another clone, which has to be closed on its own.
    #[napi]
    pub fn clone_logger(&self) -> Self {
        Self {
            log: self.log.clone(),
        }
    }

    /// Queues an entry and returns the status, or `null` once this clone is closed: whoever has dropped
    /// a ThreadsafeFunction has nothing left to call, so napi says nothing.
    #[napi]
    pub fn log(&self, entry: String) -> Option<String> {
        let log = self.log.as_ref()?;
        let status = log.call(entry, ThreadsafeFunctionCallMode::NonBlocking);
        Some(status.to_string())
    }

    /// How many clones share the function with this one, itself included.
    #[napi]
    pub fn clones(&self) -> u32 {
        self.log.as_ref().map_or(0, Arc::strong_count) as u32
    }

    /// Drops this clone; a second time does nothing.
    #[napi]
    pub fn close(&mut self) {
        self.log = None;
    }
}

/// A weak logger in JavaScript's hands: it never keeps the process alive.
#[napi]
pub struct WeakLogger {
    log: ThreadsafeFunction<String, (), String, Status, false, true>,
}

#[napi]
impl WeakLogger {
    /// A logger that has logged nothing yet.
    #[napi(constructor, ts_args_type = "callback: (entry: string) => void")]
    pub fn new(callback: Function<String, ()>) -> Result<Self> {
        let log = callback
            .build_threadsafe_function()
            .weak::<true>()
            .build()?;
        Ok(Self { log })
    }

    /// Queues an entry and returns the status.
    #[napi]
    pub fn log(&self, entry: String) -> String {
        self.log
            .call(entry, ThreadsafeFunctionCallMode::NonBlocking)
            .to_string()
    }
}

/// Ticks for ever from a thread of its own; `unref` and `ref` say whether that keeps the process
/// alive.
#[napi]
pub struct Ticker {
    // `unref` and `refer` take `&mut self`, so an `Arc` alone cannot be shared with the thread.
    tick: Arc<Mutex<ThreadsafeFunction<u32, (), u32, Status, false>>>,
}

#[napi]
#[allow(
    deprecated,
    reason = "unref and refer have no replacement once a function is built"
)]
impl Ticker {
    /// Starts ticking: 1, 2, 3, ...
    #[napi(constructor, ts_args_type = "callback: (tick: number) => void")]
    pub fn new(callback: Function<u32, ()>) -> Result<Self> {
        let tick = Arc::new(Mutex::new(callback.build_threadsafe_function().build()?));
        let ticker = Self {
            tick: Arc::clone(&tick),
        };
        thread::spawn(move || {
            for number in 1.. {
                tick.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .call(number, ThreadsafeFunctionCallMode::NonBlocking);
                pace::sleep(Duration::from_millis(500));
            }
        });
        Ok(ticker)
    }

    /// From now on the ticker does not keep the process alive.
    #[napi]
    pub fn unref(&self, env: Env) -> Result<()> {
        self.tick().unref(&env)
    }

    /// From now on the ticker keeps the process alive again.
    #[napi(js_name = "ref")]
    pub fn refer(&self, env: Env) -> Result<()> {
        self.tick().refer(&env)
    }

    fn tick(&self) -> MutexGuard<'_, ThreadsafeFunction<u32, (), u32, Status, false>> {
        self.tick.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
