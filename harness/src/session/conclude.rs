//! What is made of what was seen: the verdict, and where it ended otherwise than expected, a diagnosis.

use super::{Diagnose, Outcome, Planned, Session};
use crate::diagnose::{self, Diagnosis, Resource, cause};
use crate::run::{Ending, Observation, scratch};
use crate::scenario::Language;
use crate::snapshot::{Comparison, Content, Policy, Store};
use crate::transcript::{self, Redaction};
use crate::verdict::{Reason, Verdict, judge};

/// How many second runs one session makes. Where more runs fail than these, they fail of the same thing.
const MOST_DIAGNOSES: usize = 20;

impl Session {
    /// Judges what was seen, and has it diagnosed where the way it ended is not the expected one.
    pub(super) fn conclude(
        &self,
        planned: &Planned,
        seen: Observation,
        redaction: Redaction,
    ) -> Outcome {
        let expect = &planned.scenario.header.expect;
        let mut verdict = self.judge(planned, &seen, &redaction);
        let unexpected = verdict.reasons().iter().any(|reason| {
            matches!(
                reason,
                Reason::Ended { .. } | Reason::NoExitEvent(_) | Reason::Dropped(_)
            )
        });
        let wanted = match self.settings.diagnose {
            Diagnose::Unexpected => unexpected,
            Diagnose::Always => seen.ending != Ending::Exit(0),
            Diagnose::Never => false,
        };
        let holder = expect
            .holder
            .as_ref()
            .filter(|_| matches!(seen.ending, Ending::Hang(_)));
        let diagnosis = (wanted || holder.is_some())
            .then(|| self.diagnose(planned, &seen))
            .flatten();
        // Of repeated runs that end alike one is looked at, and speaks for the others.
        if let (Some(wanted), Some(diagnosis)) = (holder, &diagnosis) {
            let holders = diagnosis.holders().into_iter();
            let held: Vec<String> = holders.map(Resource::name).collect();
            if !held.contains(wanted) {
                let mut reasons = verdict.reasons().to_vec();
                reasons.push(Reason::Holder {
                    expected: wanted.clone(),
                    held,
                });
                verdict = Verdict::from_reasons(reasons);
            }
        }
        let cause = cause::of(&seen, diagnosis.as_ref()).map(|cause| redaction.apply(&cause));
        Outcome {
            planned: planned.clone(),
            verdict,
            cause,
            diagnosis,
            observation: Some(seen),
            redaction: Some(redaction),
            repeat: None,
            folder: None,
            script: None,
        }
    }

    /// A second run, under the probe; one for each ending of each run, however often it is repeated.
    fn diagnose(&self, planned: &Planned, seen: &Observation) -> Option<Diagnosis> {
        let key = format!("{} {} {}", planned.name, planned.runtime, seen.ending);
        let mut diagnosed = self.diagnosed.lock().expect("no panic while held");
        if self.interrupted_by().is_some()
            || diagnosed.len() >= MOST_DIAGNOSES
            || planned.scenario.language == Language::Rust
            || !diagnosed.insert(key)
        {
            return None;
        }
        drop(diagnosed);
        let folder = self.folder().ok()?;
        let script = self.script(planned, &folder).ok()?;
        let invocation = self.invocation(planned, &script);
        let mut found = diagnose::again(
            &invocation,
            &planned.runtime,
            seen,
            &folder,
            &self.supervision,
        )?;
        let redaction = self.redaction_of(planned, &script);
        found.rename(|text| redaction.apply(text));
        // What is left of a second run is nobody's concern, and goes with all the others.
        let _ = scratch::remove(&folder);
        Some(found)
    }

    fn judge(
        &self,
        planned: &Planned,
        observation: &Observation,
        redaction: &Redaction,
    ) -> Verdict {
        let expect = &planned.scenario.header.expect;
        let mut reasons = judge(&planned.scenario.header, observation);
        for reason in &mut reasons {
            match reason {
                Reason::Promise(message) => *message = redaction.apply(message),
                Reason::Panic(panic) => panic.place = redaction.apply(&panic.place),
                _ => {}
            }
        }
        if observation.floods().next().is_some() {
            return Verdict::from_reasons(reasons);
        }
        let content = Content {
            source: planned.scenario.shown_file.clone(),
            description: planned.scenario.header.summary.clone(),
            transcript: transcript::render(observation, expect, redaction),
        };
        let store = &self.store;
        if reasons.is_empty() {
            reasons.extend(held_against(
                store,
                &planned.name,
                content,
                self.settings.policy,
            ));
        } else if store.file(&planned.name).exists() {
            // What contradicts its header is never put up for acceptance, but shown beside what was accepted.
            reasons.extend(held_against(store, &planned.name, content, Policy::Leave));
        }
        Verdict::from_reasons(reasons)
    }
}

fn held_against(store: &Store, name: &str, content: Content, policy: Policy) -> Option<Reason> {
    let transcript = content.transcript.clone();
    match store.compare(name, &content, policy) {
        Ok(Comparison::Same | Comparison::Accepted) => None,
        Ok(Comparison::New { review }) => Some(Reason::New { transcript, review }),
        Ok(Comparison::Differs { accepted, review }) => Some(Reason::Differs {
            accepted,
            transcript,
            review,
        }),
        Err(error) => Some(Reason::Snapshot(error.to_string())),
    }
}
