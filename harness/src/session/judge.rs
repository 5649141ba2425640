//! Judge and compare: what was seen, and found, held against the header, and the transcript against the snapshot. Nothing is written.

use std::time::Duration;

use super::{Looked, Planned, Seen, Session};
use crate::diagnose::{Resource, cause};
use crate::run::Ending;
use crate::scenario::{Expect, Language};
use crate::snapshot::{Comparison, Content};
use crate::transcript;
use crate::verdict::{Reason, judge};

/// What one run came to, before anything is made of it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What was planned, with the behaviour that was shown.
    pub planned: Planned,
    /// What was seen.
    pub seen: Seen,
    /// What a second run showed.
    pub looked: Looked,
    /// All that speaks against it, its transcript aside.
    pub reasons: Vec<Reason>,
    /// Why it ended so, in a plain sentence, where that is known.
    pub cause: Option<String>,
    /// Its transcript; `None` where it is not whole.
    pub transcript: Option<Transcript>,
}

/// A transcript, held against the snapshot.
#[derive(Debug, Clone)]
pub struct Transcript {
    /// What would be written.
    pub content: Content,
    /// How it compares.
    pub comparison: Comparison,
    /// What its snapshot is called.
    pub name: String,
    /// That it is the transcript of another behaviour, in words.
    pub alike: Option<String>,
    /// That two behaviours have one transcript, in words.
    pub equal: Option<String>,
}

impl Session {
    /// Takes what was seen through all steps that follow, in their order; `diagnosed` hears how long a second run took.
    pub(super) fn judge(
        &self,
        planned: &Planned,
        seen: Seen,
        diagnosed: &dyn Fn(Duration),
    ) -> Judged {
        let mut planned = planned.clone();
        if planned.scenario.language == Language::Rust {
            planned.rustc = self.rustc().map(|rustc| rustc.version.clone());
        }
        let planned = &self.as_shown(&planned, &seen);
        let header = &planned.scenario.header;
        let expect = planned.expect();
        let mut reasons = judge(header, &expect, &seen.observation);
        for reason in &mut reasons {
            match reason {
                Reason::Promise(message) => *message = seen.redaction.apply(message),
                Reason::Panic(panic) => panic.place = seen.redaction.apply(&panic.place),
                _ => {}
            }
        }
        let looked = self.diagnose(planned, &seen, &reasons, diagnosed);
        reasons.extend(judge_holder(&expect, &seen.observation.ending, &looked));
        let cause = cause::explain(&seen.observation, looked.found(), &reasons);
        let transcript = self.compare(planned, &seen);
        if let Some(equal) = transcript.as_ref().and_then(|it| it.equal.as_ref()) {
            reasons.push(Reason::Snapshot(equal.clone()));
        }
        Judged {
            planned: planned.clone(),
            cause: cause.map(|cause| seen.redaction.apply(&cause)),
            transcript,
            seen,
            looked,
            reasons,
        }
    }

    /// `planned` with the behaviour that was seen, where a run may show several: the usual one, or else one that fits, or else one that
    /// would, had it a snapshot already, or else one that it ends like, where it does not end as usual. A variant that has no snapshot for
    /// the behaviour of its runtime may behave as usual.
    fn as_shown(&self, planned: &Planned, seen: &Seen) -> Planned {
        let fit = |planned: &Planned| {
            let expect = planned.expect();
            let reasons = judge(&planned.scenario.header, &expect, &seen.observation);
            let transcript = self.compare(planned, seen);
            transcript
                .filter(|_| reasons.is_empty())
                .map(|it| it.comparison)
        };
        let is_of_variant = !planned.variant.is_empty() && planned.behaviour().is_some();
        if is_of_variant && !self.store.file(&planned.snapshot()).exists() {
            let usual = planned.as_usual();
            if fit(&usual) == Some(Comparison::Same) {
                return usual;
            }
        }
        let mut occasional = planned.occasional().peekable();
        if occasional.peek().is_none() {
            return planned.clone();
        }
        let usual = fit(planned);
        if usual == Some(Comparison::Same) {
            return planned.clone();
        }
        let fits: Vec<(Planned, Option<Comparison>)> = occasional
            .map(|planned| {
                let comparison = fit(&planned);
                (planned, comparison)
            })
            .collect();
        let of = |wanted: &Comparison| {
            let mut fits = fits.iter();
            fits.find(|(_, fit)| fit.as_ref() == Some(wanted))
        };
        // A first transcript that may be the usual one is that.
        let is_none_of_usual = self.store.file(&planned.snapshot()).exists() || usual.is_none();
        let found = of(&Comparison::Same);
        let found = found.or_else(|| of(&Comparison::New).filter(|_| is_none_of_usual));
        let ends_alike = || {
            let mut fits = fits.iter();
            fits.find(|(_, fit)| matches!(fit, Some(Comparison::Differs { .. })))
        };
        let found = found.or_else(|| ends_alike().filter(|_| usual.is_none()));
        found.map_or_else(|| planned.clone(), |(shown, _)| shown.clone())
    }

