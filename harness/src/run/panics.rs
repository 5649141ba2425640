//! Rust panics, as the standard library reports them on standard error.

use std::fmt;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};

/// A Rust panic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panic {
    /// The thread's name.
    pub thread: String,
    /// Source file, line and column.
    pub place: String,
    /// Its message's first line.
    pub message: String,
    /// What came of it.
    pub end: PanicEnd,
}

/// What came of a panic, as far as standard error tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PanicEnd {
    /// The standard library says that it aborts the process.
    Aborts,
    /// Nothing was printed after it.
    Last,
    /// Something was.
    Survived,
}

impl fmt::Display for Panic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            message,
            place,
            thread,
            ..
        } = self;
        write!(out, "\"{message}\" at {place}, in thread '{thread}'")
    }
}

static PANIC: LazyLock<Regex> = LazyLock::new(|| {
    // Before Rust 1.73 the message stood first, in quotes.
    Regex::new(
        r"(?m)^thread '(.*?)'(?: \(\d+\))? panicked at (?:'((?s:.*?))', (\S+:\d+:\d+)$|([^\n]+):\n([^\n]*))",
    )
    .expect("a valid pattern")
});
/// What the standard library says when a panic cannot unwind.
static ABORTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^(?:fatal runtime error: |thread caused non-unwinding panic|thread panicked while processing panic)",
    )
    .expect("a valid pattern")
});
/// What it says besides: how to get a backtrace, and the backtrace.
static BESIDES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:note: .*|stack backtrace:|\s+\d+: .*|\s+at .*|\s*)$").expect("a valid pattern")
});

/// A panic because another one could not unwind, which is no fault of its own.
const CONSEQUENCES: [&str; 2] = [
    "panic in a function that cannot unwind",
    "panic in a destructor during cleanup",
];

/// The panics in `stderr`, in order, without those that are only a consequence of the one before.
pub fn read(stderr: &str) -> Vec<Panic> {
    let mut panics: Vec<Panic> = Vec::new();
    let found: Vec<Captures<'_>> = PANIC.captures_iter(stderr).collect();
    for (index, found_one) in found.iter().enumerate() {
        let whole = found_one.get(0).expect("the whole match");
        let next = found.get(index + 1).and_then(|next| next.get(0));
        let after = &stderr[whole.end()..next.map_or(stderr.len(), |next| next.start())];
        let mut panic = panic(found_one);
        panic.end = end(after, next.is_none());
        let consequence = CONSEQUENCES.contains(&panic.message.as_str());
        match panics.last_mut() {
            Some(before) if consequence && before.thread == panic.thread => {
                before.end = PanicEnd::Aborts;
            }
            _ => panics.push(panic),
        }
    }
    panics
}

fn panic(found: &Captures<'_>) -> Panic {
    let group = |index| found.get(index).map(|part: regex::Match<'_>| part.as_str());
    let message = group(2).or(group(5)).unwrap_or_default();
    Panic {
        thread: found[1].to_owned(),
        place: group(3).or(group(4)).unwrap_or_default().to_owned(),
        message: message.lines().next().unwrap_or_default().to_owned(),
        end: PanicEnd::Survived,
    }
}

fn end(after: &str, is_last: bool) -> PanicEnd {
    if ABORTS.is_match(after) {
        PanicEnd::Aborts
    } else if is_last && after.lines().all(|line| BESIDES.is_match(line)) {
        PanicEnd::Last
    } else {
        PanicEnd::Survived
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_read_with_its_message_and_place_and_its_consequence_is_none() {
        let panics = read(
            "\nthread '<unnamed>' (42) panicked at addon/src/a.rs:10:5:\nno room\nnote: run with x\nthread '<unnamed>' panicked at core/panicking.rs:2:1:\npanic in a function that cannot unwind\n",
        );
        assert_eq!(panics.len(), 1);
        assert_eq!(
            panics[0].to_string(),
            "\"no room\" at addon/src/a.rs:10:5, in thread '<unnamed>'"
        );
        assert_eq!(panics[0].end, PanicEnd::Aborts);
    }

    #[test]
    fn the_form_of_older_compilers_is_read_too() {
        let panics = read(
            "thread 'worker' panicked at 'it's\nfull', src/lib.rs:3:9\nnote: run with `RUST_BACKTRACE=1`\n",
        );
        assert_eq!(panics[0].place, "src/lib.rs:3:9");
        assert_eq!(
            (panics[0].message.as_str(), panics[0].end),
            ("it's", PanicEnd::Last)
        );
    }

    #[test]
    fn a_name_of_a_thread_may_hold_a_quotation_mark() {
        let panics = read("thread 'the addon's own' (7) panicked at src/a.rs:1:1:\nin the task\n");
        assert_eq!(
            panics[0].to_string(),
            "\"in the task\" at src/a.rs:1:1, in thread 'the addon's own'"
        );
    }

    #[test]
    fn a_panic_after_which_something_is_printed_was_survived() {
        let panics = read(
            "thread 'a' panicked at src/a.rs:1:1:\nearlier\ngoing on\nthread 'b' panicked at src/b.rs:2:2:\nlater\nfatal runtime error: failed to initiate panic, error 5, aborting\n",
        );
        let ends: Vec<PanicEnd> = panics.iter().map(|panic| panic.end).collect();
        assert_eq!(ends, [PanicEnd::Survived, PanicEnd::Aborts]);
    }
}
