//! Scenarios: what each file says of itself, which there are, and which of them are meant.

pub mod behaviour;
pub mod bug;
pub mod catalogue;
mod checked;
pub mod claim;
mod conditions;
mod error_codes;
pub mod expect;
pub mod growth;
mod hang;
pub mod header;
pub mod range;
pub mod selection;
mod table;
pub mod variant;

use std::path::{Path, PathBuf};

pub use behaviour::Behaviour;
pub use bug::Bug;
pub use catalogue::Catalogue;
pub use claim::{Claim, Claims};
pub use conditions::Conditions;
pub use error_codes::ErrorCodes;
pub use expect::{Expect, ExpectedEnd};
pub use hang::HangKind;
pub use header::{Header, Holds};
pub use selection::Selection;
pub use variant::Variant;

/// One program with a header that says what it shows.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its path below the scenarios folder, without extension: `guide/weak_logger`.
    pub name: String,
    /// The file.
    pub file: PathBuf,
    /// The file, as shown to the user: relative to the project, with forward slashes.
    pub shown_file: String,
    /// What the program is written in.
    pub language: Language,
    /// The root of the addon that is its own, where `#addon` is not the project's.
    pub own_addon: Option<PathBuf>,
    /// What the header says.
    pub header: Header,
    /// The whole file, header included.
    pub source: String,
}

impl Scenario {
    /// Whether it is only type-checked, once, and never run: then no runtime makes a difference.
    pub fn is_checked(&self) -> bool {
        self.language == Language::Rust || self.header.expect.end.is_of_types()
    }

    /// The build in which its own addon is wanted.
    pub fn profile(&self) -> bug::Profile {
        let bug = self.header.bug.as_ref();
        bug.map(|bug| bug.profile).unwrap_or_default()
    }

    /// How it behaves under these conditions, unless it does so only sometimes; `None` where as usual. A behaviour that names a profile
    /// goes before one that names runtimes alone.
    pub fn behaviour(&self, conditions: &Conditions<'_>) -> Option<&Behaviour> {
        let all = self.header.on.iter();
        let holding = all.filter(|on| !on.sometimes && on.holds(conditions));
        holding.min_by_key(|on| on.profiles.is_empty())
    }

    /// How some of its runs may behave there besides.
    pub fn occasional(&self, conditions: &Conditions<'_>) -> Vec<&Behaviour> {
        let all = self.header.on.iter();
        all.filter(|on| on.sometimes && on.holds(conditions))
            .collect()
    }

    /// Every way in which it behaves; `None` is the usual one.
    pub fn behaviours(&self) -> impl Iterator<Item = Option<&Behaviour>> {
        [None].into_iter().chain(self.header.on.iter().map(Some))
    }

    /// Every combination of the header's variants, in the order written; one empty variant where there are none.
    pub fn variants(&self) -> Vec<Variant> {
        variant::combinations(&self.header.variants)
    }
}

/// What a scenario's program is written in, and so what is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// JavaScript, an ECMAScript module.
    Module,
    /// JavaScript, a CommonJS module.
    CommonJs,
    /// TypeScript, for the runtimes that run it, or for its compiler alone.
    TypeScript,
    /// Rust, which is type-checked and never run.
    Rust,
}

impl Language {
    /// By the file's extension; `None` for anything that is no program.
    pub fn from_path(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()? {
            "mjs" | "js" => Some(Self::Module),
            "cjs" => Some(Self::CommonJs),
            "ts" | "mts" => Some(Self::TypeScript),
            "rs" => Some(Self::Rust),
            _ => None,
        }
    }
}