    fn compare(&self, planned: &Planned, seen: &Seen) -> Option<Transcript> {
        if seen.observation.floods().next().is_some() {
            return None;
        }
        let content = Content {
            source: planned.scenario.shown_file.clone(),
            description: planned.scenario.header.summary.clone(),
            runtime: planned.varies_by(),
            transcript: transcript::render(&seen.observation, &planned.expect(), &seen.redaction),
        };
        Some(self.hold(planned, content))
    }

    /// Holds a transcript against the snapshot of its behaviour, and against those of the others.
    pub(super) fn hold(&self, planned: &Planned, content: Content) -> Transcript {
        let name = planned.snapshot();
        let comparison = self.store.compare(&name, &content);
        let mut others = planned.other_snapshots().into_iter();
        let same =
            others.find(|(_, other)| self.store.compare(other, &content) == Comparison::Same);
        let mut transcript = Transcript {
            content,
            comparison,
            name,
            alike: None,
            equal: None,
        };
        let Some((behaviour, other)) = same else {
            return transcript;
        };
        let own = planned.behaviour();
        if transcript.comparison == Comparison::Same {
            transcript.equal = Some(format!(
                "the snapshots {}.snap and {other}.snap are equal: remove one, and what the header says of it",
                transcript.name
            ));
        } else {
            let place = transcript.content.runtime.clone();
            let place = place.unwrap_or_else(|| planned.place());
            let lists = match planned.profile {
                Some(_) => "`runtimes` or `profiles`",
                None => "`runtimes`",
            };
            transcript.alike = Some(match (behaviour, own) {
                (Some(behaviour), _) => format!(
                    "is that of {other}.snap: on {place} it behaves as `{}`; do its {lists} name too few?",
                    behaviour.name
                ),
                (None, own) => format!(
                    "is that of {other}.snap: on {place} it behaves as usual; do the {lists} of `{}` name too many?",
                    own.map_or("[[on]]", |own| &own.name)
                ),
            });
        }
        transcript
    }
}

/// Whether a hang is held by what its header says. Where nobody could look, nobody knows, and that is no pass.
fn judge_holder(expect: &Expect, ending: &Ending, looked: &Looked) -> Option<Reason> {
    let expected = expect.holder.as_ref()?;
    if !ending.is_forced() {
        return None;
    }
    match looked {
        Looked::Found(diagnosis) => {
            let holders = diagnosis.holders().into_iter();
            let held: Vec<String> = holders.map(Resource::name).collect();
            if held.contains(expected) {
                return None;
            }
            let expected = expected.clone();
            let unanswered = "in a second run the event loop did not answer what is alive";
            let unanswered = (!diagnosis.findings.answered).then(|| unanswered.to_owned());
            Some(match diagnosis.unseen.clone().or(unanswered) {
                Some(why) => Reason::HolderUnknown { expected, why },
                None => Reason::Holder { expected, held },
            })
        }
        Looked::NotNeeded => None,
        Looked::Missing(why) => Some(Reason::HolderUnknown {
            expected: expected.clone(),
            why: why.clone(),
        }),
    }
}
