//! The header: TOML between `/*---` and `---*/` at the top of a scenario.

use std::collections::{BTreeMap, BTreeSet};
use std::ops;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use regex::Regex;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::Language;
use super::behaviour::{self, Behaviour};
use super::bug::Bug;
use super::checked;
use super::expect::Expect;
use super::range::Range;
use super::table;
use super::variant::Axes;
use crate::diagnostic::{self, Diagnostic};
use crate::duration;
use crate::scenario::growth::Limits;

/// Opens the header.
pub const OPENING: &str = "/*---";
/// Closes the header.
pub const CLOSING: &str = "---*/";

/// Begins a behaviour.
static TABLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^[ \t]*\[\[[ \t]*on[ \t]*\]\]").expect("a valid pattern"));

/// What a scenario says of itself. `docs/scenarios.md` is the reference.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Header {
    /// One sentence: what is shown.
    pub summary: String,
    /// Names of the API that it shows.
    #[serde(default)]
    pub shows: Vec<String>,
    /// What a document claims, in its words.
    pub claim: Option<String>,
    /// Whether that was found to hold.
    pub holds: Option<Holds>,
    /// Words to select by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// How it must end.
    #[serde(default, deserialize_with = "table::required")]
    pub expect: Expect,
    /// How often `iterate` does its work, and what may accumulate.
    #[serde(default, deserialize_with = "table::optional")]
    pub growth: Option<Limits>,
    /// Lists of values; every combination is a run of its own.
    #[serde(default)]
    pub variants: Axes,
    /// Where it runs, when not everywhere.
    #[serde(default, deserialize_with = "table::optional")]
    pub runtimes: Option<RuntimeLimit>,
    /// Where it behaves otherwise.
    #[serde(default, deserialize_with = "behaviour::tables")]
    pub on: Vec<Behaviour>,
    /// Flags for the runtime, before the program.
    #[serde(default)]
    pub flags: Vec<String>,
    /// Environment variables of its own.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// How long one run may take at the project's own time scale.
    #[serde(default, deserialize_with = "duration::optional")]
    pub timeout: Option<Duration>,
    /// Features of napi that its own addon is built with, besides those of every own addon.
    #[serde(default)]
    pub features: BTreeSet<String>,
    /// How many processors the run may use; all, if nothing is said.
    pub cpus: Option<std::num::NonZeroUsize>,
    /// How many times one run is repeated.
    pub repeat: Option<std::num::NonZeroU32>,
    /// Issues and pull requests that it belongs to.
    #[serde(default)]
    pub links: Vec<String>,
    /// The bug that it reproduces.
    #[serde(default, deserialize_with = "table::optional")]
    pub bug: Option<Bug>,
}

/// Whether a document's claim was found to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    /// As claimed.
    Yes,
    /// In part; the scenario shows where not.
    Partly,
    /// Not as claimed.
    No,
}

/// `[runtimes]`: where a scenario runs, and why not elsewhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuntimeLimit {
    /// Kinds of runtime, or a kind with a version requirement: `node`, `node >=20`; one at least.
    #[serde(deserialize_with = "some_ranges")]
    pub only: Vec<Range>,
    /// Why nowhere else.
    #[serde(deserialize_with = "a_reason")]
    pub because: String,
}

fn some_ranges<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Range>, D::Error> {
    let ranges = Vec::deserialize(input)?;
    if ranges.is_empty() {
        return Err(D::Error::custom(
            "`only` names no runtime, so this would never run",
        ));
    }
    Ok(ranges)
}

fn a_reason<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    let reason = String::deserialize(input)?;
    if reason.trim().is_empty() {
        return Err(D::Error::custom("`because` is empty: say why nowhere else"));
    }
    Ok(reason)
}

