//! Callbacks that come back to the instance that calls them.
//!
//! napi tracks what is borrowed while a method runs (native_borrow.rs), the callbacks that it makes included: any number of `&self`, or one
//! `&mut self`. It refuses what would alias, instead of running into undefined behaviour. The accessors that it makes for `pub` fields borrow
//! as `&mut self` does, the ones that only read too. A `ClassInstance` is not tracked at all.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Counts, and makes callbacks in every way that an instance can be borrowed.
#[napi]
pub struct BorrowedCounter {
    /// The count: a `pub` field, with the accessors that napi makes.
    pub count: u32,
}

#[napi]
impl BorrowedCounter {
    /// Counts from 0.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        Self { count: 0 }
    }

    /// The count: a method with `&self`.
    #[napi]
    pub fn read(&self) -> u32 {
        self.count
    }

    /// Counts: a method with `&mut self`.
    #[napi]
    pub fn increment(&mut self) -> u32 {
        self.count += 1;
        self.count
    }

    /// Calls back while this instance is borrowed as `&self`.
    #[napi(ts_args_type = "callback: () => void")]
    pub fn call_shared(&self, callback: Function<(), ()>) -> Result<()> {
        callback.call(())
    }

    /// Calls back while this instance is borrowed as `&mut self`.
    #[napi(ts_args_type = "callback: () => void")]
    pub fn call_exclusively(&mut self, callback: Function<(), ()>) -> Result<()> {
        callback.call(())
    }

    /// Calls back while this instance is borrowed as `&mut self`, and panics. `catch_unwind` makes an exception of that, and the borrow ends.
    #[napi(catch_unwind, ts_args_type = "callback: () => void")]
    pub fn call_and_panic(&mut self, callback: Function<(), ()>) -> Result<()> {
        callback.call(())?;
        panic!("after the callback");
    }
}

/// Calls back while an argument is borrowed by `&`.
#[napi(ts_args_type = "counter: BorrowedCounter, callback: () => void")]
pub fn call_with_borrowed_counter(
    _counter: &BorrowedCounter,
    callback: Function<(), ()>,
) -> Result<()> {
    callback.call(())
}

/// Calls back while it holds a `ClassInstance`, and gives the counts that it saw before and after.
#[napi(ts_args_type = "counter: BorrowedCounter, callback: () => void")]
pub fn call_with_counter_instance(
    counter: ClassInstance<BorrowedCounter>,
    callback: Function<(), ()>,
) -> Result<Vec<u32>> {
    // Read anew each time: no reference into the instance is held over the call.
    let before = counter.count;
    callback.call(())?;
    Ok(vec![before, counter.count])
}
