//! Whose thread each environment of Node-API's belongs to: only that one may use it.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

use super::log;

/// How many environments are known at a time.
const MOST: usize = 1024;

/// An environment, and its thread.
struct Environment {
    /// Its address; 0 where the row is free.
    address: AtomicUsize,
    thread: AtomicU64,
}

static KNOWN: [Environment; MOST] = [const {
    Environment {
        address: AtomicUsize::new(0),
        thread: AtomicU64::new(0),
    }
}; MOST];

thread_local! {
    /// The last environment that was found to be this thread's.
    static LAST: Cell<usize> = const { Cell::new(0) };
}

/// Whose an environment is.
#[derive(Debug, PartialEq, Eq)]
pub enum Owner {
    /// The thread that calls.
    Own,
    /// So it is from now on.
    New,
    /// Another thread, of that number.
    Other(u64),
}

/// Whose an environment is, for the thread that calls. An addon gets its environment on the right one, when it is registered, so that
/// whoever uses it first owns it.
pub fn owner(environment: usize) -> Owner {
    if environment == 0 || LAST.get() == environment {
        return Owner::Own;
    }
    let own = log::thread();
    let known = KNOWN
        .iter()
        .find(|known| known.address.load(Relaxed) == environment);
    if let Some(known) = known {
        let owner = known.thread.load(Relaxed);
        if owner != own {
            return Owner::Other(owner);
        }
        LAST.set(environment);
        return Owner::Own;
    }
    let is_free = |row: &&Environment| {
        let taken = row
            .address
            .compare_exchange(0, usize::MAX, Relaxed, Relaxed);
        taken.is_ok()
    };
    let Some(row) = KNOWN.iter().find(is_free) else {
        return Owner::Own;
    };
    row.thread.store(own, Relaxed);
    row.address.store(environment, Relaxed);
    LAST.set(environment);
    Owner::New
}

/// The thread of an environment; `None` where it is not known.
pub fn thread_of(environment: usize) -> Option<u64> {
    let mut all = KNOWN.iter();
    let known = all.find(|known| known.address.load(Relaxed) == environment)?;
    Some(known.thread.load(Relaxed))
}

/// An environment of the calling thread ends; its address may be given to another.
pub fn ended(environment: usize) {
    LAST.set(0);
    for known in &KNOWN {
        if known.address.load(Relaxed) == environment {
            known.thread.store(0, Relaxed);
            known.address.store(0, Relaxed);
        }
    }
}

/// A thread ends, and whatever environments it had.
pub fn forget(thread: u64) {
    for known in &KNOWN {
        if known.thread.load(Relaxed) == thread && known.address.load(Relaxed) != 0 {
            known.thread.store(0, Relaxed);
            known.address.store(0, Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_belongs_to_the_thread_that_used_it_first_until_that_ends() {
        let environment = 0x1000;
        let used = std::thread::spawn(move || {
            assert_eq!(owner(environment), Owner::New);
            assert_eq!(owner(environment), Owner::Own);
            let elsewhere = std::thread::spawn(move || owner(environment));
            let own = log::thread();
            assert_eq!(elsewhere.join().expect("it ends"), Owner::Other(own));
            own
        });
        forget(used.join().expect("it ends"));
        assert_eq!(owner(environment), Owner::New);
        ended(environment);
        assert_eq!(owner(environment), Owner::New);
    }
}
