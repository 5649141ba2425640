//! Profiles: further builds of the addon, beside the one of `[addon]`.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{AddonSection, Entry, Project};
use crate::diagnostic::{self, Diagnostic};

/// What the build of `[addon]` itself is called, where a profile is to be named.
pub const DEFAULT: &str = "default";

/// `[addon.profiles.NAME]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ProfileSection {
    /// What `#addon` resolves to in this profile: a place of its own, so that no build replaces another one.
    pub entry: Entry,
    /// The command that builds it, in `dir` of `[addon]`; none, and there is nothing to build.
    pub build: Option<String>,
}

/// Why a project has no such profile.
#[derive(Debug, thiserror::Error)]
#[error("{} has no profile `{name}`{hint}", file.display())]
pub struct Unknown {
    name: String,
    file: PathBuf,
    hint: String,
}

impl Project {
    /// The same project with the addon as the profile `name` builds it.
    ///
    /// # Errors
    /// When the project file has no such profile.
    pub fn with_profile(mut self, name: &str) -> Result<Self, Unknown> {
        if name == DEFAULT {
            return Ok(self);
        }
        let Some(profile) = self.addon.profiles.get(name).cloned() else {
            let known = self.addon.profiles.keys().map(String::as_str);
            let hint = match self.addon.profiles.is_empty() {
                true => format!(
                    "\n  hint: `[addon.profiles.{name}]` with an `entry` and a `build` makes one; docs/project-file.md has an example"
                ),
                false => diagnostic::hint(name, known.chain([DEFAULT])),
            };
            return Err(Unknown {
                name: name.to_owned(),
                file: self.file,
                hint,
            });
        };
        self.addon.entry = profile.entry;
        self.addon.build = profile.build;
        self.profile = Some(name.to_owned());
        Ok(self)
    }
}

/// Whether `text` is a name that may stand in a file's name, as those of profiles and of behaviours do.
pub fn is_label(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    !text.is_empty() && text.chars().all(fits)
}

/// Complains about a profile that would replace the build of another one, or whose name cannot stand in a file's name.
pub fn check(file: &Path, text: &str, addon: &AddonSection) -> Result<(), Diagnostic> {
    let complain = |name: &str, message: String| {
        let table = format!("[addon.profiles.{name}]");
        let at = text.find(&table).unwrap_or_default();
        Err(Diagnostic::at(file, text, at..at + table.len(), message))
    };
    let mut seen = vec![(DEFAULT, &addon.entry)];
    for (name, profile) in &addon.profiles {
        if name == DEFAULT || !is_label(name) {
            let message = format!(
                "`{name}` cannot name a profile: write lower-case letters, digits, `-` and `_`; `{DEFAULT}` is the build of [addon]"
            );
            return complain(name, message);
        }
        if let Some((other, _)) = seen.iter().find(|(_, entry)| **entry == profile.entry) {
            let message = format!(
                "`{name}` has the entry of `{other}`: a build of the one would replace that of the other"
            );
            return complain(name, message).map_err(|it| {
                it.hint("have its `build` write elsewhere, and name that place as its `entry`")
            });
        }
        seen.push((name, &profile.entry));
    }
    Ok(())
}
