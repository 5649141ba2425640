//! Every way of calling JavaScript from Rust, twice: with napi-rs, and with napi-sys alone.
//!
//! JavaScript sees two objects, `napi` and `floor`, whose functions have the same names and do the same, so that each measurement is one
//! program run against either.
//!
//! - [`clock`]: the one clock, and a loop that is timed by it
//! - [`floor`]: the floor, which uses nothing of napi-rs
//! - [`idle`]: whether JavaScript's thread is idle
//! - [`notes`]: what a sending thread tells JavaScript of its times
//! - [`sender`]: the thread that calls a queue
//! - [`tasks`]: the tasks that await answers
//! - [`with_napi`]: the same with napi-rs, as its users write it

pub mod clock;
pub mod floor;
pub mod idle;
pub mod notes;
pub mod sender;
pub mod tasks;
pub mod with_napi;

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Adds what `#[napi]` does not export: the floor, and the clock that both sides are measured by.
#[napi(module_exports)]
pub fn add_floor(exports: Object, env: Env) -> Result<()> {
    // SAFETY: the environment and the object are those of the module that is being loaded, on its thread.
    unsafe { floor::add_to(env.raw(), exports.raw()) };
    Ok(())
}
