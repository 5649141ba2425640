//! JavaScript's promises in Rust: `PromiseRaw` on JavaScript's thread, `Promise` awaited on others, and `JsDeferred`, the other end of one.

pub mod arguments;
pub mod deferred;
pub mod raw;
