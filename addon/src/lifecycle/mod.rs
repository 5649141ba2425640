//! What the scenarios need past the guide: who keeps the process alive, what a full queue does, where
//! an error goes.

pub mod error_modes;
pub mod liveness;
pub mod queues;
pub mod synchronous;
