//! Variants: one scenario, several runs that differ in named values.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// `[variants]`: names with their values, in the order written.
#[derive(Debug, Clone, Default)]
pub struct Axes(Vec<(String, Vec<Value>)>);

impl Axes {
    /// Whether a scenario has no variants.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One value of a variant.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// `true` or `false`
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A fraction.
    Number(f64),
    /// A text.
    Text(String),
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(out),
            Self::Integer(value) => value.fmt(out),
            Self::Number(value) => value.fmt(out),
            Self::Text(value) => value.fmt(out),
        }
    }
}

/// One combination of values; empty where a scenario has no variants.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Variant(Vec<(String, Value)>);

impl Variant {
    /// Whether the scenario has no variants.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values as a JSON object, for the program.
    pub fn to_json(&self) -> serde_json::Map<String, serde_json::Value> {
        self.0
            .iter()
            .map(|(name, value)| (name.clone(), serde_json::json!(value)))
            .collect()
    }
}

/// `blocking,0`
impl fmt::Display for Variant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (_, value)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(out, "{comma}{value}")?;
        }
        Ok(())
    }
}

/// Every combination, the last name varying fastest.
pub fn combinations(axes: &Axes) -> Vec<Variant> {
    let mut all = vec![Variant::default()];
    for (name, values) in &axes.0 {
        all = all
            .iter()
            .flat_map(|so_far| {
                values.iter().map(|value| {
                    let mut longer = so_far.clone();
                    longer.0.push((name.clone(), value.clone()));
                    longer
                })
            })
            .collect();
    }
    all
}

impl<'de> Deserialize<'de> for Axes {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_map(InOrder)
    }
}

/// A map's entries in the order in which they are written, which decides the names of the runs.
struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Axes;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("names with lists of values, like mode = [\"blocking\", \"nonBlocking\"]")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Axes, M::Error> {
        use serde::de::Error;
        let mut axes = Vec::new();
        while let Some((name, values)) = map.next_entry::<String, Vec<Value>>()? {
            if values.is_empty() {
                return Err(M::Error::custom(format!("variant `{name}` has no values")));
            }
            for (index, value) in values.iter().enumerate() {
                let text = value.to_string();
                let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
                if text.is_empty() || !text.chars().all(plain) {
                    return Err(M::Error::custom(format!(
                        "variant value `{text}` cannot be part of a name; use letters, digits, `-`, `_` and `.`"
                    )));
                }
                if values[..index].contains(value) {
                    return Err(M::Error::custom(format!(
                        "variant `{name}` has the value `{text}` twice"
                    )));
                }
            }
            axes.push((name, values));
        }
        Ok(Axes(axes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_is_named_in_the_order_written() {
        let axes: Axes = toml::from_str("mode = [\"blocking\", \"nonBlocking\"]\nempty = [0, 1]")
            .expect("valid");
        let names: Vec<String> = combinations(&axes)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            names,
            ["blocking,0", "blocking,1", "nonBlocking,0", "nonBlocking,1"]
        );
    }

    #[test]
    fn a_value_that_cannot_stand_in_a_name_is_refused() {
        assert!(toml::from_str::<Axes>("a = [\"x/y\"]").is_err());
        assert!(toml::from_str::<Axes>("a = [1, 1]").is_err());
        assert!(toml::from_str::<Axes>("a = []").is_err());
    }
}
