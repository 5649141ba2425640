//! Blocks of the allocator's that are alive, and at which site each was allocated: a table of the process's own, without a lock.
//!
//! A block is in it once, noted by whoever allocated it before anybody else knows it, and removed before it is freed.

use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering::Relaxed};

use super::live::{first, key, quietly, site, table};
use super::table::{GONE, Kind};

const ROWS: usize = 1 << 21;
/// How far from its first place a key may stand.
const REACH: usize = 256;

#[repr(C)]
struct Row {
    key: AtomicU64,
    /// The index of its site in the upper half, its bytes in the lower one.
    value: AtomicU64,
}

/// `null` where nothing is noted.
static ROWS_AT: AtomicPtr<[Row; ROWS]> = AtomicPtr::new(ptr::null_mut());

/// Makes room.
pub fn start() {
    if let Some(rows) = super::mapping::anonymous(size_of::<[Row; ROWS]>()) {
        ROWS_AT.store(rows.cast(), Relaxed);
    }
}

/// In a forked child, whose memory is its own.
pub fn stop() {
    ROWS_AT.store(ptr::null_mut(), Relaxed);
}

fn places(key: u64) -> Option<impl Iterator<Item = &'static Row>> {
    // SAFETY: null, or a mapping of this size and alignment that is never unmapped.
    let rows = unsafe { ROWS_AT.load(Relaxed).as_ref() }?;
    let first = first(key, ROWS);
    Some((0..REACH).map(move |step| &rows[(first + step) % ROWS]))
}

/// Notes that a block has been allocated by the calling thread's stack.
pub fn made(address: usize, bytes: usize) {
    let Some(table) = table().filter(|table| table.tracks_blocks()) else {
        return;
    };
    let key = key(Kind::Block, address);
    let Some(places) = places(key) else { return };
    quietly(|| {
        let Some(index) = site(table, Kind::Block, 0) else {
            return;
        };
        let bytes = (bytes as u64).min(u64::from(u32::MAX));
        for row in places {
            let free = row.key.load(Relaxed);
            let takes = || {
                row.key
                    .compare_exchange(free, key, Relaxed, Relaxed)
                    .is_ok()
            };
            if free <= GONE && takes() {
                row.value.store((index as u64) << 32 | bytes, Relaxed);
                table.sites[index].live.fetch_add(1, Relaxed);
                table.sites[index].bytes.fetch_add(bytes, Relaxed);
                return;
            }
        }
        table.lost.fetch_add(1, Relaxed);
    });
}

/// Notes that it is freed; nothing happens where it was not noted.
pub fn gone(address: usize) {
    let key = key(Kind::Block, address);
    let Some((table, places)) = table().zip(places(key)) else {
        return;
    };
    for row in places {
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
