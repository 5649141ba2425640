//! The accepted numbers: `expected.toml`, and how a measurement differs from them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::judge::{ASPECTS, Judgement, Mark};

const HEADER: &str = "\
# How many answers are right, wrong and silent, and which programs are not right yet. Written by
# `cargo test -p napi-harness --test corpus -- --accept`; docs/corpus.md explains it.
";

/// The numbers of all kinds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Record {
    kinds: BTreeMap<String, BTreeMap<String, Group>>,
}

/// The numbers of the faulty or the clean programs of one kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Group {
    pub programs: u32,
    pub verdict: Counts,
    pub ending: Counts,
    pub cause: Counts,
    pub place: Counts,
    /// What is not right, by program.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub not_right: BTreeMap<String, String>,
}

/// How many answers are right, wrong and silent; in this order in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "[u32; 3]", into = "[u32; 3]")]
pub struct Counts {
    pub right: u32,
    pub wrong: u32,
    pub silent: u32,
}

impl From<[u32; 3]> for Counts {
    fn from([right, wrong, silent]: [u32; 3]) -> Self {
        Self {
            right,
            wrong,
            silent,
        }
    }
}

impl From<Counts> for [u32; 3] {
    fn from(counts: Counts) -> Self {
        [counts.right, counts.wrong, counts.silent]
    }
}

impl Counts {
    fn add(&mut self, mark: Mark) {
        match mark {
            Mark::Right => self.right += 1,
            Mark::Wrong => self.wrong += 1,
            Mark::Silent => self.silent += 1,
        }
    }
}

impl Group {
    /// The numbers of each aspect, in the order of [`ASPECTS`].
    pub fn counts(&self) -> [Counts; 4] {
        [self.verdict, self.ending, self.cause, self.place]
    }

    fn add(&mut self, judgement: &Judgement) {
        self.programs += 1;
        let counts = [
            &mut self.verdict,
            &mut self.ending,
            &mut self.cause,
            &mut self.place,
        ];
        for (counts, mark) in counts.into_iter().zip(judgement.marks) {
            counts.add(mark);
        }
        let words = judgement.not_right();
        if !words.is_empty() {
            self.not_right.insert(judgement.name.clone(), words);
        }
    }
}

/// What differs from the accepted numbers, a line each.
#[derive(Debug, Default)]
pub struct Changes {
    /// Numbers that fell, and programs that nobody has accepted.
    pub fatal: Vec<String>,
    /// Answers of programs that are others, for better or in exchange.
    pub others: Vec<String>,
}

impl Record {
    /// Reads it; empty when there is none yet.
    ///
    /// # Errors
    /// When it cannot be understood.
    pub fn read(file: &Path) -> Result<Self, Box<dyn Error>> {
        if !file.exists() {
            return Ok(Self::default());
        }
        Ok(toml::from_str(&fs::read_to_string(file)?)?)
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, file: &Path) -> Result<(), Box<dyn Error>> {
        fs::write(file, format!("{HEADER}\n{}", toml::to_string(self)?))?;
        Ok(())
    }

    /// Takes the judgements of one kind instead of what it had.
    pub fn replace(&mut self, kind: &str, judgements: &[Judgement]) {
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        for judgement in judgements {
            groups
                .entry(judgement.group.name().to_owned())
                .or_default()
                .add(judgement);
        }
        self.kinds.insert(kind.to_owned(), groups);
    }

    /// What was accepted as not right of the program that `judgement` is about; empty when all was right.
    pub fn not_right_of(&self, kind: &str, judgement: &Judgement) -> String {
        let group = self
            .kinds
            .get(kind)
            .and_then(|groups| groups.get(judgement.group.name()));
        let words = group.and_then(|group| group.not_right.get(&judgement.name));
        words.cloned().unwrap_or_default()
    }

    /// Each group with its kind and name.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &str, &Group)> {
        self.kinds.iter().flat_map(|(kind, groups)| {
            groups
                .iter()
                .map(|(name, group)| (kind.as_str(), name.as_str(), group))
        })
    }

    /// What is otherwise than in `accepted`, a sentence each.
    pub fn changes_from(&self, accepted: &Self) -> Changes {
        let nothing = Group::default();
        let mut changes = Changes::default();
        for (kind, name, now) in self.groups() {
            let before = accepted.kinds.get(kind).and_then(|groups| groups.get(name));
            let before = before.unwrap_or(&nothing);
            if now == before {
                continue;
            }
            for (aspect, (now, before)) in
                ASPECTS.iter().zip(now.counts().iter().zip(before.counts()))
            {
                if now.right < before.right {
                    let (now, before) = (now.right, before.right);
                    changes.fatal.push(format!(
                        "{kind}/{name}: {aspect} FELL from {before} right to {now}"
                    ));
                }
            }
            let programs = now.not_right.keys().chain(before.not_right.keys());
            let mut programs: Vec<_> = programs.collect();
            programs.sort();
            programs.dedup();
            let words = |group: &Group, program: &String| {
                group
                    .not_right
                    .get(program)
                    .map_or("right", String::as_str)
                    .to_owned()
            };
            for program in programs {
                let (now, before) = (words(now, program), words(before, program));
                if now != before {
                    changes
                        .others
                        .push(format!("{kind}/{name}/{program}: was {before}; now {now}"));
                }
            }
            if now.programs != before.programs {
                changes.fatal.push(format!(
                    "{kind}/{name}: {} programs, not {}",
                    now.programs, before.programs
                ));
            }
        }
        changes
    }
}
