//! What a workspace's root manifest patches and replaces.

use toml::{Table, Value};

/// The tables of `[patch]`, one for each registry, and `[replace]`: crates that stand in for others.
pub fn overrides(manifest: &mut Table) -> impl Iterator<Item = &mut Table> {
    manifest
        .iter_mut()
        .filter_map(|(name, value)| match (name.as_str(), value) {
            ("patch", Value::Table(registries)) => {
                Some(registries.iter_mut().map(|(_, table)| table).collect())
            }
            ("replace", table) => Some(vec![table]),
            _ => None,
        })
        .flat_map(|tables: Vec<&mut Value>| tables)
        .filter_map(Value::as_table_mut)
}
