//! Gather and publish: the repetitions of one planned run make one outcome, and only then is anything written.

use super::observe::Unseen;
use super::{Accepted, Judged, Outcome, Planned, Repeat, Session, Shown, Transcript};
use crate::snapshot::{self, Comparison, Content, Policy, Published, Review};
use crate::verdict::{Reason, Verdict};

/// What came of one run, and of those that were tries before it.
pub struct Run {
    /// The last try.
    pub result: Result<Judged, Unseen>,
    /// All tries.
    pub tries: Repeat,
}

/// The repetitions of one planned run, until all have been done.
pub struct Gathering {
    expected: u32,
    gathered: u32,
    repeat: Repeat,
    /// How many were not as their header says.
    unexpected: u32,
    /// The run that stands for all: the first of the worst.
    shown: Option<(Standing, Result<Judged, Unseen>)>,
    /// Each distinct transcript of runs that were as their header says, with how many had it.
    transcripts: Vec<(Transcript, u32)>,
}

/// What a run would come to, were it alone; the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It was not run, and need not be.
    Skipped,
    /// It passes.
    Good,
    /// It is as its header says, and waits for its snapshot.
    New,
    /// Something speaks against it.
    Bad,
}

impl Standing {
    /// That of `run`, where `policy` says what becomes of transcripts.
    pub fn from_run(run: &Result<Judged, Unseen>, policy: Policy) -> Self {
        let judged = match run {
            Err(Unseen::Skipped(_)) => return Self::Skipped,
            Err(Unseen::NotRun(_)) => return Self::Bad,
            Ok(judged) => judged,
        };
        if !judged.reasons.is_empty() {
            return Self::Bad;
        }
        match judged.transcript.as_ref().map(|it| &it.comparison) {
            None | Some(Comparison::Same) => Self::Good,
            Some(_) if policy == Policy::Accept => Self::Good,
            Some(Comparison::New) if policy == Policy::AcceptNew => Self::Good,
            Some(Comparison::New) => Self::New,
            Some(Comparison::Differs { .. } | Comparison::Unreadable(_)) => Self::Bad,
        }
    }
}

impl Gathering {
    /// Of so many runs.
    pub fn new(expected: u32) -> Self {
        Self {
            expected,
            gathered: 0,
            repeat: Repeat::default(),
            unexpected: 0,
            shown: None,
            transcripts: Vec::new(),
        }
    }

    /// Takes one more; says whether all are there.
    pub fn add(&mut self, mut run: Run, policy: Policy) -> bool {
        let standing = Standing::from_run(&run.result, policy);
        self.gathered += 1;
        if self.expected == 1 {
            self.repeat = run.tries;
        } else {
            self.repeat.count(&mut run.result, standing);
        }
        match &run.result {
            Ok(judged) if judged.reasons.is_empty() => {
                self.count(judged.transcript.as_ref());
            }
            Err(Unseen::Skipped(_)) => {}
            _ => self.unexpected += 1,
        }
        if self
            .shown
            .as_ref()
            .is_none_or(|(worst, _)| *worst < standing)
        {
            self.shown = Some((standing, run.result));
        }
        self.gathered >= self.expected
    }

    fn count(&mut self, transcript: Option<&Transcript>) {
        let Some(transcript) = transcript else {
            return;
        };
        let is_same = |other: &Transcript| {
            other.name == transcript.name && other.content == transcript.content
        };
        let mut known = self.transcripts.iter_mut();
        match known.find(|(known, _)| is_same(known)) {
            Some((_, runs)) => *runs += 1,
            None => self.transcripts.push((transcript.clone(), 1)),
        }
    }

    /// What may be done with the transcript that stands for all: nothing is written, and nothing removed, while runs disagree, or
    /// where one was not as its header says. A try that was followed by another one does not count.
    fn policy(&self, wanted: Policy) -> Policy {
        if self.unexpected > 0 || self.disagreement().is_some() {
            return Policy::Leave;
        }
        wanted
    }

    /// How transcripts of runs that were as their header says disagree, if they do. Each behaviour has a snapshot of its own.
    fn disagreement(&self) -> Option<Reason> {
        let of = |name: &str| -> Vec<(&Content, u32)> {
            let all = self.transcripts.iter();
            all.filter(|(it, _)| it.name == name)
                .map(|(it, runs)| (&it.content, *runs))
                .collect()
        };
        let mut names = self.transcripts.iter().map(|(it, _)| of(&it.name));
        let mut transcripts = names.find(|alike| alike.len() > 1)?;
        transcripts.sort_by_key(|(_, runs)| std::cmp::Reverse(*runs));
        let [(most, runs), (other, _), ..] = transcripts[..] else {
            return None;
        };
        Some(Reason::Unsteady {
            runs: transcripts.iter().map(|(_, runs)| runs).sum(),
            alike: runs,
            most: most.transcript.clone(),
            other: other.transcript.clone(),
        })
    }
}

