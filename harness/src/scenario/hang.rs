//! What a process does that does not end, as headers and reports say it.

use serde::{Deserialize, Serialize};

/// What a process does that does not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HangKind {
    /// Its event loop waits for events that do not come.
    Idle,
    /// Its main thread waits for something else than events, so that no event can be handled.
    Blocked,
    /// Its main thread computes.
    Busy,
    /// A signal has stopped it.
    Stopped,
}

impl HangKind {
    /// The word in headers, reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Blocked => "blocked",
            Self::Busy => "busy",
            Self::Stopped => "stopped",
        }
    }
}
