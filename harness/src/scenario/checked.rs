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
) -> Option<(ops::Range<usize>, String)> {
    if let Some(message) = misplaced_rustc(language, header) {
        return Some((place(&BEHAVIOUR, text), message.into()));
    }
    let is_checked = header.expect.end.is_of_types();
    let is_never_run = is_checked || language == Some(Language::Rust);
    if let Some(field) = of_runs(header).filter(|_| is_never_run) {
        return Some((
            place(&setting(field), text),
            format!("`{field}` is about runs, and this program is only type-checked, once"),
        ));
    }
    let of_types = |on: &&super::Behaviour| on.end.as_ref().is_some_and(|it| it.is_of_types());
    if !is_checked {
        header.on.iter().find(of_types)?;
        return Some((
            place(&ENDING, text),
            "a program that is run is not only type-checked elsewhere: `types` and `type error` stand in `[expect]`".into(),
        ));
    }
    if language != Some(Language::TypeScript) {
        return Some((
            place(&ENDING, text),
            "only TypeScript is type-checked, in a file that ends in .ts or .mts".into(),
        ));
    }
    if !header.on.is_empty() {
        return Some((
            place(&BEHAVIOUR, text),
            "a program that is only type-checked runs under no runtime, and so behaves alike everywhere".into(),
        ));
    }
    None
}

/// The first field of `header` that says how a program is run.
fn of_runs(header: &Header) -> Option<&'static str> {
    let fields = [
        ("runtimes", header.runtimes.is_some()),
        ("flags", !header.flags.is_empty()),
        ("env", !header.env.is_empty()),
        ("cpus", header.cpus.is_some()),
        ("growth", header.growth.is_some()),
        ("variants", !header.variants.is_empty()),
    ];
    let mut given = fields.into_iter().filter(|(_, is_given)| *is_given);
    given.next().map(|(field, _)| field)
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

/// A field or a table of this name.
fn setting(name: &str) -> Regex {
    Regex::new(&format!(r"(?m)^\s*(\[{name}\b[^\]]*\]|{name}\b)")).expect("a valid pattern")
}

/// Where the first group of `pattern` stands in `text`; its beginning, where it does not.
fn place(pattern: &Regex, text: &str) -> ops::Range<usize> {
    let found = pattern.captures(text).and_then(|found| found.get(1));
    found.map_or(0..0, |found| found.range())
}
