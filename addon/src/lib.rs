//! Every callback pattern of napi-rs, as the addon that napi-harness puts under test.
//!
//! - [`environment`]: what belongs to an environment, and ends with it
//! - [`exceptions`]: errors between Rust and JavaScript, past what a ThreadsafeFunction does with them
//! - [`functions`]: how Rust and JavaScript call each other on JavaScript's own thread
//! - [`futures`]: async functions, spawned futures and the runtime that they run on
//! - [`gate`]: puts threads in an order, together with `gate` of `#harness`
//! - [`generators`]: classes that JavaScript iterates, with `next`, `return` and `throw`
//! - [`guide`]: the functions of the guide "Functions and Callbacks", one file a part
//! - [`lifecycle`]: what the scenarios need past the guide
//! - [`misuse`]: what crashes, hangs or calls the wrong function on purpose
//! - [`objects`]: callbacks inside objects and classes
//! - [`ownership`]: who owns what across the boundary: externals, references, finalizers, buffers
//! - [`pace`]: the one clock that all of them sleep by
//! - [`promises`]: JavaScript's promises in Rust, and promises that Rust settles
//! - [`streams`]: web streams, from Rust to JavaScript and back
//! - [`tasks`]: work for libuv's pool, and what cancels it
//! - [`use_cases`]: the guide's real-world uses, as programs that do the real work

pub mod environment;
pub mod exceptions;
pub mod functions;
pub mod futures;
pub mod gate;
pub mod generators;
pub mod guide;
pub mod lifecycle;
pub mod misuse;
pub mod objects;
pub mod ownership;
pub mod pace;
pub mod promises;
pub mod streams;
pub mod tasks;
pub mod use_cases;
