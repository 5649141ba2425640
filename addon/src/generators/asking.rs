//! Generators that call a JavaScript function for each item.

use std::sync::Arc;

use napi::bindgen_prelude::*;
use napi::iterator::ScopedGenerator;
use napi::threadsafe_function::ThreadsafeFunction;
use napi_derive::napi;

use crate::lifecycle::census::{Counted, CountedHandle};

/// Asks a function for each item: `callback(1)`, `callback(2)`, ... until one returns `null`.
///
/// What the callback throws is thrown out of `next`. That has to be done by hand, since `next` cannot return an error.
#[napi(iterator)]
pub struct AskingGenerator {
    callback: FunctionRef<u32, Option<String>>,
    asked: u32,
    running: u32,
    most_running: u32,
    completed: u32,
    _handle: CountedHandle,
}

#[napi]
impl AskingGenerator {
    /// A generator whose items `callback` makes.
    #[napi(
        constructor,
        ts_args_type = "callback: (number: number) => string | null"
    )]
    pub fn new(callback: Function<u32, Option<String>>) -> Result<Self> {
        Ok(Self {
            callback: callback.create_ref()?,
            asked: 0,
            running: 0,
            most_running: 0,
            completed: 0,
            _handle: CountedHandle::new(),
        })
    }

    /// How many calls of `next` have been under way at once.
    #[napi]
    pub fn most_running(&self) -> u32 {
        self.most_running
    }

    /// How often `return` has reached Rust.
    #[napi]
    pub fn completed(&self) -> u32 {
        self.completed
    }
}

#[napi]
impl<'env> ScopedGenerator<'env> for AskingGenerator {
    type Yield = String;
    type Next = ();
    type Return = ();

    fn next(&mut self, env: &'env Env, _: Option<()>) -> Option<String> {
        self.asked += 1;
        self.running += 1;
        self.most_running = self.most_running.max(self.running);
        let answer = self
            .callback
            .borrow_back(env)
            .and_then(|callback| callback.call(self.asked));
        self.running -= 1;
        answer.unwrap_or_else(|error| {
            // SAFETY: this runs in a call of that environment.
            unsafe { JsError::from(error).throw_into(env.raw()) };
            None
        })
    }

    fn complete(&mut self, _: Option<()>) -> Option<String> {
        self.completed += 1;
        None
    }
}

/// Not callee-handled, so that the callback gets the number alone; weak, so that only an item under way keeps the process alive.
type Ask = ThreadsafeFunction<u32, Option<String>, u32, Status, false, true>;

/// Asks a function for each item of an asynchronous iteration, from Tokio: `callback(1)`, `callback(2)`, ... until one returns `null`.
///
/// What the callback throws rejects the promise of `next`. Each item under way is a payload of the census.
#[napi(async_iterator)]
pub struct AskingAsyncGenerator {
    callback: Arc<Ask>,
    asked: u32,
    _handle: CountedHandle,
}

#[napi]
impl AskingAsyncGenerator {
    /// A generator whose items `callback` makes.
    #[napi(
        constructor,
        ts_args_type = "callback: (number: number) => string | null"
    )]
    pub fn new(callback: Function<u32, Option<String>>) -> Result<Self> {
        let callback = callback
            .build_threadsafe_function()
            .weak::<true>()
            .build()?;
        Ok(Self {
            callback: Arc::new(callback),
            asked: 0,
            _handle: CountedHandle::new(),
        })
    }
}

#[napi]
impl AsyncGenerator for AskingAsyncGenerator {
    type Yield = String;
    type Next = ();
    type Return = ();

    fn next(
        &mut self,
        _: Option<()>,
    ) -> impl Future<Output = Result<Option<String>>> + Send + 'static {
        self.asked += 1;
        let (callback, number) = (Arc::clone(&self.callback), self.asked);
        let payload = Counted::new("an item under way");
        async move {
            let _kept = payload;
            callback.call_async_catch(number).await
        }
    }
}
