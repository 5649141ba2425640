//! What a person would say of each faulty program: `truth.toml`, and the marks in the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use serde::Deserialize;

/// Folders without sources of ours.
const NOT_OURS: [&str; 2] = ["node_modules", "snapshots"];

/// One kind of programs.
pub struct Kind {
    /// The folder's name.
    pub name: String,
    /// Where its `napi-harness.toml` is.
    pub folder: PathBuf,
    /// Its faulty programs by name; each has a clean one of the same name.
    pub faults: BTreeMap<String, Fault>,
}

/// What a person would say of a faulty program.
pub struct Fault {
    pub truth: Truth,
    /// Lines that a person would name, as file name and number.
    pub places: BTreeSet<(String, u32)>,
}

/// One entry of `truth.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Truth {
    /// How it ends; any of them is right.
    pub ending: Vec<String>,
    /// How it ends under Bun or Deno, by their names, where that is otherwise; none where the fault does not show there, and is not counted.
    #[serde(default)]
    pub elsewhere: BTreeMap<String, Vec<String>>,
    /// Why, in a sentence.
    pub cause: String,
    /// Patterns that any right answer matches, all of them; upper and lower case are one.
    #[serde(with = "patterns")]
    pub says: Vec<Regex>,
    /// Patterns that make any answer wrong.
    #[serde(with = "patterns", default)]
    pub wrong: Vec<Regex>,
    /// Where users report such a fault.
    #[serde(default)]
    #[expect(dead_code, reason = "for people")]
    pub reported: Option<String>,
    /// What the harness answers now so and now otherwise: it counts as wrong.
    #[serde(default)]
    pub varies: Vec<String>,
}

impl Truth {
    /// How it may end under the runtime of that name.
    pub fn endings(&self, runtime: &str) -> Vec<String> {
        let mut endings = self.elsewhere.get(runtime).unwrap_or(&self.ending).clone();
        // The engines' own threads wake up again and again there, so that nothing proves a hang.
        let hangs = endings.iter().any(|ending| ending.starts_with("hang"));
        if runtime != "node" && hangs {
            endings.push("timeout".into());
        }
        endings
    }
}

impl Kind {
    /// Reads the truth and the sources of a kind.
    ///
    /// # Errors
    /// When a program has no truth, no place or no twin, there is truth of no program, or a faulty one has a snapshot.
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let text = fs::read_to_string(folder.join("truth.toml"))?;
        let truths: BTreeMap<String, Truth> =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", folder.display()))?;
        let faulty = programs(&folder.join("scenarios/faulty"))?;
        let clean = programs(&folder.join("scenarios/clean"))?;
        let known: BTreeSet<String> = truths.keys().cloned().collect();
        if let Some(name) = known.symmetric_difference(&faulty).next() {
            return Err(format!("{}: {name} has no program or no truth", folder.display()).into());
        }
        if let Some(name) = clean.symmetric_difference(&faulty).next() {
            return Err(format!("{}: {name} has no twin", folder.display()).into());
        }
        if folder.join("snapshots/faulty").exists() {
            return Err(format!("{}: a fault has been accepted", folder.display()).into());
        }
        let mut places = places(folder)?;
        let mut faults = BTreeMap::new();
        for (name, truth) in truths {
            let places = places
                .remove(&name)
                .ok_or_else(|| format!("{}: no line has `place: {name}`", folder.display()))?;
            faults.insert(name, Fault { truth, places });
        }
        if let Some(name) = places.keys().next() {
            return Err(format!("{}: `place: {name}` is of no program", folder.display()).into());
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        Ok(Self {
            name: name.into_owned(),
            folder: folder.to_owned(),
            faults,
        })
    }
}

fn programs(folder: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        names.extend(
            path.file_stem()
                .map(|stem| stem.to_string_lossy().into_owned()),
        );
    }
    Ok(names)
}

type Places = BTreeMap<String, BTreeSet<(String, u32)>>;

/// All lines that end in `place: NAME, NAME`, by name, and those that stand below a line with `place below: NAME`.
fn places(folder: &Path) -> Result<Places, Box<dyn Error>> {
    let mark = Regex::new(r"// place( below)?: ([a-z0-9_]+(?:, [a-z0-9_]+)*)$")?;
    let mut places = Places::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                if !NOT_OURS.contains(&&*name) {
                    folders.push(path.clone());
                }
                continue;
            }
            let text = fs::read_to_string(&path)?;
            for (line, number) in text.lines().zip(1..) {
                let Some(marked) = mark.captures(line) else {
                    continue;
                };
                let number = number + u32::from(marked.get(1).is_some());
                for program in marked[2].split(", ") {
                    let lines = places.entry(program.to_owned()).or_default();
                    lines.insert((name.clone().into_owned(), number));
                }
            }
        }
    }
    Ok(places)
}

mod patterns {
    use regex::{Regex, RegexBuilder};
    use serde::{Deserialize, Deserializer, de};

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Regex>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        let built = texts.iter().map(|text| {
            let mut pattern = RegexBuilder::new(text);
            pattern.case_insensitive(true).build()
        });
        built.collect::<Result<_, _>>().map_err(de::Error::custom)
    }
}
