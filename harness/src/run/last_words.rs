//! Last words: what a process said of its own end on standard error.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::panics::{self, Panic, PanicEnd};
use crate::dialect;
pub use crate::dialect::Exception;

/// What a process said of its own end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastWords {
    /// Rust panics, in order.
    pub panics: Vec<Panic>,
    /// How many exceptions of callbacks Node.js has dropped, with the warning DEP0168.
    pub dropped: usize,
    /// A fatal error of V8 or of Node.js.
    pub fatal: Option<String>,
    /// The runtime itself panicked.
    #[serde(default)]
    pub runtime_panicked: bool,
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

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

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
    LazyLock::new(|| pattern(r"(?m)^thread '(.*?)'(?: \(\d+\))? has overflowed its stack"));
impl LastWords {
    /// Reads what stands on standard error.
    pub fn parse(stderr: &str) -> Self {
        Self {
            panics: panics::read(stderr),
            dropped: dialect::dropped(stderr),
            fatal: dialect::fatal(stderr),
            runtime_panicked: dialect::has_panicked(stderr),
            exception: dialect::exception(stderr),
            unsettled: dialect::unsettled(stderr),
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
            fatal.contains("heap out of memory")
                || fatal.contains("JavaScript out of memory")
                || fatal.contains("Array buffer allocation failed")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_full_heap_is_told_from_another_fatal_error() {
        let heap =
            "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n";
        assert!(LastWords::parse(heap).out_of_memory());
        assert!(!LastWords::parse("FATAL ERROR: other\n").out_of_memory());
    }
}
