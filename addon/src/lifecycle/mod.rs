//! What the scenarios need past the guide: who keeps the process alive, what a full queue does, where
//! an error goes, what became of every payload.

pub mod blocking_calls;
pub mod census;
pub mod counted;
pub mod error_modes;
pub mod liveness;
pub mod queues;
pub mod synchronous;
