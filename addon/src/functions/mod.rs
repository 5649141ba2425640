//! How Rust and JavaScript call each other on JavaScript's own thread: everything of napi for that, past the guide's Part 1.

pub mod arguments;
pub mod async_context;
pub mod call_context;
pub mod calling;
pub mod classes;
pub mod closures;
pub mod raw_callback;
pub mod scopes;
pub mod scripts;
pub mod symbols;
