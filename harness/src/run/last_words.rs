//! Last words: what a process said of its own end on standard error.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::panics::{self, Panic, PanicEnd};

/// What a process said of its own end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastWords {
    /// Rust panics, in order.
    pub panics: Vec<Panic>,
    /// How many exceptions of callbacks Node.js has dropped, with the warning DEP0168.
    pub dropped: usize,
    /// A fatal error of V8 or of Node.js.
    pub fatal: Option<String>,
    /// An exception that nobody caught.
    pub exception: Option<Exception>,
    /// Where a top-level `await` was never settled; Node.js 22 and Deno say so.
    pub unsettled: Option<String>,
    /// A Rust thread ran out of stack.
    pub overflow: Option<String>,
    /// The C library found its heap corrupted, in its own words.
    #[serde(default)]
    pub corruption: Option<String>,
    /// The C++ library ended the process.
    #[serde(default)]
    pub terminated: Option<Terminated>,
}

/// Why the C++ library ended a process, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terminated {
    /// The type of the exception that nobody caught; `None` where there was no exception.
    pub exception: Option<String>,
    /// What it says of itself.
    pub what: Option<String>,
}

/// An exception that nobody caught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// Its class and message, or what was thrown instead of an error.
    pub what: String,
    /// The innermost frame of its stack that is not the runtime's.
    pub site: Option<String>,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

static FATAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^(?:FATAL ERROR: (.+)|# Fatal error in (.*)\n# (.+))$"));
// glibc's malloc.c, wherever it calls malloc_printerr.
static CORRUPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^((?:double free or corruption|corrupted (?:size|double-linked list|unsorted chunks)|(?:malloc|free|realloc|munmap_chunk|mremap_chunk|malloc_consolidate|unaligned \w+ chunk detected)[ (]).*)$",
    )
});
// libstdc++'s and libc++'s default handlers.
static TERMINATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^(?:terminate called after throwing an instance of '(.+)'(?:\n  what\(\):  (.*))?|libc\+\+abi: terminating due to uncaught exception of type (.+?)(?:: (.*))?|(?:terminate called without an active exception|terminate called recursively|libc\+\+abi: terminating))$",
    )
});
static OVERFLOW: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^thread '([^']*)'(?: \(\d+\))? has overflowed its stack"));
// DEP0168 in Node.js's documentation, "Deprecated APIs"; older releases say N-API.
static DROPPED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^\(.+?:\d+\) \[DEP0168\] DeprecationWarning: Uncaught .* callback exception detected",
    )
});
static UNSETTLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^(?:Warning: Detected unsettled top-level await at (\S+)|error: Top-level await promise never resolved$)",
    )
});
static FRAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ +at (.+)$"));

/// `text` without escape sequences for colours, which Deno writes to pipes, too.
pub fn without_colours(text: &str) -> String {
    static COLOURS: LazyLock<Regex> = LazyLock::new(|| pattern("\x1b\\[[0-9;]*m"));
    COLOURS.replace_all(text, "").into_owned()
}

impl LastWords {
    /// Reads what stands on standard error.
    pub fn parse(stderr: &str) -> Self {
        let fatal = FATAL.captures_iter(stderr).last().map(|found| {
            let group = |index| {
                found
                    .get(index)
                    .map_or("", |part: regex::Match<'_>| part.as_str())
            };
            match group(1) {
                "" => [group(2), group(3)]
                    .join(": ")
                    .trim_matches([':', ' '])
                    .to_owned(),
                text => text.to_owned(),
            }
        });
        let unsettled = UNSETTLED.captures(stderr);
        let place = |found: regex::Captures<'_>| {
            let place = found.get(1).map(|place| place.as_str().to_owned());
            place.unwrap_or_default()
        };
        Self {
            panics: panics::read(stderr),
            dropped: DROPPED.find_iter(stderr).count(),
            fatal,
            exception: exception(stderr),
            unsettled: unsettled.map(place),
            overflow: OVERFLOW.captures(stderr).map(|found| found[1].to_owned()),
            corruption: CORRUPTION
                .captures_iter(stderr)
                .last()
                .map(|found| found[1].to_owned()),
            terminated: TERMINATED.captures_iter(stderr).last().map(|found| {
                let either = |one, other| found.get(one).or_else(|| found.get(other));
                let text = |part: regex::Match<'_>| part.as_str().to_owned();
                Terminated {
                    exception: either(1, 3).map(text),
                    what: either(2, 4).map(text),
                }
            }),
        }
    }

    /// The panic that the process may have died of: the last one, when nothing else was said after it.
    pub fn fatal_panic(&self) -> Option<&Panic> {
        let last = self.panics.last();
        last.filter(|panic| panic.end != PanicEnd::Survived)
    }

    /// Whether V8 ran out of memory for JavaScript's objects.
    pub fn out_of_memory(&self) -> bool {
        self.fatal.as_ref().is_some_and(|fatal| {
            fatal.contains("heap out of memory") || fatal.contains("Array buffer allocation failed")
        })
    }
}

