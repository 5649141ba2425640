//! Diagnose: the second step, a second run where a judgement or a cause needs one.
//!
//! Runs that end alike share a second run. There is a budget for the rest: an ending that was never seen before is always looked at,
//! so that many failures of one kind do not hide one of another. What a header demands to know is no failure, and costs nothing of it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::once::OncePerKey;
use super::{Diagnose, Planned, Seen, Session};
use crate::diagnose::{self, Diagnosis, KeepLog};
use crate::run::{Ending, clock, scratch};
use crate::transcript;
use crate::verdict::Reason;

/// How many second runs one session makes of endings that were diagnosed before in another scenario.
const BUDGET: usize = 20;

/// What a second run showed, or why there was none.
#[derive(Debug, Clone)]
pub enum Looked {
    /// This.
    Found(Arc<Diagnosis>),
    /// It was not needed.
    NotNeeded,
    /// It was needed, and there was none, for this reason.
    Missing(String),
}

impl Looked {
    /// What was found.
    pub fn found(&self) -> Option<&Diagnosis> {
        match self {
            Self::Found(diagnosis) => Some(diagnosis),
            Self::NotNeeded | Self::Missing(_) => None,
        }
    }
}

/// The second runs of a session.
#[derive(Debug, Default)]
pub struct Diagnoses {
    /// By run, runtime and ending.
    made: OncePerKey<Result<Arc<Diagnosis>, String>>,
    budget: Mutex<Budget>,
}

/// What is left for endings that are not the first of their kind.
#[derive(Debug, Default)]
struct Budget {
    kinds: BTreeSet<String>,
    spent: usize,
}

impl Budget {
    /// Whether an ending of this kind may be looked at.
    fn grants(&mut self, kind: String) -> bool {
        if self.kinds.insert(kind) {
            return true;
        }
        self.spent += 1;
        self.spent <= BUDGET
    }
}

impl Session {
    /// Looks at what was seen a second time, where `reasons` or the header ask for it. Repetitions that end alike wait for the one
    /// that is looked at, and share what it shows.
    pub(super) fn diagnose(
        &self,
        planned: &Planned,
        seen: &Seen,
        reasons: &[Reason],
        diagnosed: &dyn Fn(Duration),
    ) -> Looked {
        let ending = &seen.observation.ending;
        let unexpected = || {
            let is_for_it = |reason: &Reason| {
                matches!(
                    reason,
                    Reason::Ended { .. }
                        | Reason::NoExitEvent(_)
                        | Reason::Dropped(_)
                        | Reason::Promise(_)
                        | Reason::Late { .. }
                        | Reason::Leftover(_)
                )
            };
            reasons.iter().any(is_for_it)
        };
        let wanted = match self.settings.diagnose {
            Diagnose::Unexpected => unexpected(),
            Diagnose::Always => *ending != Ending::Exit(0),
            Diagnose::Traced => true,
            Diagnose::Holders | Diagnose::Never => false,
        };
        let holder = planned.scenario.header.expect.holder.is_some()
            && self.settings.diagnose != Diagnose::Never;
        let needed = wanted || holder && ending.is_forced();
        if !needed || planned.scenario.is_checked() {
            return Looked::NotNeeded;
        }
        let silently = seen.observation.ended_without_exit_event();
        let key = format!("{} {} {ending} {silently}", planned.name, planned.runtime);
        let made = self.diagnoses.made.get_or_make(key, || {
            let began = clock::now();
            let free = holder && ending.is_forced();
            let made = self.second_run(planned, seen, free);
            diagnosed(clock::now().saturating_duration_since(began));
            made
        });
        match made {
            Ok(diagnosis) => Looked::Found(diagnosis),
            Err(why) => Looked::Missing(why),
        }
    }

    /// Under the probe; where it is not `free`, as far as the budget grants it.
    fn second_run(
        &self,
        planned: &Planned,
        seen: &Seen,
        free: bool,
    ) -> Result<Arc<Diagnosis>, String> {
        if self.interrupted_by().is_some() {
            return Err("interrupted".into());
        }
        let kind = transcript::signature(&seen.observation, &seen.redaction);
        let mut budget = self.diagnoses.budget.lock().expect("no panic while held");
        let traced = self.settings.diagnose == Diagnose::Traced;
        if !traced && !free && !budget.grants(kind) {
            return Err(format!(
                "{BUDGET} endings of kinds that had been looked at before were looked at again; run it alone to have this one looked at"
            ));
        }
        drop(budget);
        let (script, invocation) = self.further(planned)?;
        let mut found = diagnose::again(
            &invocation,
            &planned.runtime,
            &seen.observation,
            &script.folder,
            &self.supervision,
            if traced { KeepLog::Yes } else { KeepLog::No },
        )
        .ok_or_else(|| format!("there is no probe for {}", planned.runtime))?;
        let redaction = self.redaction_of(planned, &script);
        found.rename(|text| redaction.place(text));
        // What is left of a second run is nobody's concern, and goes with all the others.
        let _ = scratch::remove(&script.folder);
        Ok(Arc::new(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_of_a_new_kind_is_looked_at_whatever_was_spent_on_others() {
        let mut budget = Budget::default();
        for _ in 0..=BUDGET {
            assert!(budget.grants("crash".into()));
        }
        assert!(!budget.grants("crash".into()));
        assert!(budget.grants("hang, idle".into()));
        assert!(!budget.grants("hang, idle".into()));
    }
}
