//! Transcripts: an observation as stable text, the same from run to run and from machine to machine.

mod redact;
mod render;
mod signature;

pub use redact::Redaction;
pub use render::render;
pub use signature::signature;
