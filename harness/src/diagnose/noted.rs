//! What the preloaded library noted, read from its file.

use std::mem::offset_of;
use std::path::Path;

use super::symbols::Module;
use crate::preload::library::stack::DEPTH;
use crate::preload::library::table::{
    self, EXITS, Exit, GONE, Kind, MODULES, OBJECTS, SITES, TEXTS, Table, Text,
};

/// A copy of the table.
pub struct Noted {
    bytes: Vec<u8>,
}

/// A place at which something was made.
pub struct Site {
    /// What, as the library numbers it.
    pub kind: u64,
    /// How many of them are there.
    pub live: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// The stack of JavaScript that led there, as the runtime words it.
    pub javascript: Option<String>,
    /// The native stack, the innermost frame first.
    pub stack: Vec<u64>,
}

/// Something of Node-API's that is alive.
pub struct Object {
    /// What.
    pub kind: Kind,
    /// Objects are numbered as they are made.
    pub order: u64,
    /// What its maker calls it.
    pub name: Option<String>,
    /// Whether it keeps the event loop alive.
    pub is_referenced: bool,
    /// How many threads have acquired a ThreadsafeFunction and not released it.
    pub threads: u64,
    /// Where it was made.
    pub site: Option<Site>,
    /// What became of the calls of a ThreadsafeFunction; `None` where there was none.
    pub calls: Option<Calls>,
}

/// What became of the calls of a ThreadsafeFunction.
pub struct Calls {
    /// How many it has taken.
    pub taken: u64,
    /// How many it has refused, because its queue was full or it was closing.
    pub refused: u64,
    /// How many have come to JavaScript; `None` where that is not seen, because the runtime itself calls it.
    pub delivered: Option<u64>,
    /// The native stack of the last one.
    pub last: Vec<u64>,
}

/// A call that was to end the process.
pub struct Ended {
    /// Which function, as the library numbers them.
    pub function: usize,
    /// Its argument: a code, or a signal.
    pub code: i32,
    /// Whether the main thread made it.
    pub on_main_thread: bool,
    /// The name of the thread.
    pub thread: String,
    /// The native stack.
    pub stack: Vec<u64>,
}

impl Noted {
    /// `None` where the library wrote none.
    pub fn read(file: &Path) -> Option<Self> {
        let bytes = std::fs::read(file).ok()?;
        let is_whole = bytes.len() == size_of::<Table>();
        let noted = Self { bytes };
        // As long as no process has it, the library was not loaded.
        (is_whole && noted.at(offset_of!(Table, process)) != 0).then_some(noted)
    }

    /// The word at `offset` bytes.
    pub(super) fn at(&self, offset: usize) -> u64 {
        let word = &self.bytes[offset..offset + 8];
        u64::from_ne_bytes(word.try_into().expect("8 bytes"))
    }

    /// `length` bytes from `offset` on.
    pub(super) fn text(&self, offset: usize, length: u64) -> String {
        // A program that writes where it must not may have written here, too.
        let end = offset.saturating_add(length as usize);
        let bytes = self.bytes.get(offset..end).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// What was loaded.
    pub fn modules(&self) -> Vec<Module> {
        let modules = (0..MODULES).map(|n| {
            let row = offset_of!(Table, modules) + n * size_of::<table::Module>();
            Some(Module {
                base: self
                    .at(row + offset_of!(table::Module, base))
                    .checked_sub(1)?,
                start: self.at(row + offset_of!(table::Module, start)),
                end: self.at(row + offset_of!(table::Module, end)),
                path: self.text(
                    row + offset_of!(table::Module, path),
                    self.at(row + offset_of!(table::Module, length)),
                ),
            })
        });
        modules.map_while(|module| module).collect()
    }

    /// The text of that number.
    pub(super) fn words_of(&self, number: u64) -> Option<String> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let row = offset_of!(Table, texts) + index * size_of::<Text>();
        let text = || {
            let length = self.at(row + offset_of!(Text, length));
            self.text(row + offset_of!(Text, bytes), length)
        };
        (index < TEXTS).then(text)
    }

    /// The site of that index; `None` where there is none.
    pub fn site(&self, index: usize) -> Option<Site> {
        if index >= SITES {
            return None;
        }
        let row = offset_of!(Table, sites) + index * size_of::<table::Site>();
        let word = |field| self.at(row + field);
        let kind = word(offset_of!(table::Site, kind));
        let stack = row + offset_of!(table::Site, stack);
        let addresses = (0..DEPTH).map(|frame| self.at(stack + 8 * frame));
        (kind != 0).then(|| Site {
            kind,
            live: word(offset_of!(table::Site, live)),
            bytes: word(offset_of!(table::Site, bytes)),
            javascript: self.words_of(word(offset_of!(table::Site, javascript))),
            stack: addresses.take_while(|address| *address != 0).collect(),
        })
    }

    /// The site of that number, which is one more than its index.
    pub(super) fn numbered(&self, number: u64) -> Option<Site> {
        self.site(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// What is alive, in the order in which it was made.
    pub fn objects(&self) -> Vec<Object> {
        let rows =
            (0..OBJECTS).map(|n| offset_of!(Table, objects) + n * size_of::<table::Object>());
        let objects = rows.filter_map(|row| {
            let word = |field| self.at(row + field);
            let key = word(offset_of!(table::Object, key));
            // Not one that was being written at the end, either.
            let is_alive = key > GONE && key != u64::MAX;
            let kind = Kind::of_key(key)?;
            is_alive.then(|| Object {
                kind,
                order: word(offset_of!(table::Object, order)),
                name: self.words_of(word(offset_of!(table::Object, name))),
                is_referenced: word(offset_of!(table::Object, referenced)) != 0,
                threads: word(offset_of!(table::Object, threads)),
                site: self.numbered(word(offset_of!(table::Object, site))),
                calls: self.calls(row),
            })
        });
        let mut objects: Vec<Object> = objects.collect();
        objects.sort_by_key(|object| object.order);
        objects
    }

    /// What became of the calls of the object in the row at that offset.
    fn calls(&self, row: usize) -> Option<Calls> {
        let word = |field| self.at(row + field);
        let last = self.numbered(word(offset_of!(table::Object, called_at)))?;
        let observed = word(offset_of!(table::Object, observed)) != 0;
        let delivered = || word(offset_of!(table::Object, delivered));
        Some(Calls {
            taken: word(offset_of!(table::Object, calls)),
            refused: word(offset_of!(table::Object, refused)),
            delivered: observed.then(delivered),
            last: last.stack,
        })
    }

    /// When the process ended by itself, on the log's clock.
    pub fn finished(&self) -> Option<u64> {
        let finished = self.at(offset_of!(Table, finished));
        (finished != 0).then_some(finished)
    }

    /// Who was to end the process, in order.
    pub fn exits(&self) -> Vec<Ended> {
        let process = self.at(offset_of!(Table, process));
        let rows = (0..EXITS).map(|n| offset_of!(Table, exits) + n * size_of::<Exit>());
        let ended = rows.filter_map(|row| {
            let word = |field| self.at(row + field);
            let site = self.numbered(word(offset_of!(Exit, site)))?;
            let name = self.text(row + offset_of!(Exit, name), 16);
            let function = word(offset_of!(Exit, function)) as usize;
            (function != 0).then(|| Ended {
                function,
                code: word(offset_of!(Exit, code)) as i32,
                on_main_thread: word(offset_of!(Exit, thread)) == process,
                thread: name.trim_end_matches('\0').to_owned(),
                stack: site.stack,
            })
        });
        ended.collect()
    }
}
