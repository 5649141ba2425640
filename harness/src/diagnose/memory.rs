//! Blocks that native code goes past the end of, uses after they were freed, or frees twice: found by a further run, in which each block that
//! an addon allocates has a guard.

use std::mem::offset_of;
use std::path::Path;

use super::backtrace::Backtrace;
use super::debugger;
use super::noted::Noted;
use super::symbols::Symbols;
use crate::preload;
use crate::preload::library::guard::Found;
use crate::preload::library::table::{GUARDED, Guarded, Table, tracking};
use crate::run::Supervision;
use crate::run::process::Invocation;

/// What native code did with a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misuse {
    /// It went past its end.
    PastEnd,
    /// It had written past its end before it freed it.
    HadOverrun,
    /// It used it after it was freed.
    Freed,
    /// It freed it twice.
    FreedTwice,
    /// It freed an address within it.
    FreedWithin,
}

/// A block that was misused.
#[derive(Debug, Clone)]
pub struct MemoryFault {
    /// How.
    pub misuse: Misuse,
    /// How many bytes it has.
    pub size: u64,
    /// Where that was found.
    pub found: Backtrace,
    /// The native function and line that allocated it.
    pub allocated: Option<String>,
    /// The one that freed it.
    pub freed: Option<String>,
}

/// A block as the table has it.
struct Block {
    start: u64,
    size: u64,
    end: u64,
    made_at: u64,
    freed_at: u64,
}

/// Runs `invocation` in gdb with guarded blocks; `None` where none was misused, or that cannot be done here.
pub fn look(
    invocation: &Invocation,
    folder: &Path,
    supervision: &Supervision,
) -> Option<MemoryFault> {
    let mut guarded = invocation.environment.clone();
    let table = preload::track(&mut guarded, folder, tracking::GUARDED).ok()?;
    let (address, found) = debugger::run_with(invocation, &guarded, supervision).ok()?;
    let noted = Noted::read(&table)?;
    let (misuse, block) = match noted.stopped() {
        Some((Found::FreedTwice, block)) => (Misuse::FreedTwice, block),
        Some((Found::Within, block)) => (Misuse::FreedWithin, block),
        Some((Found::Overrun, block)) => (Misuse::HadOverrun, block),
        None => {
            let block = noted.block_at(address?)?;
            let misuse = if block.freed_at == 0 {
                Misuse::PastEnd
            } else {
                Misuse::Freed
            };
            (misuse, block)
        }
    };
    let mut symbols = Symbols::new(noted.modules());
    let mut place = |site: u64| {
        let site = noted.numbered(site)?;
        symbols
            .backtrace(&site.stack)
            .culprit()
            .map(ToString::to_string)
    };
    Some(MemoryFault {
        misuse,
        size: block.size,
        allocated: place(block.made_at),
        freed: place(block.freed_at),
        found,
    })
}

impl Noted {
    fn block(&self, row: usize) -> Option<Block> {
        let row = offset_of!(Table, guarded) + row * size_of::<Guarded>();
        let word = |field| self.at(row + field);
        let block = Block {
            start: word(offset_of!(Guarded, start)),
            size: word(offset_of!(Guarded, size)),
            end: word(offset_of!(Guarded, end)),
            made_at: word(offset_of!(Guarded, made_at)),
            freed_at: word(offset_of!(Guarded, freed_at)),
        };
        (block.start != 0).then_some(block)
    }

    /// The block with whose pages or guard an address is.
    fn block_at(&self, address: u64) -> Option<Block> {
        const PAGE: u64 = 4096;
        let used = self.at(offset_of!(Table, guarded_used)) as usize;
        let blocks = || (0..used.min(GUARDED)).filter_map(|row| self.block(row));
        let within = |block: &Block| (block.start / PAGE * PAGE..block.end).contains(&address);
        let found = blocks().find(within)?;
        // Behind its end, the guard may as well have stopped who went before the beginning of the next one.
        let behind = address >= found.end - PAGE;
        let far = address - (found.start + found.size).min(address) >= PAGE / 2;
        let next = blocks().any(|block| block.start / PAGE * PAGE == found.end);
        (!(behind && far && next)).then_some(found)
    }

    /// What was found when a block was freed.
    fn stopped(&self) -> Option<(Found, Block)> {
        let found = match self.at(offset_of!(Table, guard_found)) {
            found if found == Found::FreedTwice as u64 => Found::FreedTwice,
            found if found == Found::Overrun as u64 => Found::Overrun,
            found if found == Found::Within as u64 => Found::Within,
            _ => return None,
        };
        let row = self.at(offset_of!(Table, guard_row)).checked_sub(1)?;
        Some((found, self.block(row as usize)?))
    }
}
