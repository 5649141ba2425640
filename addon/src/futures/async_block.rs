//! `AsyncBlock`: a promise that a synchronous function returns by value, with a disposal on JavaScript's thread.

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::capture::Capture;
use super::spawned::{FutureEnd, ending};

type Report = FunctionRef<(), ()>;

/// Disposes of what the block had: tells JavaScript.
fn disposal(report: Report) -> impl FnOnce(Env) -> Result<()> {
    let capture = Capture::new("disposal");
    move |env| {
        let _capture = capture;
        report.borrow_back(&env)?.call(())
    }
}

/// A block with a disposal, which `dispose` is told of. The promise is rejected with what `dispose` throws.
#[napi(ts_args_type = "signal: string, end: FutureEnd, dispose: () => void")]
pub fn async_block(
    env: &Env,
    signal: String,
    end: FutureEnd,
    dispose: Function<(), ()>,
) -> Result<AsyncBlock<String>> {
    let future = ending(signal, end, Capture::new("future"));
    AsyncBlockBuilder::with(future)
        .with_dispose(disposal(dispose.create_ref()?))
        .build(env)
}

/// A block whose disposal is a function without captures, as `AsyncBlockBuilder::new` has it.
#[napi]
pub fn async_block_that_panics(env: &Env) -> Result<AsyncBlock<String>> {
    AsyncBlockBuilder::new(async { Ok("a value".to_owned()) })
        .with_dispose(|_| panic!("the disposal panicked"))
        .build(env)
}

/// A block whose value `map` makes on JavaScript's thread, of the future's.
#[napi(ts_args_type = "signal: string, end: FutureEnd, map: (value: string) => string")]
pub fn async_block_with_map(
    env: &Env,
    signal: String,
    end: FutureEnd,
    map: Function<String, String>,
) -> Result<AsyncBlock<String>> {
    let map = map.create_ref()?;
    let capture = Capture::new("map");
    let future = ending(signal, end, Capture::new("future"));
    AsyncBlockBuilder::build_with_map(env, future, move |env, value| {
        let _capture = capture;
        map.borrow_back(&env)?.call(value)
    })
}

/// A block whose map panics.
#[napi]
pub fn async_block_with_map_that_panics(env: &Env) -> Result<AsyncBlock<String>> {
    AsyncBlockBuilder::build_with_map(env, async { Ok(()) }, |_, ()| -> Result<String> {
        panic!("the map panicked")
    })
}
