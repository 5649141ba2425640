//! Objects of JavaScript's heap that are there after the second half of the work and were not before: of which class, and who holds them.
//!
//! Three snapshots in V8's format (`v8.writeHeapSnapshot`) are compared by the numbers that V8 gives to objects.

mod snapshot;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use self::snapshot::{Edge, Heap};
use crate::run::growth::Place;
use crate::scenario::growth::Kind;

/// Parts of other objects: what they hold is held by their owner.
const INNER: [&str; 7] = [
    "synthetic",
    "array",
    "hidden",
    "code",
    "object shape",
    "concatenated string",
    "sliced string",
];

/// So many objects of a class have to be new with each iteration.
const OFTEN: f64 = 0.01;
/// The first half of the work has to leave such a part of what the second one leaves.
const ALIKE: f64 = 0.5;

/// What is new below one object that was there before.
#[derive(Default)]
struct Group {
    objects: u64,
    bytes: u64,
}

/// Class, line and holder of an object.
type Key = (String, Option<String>, Option<String>);

/// The three snapshots of a locating run.
pub struct Snapshots {
    start: Heap,
    middle: Heap,
    end: Heap,
}

impl Snapshots {
    /// Those in `folder`; `None` where the runtime wrote none.
    pub fn read(folder: &Path) -> Option<Self> {
        let read = |round: &str| Heap::read(&folder.join(format!("heap.{round}.json")));
        Some(Self {
            start: read("start")?,
            middle: read("half")?,
            end: read("whole")?,
        })
    }
}

/// Classes of objects that there are more of after each half of the work, which is `half` iterations.
pub fn grown(snapshots: &Snapshots, half: f64, kind: Kind) -> Vec<Place> {
    let first = new_in(&snapshots.start, &snapshots.middle, kind);
    let second = new_in(&snapshots.middle, &snapshots.end, kind);
    let places = second.into_iter().filter_map(|(key, group)| {
        // What was made once does not accumulate, whenever that was.
        let before = first.get(&key)?.objects as f64;
        if before < group.objects as f64 * ALIKE {
            return None;
        }
        let (what, javascript, holder) = key;
        Some(Place {
            kind,
            per_iteration: group.bytes as f64 / half,
            count: group.objects as f64 / half,
            what,
            stack: Vec::new(),
            javascript,
            holder,
        })
    });
    places
        .filter(|place| place.per_iteration > 0.0 && place.count >= OFTEN)
        .collect()
}

/// What is new in `after`, by what it counts with: the new object above it that stands nearest to the roots and is no mere part of another. New
/// room of something old, such as the elements of an array that grows, is not counted.
fn new_in(before: &Heap, after: &Heap, kind: Kind) -> BTreeMap<Key, Group> {
    let known: HashSet<u64> = before.nodes.iter().map(|node| node.id).collect();
    let reached = after.reached();
    let is_new = |node: usize| !known.contains(&after.nodes[node].id);
    let is_whole = |node: usize| !INNER.contains(&after.nodes[node].kind.as_str());
    let mut above: Vec<Option<usize>> = vec![None; after.nodes.len()];
    let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
    for &node in &reached.order {
        let owners = reached.by[node].and_then(|(from, _)| above[from]);
        above[node] = owners.or_else(|| (is_new(node) && is_whole(node)).then_some(node));
        let Some(top) = above[node] else { continue };
        let holder = holder(after, &reached.by, top);
        let key = (after.class(top), after.place(top), holder);
        let group = groups.entry(key).or_default();
        group.objects += u64::from(top == node);
        // What buffers stand for lies outside of the heap.
        let is_outside = after.nodes[node].kind == "native";
        if is_outside == (kind == Kind::External) {
            group.bytes += after.nodes[node].size;
        }
    }
    groups
}

/// The root that V8 has for references from native code, and what readers know them as.
const GLOBAL_HANDLES: &str = "(Global handles)";
const NATIVE_HOLDER: &str = "a reference from native code";

/// The names on the way to an object, from the program's own on; `None` where nothing on it has one.
fn holder(heap: &Heap, reached: &[Option<(usize, &Edge)>], node: usize) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let mut at = node;
    while let Some((from, edge)) = reached[at] {
        let owner = &heap.nodes[from];
        if heap.name(owner.name) == GLOBAL_HANDLES {
            names.push(NATIVE_HOLDER);
            break;
        }
        let named = match edge.kind.as_str() {
            "property" | "context" => Some(heap.name(edge.name)),
            _ => None,
        };
        names.extend(named.filter(|name| !name.is_empty()));
        at = from;
    }
    // From the program's variable on: what leads to that is the runtime's.
    names.truncate(2);
    names.reverse();
    if names.first() == Some(&NATIVE_HOLDER) {
        return Some(NATIVE_HOLDER.into());
    }
    (!names.is_empty()).then(|| format!("`{}`", names.join(".")))
}