impl Header {
    /// Reads the header at the top of `source`, the text of `file`.
    pub fn read(file: &Path, source: &str) -> Result<Self, Diagnostic> {
        let span = span(file, source)?;
        let header: Self = diagnostic::from_toml(file, source, &source[span.clone()], span.start)?;
        if header.summary.trim().is_empty() {
            return Err(Diagnostic::at(file, source, span, "`summary` is empty")
                .hint("say in one sentence what the scenario shows"));
        }
        let only = header.runtimes.as_ref().map(|limit| limit.only.as_slice());
        if let Some((index, message)) = behaviour::contradiction(&header.on, only) {
            let mut tables = TABLE.find_iter(&source[span.clone()]);
            let table = tables.nth(index).map_or(0..0, |table| table.range());
            let place = span.start + table.start..span.start + table.end;
            return Err(Diagnostic::at(file, source, place, message)
                .hint("`docs/scenarios.md` describes `[[on]]`"));
        }
        let language = Language::from_path(file);
        if let Some((at, message)) =
            checked::contradiction(language, &header, &source[span.clone()])
        {
            let place = span.start + at.start..span.start + at.end;
            return Err(Diagnostic::at(file, source, place, message)
                .hint("`docs/scenarios.md` describes type checks"));
        }
        Ok(header)
    }
}

