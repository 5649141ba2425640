//! Anti-patterns: what crashes, hangs or calls the wrong function on purpose, each saying why.

pub mod broken_timer;
pub mod kept_function;
pub mod never_exits;
