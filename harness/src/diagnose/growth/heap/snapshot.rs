//! A snapshot of JavaScript's heap in V8's format, and what can be asked of it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

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

/// A snapshot.
pub struct Heap {
    /// All objects.
    pub nodes: Vec<Node>,
    edges: Vec<Edge>,
    strings: Vec<String>,
    /// Line and column of the functions' beginnings, counted from 0.
    locations: BTreeMap<usize, (u64, u64)>,
}

pub struct Node {
    /// V8's word for what it is: `object`, `closure`, `array`.
    pub kind: String,
    /// The index of its name.
    pub name: usize,
    /// V8's number for it, which stays the same.
    pub id: u64,
    /// Its own bytes.
    pub size: u64,
    /// The first of its edges.
    edges: usize,
}

pub struct Edge {
    /// V8's word for what it is: `property`, `context`, `weak`.
    pub kind: String,
    /// The index of its name, or a number.
    pub name: usize,
    to: usize,
}

/// The shortest ways from the roots.
pub struct Reached<'a> {
    /// From which object and by which edge; `None` for the root and for what is not reached.
    pub by: Vec<Option<(usize, &'a Edge)>>,
    /// All that are reached, each behind the one from which it is.
    pub order: Vec<usize>,
}

impl Heap {
    /// `None` where the file is none.
    pub fn read(file: &Path) -> Option<Self> {
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

    /// The string of that index.
    pub fn name(&self, index: usize) -> &str {
        self.strings.get(index).map_or("", String::as_str)
    }

    /// How each object is reached from the roots on the shortest way, and the order in which they are. What only weak references lead to is not.
    pub fn reached(&self) -> Reached<'_> {
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
    pub fn class(&self, node: usize) -> String {
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

    /// Where the program has written a function: its file, line and column.
    pub fn place(&self, node: usize) -> Option<String> {
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
