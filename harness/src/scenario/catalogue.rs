//! The catalogue: every scenario of a project.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use ignore::WalkBuilder;

use super::{Claims, Header, Language, Scenario};
use crate::diagnostic::Diagnostic;
use crate::project::{DEFAULT_PROFILE, Project};

/// The name of a folder that holds what scenarios share.
pub const FIXTURES: &str = "fixtures";

/// The file that makes its folder one scenario, with an addon of its own.
pub const OWN_ADDON: &str = "addon.rs";

/// Folders below the scenarios folder in which no scenario is looked for.
const SHARED_FOLDERS: [&str; 2] = [FIXTURES, "node_modules"];

/// Every scenario of a project, by name.
#[derive(Debug, Default)]
pub struct Catalogue {
    scenarios: BTreeMap<String, Arc<Scenario>>,
    claims: Option<Claims>,
}

impl Catalogue {
    /// Reads all scenarios of `project`.
    ///
    /// # Errors
    /// All that is wrong in any of them, not just the first.
    pub fn read(project: &Project) -> Result<Self, Vec<Diagnostic>> {
        if !project.scenarios.is_dir() {
            return Err(vec![
                Diagnostic::of_file(&project.scenarios, "there is no such folder of scenarios")
                    .hint(format!(
                        "`[scenarios] dir` in {} names it",
                        project.file.display()
                    )),
            ]);
        }
        let mut catalogue = Self::default();
        let mut complaints = Vec::new();
        let files = WalkBuilder::new(&project.scenarios)
            .standard_filters(false)
            .hidden(true)
            .sort_by_file_name(Ord::cmp)
            .filter_entry(|entry| !SHARED_FOLDERS.iter().any(|name| entry.file_name() == *name))
            .build();
        for entry in files {
            let read = match entry {
                Ok(entry) => read_scenario(project, entry.path()).transpose(),
                Err(error) => Some(Err(Diagnostic::of_file(
                    &project.scenarios,
                    error.to_string(),
                ))),
            };
            let added = read.map(|scenario| scenario.and_then(|new| catalogue.add(new)));
            if let Some(Err(complaint)) = added {
                complaints.push(complaint);
            }
        }
        if !complaints.is_empty() {
            return Err(complaints);
        }
        catalogue.claims = Claims::read(project, &catalogue)?;
        Ok(catalogue)
    }

    /// What documents claim, where the project has a file of that.
    pub fn claims(&self) -> Option<&Claims> {
        self.claims.as_ref()
    }

    fn add(&mut self, new: Scenario) -> Result<(), Diagnostic> {
        if let Some(first) = self.scenarios.get(&new.name) {
            return Err(Diagnostic::of_file(
                &new.shown_file,
                format!(
                    "a second scenario named `{}`; the first is {}",
                    new.name, first.shown_file
                ),
            )
            .hint("a scenario's name is its path without the extension: rename one of the two"));
        }
        self.scenarios.insert(new.name.clone(), Arc::new(new));
        Ok(())
    }

    /// All of them, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Scenario>> {
        self.scenarios.values()
    }

    /// The one of this name.
    pub fn get(&self, name: &str) -> Option<&Arc<Scenario>> {
        self.scenarios.get(name)
    }
}

