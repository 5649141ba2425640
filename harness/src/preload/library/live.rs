//! What is alive, and at which site it was made: a table of the process's own, without a lock.
//!
//! A block or an object is in it once, noted by whoever made it before anybody else knows it, and removed before it goes.

use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering::Relaxed};
use std::{cell::Cell, ptr};

use super::stack::Stack;
use super::table::{Kind, Table};

const ROWS: usize = 1 << 21;
/// How far from its first place a key may stand.
const REACH: usize = 256;
/// A row whose key has gone: other keys may stand behind it.
const GONE: u64 = 1;

#[repr(C)]
struct Row {
    key: AtomicU64,
    /// The index of its site in the upper half, its bytes in the lower one.
    value: AtomicU64,
}

/// Both are `null` where nothing is noted.
static TABLE: AtomicPtr<Table> = AtomicPtr::new(ptr::null_mut());
static ROWS_AT: AtomicPtr<[Row; ROWS]> = AtomicPtr::new(ptr::null_mut());

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

fn rows() -> Option<&'static [Row; ROWS]> {
    // SAFETY: null, or a mapping of this size and alignment that is never unmapped.
    unsafe { ROWS_AT.load(Relaxed).as_ref() }
}

/// From now on things are noted in `table`.
///
/// # Safety
/// It is never unmapped.
pub unsafe fn start(table: *mut Table) {
    if let Some(rows) = super::mapping::anonymous(size_of::<[Row; ROWS]>()) {
        ROWS_AT.store(rows.cast(), Relaxed);
        TABLE.store(table, Relaxed);
    }
}

/// In a forked child, whose memory is its own.
pub fn stop() {
    TABLE.store(ptr::null_mut(), Relaxed);
    ROWS_AT.store(ptr::null_mut(), Relaxed);
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

/// Addresses have 48 bits.
fn key(kind: Kind, address: usize) -> u64 {
    (address as u64 & 0xffff_ffff_ffff) | (kind as u64) << 48
}

fn places(rows: &[Row; ROWS], key: u64) -> impl Iterator<Item = &Row> {
    // Blocks are aligned to 16 bytes; the multiplication spreads them.
    let first = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize;
    (0..REACH).map(move |step| &rows[(first + step) % ROWS])
}

/// Notes that something is there, made by the calling thread's stack.
pub fn made(kind: Kind, address: usize, bytes: usize) {
    let Some((table, rows)) = table().zip(rows()) else {
        return;
    };
    if !table.is_tracking() {
        return;
    }
    quietly(|| {
        let Some(index) = table.site(kind, JAVASCRIPT.get(), &Stack::capture()) else {
            table.lost.fetch_add(1, Relaxed);
            return;
        };
        let key = key(kind, address);
        let bytes = (bytes as u64).min(u64::from(u32::MAX));
        for row in places(rows, key) {
            let free = row.key.load(Relaxed);
            if free <= GONE
                && row
                    .key
                    .compare_exchange(free, key, Relaxed, Relaxed)
                    .is_ok()
            {
                row.value.store((index as u64) << 32 | bytes, Relaxed);
                table.sites[index].live.fetch_add(1, Relaxed);
                table.sites[index].bytes.fetch_add(bytes, Relaxed);
                return;
            }
        }
        table.lost.fetch_add(1, Relaxed);
    });
}

/// Notes that it goes; nothing happens where it was not noted.
pub fn gone(kind: Kind, address: usize) {
    let Some((table, rows)) = table().zip(rows()) else {
        return;
    };
    let key = key(kind, address);
    for row in places(rows, key) {
        let found = row.key.load(Relaxed);
        if found == 0 {
            return;
        }
        if found == key {
            let value = row.value.load(Relaxed);
            row.key.store(GONE, Relaxed);
            let site = &table.sites[(value >> 32) as usize];
            site.live.fetch_sub(1, Relaxed);
            site.bytes.fetch_sub(value & 0xffff_ffff, Relaxed);
            return;
        }
    }
}
