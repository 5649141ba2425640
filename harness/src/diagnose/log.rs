//! What happened in a second run, as the preloaded library noted it: the rings of its table, and the threads.

use std::collections::BTreeMap;
use std::mem::offset_of;

use super::noted::Noted;
use crate::preload::library::log::{self, Event as Row, LIVES, Ring, THREADS, What};
use crate::preload::library::node_api::declared::{Function, NAMES};
use crate::preload::library::table::Table;

/// A ring, read.
#[derive(Debug, Default)]
pub struct Log {
    /// What is in it, in the order in which it began.
    pub events: Vec<Event>,
    /// How many older events were overwritten.
    pub overwritten: u64,
}

/// Something that happened.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    /// When it began: nanoseconds of a clock that never goes back.
    pub time: u64,
    /// How long it took, in nanoseconds; 0 where it had not ended, or takes no time.
    pub duration: u64,
    /// The thread's number in the system.
    pub thread: u64,
    /// What it is.
    pub what: Happening,
    /// Its object.
    pub object: u64,
    /// What comes with it.
    pub other: u64,
    /// What comes with that.
    pub third: u64,
    /// Where it was called from; 0 where that is not known.
    pub at: u64,
    /// One more than the index of its site; 0 where it has none.
    pub site: u64,
    /// The status that it returned; `None` where it has not returned.
    pub status: Option<i32>,
}

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// A call of the function of Node-API of that number.
    Call(u64),
    /// Something else.
    Other(What),
}

impl Happening {
    fn of(number: u64) -> Option<Self> {
        let mut others = What::ALL.into_iter();
        match others.find(|what| *what as u64 == number) {
            Some(what) => Some(Self::Other(what)),
            None => ((number as usize) < NAMES.len()).then_some(Self::Call(number)),
        }
    }

    /// Whether it is a call that throws an exception.
    pub fn throws(self) -> bool {
        Function::THROWING
            .into_iter()
            .any(|function| self.is(function))
    }

    /// Whether it is a call of that function.
    pub fn is(self, function: Function) -> bool {
        self == Self::Call(function as u64)
    }
}

/// A thread that did something.
#[derive(Debug, Clone)]
pub struct Thread {
    /// Its name when it last did.
    pub name: String,
    /// When it ended; `None` where it has not.
    pub ended: Option<u64>,
}

impl Noted {
    /// What happened to what lives longer than a call.
    pub fn lives(&self) -> Log {
        self.ring::<LIVES>(offset_of!(Table, lives))
    }

    /// Calls of Node-API, and of native code by JavaScript.
    pub fn called(&self) -> Log {
        self.ring::<{ log::CALLS }>(offset_of!(Table, calls))
    }

    fn ring<const N: usize>(&self, ring: usize) -> Log {
        let count = self.at(ring + offset_of!(Ring<N>, count));
        let first = count.saturating_sub(N as u64);
        let event = |number: u64| {
            let row = ring + offset_of!(Ring<N>, events) + (number as usize % N) * size_of::<Row>();
            let word = |field| self.at(row + field);
            // Otherwise it was being written at the end.
            let is_whole = word(offset_of!(Row, number)) == number + 1;
            let status = word(offset_of!(Row, status));
            is_whole.then_some(Event {
                time: word(offset_of!(Row, time)),
                duration: word(offset_of!(Row, duration)),
                thread: word(offset_of!(Row, thread)),
                what: Happening::of(word(offset_of!(Row, what)))?,
                object: word(offset_of!(Row, object)),
                other: word(offset_of!(Row, other)),
                third: word(offset_of!(Row, third)),
                at: word(offset_of!(Row, at)),
                site: word(offset_of!(Row, site)),
                status: status.checked_sub(1).map(|status| status as u32 as i32),
            })
        };
        Log {
            events: (first..count).filter_map(event).collect(),
            overwritten: first,
        }
    }

    /// Whether asynchronous work is being done on a thread of the pool, or a thread is there that an addon has started.
    pub fn has_threads_at_work(&self) -> bool {
        let threads = self.threads();
        let is_there = |thread: &u64| threads.get(thread).is_some_and(|it| it.ended.is_none());
        let at_work = |event: &Event| match event.what {
            Happening::Other(What::Executes) => event.status.is_none(),
            Happening::Other(What::Started) => is_there(&event.thread),
            _ => false,
        };
        self.lives().events.iter().any(at_work)
    }

    /// The threads that did something, by their numbers in the system; of one number, the last.
    pub fn threads(&self) -> BTreeMap<u64, Thread> {
        let threads = (0..THREADS).map(|n| {
            let row = offset_of!(Table, threads) + n * size_of::<log::Thread>();
            let name = self.text(row + offset_of!(log::Thread, name), 16);
            let ended = self.at(row + offset_of!(log::Thread, ended));
            let id = self.at(row + offset_of!(log::Thread, id));
            let thread = Thread {
                name: name.trim_end_matches('\0').to_owned(),
                ended: (ended != 0).then_some(ended),
            };
            (id != 0).then_some((id, thread))
        });
        threads.flatten().collect()
    }

    /// The number of the process, which is that of its main thread, too.
    pub fn process(&self) -> u64 {
        self.at(offset_of!(Table, process))
    }
}
