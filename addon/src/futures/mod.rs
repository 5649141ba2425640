//! Futures: async functions and methods, futures that are spawned, blocks with a disposal, and the Tokio runtime that they all run on.

pub mod async_block;
pub mod async_functions;
pub mod async_methods;
pub mod blocking;
pub mod capture;
pub mod runtime;
pub mod signal;
pub mod spawned;
