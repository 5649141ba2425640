//! What a file of claims has to keep to, with the line of whatever does not.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use super::File;
use crate::diagnostic::{self, Diagnostic};
use crate::project::is_label;
use crate::scenario::Catalogue;
use crate::scenario::selection::{run_names, scenario_of};

/// What is wrong in the file itself.
pub fn complaints(
    read: &File,
    file: &Path,
    text: &str,
    root: &Path,
    catalogue: &Catalogue,
) -> Vec<Diagnostic> {
    let mut complaints = Vec::new();
    let mut known = HashSet::new();
    let sources = || read.source.iter().map(|it| it.get_ref().id.as_str());
    for source in &read.source {
        let id = &source.get_ref().id;
        if !known.insert(("source", id.as_str())) {
            let table = Table::new(file, text, source.span());
            complaints.push(table.value(id, format!("a second source `{id}`")));
        }
    }
    for claim in &read.claim {
        let table = Table::new(file, text, claim.span());
        let claim = claim.get_ref();
        let id = claim.id.as_str();
        if !is_label(id) {
            let complaint = table.value(id, format!("`{id}` cannot be the name of a claim"));
            complaints.push(complaint.hint("lower-case letters, digits, `-` and `_` make a name"));
        }
        if !known.insert(("claim", id)) {
            complaints.push(table.value(id, format!("a second claim `{id}`")));
        }
        let source = claim.source.as_str();
        if !sources().any(|known| known == source) {
            let complaint = table.value(source, format!("there is no source `{source}`"));
            complaints.push(
                complaint.hint(match diagnostic::nearest(source, sources()) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => "`[[source]]` with an `id` and a `title` makes one".to_owned(),
                }),
            );
        }
        for (field, said) in [("quote", &claim.quote), ("finding", &claim.finding)] {
            if said.trim().is_empty() {
                complaints.push(table.field(field, format!("`{field}` is empty")));
            }
        }
        if let Some(message) = claim.contradiction() {
            complaints.push(table.field("verdict", message));
        }
        if let Some(page) = &claim.measured
            && !root.join(page).is_file()
        {
            complaints.push(table.value(page, format!("there is no file {page}")));
        }
        let mut named = HashSet::new();
        for witness in claim.witnesses() {
            if !named.insert(witness) {
                complaints.push(table.value(witness, format!("`{witness}` stands here twice")));
            } else if !is_run(witness, catalogue) {
                let names = catalogue.iter().map(|it| it.name.as_str());
                let complaint = table.value(witness, format!("there is no scenario `{witness}`"));
                let otherwise = "`scenario list --format names` has the names";
                let advice = diagnostic::advice(scenario_of(witness), names, otherwise);
                complaints.push(complaint.hint(advice));
            }
        }
    }
    complaints
}

/// One table of the file, to point into.
struct Table<'a> {
    file: &'a Path,
    text: &'a str,
    span: Range<usize>,
}

impl<'a> Table<'a> {
    fn new(file: &'a Path, text: &'a str, span: Range<usize>) -> Self {
        Self { file, text, span }
    }

    /// Complains about a string in it.
    fn value(&self, value: &str, message: impl Into<String>) -> Diagnostic {
        self.at(&format!("\"{value}\""), 0, message)
    }

    /// Complains about a field of it.
    fn field(&self, name: &str, message: impl Into<String>) -> Diagnostic {
        self.at(&format!("\n{name}"), 1, message)
    }

    /// Complains about the first `found` in it, without its first `skipped` bytes.
    fn at(&self, found: &str, skipped: usize, message: impl Into<String>) -> Diagnostic {
        let Range { start, end } = self.span;
        let found = self.text[start..].find(found).map(|at| (at, found.len()));
        let place = match found {
            Some((at, length)) => start + at + skipped..start + at + length,
            None => start..end,
        };
        Diagnostic::at(self.file, self.text, place, message)
    }
}

/// Whether there is such a scenario, or such a run of one.
fn is_run(name: &str, catalogue: &Catalogue) -> bool {
    let Some(scenario) = catalogue.get(scenario_of(name)) else {
        return false;
    };
    scenario.name == name || run_names(scenario).any(|run| run == name)
}
