//! What a process wrote to one of its streams: whole, or in bounded memory the beginning, the end, and how much lies between.

use std::collections::VecDeque;
use std::time::Instant;

use super::clock;

/// How much of a stream's beginning is kept with [`Keep::Ends`], in bytes.
pub const HEAD_LIMIT: usize = 512 * 1024;
/// How much of a stream's end is kept with [`Keep::Ends`], in bytes.
pub const TAIL_LIMIT: usize = 64 * 1024;
/// How many arrivals are remembered.
const ARRIVALS_LIMIT: usize = 4096;

/// How much of a stream is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Its beginning and its end: what programs under test print has no limit.
    Ends,
    /// All of it: what is parsed is nothing any more without its middle.
    Whole,
}

/// One stream, as it comes in.
#[derive(Debug)]
pub struct Capture {
    keep: Keep,
    head: Vec<u8>,
    tail: VecDeque<u8>,
    total: u64,
    arrivals: VecDeque<(u64, Instant)>,
}

/// One stream, complete.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// What was kept of it.
    pub bytes: Vec<u8>,
    /// How many bytes were left out after the first [`HEAD_LIMIT`].
    pub omitted: u64,
}

impl Capture {
    /// Of a stream that nothing has come in of yet.
    pub fn new(keep: Keep) -> Self {
        Self {
            keep,
            head: Vec::new(),
            tail: VecDeque::new(),
            total: 0,
            arrivals: VecDeque::new(),
        }
    }

    /// Takes what has just been read.
    pub fn push(&mut self, chunk: &[u8]) {
        self.total += chunk.len() as u64;
        if self.arrivals.len() == ARRIVALS_LIMIT {
            self.arrivals.pop_front();
        }
        self.arrivals.push_back((self.total, clock::now()));
        let room = match self.keep {
            Keep::Ends => HEAD_LIMIT - self.head.len(),
            Keep::Whole => chunk.len(),
        };
        let (head, rest) = chunk.split_at(chunk.len().min(room));
        self.head.extend_from_slice(head);
        let fresh = &rest[rest.len().saturating_sub(TAIL_LIMIT)..];
        let excess = (self.tail.len() + fresh.len()).saturating_sub(TAIL_LIMIT);
        self.tail.drain(..excess);
        self.tail.extend(fresh);
    }

    /// How many bytes have come in.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// When the last occurrence of `mark` had come in whole; `None` when it did not, or too long ago.
    pub fn arrival_of(&self, mark: &[u8]) -> Option<Instant> {
        let kept = self.kept();
        let at = kept
            .windows(mark.len())
            .rposition(|window| window == mark)?;
        let omitted = if at < self.head.len() {
            0
        } else {
            self.omitted()
        };
        let end = (at + mark.len()) as u64 + omitted;
        let arrival = self.arrivals.iter().find(|(total, _)| *total >= end)?;
        Some(arrival.1)
    }

    /// What was kept.
    pub fn finish(&self) -> Output {
        Output {
            bytes: self.kept(),
            omitted: self.omitted(),
        }
    }

    fn kept(&self) -> Vec<u8> {
        let mut kept = self.head.clone();
        kept.extend(&self.tail);
        kept
    }

    fn omitted(&self) -> u64 {
        self.total - (self.head.len() + self.tail.len()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_stays_bounded_and_both_ends_are_kept() {
        let mut capture = Capture::new(Keep::Ends);
        capture.push(b"first");
        for _ in 0..100 {
            capture.push(&[b'x'; 100_000]);
        }
        capture.push(b"last");
        let output = capture.finish();
        assert_eq!(output.bytes.len(), HEAD_LIMIT + TAIL_LIMIT);
        assert!(output.bytes.starts_with(b"first"));
        assert!(output.bytes.ends_with(b"last"));
        assert_eq!(
            output.omitted,
            10_000_009 - (HEAD_LIMIT + TAIL_LIMIT) as u64
        );
    }

    #[test]
    fn what_is_parsed_is_kept_whole() {
        let mut capture = Capture::new(Keep::Whole);
        let written = "a line\n".repeat(200_000);
        for chunk in written.as_bytes().chunks(64 * 1024) {
            capture.push(chunk);
        }
        let output = capture.finish();
        assert!(output.bytes == written.as_bytes());
        assert_eq!(output.omitted, 0);
    }

    #[test]
    fn a_mark_split_over_two_chunks_arrives_with_the_second() {
        let mut capture = Capture::new(Keep::Ends);
        capture.push(b"..ma");
        capture.push(b"rk..");
        assert_eq!(capture.arrival_of(b"mark"), Some(capture.arrivals[1].1));
        assert_eq!(capture.arrival_of(b"other"), None);
    }
}
