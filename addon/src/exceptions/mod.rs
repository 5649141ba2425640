//! Exceptions between Rust and JavaScript, past what a ThreadsafeFunction does with them: thrown, caught, moved, left pending, fatal.

pub mod causes;
pub mod fatal;
pub mod panics;
pub mod pending;
pub mod thrown;
pub mod travelling;
pub mod unwinding;