/// Reads one file; `None` when it is no program.
fn read_scenario(project: &Project, file: &Path) -> Result<Option<Scenario>, Diagnostic> {
    let Some(language) = Language::from_path(file).filter(|_| file.is_file()) else {
        return Ok(None);
    };
    let shown_file = project.relative(file);
    let shown = Path::new(&shown_file);
    let folder = file.parent().expect("a file stands in a folder");
    let own_addon = Some(folder.join(OWN_ADDON)).filter(|addon| addon.is_file());
    let name = if own_addon.is_some() {
        if file.file_name().is_some_and(|name| name == OWN_ADDON) {
            return Ok(None);
        }
        check_alone(file, shown)?;
        name_of(project, folder, shown)?
    } else {
        name_of(project, &file.with_extension(""), shown)?
    };
    let bytes = std::fs::read(file)
        .map_err(|error| Diagnostic::of_file(shown, format!("cannot be read: {error}")))?;
    let source = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes());
        Diagnostic::at(shown, &text, valid..valid + 1, "this file is not UTF-8")
            .hint("save the scenario in UTF-8")
    })?;
    let header = Header::read(shown, &source)?;
    check_profiles(project, &header, shown, &source)?;
    check_features(&header, own_addon.is_some(), shown, &source)?;
    if own_addon.is_some() && header.expect.end.is_of_types() {
        let message = format!("an {OWN_ADDON} has no declarations to check a program against");
        return Err(Diagnostic::of_file(shown, message)
            .hint("type checks are made against the declarations of the project's addon"));
    }
    Ok(Some(Scenario {
        name,
        file: file.to_path_buf(),
        language,
        own_addon,
        header,
        source,
        shown_file,
    }))
}

/// Features are asked for where an addon is built for the scenario alone.
fn check_features(
    header: &Header,
    has_own_addon: bool,
    shown: &Path,
    source: &str,
) -> Result<(), Diagnostic> {
    let hint = match (has_own_addon, &header.bug) {
        _ if header.features.is_empty() => return Ok(()),
        (false, _) => format!(
            "only an addon of the scenario's own, an {OWN_ADDON} beside its program, is built with features that its header names; the project's own `Cargo.toml` has those of its addon"
        ),
        (true, Some(_)) => "those of a bug's reproducer stand in `[bug]`".into(),
        (true, None) => return Ok(()),
    };
    let at = source.find("\nfeatures").map_or(0, |line_end| line_end + 1);
    let place = at..at + "features".len();
    Err(Diagnostic::at(shown, source, place, "`features` has no effect here").hint(hint))
}

/// A profile that the project does not have is a slip, and would never apply.
fn check_profiles(
    project: &Project,
    header: &Header,
    shown: &Path,
    source: &str,
) -> Result<(), Diagnostic> {
    let known = || {
        let own = project.addon.profiles.keys().map(String::as_str);
        own.chain([DEFAULT_PROFILE])
    };
    let named = header.on.iter().flat_map(|on| &on.profiles);
    let Some(unknown) = named
        .into_iter()
        .find(|name| !known().any(|it| it == *name))
    else {
        return Ok(());
    };
    let quoted = format!("\"{unknown}\"");
    let at = source.find(&quoted).unwrap_or_default();
    let place = at..at + quoted.len();
    let file = project.file.file_name().unwrap_or_default().display();
    let message = format!("{file} has no profile `{unknown}`");
    let known: Vec<String> = known().map(|it| format!("`{it}`")).collect();
    Err(Diagnostic::at(shown, source, place, message)
        .hint(format!("its profiles are {}", known.join(", "))))
}

/// Beside an addon of its own stands one program, so that the folder can lend it its name.
fn check_alone(file: &Path, shown: &Path) -> Result<(), Diagnostic> {
    if file.file_stem().is_some_and(|stem| stem == "program") {
        return Ok(());
    }
    Err(Diagnostic::of_file(
        shown,
        format!("a folder with an {OWN_ADDON} is one scenario, and its program is named `program`"),
    )
    .hint(format!(
        "name it program.mjs or program.cjs, or put a module that it uses into a folder named `{FIXTURES}`"
    )))
}

fn name_of(project: &Project, path: &Path, shown: &Path) -> Result<String, Diagnostic> {
    let below = path.strip_prefix(&project.scenarios).unwrap_or(path);
    let name = below.to_string_lossy().replace('\\', "/");
    let plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    match name.chars().find(|c| !plain(*c)) {
        None => Ok(name),
        Some(odd) => Err(Diagnostic::of_file(
            shown,
            format!("{odd:?} cannot be part of a scenario's name"),
        )
        .hint("rename the file: letters, digits, `-`, `_` and `.` make a name")),
    }
}
