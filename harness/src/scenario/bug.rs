//! `[bug]`: what is known of a bug that a scenario reproduces.

use std::num::NonZeroU32;

use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

/// A bug of a released crate.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Bug {
    /// Where it was reported or fixed.
    pub link: String,
    /// What it does to a program.
    pub kind: Kind,
    /// The crate whose releases carry it.
    #[serde(default = "napi", rename = "crate")]
    pub krate: String,
    /// The releases that carry it: alternatives, each a requirement such as `>=3.1.0, <3.1.6`.
    pub affected: Vec<VersionReq>,
    /// The release that fixed it; none while it is open.
    pub fixed: Option<Version>,
    /// The first release that its reproducer makes sense for.
    pub from: Option<Version>,
    /// Features of the crate that its addon needs, besides [`BASE_FEATURES`].
    #[serde(default)]
    pub features: Vec<String>,
    /// The build in which it shows.
    #[serde(default)]
    pub profile: Profile,
    /// How many runs a release gets in a history, where one or two do not show it surely.
    pub repeat: Option<NonZeroU32>,
}

/// The features that every own addon is built with: one set for all bugs, so that the crate is built once for each release.
pub const BASE_FEATURES: [&str; 2] = ["napi8", "async"];

fn napi() -> String {
    "napi".into()
}

impl Bug {
    /// Whether the release carries it.
    pub fn affects(&self, release: &Version) -> bool {
        self.affected.iter().any(|range| range.matches(release))
    }
}

/// What a bug does to a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The process ends though a callback is still to come.
    EarlyExit,
    /// Nothing is left to do, and the process does not end.
    NeverExits,
    /// What was to be released never is.
    Leak,
    /// Two wait for each other.
    Deadlock,
    /// A `finally` that is never called.
    MissedFinally,
    /// A cleanup hook that is never called.
    MissedHook,
    /// Memory is freed twice.
    DoubleFree,
    /// Memory is used that was freed.
    UseAfterFree,
    /// What belongs to the JavaScript thread is touched by another.
    WrongThread,
    /// An error is swallowed, or arrives as another.
    LostError,
    /// The end of a worker takes the process with it.
    WorkerAbort,
    /// Data is lost on its way.
    LostData,
    /// A panic where no panic may leave Rust.
    PanicAcrossFfi,
}

impl Kind {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::EarlyExit => "early exit",
            Self::NeverExits => "never exits",
            Self::Leak => "leak",
            Self::Deadlock => "deadlock",
            Self::MissedFinally => "missed finally",
            Self::MissedHook => "missed hook",
            Self::DoubleFree => "double free",
            Self::UseAfterFree => "use after free",
            Self::WrongThread => "wrong thread",
            Self::LostError => "lost error",
            Self::WorkerAbort => "abort at a worker's end",
            Self::LostData => "lost data",
            Self::PanicAcrossFfi => "panic across FFI",
        }
    }

    /// How bad it is for a program that meets it.
    pub fn severity(self) -> Severity {
        match self {
            Self::DoubleFree
            | Self::UseAfterFree
            | Self::WrongThread
            | Self::WorkerAbort
            | Self::PanicAcrossFfi => Severity::Crash,
            Self::NeverExits | Self::Deadlock => Severity::Hang,
            Self::EarlyExit | Self::LostError | Self::LostData => Severity::Loss,
            Self::Leak | Self::MissedFinally | Self::MissedHook => Severity::Leak,
        }
    }
}

/// How bad a bug is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The process dies, or its memory is damaged.
    Crash,
    /// The process stands still for ever.
    Hang,
    /// A callback, an error or data does not arrive.
    Loss,
    /// Memory or something else stays behind.
    Leak,
}

impl Severity {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crash => "crash",
            Self::Hang => "hang",
            Self::Loss => "loss",
            Self::Leak => "leak",
        }
    }
}

/// How an addon is compiled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// With debug assertions and without optimizations.
    #[default]
    Debug,
    /// As it is published.
    Release,
}

impl Profile {
    /// The folder that cargo names after it.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}
