//! What the preloaded library noted: what was made, at which native stack, called by which JavaScript.

use std::collections::BTreeMap;
use std::mem::offset_of;
use std::path::Path;

use super::super::symbols::{Module, Symbols};
use super::javascript::place_of;
use crate::preload::library::stack::DEPTH;
use crate::preload::library::table::{self, MODULES, SITES, Site, TEXTS, Table, Text};
use crate::run::growth::Place;
use crate::scenario::growth::Kind;

/// What is noted of one thing that is made.
struct Made {
    kind: u64,
    javascript: Option<String>,
    stack: Vec<u64>,
    count: f64,
    bytes: f64,
}

/// All that there is more of with each iteration.
#[derive(Default)]
pub struct Grown {
    made: Vec<Made>,
    symbols: Option<Symbols>,
}

/// The words of a file of the library's.
struct Words(Vec<u64>);

impl Words {
    fn read(file: &Path) -> Option<Self> {
        let bytes = std::fs::read(file).ok()?;
        let words = bytes.chunks_exact(8);
        let words = words.map(|word| u64::from_ne_bytes(word.try_into().expect("8 bytes")));
        let words = Self(words.collect());
        (words.0.len() == size_of::<Table>() / 8).then_some(words)
    }

    /// The word at `offset` bytes.
    fn at(&self, offset: usize) -> u64 {
        self.0[offset / 8]
    }

    /// `length` bytes from `offset` on.
    fn text(&self, offset: usize, length: u64) -> String {
        let words = &self.0[offset / 8..];
        let bytes = words.iter().flat_map(|word| word.to_ne_bytes());
        let bytes: Vec<u8> = bytes.take(length as usize).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn modules(&self) -> Vec<Module> {
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

    fn javascript(&self, number: u64) -> Option<String> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let row = offset_of!(Table, texts) + index * size_of::<Text>();
        let length = self.at(row + offset_of!(Text, length));
        (index < TEXTS).then(|| self.text(row + offset_of!(Text, bytes), length))
    }
}

/// What the library noted into `folder`; `half` iterations lie between its two files.
pub fn grown(folder: &Path, half: f64) -> Option<Grown> {
    let before = Words::read(&folder.join("sites.half"))?;
    let after = Words::read(&folder.join("sites.whole"))?;
    let sites = (0..SITES).map(|n| offset_of!(Table, sites) + n * size_of::<Site>());
    let made = sites.filter_map(|row| {
        let kind = after.at(row + offset_of!(Site, kind));
        let word = |words: &Words, field| words.at(row + field) as i64 as f64;
        // What has not grown in the first half, too, does not accumulate.
        let grown = |field| {
            let first = word(&before, field);
            let second = word(&after, field) - first;
            if first > 0.0 { second / half } else { 0.0 }
        };
        let count = grown(offset_of!(Site, live));
        if kind == 0 || count <= 0.0 {
            return None;
        }
        let stack = row + offset_of!(Site, stack);
        let addresses = (0..DEPTH).map(|frame| after.at(stack + 8 * frame));
        Some(Made {
            kind,
            count,
            bytes: grown(offset_of!(Site, bytes)),
            javascript: after.javascript(after.at(row + offset_of!(Site, javascript))),
            stack: addresses.take_while(|address| *address != 0).collect(),
        })
    });
    Some(Grown {
        made: made.collect(),
        symbols: Some(Symbols::new(after.modules())),
    })
}

/// What is made, as Node-API calls it.
const NAMES: [(table::Kind, &str); 9] = [
    (table::Kind::Block, "block of memory"),
    (table::Kind::Reference, "reference"),
    (table::Kind::Wrap, "wrapped object"),
    (table::Kind::Finalizer, "value with a finalizer"),
    (table::Kind::Buffer, "buffer over native memory"),
    (table::Kind::ThreadsafeFunction, "ThreadsafeFunction"),
    (table::Kind::Deferred, "promise that is not settled"),
    (table::Kind::AsyncWork, "AsyncWork"),
    (table::Kind::AsyncContext, "AsyncContext"),
];

impl Grown {
    /// Where what counts as `kind` is made; stacks that differ only in what no reader sees are one place.
    pub fn places(&mut self, kind: Kind) -> Vec<Place> {
        let Some(symbols) = &mut self.symbols else {
            return Vec::new();
        };
        let mut places: BTreeMap<(u64, Vec<String>, Option<String>), Place> = BTreeMap::new();
        for made in &self.made {
            let Some(per_iteration) = made.share_in(kind) else {
                continue;
            };
            let backtrace = symbols.backtrace(&made.stack);
            let stack: Vec<String> = backtrace.addons().iter().map(ToString::to_string).collect();
            let javascript = made.javascript.as_deref().and_then(place_of);
            let name = NAMES.iter().find(|(kind, _)| *kind as u64 == made.kind);
            let key = (made.kind, stack.clone(), javascript.clone());
            let place = places.entry(key).or_insert(Place {
                kind,
                per_iteration: 0.0,
                count: 0.0,
                what: name.map_or("something", |(_, name)| name).into(),
                stack,
                javascript,
                holder: None,
            });
            place.per_iteration += per_iteration;
            place.count += made.count;
        }
        // Memory that the runtime allocates for itself has no frame of an addon: what it is for is told by what else grows.
        let tells = |place: &Place| !place.stack.is_empty() || place.javascript.is_some();
        places.into_values().filter(tells).collect()
    }
}

impl Made {
    /// How much of `kind` it is with each iteration.
    fn share_in(&self, kind: Kind) -> Option<f64> {
        use table::Kind::{Block, Buffer, ThreadsafeFunction};
        let is = |of: table::Kind| self.kind == of as u64;
        match kind {
            Kind::Native => is(Block).then_some(self.bytes),
            Kind::External => is(Buffer).then_some(self.bytes),
            Kind::Handles => is(ThreadsafeFunction).then_some(self.count),
            Kind::References => (!is(Block)).then_some(self.count),
            Kind::Heap => None,
        }
    }
}
