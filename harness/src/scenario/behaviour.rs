//! `[[on]]`: runtimes, or builds of the addon, with which a scenario behaves otherwise than elsewhere, each behaviour with a name and a
//! snapshot of its own.

use std::fmt;

use serde::de::{SeqAccess, Visitor, value::SeqAccessDeserializer};
use serde::{Deserialize, Deserializer};

use super::conditions::Conditions;
use super::expect::{Expect, ExpectedEnd, hang_kind};
use super::hang::HangKind;
use super::range::Range;
use crate::project::is_label;

/// How a scenario behaves under some conditions.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Behaviour {
    /// What it is called; its snapshot is `NAME+THIS.snap`.
    #[serde(deserialize_with = "label")]
    pub name: String,
    /// The runtimes where it is so; all, if empty.
    #[serde(default)]
    pub runtimes: Vec<Range>,
    /// The profiles of the addon where it is so; all, if empty.
    #[serde(default)]
    pub profiles: Vec<String>,
    /// Whether it is so in some runs alone, and the others behave as they would without it.
    #[serde(default)]
    pub sometimes: bool,
    /// Why it is.
    pub because: String,
    /// How it ends there, if otherwise.
    pub end: Option<ExpectedEnd>,
    /// What a process that hangs there must be doing.
    #[serde(default, deserialize_with = "hang_kind")]
    pub hang: Option<HangKind>,
    /// Where it is reported or decided, if anywhere.
    pub link: Option<String>,
    /// See `Expect::panics`.
    pub panics: Option<Vec<String>>,
    /// See `Expect::exit_event`.
    pub exit_event: Option<bool>,
    /// See `Expect::dropped_exceptions`.
    pub dropped_exceptions: Option<bool>,
}

/// The behaviours of a header. Of a single `[on]`, serde would say in Rust's words that it is no sequence.
pub fn tables<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Behaviour>, D::Error> {
    struct Tables;
    impl<'de> Visitor<'de> for Tables {
        type Value = Vec<Behaviour>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("tables, each of which begins with `[[on]]`")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, tables: A) -> Result<Self::Value, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(tables))
        }
    }
    input.deserialize_seq(Tables)
}

/// A name that may stand in a file's name.
fn label<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    let text = String::deserialize(input)?;
    if !is_label(&text) {
        return Err(serde::de::Error::custom(format!(
            "`{text}` cannot name a behaviour: write lower-case letters, digits, `-` and `_`, such as `delivers`"
        )));
    }
    Ok(text)
}

impl Behaviour {
    /// Whether it is so under these conditions.
    pub fn holds(&self, conditions: &Conditions<'_>) -> bool {
        let Conditions {
            runtime,
            version,
            profile,
        } = conditions;
        let mut ranges = self.runtimes.iter();
        let mut profiles = self.profiles.iter();
        (self.runtimes.is_empty() || ranges.any(|range| range.holds(runtime, version)))
            && (self.profiles.is_empty() || profiles.any(|it| it == *profile))
    }

    /// What both are meant for, in words. What names profiles goes before what names runtimes alone, and so never overlaps it.
    fn common(&self, other: &Self) -> Option<String> {
        if self.profiles.is_empty() != other.profiles.is_empty() {
            return None;
        }
        let mut own = self.profiles.iter();
        let profile = own.find(|profile| other.profiles.contains(profile));
        if profile.is_none() && !self.profiles.is_empty() {
            return None;
        }
        let profile = profile.map(|profile| format!("both name the profile `{profile}`"));
        if self.runtimes.is_empty() || other.runtimes.is_empty() {
            return profile;
        }
        let pairs = self.runtimes.iter().flat_map(|one| {
            let others = other.runtimes.iter();
            others.map(move |other| (one, other))
        });
        let mut overlapping = pairs.filter(|(one, other)| one.common(other).is_some());
        let (one, other) = overlapping.next()?;
        let versions = format!("`{one}` and `{other}` have versions in common");
        Some(match profile {
            Some(profile) => format!("{profile}, and {versions}"),
            None => versions,
        })
    }

    /// How a run must end there, where it must end like `usual` elsewhere.
    pub fn expect(&self, usual: &Expect) -> Expect {
        let mut expect = usual.clone();
        if let Some(end) = &self.end
            && *end != usual.end
        {
            expect.end = end.clone();
            expect.hang = None;
            // It is about how long the usual ending takes.
            expect.within = None;
        }
        expect.hang = self.hang.or(expect.hang);
        if let Some(panics) = &self.panics {
            expect.panics.clone_from(panics);
        }
        expect.exit_event = self.exit_event.or(expect.exit_event);
        expect.dropped_exceptions = self.dropped_exceptions.unwrap_or(expect.dropped_exceptions);
        expect
    }
}

/// What is wrong with the behaviours of one header, taken together, and with which of them; the scenario runs under `only`, if that is given.
pub fn contradiction(behaviours: &[Behaviour], only: Option<&[Range]>) -> Option<(usize, String)> {
    for (index, behaviour) in behaviours.iter().enumerate() {
        let name = &behaviour.name;
        if behaviour.because.trim().is_empty() {
            return Some((
                index,
                format!("`{name}` does not say why: `because` is empty"),
            ));
        }
        let is_everywhere = behaviour.runtimes.is_empty() && behaviour.profiles.is_empty();
        if is_everywhere && !behaviour.sometimes {
            return Some((
                index,
                format!("`{name}` names no runtime and no profile: that is how it always behaves"),
            ));
        }
        let left_out = |range: &&Range| {
            only.is_some_and(|only| only.iter().all(|one| one.common(range).is_none()))
        };
        if let Some(range) = behaviour.runtimes.iter().find(left_out) {
            return Some((
                index,
                format!("`{name}` is meant for `{range}`, which `only` in `[runtimes]` leaves out"),
            ));
        }
        for other in &behaviours[..index] {
            if other.name == *name {
                return Some((index, format!("`{name}` is there twice")));
            }
            // Some runs may behave in several ways.
            if behaviour.sometimes || other.sometimes {
                continue;
            }
            if let Some(common) = behaviour.common(other) {
                let message = format!("`{name}` and `{}` overlap: {common}", other.name);
                return Some((index, message));
            }
        }
    }
    None
}

/// What the snapshot of a run of that name is called.
pub fn snapshot_name(run: &str, behaviour: Option<&Behaviour>) -> String {
    let label = behaviour.map(|behaviour| format!("+{}", behaviour.name));
    format!("{run}{}", label.unwrap_or_default())
}
