//! Blocks that an addon allocates, each at the end of pages of its own, before a page that nobody may touch: whoever writes past its end,
//! or uses it after it was freed, stops there. Addresses are never given out again.

use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{
    AtomicU32, AtomicUsize,
    Ordering::{Relaxed, Release},
};

use super::live::{site_number, table};
use super::mapping::{PROT_NONE, PROT_READ_WRITE, protect, reserve};
use super::table::{GUARDED, Guarded, Kind};

/// How many bytes of addresses there are; what is allocated after that has no guard.
const ROOM: usize = 1 << 33;
const PAGE: usize = 4096;
/// Larger blocks have no guard.
const LARGEST: usize = 1 << 20;
/// What stands between the end of a block and its last page's end.
const FILL: u8 = 0xa5;

/// What is found at a call of free(3), where no page could stop it; as the table has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Found {
    /// The block had been freed before.
    FreedTwice = 1,
    /// Something had been written behind its end.
    Overrun,
    /// The address is none that was allocated, but one within a block.
    Within,
}

/// 0 where there is no room.
static AT: AtomicUsize = AtomicUsize::new(0);
static USED: AtomicUsize = AtomicUsize::new(0);
/// Of each page, one more than the row of the block that begins in it.
static ROWS: AtomicUsize = AtomicUsize::new(0);

/// From now on blocks have guards.
pub fn start() {
    let rows = super::mapping::anonymous(ROOM / PAGE * size_of::<AtomicU32>());
    if let Some((room, rows)) = reserve(ROOM).zip(rows) {
        ROWS.store(rows as usize, Relaxed);
        AT.store(room as usize, Release);
    }
}

/// Whether blocks have guards.
pub fn is_on() -> bool {
    AT.load(Relaxed) != 0
}

/// Whether a block is one of those.
pub fn is_guarded(block: *mut c_void) -> bool {
    let at = AT.load(Relaxed);
    at != 0 && (at..at + ROOM).contains(&(block as usize))
}

fn row_of(block: usize) -> &'static AtomicU32 {
    let page = (block - AT.load(Relaxed)) / PAGE;
    // SAFETY: `start` made room for one of each page, for good.
    unsafe { &*(ROWS.load(Relaxed) as *const AtomicU32).add(page) }
}

fn guarded(block: *mut c_void) -> Option<&'static Guarded> {
    let row = row_of(block as usize).load(Relaxed).checked_sub(1)?;
    table()?.guarded.get(row as usize)
}

/// A block for an addon that has called from `caller`; `None` where that is no addon, or no guard can be given.
pub fn allocate(size: usize, alignment: usize, caller: usize) -> Option<*mut c_void> {
    let table = table()?;
    if size > LARGEST || alignment > PAGE || !table.is_addons(caller as u64) {
        return None;
    }
    let index = table.guarded_used.fetch_add(1, Relaxed) as usize;
    let row = table.guarded.get(index).filter(|_| index < GUARDED)?;
    let pages = size.max(1).div_ceil(PAGE);
    let length = (pages + 1) * PAGE;
    let first = USED.fetch_add(length, Relaxed);
    if first + length > ROOM {
        return None;
    }
    let start = AT.load(Relaxed) + first;
    if !protect(start, pages * PAGE, PROT_READ_WRITE) {
        return None;
    }
    let end = start + pages * PAGE;
    let block = (end - size) / alignment * alignment;
    // SAFETY: pages of its own, up to their end.
    unsafe { ptr::write_bytes((block + size) as *mut u8, FILL, end - block - size) };
    row.made_at.store(site_number(table, Kind::Block), Relaxed);
    row.size.store(size as u64, Relaxed);
    row.end.store((end + PAGE) as u64, Relaxed);
    row.start.store(block as u64, Release);
    row_of(block).store(index as u32 + 1, Relaxed);
    Some(block as *mut c_void)
}

/// The size of a guarded block.
pub fn size(block: *mut c_void) -> usize {
    guarded(block).map_or(0, |row| row.size.load(Relaxed) as usize)
}

/// Frees a guarded block, or notes what is wrong with that and ends the process.
pub fn free(block: *mut c_void) {
    let Some((table, row)) = table().zip(guarded(block)) else {
        return;
    };
    let stop = |found: Found| {
        table
            .guard_row
            .store(row_of(block as usize).load(Relaxed).into(), Relaxed);
        table.guard_found.store(found as u64, Release);
        std::process::abort();
    };
    if row.start.load(Relaxed) != block as u64 {
        stop(Found::Within);
    }
    if row.freed_at.load(Relaxed) != 0 {
        stop(Found::FreedTwice);
    }
    let size = row.size.load(Relaxed) as usize;
    let (start, end) = (block as usize, row.end.load(Relaxed) as usize - PAGE);
    // SAFETY: its own pages, which are still there.
    let tail =
        unsafe { std::slice::from_raw_parts((start + size) as *const u8, end - start - size) };
    if tail.iter().any(|byte| *byte != FILL) {
        stop(Found::Overrun);
    }
    // It is freed, whether that is noted or not.
    let site = match site_number(table, Kind::Block) {
        0 => u64::MAX,
        number => number,
    };
    row.freed_at.store(site, Relaxed);
    let first = start / PAGE * PAGE;
    protect(first, end - first, PROT_NONE);
}
