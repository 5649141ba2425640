//! The stack of a Rust panic, as the standard library prints it.

use std::sync::LazyLock;

use regex::Regex;

use super::backtrace::{Backtrace, Frame, without_hash};
use crate::run::Observation;
use crate::run::observation::Stream;

/// The stack of the last panic on standard error; empty where none was printed.
pub fn read(seen: &Observation) -> Backtrace {
    let stderr = seen.printed_on(Stream::Stderr);
    let Some((_, stack)) = stderr.rsplit_once("\nstack backtrace:\n") else {
        return Backtrace::default();
    };
    static FRAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^ +\d+: (.+)(?:\n +at (.+?:\d+)(?::\d+)?$)?").expect("a valid pattern")
    });
    let frames = FRAME.captures_iter(stack).map(|frame| Frame {
        function: without_hash(&frame[1]),
        place: frame.get(2).map(|place| {
            let place = place.as_str();
            // Relative to the folder of the process, which is the script's.
            place.strip_prefix("./").unwrap_or(place).to_owned()
        }),
        library: None,
    });
    Backtrace {
        frames: frames.collect(),
    }
}
