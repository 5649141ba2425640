//! Signatures: how a run ended, in words that are the same for the same fault. Crashes of different signals are one: which
//! signal it is varies from run to run.

use serde::{Deserialize, Serialize};

use crate::run::Ending;
use crate::session::Outcome;
use crate::transcript;
use crate::verdict::Reason;

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// In words.
    pub signature: String,
    /// Whether it is how the run should end.
    pub good: bool,
}

/// How `outcome` ended.
///
/// A reproduced bug is absent where the program ends with exit code 0 and keeps its promises. Another scenario is good where
/// its header and its snapshot say so.
pub fn classify(outcome: &Outcome) -> Ended {
    let (Some(seen), Some(redaction)) = (&outcome.observation, &outcome.redaction) else {
        let reasons: Vec<String> = outcome
            .verdict
            .reasons()
            .iter()
            .map(ToString::to_string)
            .collect();
        return Ended {
            signature: format!("not run: {}", reasons.join("; ")),
            good: false,
        };
    };
    let mut signature = transcript::signature(seen, redaction);
    let good = if outcome.planned.scenario.header.bug.is_some() {
        seen.ending == Ending::Exit(0) && seen.failures().next().is_none()
    } else {
        let reasons = outcome.verdict.reasons();
        let only = |is: fn(&Reason) -> bool| reasons.iter().all(is);
        if !reasons.is_empty() && only(|reason| matches!(reason, Reason::Differs { .. })) {
            signature.push_str(", another transcript");
        }
        // Where there is no snapshot, the header alone decides.
        only(|reason| matches!(reason, Reason::New { .. }))
    };
    Ended { signature, good }
}
