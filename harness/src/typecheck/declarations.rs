//! Where the types of `#addon` are declared.

use std::path::{Path, PathBuf};

use super::is_below;
use crate::project::Entry;
use crate::script::packages;

/// The declarations of an addon.
#[derive(Debug)]
pub struct Declarations {
    /// What `#addon` is for the compiler. `None` where the entry is a package, in which the compiler looks by itself.
    pub file: Option<PathBuf>,
    /// The package that they belong to.
    package: PathBuf,
}

impl Declarations {
    /// Those of `entry`, as they are seen from `folder`.
    pub fn find(entry: &Entry, folder: &Path) -> Self {
        match entry {
            Entry::File(file) => Self::beside(&real(file.clone())),
            Entry::Package(name) => {
                let name = packages::name_of(name);
                let places = folder.ancestors();
                let mut places = places.map(|above| above.join("node_modules").join(name));
                let package = places.find(|place| place.exists()).unwrap_or_default();
                Self {
                    file: None,
                    package: real(package),
                }
            }
        }
    }

    /// The package's own `types` where users who import it get them with this very file, or else what TypeScript takes by its name for the
    /// declarations of this file. Without either the file itself, so that the compiler can say what it misses.
    fn beside(file: &Path) -> Self {
        let own_folder = file.parent().unwrap_or(file);
        let (package, manifest) = packages::nearest(own_folder)
            .map_or((own_folder, serde_json::Value::Null), |(folder, it)| {
                (folder, it)
            });
        let named = |field: &str| Some(package.join(manifest.get(field)?.as_str()?));
        let of_package = named("types").or_else(|| named("typings"));
        let main = named("main").unwrap_or_else(|| package.join("index.js"));
        let own = declaration_of(file);
        let candidates = if real(main) == file {
            [of_package, own]
        } else {
            [own, of_package]
        };
        let mut candidates = candidates.into_iter().flatten();
        Self {
            file: candidates
                .find(|it| it.is_file())
                .or_else(|| Some(file.to_path_buf())),
            package: package.to_path_buf(),
        }
    }

    /// Whether `file` is one of the addon's own, and not of a package that the addon uses.
    pub fn has(&self, file: &Path) -> bool {
        is_below(file, &self.package)
    }
}

/// `index.d.ts` of `index.js`, `index.d.mts` of `index.mjs`.
fn declaration_of(file: &Path) -> Option<PathBuf> {
    let extension = match file.extension()?.to_str()? {
        "js" | "node" => "d.ts",
        "mjs" => "d.mts",
        "cjs" => "d.cts",
        _ => return None,
    };
    Some(file.with_extension(extension))
}

/// Without links, as the compiler names files.
fn real(path: PathBuf) -> PathBuf {
    path.canonicalize().unwrap_or(path)
}
