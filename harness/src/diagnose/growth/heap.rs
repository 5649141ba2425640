//! Objects of JavaScript's heap that are there after the second half of the work and were not before: of which class, and who holds them.
//!
//! Three snapshots in V8's format (`v8.writeHeapSnapshot`) are compared by the numbers that V8 gives to objects.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde::Deserialize;

use crate::run::growth::Place;
use crate::scenario::growth::Kind;

#[derive(Deserialize)]
struct Snapshot {
    snapshot: Head,
    nodes: Vec<u64>,
    edges: Vec<u64>,
    strings: Vec<String>,
    #[serde(default)]
    locations: Vec<u64>,
}

#[derive(Deserialize)]
struct Head {
    meta: Meta,
}

/// Types are a list of names for the first field, and plain words for the others.
#[derive(Deserialize)]
struct Meta {
    node_fields: Vec<String>,
    node_types: Vec<serde_json::Value>,
    edge_fields: Vec<String>,
    edge_types: Vec<serde_json::Value>,
    #[serde(default)]
    location_fields: Vec<String>,
}

/// A snapshot, with what is asked of it.
struct Heap {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    strings: Vec<String>,
    /// Line and column of the functions' beginnings, counted from 0.
    locations: BTreeMap<usize, (u64, u64)>,
}

struct Node {
    kind: String,
    name: usize,
    id: u64,
    size: u64,
    /// The first of its edges.
    edges: usize,
}

struct Edge {
    kind: String,
    /// The index of its name, or a number.
    name: usize,
    to: usize,
}

/// The shortest ways from the roots.
struct Reached<'a> {
    /// From which object and by which edge; `None` for the root and for what is not reached.
    by: Vec<Option<(usize, &'a Edge)>>,
    /// All that are reached, each behind the one from which it is.
    order: Vec<usize>,
}

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

impl Heap {
    fn read(file: &Path) -> Option<Self> {
        let read: Snapshot = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
        let meta = read.snapshot.meta;
        let field = |fields: &[String], name| fields.iter().position(|field| field == name);
        let types = |types: &[serde_json::Value]| -> Option<Vec<String>> {
            serde_json::from_value(types.first()?.clone()).ok()
        };
        let of_node = |name| field(&meta.node_fields, name);
        let (kind, name, id) = (of_node("type")?, of_node("name")?, of_node("id")?);
        let (size, count) = (of_node("self_size")?, of_node("edge_count")?);
        let kinds = types(&meta.node_types)?;
        let mut edges = 0;
        let rows = read.nodes.chunks_exact(meta.node_fields.len());
        let nodes = rows.map(|row| {
            let node = Node {
                kind: kinds.get(row[kind] as usize)?.clone(),
                name: row[name] as usize,
                id: row[id],
                size: row[size],
                edges,
            };
            edges += row[count] as usize;
            Some(node)
        });
        let nodes: Vec<Node> = nodes.collect::<Option<_>>()?;
        let of_edge = |name| field(&meta.edge_fields, name);
        let (kind, name, to) = (
            of_edge("type")?,
            of_edge("name_or_index")?,
            of_edge("to_node")?,
        );
        let kinds = types(&meta.edge_types)?;
        let rows = read.edges.chunks_exact(meta.edge_fields.len());
        let edges = rows.map(|row| {
            Some(Edge {
                kind: kinds.get(row[kind] as usize)?.clone(),
                name: row[name] as usize,
                to: row[to] as usize / meta.node_fields.len(),
            })
        });
        let of_location = |name| field(&meta.location_fields, name);
        let places = of_location("object_index")
            .zip(of_location("line"))
            .zip(of_location("column"));
        let locations = places.map(|((object, line), column)| {
            let rows = read.locations.chunks_exact(meta.location_fields.len());
            let index = |row: &[u64]| row[object] as usize / meta.node_fields.len();
            rows.map(|row| (index(row), (row[line], row[column])))
                .collect()
        });
        Some(Self {
            locations: locations.unwrap_or_default(),
            edges: edges.collect::<Option<_>>()?,
            nodes,
            strings: read.strings,
        })
    }

    fn edges(&self, node: usize) -> &[Edge] {
        let end = self
            .nodes
            .get(node + 1)
            .map_or(self.edges.len(), |next| next.edges);
        self.edges
            .get(self.nodes[node].edges..end)
            .unwrap_or_default()
    }

    fn name(&self, index: usize) -> &str {
        self.strings.get(index).map_or("", String::as_str)
    }

    /// How each object is reached from the roots on the shortest way, and the order in which they are. What only weak references lead to is not.
    fn reached(&self) -> Reached<'_> {
        let mut by: Vec<Option<(usize, &Edge)>> = Vec::new();
        by.resize_with(self.nodes.len(), || None);
        let mut order = vec![0];
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            next += 1;
            for edge in self.edges(node) {
                if edge.to != 0 && edge.kind != "weak" && by[edge.to].is_none() {
                    by[edge.to] = Some((node, edge));
                    order.push(edge.to);
                }
            }
        }
        Reached { by, order }
    }

    /// What kind of thing it is, as a reader would call it.
    fn class(&self, node: usize) -> String {
        let Node { kind, name, .. } = &self.nodes[node];
        let name = self.name(*name);
        match kind.as_str() {
            "closure" if name.is_empty() => "function without a name".into(),
            "closure" => format!("function `{name}`"),
            "string" => "string".into(),
            "object" | "native" => name.into(),
            other => other.into(),
        }
    }
}

impl Heap {
    /// Where the program has written a function: its file, line and column.
    fn place(&self, node: usize) -> Option<String> {
        if self.nodes[node].kind != "closure" {
            return None;
        }
        let (line, column) = self.locations.get(&node)?;
        let by = |node: usize, name: &str| {
            let mut edges = self.edges(node).iter();
            let edge = edges
                .find(|edge| edge.kind == "internal" && self.name(edge.name).starts_with(name));
            edge.map(|edge| edge.to)
        };
        let script = by(by(node, "shared")?, "script")?;
        let file = self.name(self.nodes[script].name);
        // Deno's V8 names its kind first.
        let file = file.trim_start_matches("system / Script / ");
        let file = file.strip_prefix("file://").unwrap_or(file);
        Some(format!("{file}:{}:{}", line + 1, column + 1))
    }
}

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

/// Classes of objects that there are more of after each half of the work, which is `half` iterations; of three snapshots in `folder`.
pub fn grown(folder: &Path, half: f64, kind: Kind) -> Vec<Place> {
    let read = |round: &str| Heap::read(&folder.join(format!("heap.{round}.json")));
    let (Some(start), Some(middle), Some(end)) = (read("start"), read("half"), read("whole"))
    else {
        return Vec::new();
    };
    let first = new_in(&start, &middle, kind);
    let second = new_in(&middle, &end, kind);
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
