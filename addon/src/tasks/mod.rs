//! Work for libuv's pool: `AsyncTask`, `ScopedTask`, `Env::spawn` and `AbortSignal`, through every way that it can end.
//!
//! napi runs all of it through `async_work.rs`: Node-API's asynchronous work with a promise. What JavaScript's thread and the pool's threads did,
//! and in which order, stands in the [journal](journal).

pub mod abort_signal;
pub mod async_task;
pub mod held;
pub mod journal;
pub mod pool;
pub mod scoped_task;
pub mod spawned;
