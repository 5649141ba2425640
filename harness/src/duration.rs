//! Durations as users write them: `10s`, `300ms`, `1m 30s`.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

/// Reads `10s`, `300ms`, `1m 30s`.
///
/// # Errors
/// A sentence that names the accepted form.
pub fn parse(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text)
        .map_err(|error| format!("{error}; write a duration like \"300ms\", \"10s\" or \"2m\""))
}

/// For serde's `deserialize_with` on an optional field.
pub fn optional<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Duration>, D::Error> {
    let text = String::deserialize(input)?;
    parse(&text).map(Some).map_err(serde::de::Error::custom)
}

/// A length of time for people: `71 ms`, `2.3 s`, `1 min 12 s`.
pub fn for_people(duration: Duration) -> String {
    let ms = duration.as_millis();
    match ms {
        0..1_000 => format!("{ms} ms"),
        1_000..60_000 => format!("{:.1} s", duration.as_secs_f64()),
        _ => format!("{} min {} s", ms / 60_000, ms / 1_000 % 60),
    }
}
