//! Handles that JavaScript made, as async_hooks saw them.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::javascript::place_of;
use crate::run::growth::Place;
use crate::scenario::growth::Kind;

/// By kind and stack, as JSON.
type Counted = BTreeMap<String, f64>;

fn read(file: &Path) -> Option<Counted> {
    serde_json::from_slice(&std::fs::read(file).ok()?).ok()
}

/// What there is more of; `half` iterations lie between the two files in `folder`.
pub fn grown(folder: &Path, half: f64) -> Vec<Place> {
    let counted = read(&folder.join("handles.half.json"));
    let Some((before, after)) = counted.zip(read(&folder.join("handles.whole.json"))) else {
        return Vec::new();
    };
    let grown = after.iter().filter_map(|(made, count)| {
        let first = before.get(made)?;
        let (kind, stack): (String, String) = serde_json::from_str(made).ok()?;
        let count = (count - first) / half;
        Some(Place {
            kind: Kind::Handles,
            per_iteration: count,
            count,
            what: kind,
            stack: Vec::new(),
            javascript: Some(place_of(&stack)?),
            holder: None,
        })
    });
    grown.filter(|place| place.per_iteration > 0.0).collect()
}
