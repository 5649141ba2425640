//! Histories: how a scenario ended with every release of a crate, or under every version of a runtime.
//!
//! A history is the common plan with more addon builds and more runtimes. One release is built while the one before it runs;
//! what was found is kept by a key of all that matters, so that a second call answers at once and an interrupted one goes on.

pub mod bisect;
pub mod builder;
pub mod claims;
mod found;
mod kept;
mod known;
mod prepare;
pub mod ranges;
mod releases;
pub mod report;
pub mod shadow;
mod signature;
pub mod space;
mod sweep;

pub use found::{Cell, Found, History, Share};
pub use kept::Keep;
pub use prepare::{Error as NotPrepared, Over, Prepared, Question, Range};
pub use signature::Ended;
pub use sweep::{DEFAULT_REPEAT, Error, Event, Run, Sweep};
