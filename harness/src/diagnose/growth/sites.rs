//! What the preloaded library noted: what was made, at which native stack, called by which JavaScript.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::javascript::place_of;
use super::super::noted::Noted;
use super::super::symbols::Symbols;
use crate::preload::library::table::{self, SITES};
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
pub struct Grown {
    made: Vec<Made>,
    symbols: Symbols,
}

/// What the library noted into `folder`; `half` iterations lie between its two files.
pub fn grown(folder: &Path, half: f64) -> Option<Grown> {
    let before = Noted::read(&folder.join("sites.half"))?;
    let after = Noted::read(&folder.join("sites.whole"))?;
    let made = (0..SITES).filter_map(|index| {
        let (first, second) = (before.site(index), after.site(index)?);
        // What has not grown in the first half, too, does not accumulate.
        let first = first?;
        let grown = |first: u64, second: u64| match first as i64 {
            ..=0 => 0.0,
            first => (second as i64 - first) as f64 / half,
        };
        let count = grown(first.live, second.live);
        (count > 0.0).then(|| Made {
            kind: second.kind,
            count,
            bytes: grown(first.bytes, second.bytes),
            javascript: second.javascript,
            stack: second.stack,
        })
    });
    Some(Grown {
        made: made.collect(),
        symbols: Symbols::new(after.modules()),
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
        let mut places: BTreeMap<(u64, Vec<String>, Option<String>), Place> = BTreeMap::new();
        for made in &self.made {
            let Some(per_iteration) = made.share_in(kind) else {
                continue;
            };
            let backtrace = self.symbols.backtrace(&made.stack);
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
