//! The table that things are noted in, and how a thread notes something without noting what that itself does.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use super::stack::Stack;
use super::table::{ADDRESS, Kind, Table};

/// `null` where nothing is noted.
static TABLE: AtomicPtr<Table> = AtomicPtr::new(ptr::null_mut());

thread_local! {
    /// Set while something is noted: what that itself allocates is not.
    static BUSY: Cell<bool> = const { Cell::new(false) };
    /// The number of the JavaScript that has called native code on this thread; 0 where none has.
    static JAVASCRIPT: Cell<u64> = const { Cell::new(0) };
}

/// The table, where something is noted.
pub fn table() -> Option<&'static Table> {
    // SAFETY: null, or a mapping of this size and alignment that is never unmapped.
    unsafe { TABLE.load(Relaxed).as_ref() }
}

/// From now on things are noted in `table`.
///
/// # Safety
/// It is never unmapped.
pub unsafe fn start(table: *mut Table) {
    TABLE.store(table, Relaxed);
}

/// In a forked child, whose memory is its own.
pub fn stop() {
    TABLE.store(ptr::null_mut(), Relaxed);
}

/// Does `work` with nothing noted on this thread; `None` where something is being noted already.
pub fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    if BUSY.replace(true) {
        return None;
    }
    let done = work();
    BUSY.set(false);
    Some(done)
}

/// Says which JavaScript has called native code on this thread, and returns which had before.
pub fn called_by(javascript: u64) -> u64 {
    JAVASCRIPT.replace(javascript)
}

/// The index of the site at which this thread stands, below that JavaScript or the one that has called native code.
pub fn site(table: &Table, kind: Kind, javascript: u64) -> Option<usize> {
    let javascript = if javascript == 0 {
        JAVASCRIPT.get()
    } else {
        javascript
    };
    index_of(table, kind, javascript, &Stack::capture())
}

/// The index of the site of a stack below that JavaScript.
fn index_of(table: &Table, kind: Kind, javascript: u64, stack: &Stack) -> Option<usize> {
    let index = table.site(kind, javascript, stack);
    if index.is_none() {
        table.lost.fetch_add(1, Relaxed);
    }
    index
}

/// One more than the index of the site of a stack that no JavaScript is noted of; 0 where there is no room.
pub fn site_of(table: &Table, kind: Kind, stack: &Stack) -> u64 {
    index_of(table, kind, 0, stack).map_or(0, |index| index as u64 + 1)
}

/// One more than the index of the site at which this thread stands, as rows and events have it; 0 where none is noted.
pub fn site_number(table: &Table, kind: Kind) -> u64 {
    let index = quietly(|| site(table, kind, 0)).flatten();
    index.map_or(0, |index| index as u64 + 1)
}

/// Addresses have 48 bits.
pub fn key(kind: Kind, address: usize) -> u64 {
    (address as u64 & ADDRESS) | (kind as u64) << 48
}

/// Where among so many rows a key stands first; what is aligned is spread.
pub fn first(key: u64, rows: usize) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % rows
}
