//! Deno.

use std::sync::LazyLock;

use regex::Regex;

use super::{Exception, Rule, pattern};

/// Deno says so instead of emitting `exit`.
pub static UNSETTLED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^error: Top-level await promise never resolved$"));
pub static COLOURS: LazyLock<Regex> = LazyLock::new(|| pattern("\x1b\\[[0-9;]*m"));
static UNCAUGHT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^error: Uncaught (?:\(in (?:promise|worker)[^)]*\) )?(.*)$"));
static FRAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^    at (.+)$"));

pub fn rules() -> Vec<Rule> {
    Vec::new()
}

/// Whether Deno reports an exception.
pub fn reports(stderr: &str) -> bool {
    UNCAUGHT.is_match(stderr)
}

/// Deno reports an uncaught exception as the error, its source line with a caret, and its stack.
pub fn exception(stderr: &str) -> Option<Exception> {
    let found = UNCAUGHT.captures_iter(stderr).last()?;
    let whole = found.get(0)?;
    let after = &stderr[whole.end()..];
    // What it was caused by has a stack of its own.
    let own = after.split("\nCaused by: ").next().unwrap_or(after);
    let frames = FRAME.captures_iter(own).map(|found| found[1].to_owned());
    let is_runtimes = |frame: &String| frame.contains("ext:") || frame.contains("node:");
    Some(Exception {
        what: found[1].trim().to_owned(),
        site: frames.into_iter().find(|frame| !is_runtimes(frame)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_uncaught_exception_is_read_with_its_class_message_and_place() {
        let text = "error: Uncaught (in promise) Error: disk full\nthrow e;\n      ^\n    at f (file:///tmp/b.mjs:1:25)\nCaused by: RangeError: inner\n    at file:///tmp/b.mjs:1:57\n";
        assert_eq!(
            exception(text),
            Some(Exception {
                what: "Error: disk full".into(),
                site: Some("f (file:///tmp/b.mjs:1:25)".into()),
            })
        );
        assert_eq!(
            exception("error: Uncaught \"a string\"\n")
                .expect("one")
                .site,
            None
        );
        assert_eq!(exception("error: nothing is uncaught\n"), None);
    }
}
