//! Where something that leaks is made, in words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::in_words;
use crate::scenario::growth::Kind;

/// Where something that leaks is made.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct Place {
    /// Of which quantity.
    pub kind: Kind,
    /// How much of it comes from there with each iteration: bytes, or a number of handles or references.
    pub per_iteration: f64,
    /// How many are made there and stay, with each iteration.
    pub count: f64,
    /// What is made there.
    pub what: String,
    /// The frames of native code that made it, as far as they are the addon's; the innermost first.
    pub stack: Vec<String>,
    /// The line of the program that led there.
    pub javascript: Option<String>,
    /// Who holds it, by the names of properties and variables.
    pub holder: Option<String>,
}

impl Place {
    /// With each of its paths as `word` words it.
    pub fn in_words(self, word: impl Fn(&str) -> String) -> Self {
        Self {
            stack: self.stack.iter().map(|frame| word(frame)).collect(),
            javascript: self.javascript.as_deref().map(word),
            ..self
        }
    }
}

/// `520 bytes: 1 × block of memory, made by addon::leak at src/lib.rs:3, called by addon::work at src/lib.rs:9, called at one.mjs:7:2`
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self.kind, Kind::External | Kind::Heap | Kind::Native) {
            write!(out, "{} bytes: ", in_words(self.per_iteration))?;
        }
        write!(out, "{} × {}", in_words(self.count), self.what)?;
        if let Some((innermost, callers)) = self.stack.split_first() {
            write!(out, ", made by {innermost}")?;
            callers
                .iter()
                .try_for_each(|it| write!(out, ", called by {it}"))?;
        }
        if let Some(javascript) = &self.javascript {
            let how = if self.stack.is_empty() {
                "made"
            } else {
                "called"
            };
            write!(out, ", {how} at {javascript}")?;
        }
        if let Some(holder) = &self.holder {
            write!(out, ", held by {holder}")?;
        }
        Ok(())
    }
}
