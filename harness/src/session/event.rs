//! Events: what a session reports while it goes on.

use std::time::{Duration, Instant};

use super::{Outcome, Planned};
use crate::run::clock;

/// How long a run may take before it is called slow, and again each time that long after.
pub const SLOW: Duration = Duration::from_secs(5);
/// How often somebody looks whether a run has become slow.
pub const LOOK: Duration = Duration::from_secs(1);

/// Something that happened, so long after the session began to run.
#[derive(Debug)]
pub struct Event<'a> {
    /// When.
    pub at: Duration,
    /// What.
    pub what: What<'a>,
}

/// What happened.
#[derive(Debug)]
pub enum What<'a> {
    /// A run begins; with repetitions, one of several.
    Began(&'a Planned),
    /// A run still goes on after so long.
    Slow(&'a Planned, Duration),
    /// A run was looked at a second time, which took so long.
    Diagnosed(&'a Planned, Duration),
    /// All runs of what was planned have ended.
    Ended(&'a Outcome),
}

/// The runs that go on, by their number.
#[derive(Debug, Default)]
pub struct Running(Vec<(usize, Instant, Duration)>);

impl Running {
    /// One begins.
    pub fn begin(&mut self, number: usize) {
        self.0.push((number, clock::now(), SLOW));
    }

    /// One has ended.
    pub fn end(&mut self, number: usize) {
        if let Some(at) = self.0.iter().position(|(known, ..)| *known == number) {
            self.0.swap_remove(at);
        }
    }

    /// Those that have become slow since the last look: their numbers, and how long they have gone on.
    pub fn slow(&mut self) -> Vec<(usize, Duration)> {
        let mut slow = Vec::new();
        for (number, since, limit) in &mut self.0 {
            let gone_on = clock::now().saturating_duration_since(*since);
            if gone_on >= *limit {
                slow.push((*number, gone_on));
                *limit += SLOW;
            }
        }
        slow
    }
}
