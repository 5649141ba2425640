//! What a process wrote to one of its streams, in bounded memory: the beginning, the end, and how much lies between.

use std::collections::VecDeque;
use std::time::Instant;

use super::clock;

/// How much of a stream's beginning is kept, in bytes.
pub const HEAD_LIMIT: usize = 512 * 1024;
/// How much of a stream's end is kept, in bytes.
pub const TAIL_LIMIT: usize = 64 * 1024;
/// How many arrivals are remembered.
const ARRIVALS_LIMIT: usize = 4096;

/// One stream, as it comes in.
#[derive(Debug, Default)]
pub struct Capture {
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
    /// Takes what has just been read.
    pub fn push(&mut self, chunk: &[u8]) {
        self.total += chunk.len() as u64;
        if self.arrivals.len() == ARRIVALS_LIMIT {
            self.arrivals.pop_front();
        }
        self.arrivals.push_back((self.total, clock::now()));
        let room = HEAD_LIMIT - self.head.len();
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
        let mut capture = Capture::default();
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
    fn a_mark_split_over_two_chunks_arrives_with_the_second() {
        let mut capture = Capture::default();
        capture.push(b"..ma");
        capture.push(b"rk..");
        assert_eq!(capture.arrival_of(b"mark"), Some(capture.arrivals[1].1));
        assert_eq!(capture.arrival_of(b"other"), None);
    }
}
