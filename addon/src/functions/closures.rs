//! Rust closures as JavaScript functions: `Env::create_function_from_closure`.
//!
//! The closure belongs to its function: it is dropped once that is collected, or with the environment (`env.rs`). What it captures is
//! counted by the [census](crate::lifecycle::census).

use std::cell::{Cell, RefCell};

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::exceptions::panics::PanicWith;
use crate::lifecycle::census::CountedHandle;

/// A function that counts its calls: what it keeps is its own.
#[napi(ts_return_type = "() => number")]
pub fn make_counter(env: &Env) -> Result<Function<'_, (), u32>> {
    let calls = Cell::new(0);
    env.create_function_from_closure("counter", move |_| {
        calls.set(calls.get() + 1);
        Ok(calls.get())
    })
}

/// Adds three numbers that come one by one: each call but the last returns another closure, which has captured the sum so far.
#[napi(ts_return_type = "(a: number) => (b: number) => (c: number) => number")]
pub fn curried_sum(env: &Env) -> Result<Unknown<'_>> {
    adder(env, 0.0, 3)
}

/// A function that adds a number to `sum`; it returns the sum itself once `left` numbers have come.
fn adder(env: &Env, sum: f64, left: u32) -> Result<Unknown<'_>> {
    let handle = CountedHandle::new();
    let adder: Function<'_, f64, Unknown> =
        env.create_function_from_closure("adder", move |context| {
            let _kept = &handle;
            let sum = sum + context.first_arg::<f64>()?;
            let answer = match left {
                1 => sum.into_unknown(context.env)?,
                _ => adder(context.env, sum, left - 1)?,
            };
            // A closure cannot return what borrows from its `env`, though JavaScript gets it in the same call.
            // SAFETY: the handle is used by nothing but the return from this call.
            Ok(unsafe { Unknown::from_raw_unchecked(context.env.raw(), answer.raw()) })
        })?;
    adder.into_unknown(env)
}

/// A function that keeps what it was last called with, and calls the callback while it borrows that: called by the callback, it finds it
/// borrowed. With `"panics"` as the argument, `RefCell::borrow_mut` panics then; otherwise it is an error.
#[napi(
    ts_args_type = "callback: (last: string) => unknown",
    ts_return_type = "(next: string) => string"
)]
pub fn keep_last<'env>(
    env: &'env Env,
    callback: FunctionRef<String, Unknown<'static>>,
) -> Result<Function<'env, String, String>> {
    let last = RefCell::new("nothing".to_owned());
    env.create_function_from_closure("keepLast", move |context| {
        let next = context.first_arg::<String>()?;
        let mut last = match next.as_str() {
            "panics" => last.borrow_mut(),
            _ => last
                .try_borrow_mut()
                .map_err(|_| Error::from_reason("is being called"))?,
        };
        callback.borrow_back(context.env)?.call(last.clone())?;
        Ok(std::mem::replace(&mut *last, next))
    })
}

/// A function that panics.
#[napi(ts_return_type = "(payload: PanicWith) => never")]
pub fn panicking_closure(env: &Env) -> Result<Function<'_, (), ()>> {
    env.create_function_from_closure("panickingClosure", |context| -> Result<()> {
        context.first_arg::<PanicWith>()?.panic()
    })
}

/// A closure that captures what prints a line when it is dropped.
#[napi(ts_return_type = "() => void")]
pub fn closure_that_says_goodbye(env: &Env, name: String) -> Result<Function<'_, (), ()>> {
    struct Goodbye(String);
    impl Drop for Goodbye {
        fn drop(&mut self) {
            println!("{} is dropped", self.0);
        }
    }
    let goodbye = Goodbye(name);
    env.create_function_from_closure("closureThatSaysGoodbye", move |_| {
        let _kept = &goodbye;
        Ok(())
    })
}

/// A closure that captures what panics when it is dropped: napi swallows that panic (`finalize_box_trampoline`).
#[napi(ts_return_type = "() => void")]
pub fn closure_that_panics_in_drop(env: &Env) -> Result<Function<'_, (), ()>> {
    struct PanicsInDrop(#[allow(dead_code, reason = "goes with it")] CountedHandle);
    impl Drop for PanicsInDrop {
        fn drop(&mut self) {
            panic!("a panic in a drop");
        }
    }
    let captured = PanicsInDrop(CountedHandle::new());
    env.create_function_from_closure("closureThatPanicsInDrop", move |_| {
        let _kept = &captured;
        Ok(())
    })
}

/// A Rust function that calls `callback`, which it refers to. A callback that closes over the Rust function is never collected, and
/// neither is the function: the garbage collector sees no cycle through Rust.
#[napi(
    ts_args_type = "callback: () => unknown",
    ts_return_type = "() => unknown"
)]
pub fn wrap_callback<'env>(
    env: &'env Env,
    callback: FunctionRef<(), Unknown<'static>>,
) -> Result<Function<'env, (), Unknown<'static>>> {
    let handle = CountedHandle::new();
    env.create_function_from_closure("wrapped", move |context| {
        let _kept = &handle;
        callback.borrow_back(context.env)?.call(())
    })
}
