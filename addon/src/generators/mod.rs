//! Classes that JavaScript iterates: `Generator`, `ScopedGenerator` and `AsyncGenerator`, with `next`, `return` and `throw` from JavaScript.

pub mod answered;
pub mod asking;
pub mod broken;
pub mod leaky;
pub mod scoped;
pub mod steps;
pub mod steps_async;