impl Session {
    /// Makes the outcome of all runs, and does with their transcript what `policy` says.
    ///
    /// # Panics
    /// When nothing was gathered.
    pub(super) fn settle(
        &self,
        planned: &Planned,
        mut gathering: Gathering,
        policy: Policy,
    ) -> Outcome {
        let (_, shown) = gathering.shown.take().expect("a run was gathered");
        let policy = gathering.policy(policy);
        let disagreement = gathering.disagreement();
        let repeat = Some(gathering.repeat).filter(|repeat| repeat.runs > 1);
        let judged = match shown {
            Ok(judged) => judged,
            Err(unseen) => return Outcome::without_run(planned, unseen, repeat),
        };
        let mut reasons = judged.reasons;
        let mut accepted = None;
        let shown = judged.transcript;
        // Repetitions may show several of the behaviours that a header lists.
        let others = gathering.transcripts.into_iter().map(|(it, _)| it);
        let is_other = |it: &Transcript| {
            reasons.is_empty() && shown.as_ref().is_none_or(|shown| shown.name != it.name)
        };
        let others: Vec<Transcript> = others.filter(is_other).collect();
        // What contradicts its header is shown beside what was accepted, and is not new.
        let shown = shown.filter(|it| reasons.is_empty() || it.comparison != Comparison::New);
        for transcript in shown.into_iter().chain(others) {
            match self.publish(&judged.planned, transcript, policy) {
                Ok(how) => accepted = accepted.max(how),
                Err(reason) => reasons.push(*reason),
            }
        }
        if policy != Policy::Leave
            && let Err(error) = self.overtake(&judged.planned)
        {
            reasons.push(Reason::Snapshot(error.to_string()));
        }
        reasons.extend(disagreement);
        Outcome {
            planned: judged.planned,
            verdict: Verdict::from_reasons(reasons),
            cause: judged.cause,
            looked: judged.looked,
            observation: Some(judged.seen.observation),
            redaction: Some(judged.seen.redaction),
            repeat,
            accepted,
            folder: Some(judged.seen.folder),
            script: judged.seen.script,
        }
    }

    /// Removes what earlier runs there left for review under the names of behaviours that are not those of `planned`: somebody who
    /// accepted that would overwrite what is right elsewhere.
    fn overtake(&self, planned: &Planned) -> Result<(), snapshot::Error> {
        let place = planned.varies_by();
        let Some(place) = place.filter(|_| !matches!(planned.shown, Shown::Occasional(_))) else {
            return Ok(());
        };
        for (behaviour, name) in planned.other_snapshots() {
            // What happens only sometimes waits until somebody looks at it.
            if behaviour.is_none_or(|behaviour| !behaviour.sometimes) {
                self.store.overtake(&name, &place)?;
            }
        }
        Ok(())
    }

    /// `transcript` as it is now to be accepted: since it was compared, another run of this name may have been.
    fn to_accept(
        &self,
        planned: &Planned,
        transcript: Transcript,
    ) -> Result<Transcript, Box<Reason>> {
        if transcript.name != planned.snapshot() {
            return Ok(transcript);
        }
        let mut transcript = self.hold(planned, transcript.content);
        if let Some(equal) = transcript.equal {
            return Err(Box::new(Reason::Snapshot(equal)));
        }
        let shown = &transcript.content.transcript;
        if let Some(place) = self.accepted.other(&transcript.name, shown) {
            let own = planned.place();
            transcript.alike.get_or_insert(format!(
                "that is what {place} has just shown: `[[on]]` in the header names how {own} behaves otherwise"
            ));
        }
        Ok(transcript)
    }

    /// What was accepted, or what there is to say of a transcript that was not.
    fn publish(
        &self,
        planned: &Planned,
        transcript: Transcript,
        policy: Policy,
    ) -> Result<Option<Accepted>, Box<Reason>> {
        let may_accept = policy.accepts();
        let transcript = if may_accept {
            self.to_accept(planned, transcript)?
        } else {
            transcript
        };
        let Transcript {
            content,
            comparison,
            name,
            alike,
            equal: _,
        } = transcript;
        // What another behaviour shows is known, and needs another header and no review.
        let policy = if alike.is_some() {
            Policy::Leave
        } else {
            policy
        };
        let published = self
            .store
            .publish(&name, &content, &comparison, policy)
            .map_err(|error| Box::new(Reason::Snapshot(error.to_string())))?;
        if may_accept && !matches!(published, Published::Review(_)) {
            let transcript = &content.transcript;
            self.accepted.note(&name, transcript, planned.place());
        }
        let review = match published {
            Published::Same => return Ok(None),
            Published::Accepted if comparison == Comparison::New => return Ok(Some(Accepted::New)),
            Published::Accepted => return Ok(Some(Accepted::Changed)),
            Published::Review(review) => review,
        };
        Err(Box::new(in_words(content, comparison, review, alike)))
    }
}

fn in_words(
    content: Content,
    comparison: Comparison,
    review: Review,
    alike: Option<String>,
) -> Reason {
    let transcript = content.transcript;
    match comparison {
        Comparison::Differs { accepted } => Reason::Differs {
            accepted,
            transcript,
            review,
            alike,
        },
        Comparison::New if let Some(alike) = alike => Reason::Snapshot(format!(
            "there is no snapshot yet, and the transcript {alike}"
        )),
        Comparison::Unreadable(error) => Reason::Snapshot(error),
        Comparison::New | Comparison::Same => Reason::New { transcript, review },
    }
}
