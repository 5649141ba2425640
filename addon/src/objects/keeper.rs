//! A class that takes, keeps, replaces and gives back a callback by a `FunctionRef`.

use std::cell::RefCell;
use std::rc::Rc;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::lifecycle::census::CountedHandle;

/// Keeps one callback. The reference is a root for the garbage collector: a callback that closes over its keeper is never collected, nor is
/// the keeper, until one of `replace`, `take` and `release` ends it.
#[napi]
pub struct CallbackKeeper {
    // Counted, so that a callback may replace or release itself while it runs.
    callback: RefCell<Option<Rc<FunctionRef<String, String>>>>,
    _handle: CountedHandle,
}

#[napi]
impl CallbackKeeper {
    /// Keeps `callback` from now on.
    #[napi(constructor, ts_args_type = "callback: (value: string) => string")]
    pub fn new(callback: FunctionRef<String, String>) -> Self {
        Self {
            callback: RefCell::new(Some(Rc::new(callback))),
            _handle: CountedHandle::new(),
        }
    }

    /// What the callback answers, or null if none is kept. What it throws reaches the caller.
    #[napi]
    pub fn call(&self, env: &Env, value: String) -> Result<Option<String>> {
        // Not borrowed during the call.
        let callback = self.callback.borrow().clone();
        match callback {
            Some(callback) => callback.borrow_back(env)?.call(value).map(Some),
            None => Ok(None),
        }
    }

    /// Keeps `callback` instead, and gives back the one before, or null.
    #[napi(
        ts_args_type = "callback: (value: string) => string",
        ts_return_type = "((value: string) => string) | null"
    )]
    pub fn replace<'env>(
        &self,
        env: &'env Env,
        callback: FunctionRef<String, String>,
    ) -> Result<Option<Function<'env, String, String>>> {
        let before = self.callback.replace(Some(Rc::new(callback)));
        before.map(|before| before.borrow_back(env)).transpose()
    }

    /// Gives the callback back and keeps none.
    #[napi(ts_return_type = "((value: string) => string) | null")]
    pub fn take<'env>(&self, env: &'env Env) -> Result<Option<Function<'env, String, String>>> {
        let taken = self.callback.take();
        taken.map(|taken| taken.borrow_back(env)).transpose()
    }

    /// Keeps none any more.
    #[napi]
    pub fn release(&self) {
        self.callback.take();
    }

    /// Whether a callback is kept.
    #[napi(getter)]
    pub fn is_keeping(&self) -> bool {
        self.callback.borrow().is_some()
    }
}
