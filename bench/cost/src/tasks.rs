//! The tasks that await answers: the same ones for napi-rs and for the floor.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::sender::Pace;
use crate::{clock, idle, notes};

/// Tells JavaScript that all answers have come, and their times are noted.
const END: u32 = u32::MAX;

/// A Tokio runtime.
pub trait Spawn: 'static {
    /// Runs the future on it.
    fn spawn(future: impl Future<Output = ()> + Send + 'static);
}

/// Asks with the values from 0 on, and awaits each answer.
///
/// All at once, each in a task of its own, the time that all took together is noted. One by one, the time of each is.
pub fn ask<R: Spawn, F: Future<Output = u32> + Send + 'static>(
    calls: u32,
    pace: Pace,
    question: impl Fn(u32) -> F + Clone + Send + Sync + 'static,
) {
    notes::begin(calls);
    R::spawn(async move {
        if pace == Pace::OneByOne {
            for value in 0..calls {
                idle::wait();
                let begin = clock::now();
                question(value).await;
                notes::note(clock::now() - begin);
            }
            question(END).await;
        } else {
            ask_all::<R, F>(calls, question);
        }
    });
}

fn ask_all<R: Spawn, F: Future<Output = u32> + Send + 'static>(
    calls: u32,
    question: impl Fn(u32) -> F + Clone + Send + Sync + 'static,
) {
    let left = Arc::new(AtomicU32::new(calls));
    let begin = clock::now();
    for value in 0..calls {
        let (left, question) = (left.clone(), question.clone());
        R::spawn(async move {
            question(value).await;
            if left.fetch_sub(1, Ordering::AcqRel) == 1 {
                notes::note(clock::now() - begin);
                question(END).await;
            }
        });
    }
}