/// Where the header's TOML stands in `source`.
fn span(file: &Path, source: &str) -> Result<ops::Range<usize>, Diagnostic> {
    let form = format!("a scenario begins with {OPENING}, its header in TOML, and {CLOSING}");
    if !source.starts_with(OPENING) {
        let first_line = 0..source.find('\n').unwrap_or(source.len());
        return Err(
            Diagnostic::at(file, source, first_line, "no scenario header").hint(format!(
                "{form}; a module that scenarios share stands in a folder named `fixtures`"
            )),
        );
    }
    let start = OPENING.len();
    match source.find(CLOSING) {
        Some(end) => Ok(start..end),
        None => {
            Err(Diagnostic::at(file, source, 0..start, "the header is never closed").hint(form))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(source: &str) -> String {
        Header::read(Path::new("x.mjs"), source)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_missing_field_is_named_at_the_header() {
        assert!(complaint("/*---\ntags = []\n---*/").contains("missing field `summary`"));
    }

    #[test]
    fn a_scenario_that_would_never_run_is_complained_about_where_it_says_so() {
        let limit = |only: &str, because: &str| {
            complaint(&format!(
                "/*---\nsummary = \"x\"\n[runtimes]\nonly = {only}\nbecause = \"{because}\"\n---*/"
            ))
        };
        let text = limit("[]", "so");
        assert!(text.starts_with("x.mjs:4:8: "), "{text}");
        assert!(text.contains("would never run"), "{text}");
        let text = limit("[\"node >=26, <24\"]", "so");
        assert!(text.starts_with("x.mjs:4:"), "{text}");
        assert!(text.contains("means no version at all"), "{text}");
        let text = limit("[\"node\"]", " ");
        assert!(text.starts_with("x.mjs:5:11: "), "{text}");
    }

    #[test]
    fn the_second_of_two_behaviours_that_overlap_is_where_the_complaint_points() {
        let on = |name: &str, table: &str| {
            format!("{table}\nname = \"{name}\"\nruntimes = [\"bun\"]\nbecause = \"so\"\n")
        };
        let text = complaint(&format!(
            "/*---\nsummary = \"x\"\n# [[on]] of bun\n{}{}---*/",
            on("a", "[[on]]"),
            on("b", "[[ on ]]")
        ));
        assert!(text.starts_with("x.mjs:8:1: "), "{text}");
    }

    #[test]
    fn a_behaviour_in_one_pair_of_brackets_is_told_how_many_it_takes() {
        let text = complaint("/*---\nsummary = \"x\"\n[on]\nname = \"a\"\n---*/");
        assert!(text.starts_with("x.mjs:3:1: "), "{text}");
        assert!(
            text.contains("a table, expected tables, each of which begins with `[[on]]`"),
            "{text}"
        );
    }

    #[test]
    fn a_table_that_is_none_is_complained_about_without_the_words_of_rust() {
        let of = |rest: &str| complaint(&format!("/*---\nsummary = \"x\"\n{rest}\n---*/"));
        let text = of("runtimes = [\"node\"]");
        assert!(text.starts_with("x.mjs:3:12: "), "{text}");
        assert!(
            text.contains("invalid type: a list, expected a table"),
            "{text}"
        );
        let text = of("[[expect]]\nend = \"exit 1\"");
        assert!(text.starts_with("x.mjs:3:"), "{text}");
        assert!(
            text.contains("invalid type: a list, expected a table"),
            "{text}"
        );
        let text = of("growth = 5");
        assert!(text.contains("expected a table"), "{text}");
        let text = of("[growth]\niterations = 1.5");
        assert!(text.contains("expected a whole number"), "{text}");
    }

    #[test]
    fn a_list_that_is_none_is_complained_about_without_the_words_of_rust() {
        let text = complaint("/*---\nsummary = \"x\"\ntags = \"slow\"\n---*/");
        assert!(text.starts_with("x.mjs:3:8: "), "{text}");
        assert!(text.contains("expected a list"), "{text}");
    }

    #[test]
    fn a_wrong_ending_is_complained_about_where_it_stands() {
        let text = complaint("/*---\nsummary = \"x\"\n[expect]\nend = \"exti 0\"\n---*/");
        assert!(text.starts_with("x.mjs:4:7: "), "{text}");
        assert!(text.contains("exit N"), "{text}");
    }

    #[test]
    fn behaviours_that_contradict_each_other_are_complained_about_where_they_stand() {
        let on = |name: &str, runtime: &str| {
            format!("[[on]]\nname = \"{name}\"\nruntimes = [\"{runtime}\"]\nbecause = \"so\"\n")
        };
        let header = |first: String, second: String| {
            complaint(&format!("/*---\nsummary = \"x\"\n{first}{second}---*/"))
        };
        let text = header(on("a", "node <24.3"), on("b", "node >=24"));
        assert!(text.starts_with("x.mjs:7:1: "), "{text}");
        assert!(text.contains("`b` and `a` overlap"), "{text}");
        assert!(header(on("a", "bun"), on("a", "deno")).contains("there twice"));
        assert!(header(on("A+", "bun"), String::new()).contains("cannot name a behaviour"));
        let only = |ranges: &str| format!("[runtimes]\nonly = [{ranges}]\nbecause = \"so\"\n");
        let text = header(only("\"node >=22\""), on("a", "node <22"));
        assert!(text.starts_with("x.mjs:6:1: "), "{text}");
        assert!(
            text.contains("`a` is meant for `node <22`, which `only`"),
            "{text}"
        );
    }

    #[test]
    fn a_type_check_of_what_is_run_is_complained_about_where_it_stands() {
        let of = |file: &str, rest: &str| {
            let source = format!("/*---\nsummary = \"x\"\n{rest}---*/");
            let header = Header::read(Path::new(file), &source);
            header.map_or_else(|complaint| complaint.to_string(), |_| String::new())
        };
        let types = "[expect]\nend = \"types\"\n";
        let on = "[[on]]\nname = \"a\"\nruntimes = [\"bun\"]\nbecause = \"so\"\n";
        assert_eq!(of("x.ts", types), "");
        assert_eq!(of("x.mts", types), "");
        assert!(of("x.mjs", types).starts_with("x.mjs:4:7: only TypeScript"));
        let text = of("x.ts", &format!("{types}{on}"));
        assert!(text.starts_with("x.ts:5:1: "), "{text}");
        let text = of("x.ts", &format!("{on}end = \"type error TS1\"\n"));
        assert!(text.starts_with("x.ts:7:7: "), "{text}");
        let rustc = on.replace("bun", "rustc >=1.90");
        assert_eq!(of("x.rs", &rustc), "");
        let text = of("x.rs", on);
        assert!(text.starts_with("x.rs:3:1: a Rust program"), "{text}");
        let text = of("x.mjs", &rustc);
        assert!(text.starts_with("x.mjs:3:1: rustc checks only"), "{text}");
        let text = of("x.ts", "[expect]\nend = \"type error\"\n");
        assert!(text.contains("does not say which"), "{text}");
    }

    #[test]
    fn an_unclosed_header_says_how_one_looks() {
        assert!(complaint("/*---\nsummary = \"x\"\n").contains("never closed"));
    }
}