/// Node.js reports an uncaught exception as the source line with a caret, an empty line, the error with its stack, an
/// empty line, and its own version.
fn exception(stderr: &str) -> Option<Exception> {
    let body = &stderr[..stderr.rfind("\nNode.js v")?];
    let caret = body.rfind("^\n").map_or(0, |at| at + 2);
    let after: Vec<&str> = body[caret..]
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .collect();
    // Where V8 has no source line, the report begins with "node:internal/…:N" or with "<anonymous_script>:0" instead.
    let what = after.iter().find(|line| {
        !line.trim().is_empty()
            && !line.starts_with("node:")
            && !line.starts_with("<anonymous_script>")
            && !line.starts_with(' ')
            && !line.starts_with("Thrown at:")
    })?;
    let site = after
        .iter()
        .filter_map(|line| FRAME.captures(line))
        .map(|found| found[1].to_owned());
    let site = site.into_iter().find(|frame| !frame.contains("node:"));
    let what = what.strip_prefix("Uncaught:").unwrap_or(what).trim();
    Some(Exception {
        what: what
            .trim_start_matches('[')
            .split("] {")
            .next()
            .unwrap_or(what)
            .trim_end_matches(" {")
            .trim_end_matches(|c| c == ']' && what.starts_with('['))
            .to_owned(),
        site: site.or_else(|| thrown_from(&body[..caret])),
    })
}

/// Where the report says that it was thrown: `file:///x.mjs:7`, above the source line with its caret. What native code has made may be
/// thrown by JavaScript, and has no stack of its own.
fn thrown_from(before: &str) -> Option<String> {
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?m)^((?:file://)?/.+:\d+)\n.*\n *\^\n\z"));
    PLACE.captures(before).map(|found| found[1].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_that_were_dropped_are_counted() {
        let warning = "(node:7) [DEP0168] DeprecationWarning: Uncaught N-API callback exception detected, please run node with option x\n";
        assert_eq!(LastWords::parse(&warning.repeat(2)).dropped, 2);
        assert_eq!(LastWords::parse("see [DEP0168]\n").dropped, 0);
    }

    #[test]
    fn what_the_c_library_says_of_its_heap_is_read() {
        let of = |text: &str| LastWords::parse(text).corruption;
        for said in [
            "double free or corruption (out)",
            "free(): double free detected in tcache 2",
            "malloc(): unsorted double linked list corrupted",
            "malloc_consolidate(): invalid chunk size",
            "corrupted size vs. prev_size",
            "munmap_chunk(): invalid pointer",
        ] {
            assert_eq!(of(&format!("before\n{said}\n")).as_deref(), Some(said));
        }
        assert_eq!(of("freed all\nmallocs: 3\n"), None);
    }

    #[test]
    fn what_the_cpp_library_says_of_an_exception_is_read() {
        let of = |text: &str| {
            LastWords::parse(text)
                .terminated
                .expect("it was terminated")
        };
        let thrown = of(
            "terminate called after throwing an instance of 'std::runtime_error'\n  what():  nothing to parse\n",
        );
        assert_eq!(thrown.exception.as_deref(), Some("std::runtime_error"));
        assert_eq!(thrown.what.as_deref(), Some("nothing to parse"));
        let number = of("terminate called after throwing an instance of 'int'\n");
        assert_eq!(
            (number.exception.as_deref(), number.what),
            (Some("int"), None)
        );
        let none = of("x\nterminate called without an active exception\n");
        assert_eq!(none.exception, None);
        let other =
            of("libc++abi: terminating due to uncaught exception of type Failed: too late\n");
        assert_eq!(other.exception.as_deref(), Some("Failed"));
        assert_eq!(other.what.as_deref(), Some("too late"));
        assert_eq!(
            LastWords::parse("we terminate called things\n").terminated,
            None
        );
    }

    #[test]
    fn fatal_errors_are_read_in_both_of_v8s_forms() {
        let of = |text| LastWords::parse(text).fatal.expect("a fatal error");
        assert_eq!(
            of(
                "\n#\n# Fatal error in v8::HandleScope::CreateHandle()\n# Cannot create a handle\n#\n"
            ),
            "v8::HandleScope::CreateHandle(): Cannot create a handle"
        );
        assert_eq!(
            of("#\n# Fatal error in , line 0\n# Check failed: x.\n"),
            ", line 0: Check failed: x."
        );
        let heap =
            "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n";
        assert!(LastWords::parse(heap).out_of_memory());
    }

    #[test]
    fn an_uncaught_exception_is_read_with_its_class_message_and_place() {
        let words = LastWords::parse(
            "file:///tmp/x.mjs:3\n  throw new TypeError('boom');\n        ^\n\nTypeError: boom\n    at f (file:///tmp/x.mjs:3:9)\n    at node:internal/x:1:1\n\nNode.js v20.20.2\n",
        );
        assert_eq!(
            words.exception,
            Some(Exception {
                what: "TypeError: boom".into(),
                site: Some("f (file:///tmp/x.mjs:3:9)".into()),
            })
        );
        let words = LastWords::parse(
            "<anonymous_script>:0\n\n\n[Error: disk full] { code: 'GenericFailure' }\n\nNode.js v20.20.2\n",
        );
        assert_eq!(words.exception.expect("one").what, "Error: disk full");
    }
}
