//! The thread that calls a queue: the same one for napi-rs and for the floor.

use std::thread;

use crate::{idle, notes};

/// When the thread calls. JavaScript passes the number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pace {
    /// All at once, while JavaScript's thread takes what comes: the two contend for the queue.
    AtOnce = 0,
    /// All at once, while JavaScript's thread waits for the last call: nobody contends for the queue. It needs room for all.
    Ahead = 1,
    /// Each when the one before has come and JavaScript's thread is idle.
    OneByOne = 2,
}

impl From<u32> for Pace {
    fn from(number: u32) -> Self {
        [Self::AtOnce, Self::Ahead, Self::OneByOne][number as usize]
    }
}

/// Calls from a thread of its own with the values from 0 on. `call` says whether the queue took the value; where it did not, it is called
/// again when other threads have had their turn. The time before the first call is noted, and one by one that before each.
pub fn send(calls: u32, pace: Pace, call: impl Fn(u32) -> bool + Send + 'static) {
    notes::begin(calls);
    let thread = thread::spawn(move || {
        if pace == Pace::OneByOne {
            notes::i_am_the_sender();
            for value in 0..calls {
                // Past the last one, the notes may be another measurement's.
                notes::wait_until_came(value);
                idle::wait();
                notes::note_now();
                insist(value, &call);
            }
        } else {
            notes::note_now();
            for value in 0..calls {
                insist(value, &call);
            }
        }
    });
    if pace == Pace::Ahead {
        thread.join().expect("the sender does not panic");
    }
}

#[inline]
fn insist(value: u32, call: &impl Fn(u32) -> bool) {
    while !call(value) {
        thread::yield_now();
    }
}
