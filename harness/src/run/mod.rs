//! Runs: a script in a process of its own, watched from its start to the end of everything that it started.

pub mod capture;
mod children;
pub mod clock;
mod ending;
pub mod environment;
pub mod events;
pub mod growth;
pub mod interrupt;
pub mod last_words;
pub mod lifecycle;
pub mod observation;
mod outside;
pub mod panics;
pub mod process;
pub mod scheduler;
pub mod scratch;
mod signals;
pub mod stillness;
pub mod threads;
pub mod warden;
pub mod words;

pub use children::end_strays;
pub use ending::Ending;
pub use interrupt::Interrupt;
pub use last_words::LastWords;
pub use observation::{During, Observation};
pub use scratch::Scratch;
pub use stillness::MainThread;
pub use warden::Warden;

/// What all runs of one call of the harness share.
#[derive(Debug, Clone)]
pub struct Supervision {
    /// Whether the user wants everything to stop.
    pub interrupt: Interrupt,
    /// Who ends what is left if the harness itself is killed.
    pub warden: Warden,
}
