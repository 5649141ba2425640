//! A `FunctionRef` that is kept for the whole process, where every environment can reach it, with and without a check.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// A `FunctionRef` that only its own thread gets back.
///
/// `FunctionRef` is Send and Sync, and its `borrow_back` takes any `Env` (function.rs:479): of another thread it makes a handle of one
/// isolate's function in another isolate. A thread has one isolate, and the number of a thread is not given out again, unlike the address of
/// an environment.
pub struct ThreadBoundRef<Args: JsValuesTupleIntoVec, Return> {
    reference: FunctionRef<Args, Return>,
    thread: ThreadId,
}

impl<Args: JsValuesTupleIntoVec, Return> ThreadBoundRef<Args, Return> {
    /// Binds it to the calling thread, which must be the one that made it.
    pub fn new(reference: FunctionRef<Args, Return>) -> Self {
        let thread = thread::current().id();
        Self { reference, thread }
    }

    /// The function, on the thread that it belongs to.
    pub fn borrow_back<'env>(&self, env: &'env Env) -> Result<Function<'env, Args, Return>> {
        if thread::current().id() != self.thread {
            return Err(Error::from_reason("the function belongs to another thread"));
        }
        self.reference.borrow_back(env)
    }
}

type Shared = Arc<ThreadBoundRef<String, String>>;

static SHARED: Mutex<Option<Shared>> = Mutex::new(None);

fn shared() -> Result<Shared> {
    let shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    let none = || Error::from_reason("no callback is shared");
    // Not locked during the call, which may end the thread or share another one.
    shared.clone().ok_or_else(none)
}

/// Keeps `callback` for the process, in place of the one before.
#[napi(ts_args_type = "callback: (value: string) => string")]
pub fn share_callback(callback: FunctionRef<String, String>) {
    let shared = Arc::new(ThreadBoundRef::new(callback));
    let before = SHARED
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .replace(shared);
    drop(before);
}

/// Calls what is shared, on the thread that shared it; on others it throws.
#[napi]
pub fn call_shared_callback(env: &Env, value: String) -> Result<String> {
    shared()?.borrow_back(env)?.call(value)
}

/// Calls what is shared, on whatever thread, as a bare `FunctionRef` lets it: no compiler and no check objects.
#[napi]
pub fn call_shared_callback_unchecked(env: &Env, value: String) -> Result<String> {
    shared()?.reference.borrow_back(env)?.call(value)
}

/// Releases what is shared, on whatever thread. A reference of an environment that is gone is gone with it.
#[napi]
pub fn release_shared_callback() -> bool {
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.take().is_some()
}
