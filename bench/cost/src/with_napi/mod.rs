//! The same as in [`floor`](crate::floor), with napi-rs, as its users write it.
//!
//! - [`direct`]: calls on JavaScript's thread
//! - [`future`]: a task's answer as a promise
//! - [`threadsafe`]: calls through a `ThreadsafeFunction`

pub mod direct;
pub mod future;
pub mod threadsafe;
