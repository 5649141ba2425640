//! The numbers by which TypeScript names its errors, as headers and reports write them: `TS2322, TS2345`.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Some of TypeScript's errors, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorCodes(BTreeSet<u32>);

impl ErrorCodes {
    /// Those that `text` names, separated by commas or spaces; `None` where it names none, or something else.
    pub fn parse(text: &str) -> Option<Self> {
        let words = text.split([',', ' ']).filter(|word| !word.is_empty());
        let numbers = words.map(|word| word.strip_prefix("TS")?.parse().ok());
        let codes: BTreeSet<u32> = numbers.collect::<Option<_>>()?;
        (!codes.is_empty()).then_some(Self(codes))
    }

    /// Each as TypeScript writes it: `TS2345`.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|code| format!("TS{code}")).collect()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<u32> for ErrorCodes {
    fn from_iter<I: IntoIterator<Item = u32>>(codes: I) -> Self {
        Self(codes.into_iter().collect())
    }
}

impl fmt::Display for ErrorCodes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.names().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_a_set_however_they_are_written() {
        let codes = ErrorCodes::parse("TS2554,TS2345  TS2554").expect("codes");
        assert_eq!(codes, [2345, 2554].into_iter().collect());
        assert_eq!(codes.to_string(), "TS2345, TS2554");
    }

    #[test]
    fn what_is_no_code_is_no_list_of_them() {
        for text in ["", "2345", "TS", "TS2345 and more", "TS-1"] {
            assert_eq!(ErrorCodes::parse(text), None, "{text:?}");
        }
    }
}
