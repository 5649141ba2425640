//! What a header may not say of a program that is type-checked and never run.

use std::ops;
use std::sync::LazyLock;

use regex::Regex;

use super::range::Range;
use super::{Header, Language};

/// What is wrong with what `header`, the one of a program in `language`, says of a type-check, and where in its text that stands.
pub fn contradiction(
    language: Option<Language>,
    header: &Header,
    text: &str,
) -> Option<(ops::Range<usize>, &'static str)> {
    if let Some(message) = misplaced_rustc(language, header) {
        return Some((place(&BEHAVIOUR, text), message));
    }
    let is_checked = header.expect.end.is_of_types();
    let of_types = |on: &&super::Behaviour| on.end.as_ref().is_some_and(|it| it.is_of_types());
    if !is_checked {
        header.on.iter().find(of_types)?;
        return Some((
            place(&ENDING, text),
            "a program that is run is not only type-checked elsewhere: `types` and `type error` stand in `[expect]`",
        ));
    }
    if language != Some(Language::TypeScript) {
        return Some((
            place(&ENDING, text),
            "only TypeScript is type-checked, in a file that ends in .ts or .mts",
        ));
    }
    if !header.on.is_empty() {
        return Some((
            place(&BEHAVIOUR, text),
            "a program that is only type-checked runs under no runtime, and so behaves alike everywhere",
        ));
    }
    None
}

/// What checks Rust is rustc, and nothing else is checked by it.
fn misplaced_rustc(language: Option<Language>, header: &Header) -> Option<&'static str> {
    let mut behaviours = header.on.iter();
    match language {
        Some(Language::Rust) => {
            let is_of_rustc = |on: &super::Behaviour| {
                let mut ranges = on.runtimes.iter();
                !on.runtimes.is_empty() && ranges.all(Range::is_of_rustc) && on.profiles.is_empty()
            };
            behaviours.find(|on| !is_of_rustc(on)).map(|_| {
                "a Rust program is checked by rustc and by nothing else: `runtimes = [\"rustc >=1.90\"]`"
            })
        }
        _ => {
            let mut ranges = behaviours.flat_map(|on| &on.runtimes);
            ranges
                .any(Range::is_of_rustc)
                .then_some("rustc checks only Rust, in a file that ends in .rs")
        }
    }
}

static ENDING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?m)\bend\s*=\s*(["']type.*)$"#).expect("a valid pattern"));
static BEHAVIOUR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*(\[\[on\]\])").expect("a valid pattern"));

/// Where the first group of `pattern` stands in `text`; its beginning, where it does not.
fn place(pattern: &Regex, text: &str) -> ops::Range<usize> {
    let found = pattern.captures(text).and_then(|found| found.get(1));
    found.map_or(0..0, |found| found.range())
}
