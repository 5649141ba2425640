//! Anti-patterns: what crashes, hangs, leaks or calls the wrong function on purpose, each saying why.

pub mod broken_timer;
pub mod crashes;
pub mod deadlocks;
pub mod kept_function;
pub mod leaks;
pub mod never_exits;
pub mod swallowed;
