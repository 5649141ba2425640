//! Scripts: the folder that one run starts from, holding the program, its support modules and its links.

pub mod fixtures;
pub mod packages;
mod program;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use crate::addon::AddonModule;
use crate::project::file::LIBRARIES;
use crate::project::{Entry, Project};
use crate::scenario::Scenario;

pub use program::{LIFECYCLE, body, program_text};

const MANIFEST: &str = include_str!("package.json");
/// The module `#harness`.
pub const SUPPORT: &str = include_str!("harness.cjs");
/// Its types.
pub const SUPPORT_TYPES: &str = include_str!("harness.d.cts");
const NATIVE: &str = include_str!("native.cjs");

/// A written script.
#[derive(Debug, Clone)]
pub struct Script {
    /// The folder that holds everything.
    pub folder: PathBuf,
    /// The program: in that folder, or as far below it as its fixtures demand.
    pub program: PathBuf,
    /// Copied fixtures, each with the folder that it is a copy of.
    pub fixtures: Vec<(PathBuf, PathBuf)>,
}

impl Script {
    /// Writes the script of `scenario` into the empty `folder`.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(
        scenario: &Scenario,
        project: &Project,
        addon: &AddonModule,
        folder: &Path,
    ) -> io::Result<Self> {
        let layout = Layout::new(scenario, project);
        layout.write(&program_text(scenario), folder)?;
        prepare(folder, addon)?;
        let lifecycle = program::lifecycle(scenario, &layout.program);
        std::fs::write(folder.join("lifecycle.cjs"), lifecycle)?;
        Ok(Self::with(layout, folder))
    }

    /// The one of `scenario` as it would be written into `folder`.
    pub fn at(scenario: &Scenario, project: &Project, folder: &Path) -> Self {
        Self::with(Layout::new(scenario, project), folder)
    }

    fn with(layout: Layout, folder: &Path) -> Self {
        let placed = layout.fixtures.into_iter();
        Self {
            program: folder.join(&layout.program),
            fixtures: placed
                .map(|(copy, original)| (folder.join(copy), original))
                .collect(),
            folder: folder.to_path_buf(),
        }
    }
}

/// Where in a script's folder things stand.
#[derive(Debug)]
pub struct Layout {
    /// The program.
    pub program: PathBuf,
    /// Copies of fixtures, each with the folder that it is a copy of.
    pub fixtures: Vec<(PathBuf, PathBuf)>,
}

impl Layout {
    /// Of the script of `scenario`: the program stands as deep as its outermost fixtures demand, so that an import of
    /// `../fixtures/x.mjs` is found.
    pub fn new(scenario: &Scenario, project: &Project) -> Self {
        let own_folder = scenario.file.parent().expect("a file stands in a folder");
        let shared = fixtures::find(own_folder, &project.scenarios);
        let base = shared
            .last()
            .and_then(|outermost| outermost.parent())
            .unwrap_or(own_folder)
            .to_path_buf();
        let place = |path: &Path| path.strip_prefix(&base).unwrap_or(path).to_path_buf();
        Self {
            program: place(&scenario.file),
            fixtures: shared
                .into_iter()
                .map(|original| (place(&original), original))
                .collect(),
        }
    }

    /// Writes `program` and copies the fixtures into `folder`.
    ///
    /// # Errors
    /// When something cannot be read or written.
    pub fn write(&self, program: &str, folder: &Path) -> io::Result<()> {
        let place = folder.join(&self.program);
        std::fs::create_dir_all(place.parent().unwrap_or(folder))?;
        std::fs::write(place, program)?;
        for (copy, original) in &self.fixtures {
            fixtures::copy(original, &folder.join(copy))?;
        }
        Ok(())
    }
}

/// Makes `folder` a place whose modules can import `#addon` and `#harness`.
///
/// # Errors
/// When it cannot be written.
pub fn prepare(folder: &Path, addon: &AddonModule) -> io::Result<()> {
    std::fs::write(folder.join("package.json"), manifest(&addon.entry))?;
    std::fs::write(folder.join("harness.cjs"), SUPPORT)?;
    std::fs::write(folder.join("harness.d.cts"), SUPPORT_TYPES)?;
    match &addon.entry {
        Entry::File(file) if is_native(file) => std::fs::write(
            folder.join(NATIVE_MODULE),
            native_module(
                &serde_json::Value::from(&*file.to_string_lossy()).to_string(),
                &addon.exports,
            ),
        ),
        Entry::File(file) if let Some((package, _)) = in_package(file) => {
            link(package, &folder.join(OWN_FOLDER))
        }
        Entry::File(file) => {
            // Deno does not follow a link to learn whether a file is CommonJS: it asks the package that the link stands in.
            let own = folder.join(OWN_FOLDER);
            std::fs::create_dir_all(&own)?;
            let manifest = match packages::module_type(file) {
                Some(kind) => serde_json::json!({ "private": true, "type": kind }),
                None => serde_json::json!({ "private": true }),
            };
            std::fs::write(own.join("package.json"), manifest.to_string())?;
            link(file, &folder.join(addon_link(file)))
        }
        Entry::Package(_) => Ok(()),
    }
}

/// Where the link to an addon's entry stands.
const OWN_FOLDER: &str = ".addon";

/// The module that stands for a native file: ECMAScript modules cannot import one before Node.js 23.6.
const NATIVE_MODULE: &str = "addon.cjs";

/// Whether `file` is a native addon itself, and no JavaScript that loads one.
pub fn is_native(file: &Path) -> bool {
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    extension == "node" || LIBRARIES.contains(&&*extension)
}

/// The names that `source` imports from `#addon`, as far as they are written out.
pub fn imported_names(source: &str) -> Vec<String> {
    static IMPORTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"import\s*\{([^}]*)\}\s*from\s*['"]#addon['"]"#).expect("a valid pattern")
    });
    let lists = IMPORTS.captures_iter(source);
    let names = lists.flat_map(|list| {
        let names = list[1]
            .split(',')
            .filter_map(|name| name.split_whitespace().next());
        names.map(str::to_owned).collect::<Vec<_>>()
    });
    names.collect()
}

/// A CommonJS module that is the native addon whose path the JavaScript expression `library` gives, and has its names.
pub fn native_module(library: &str, exports: &[String]) -> String {
    let is_identifier = |name: &&String| {
        !name.starts_with(|c: char| c.is_ascii_digit())
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '$')
    };
    let names: Vec<&str> = exports
        .iter()
        .filter(is_identifier)
        .map(String::as_str)
        .collect();
    NATIVE
        .replace("LIBRARY", library)
        .replace("NAMES", &format!("{{ {} }}", names.join(", ")))
}

fn manifest(addon: &Entry) -> String {
    let target = match addon {
        Entry::File(file) => format!("./{}", addon_link(file)),
        Entry::Package(name) => name.clone(),
    };
    MANIFEST.replace("ADDON", &target)
}

/// The link, below the script's folder; it keeps the extension, by which runtimes tell what a file is.
fn addon_link(entry: &Path) -> String {
    let extension = entry.extension().unwrap_or_default().to_string_lossy();
    if is_native(entry) {
        return NATIVE_MODULE.into();
    }
    match in_package(entry) {
        Some((_, path)) => format!("{OWN_FOLDER}/{path}"),
        None => format!("{OWN_FOLDER}/addon.{extension}"),
    }
}

/// The folder of the package around an addon's entry, or else the entry's own, and the entry's path within. All of it is linked, because
/// Deno looks beside the link, and not beside the file, for what a module imports or exports anew. `None` where such a path would mean
/// something else in a package's `imports`, which are URLs and never lead into `node_modules`.
fn in_package(entry: &Path) -> Option<(&Path, &str)> {
    let package = packages::nearest(entry).map(|(folder, _)| folder);
    // Without a package, only a name that says what the file is keeps Deno from asking the script's own.
    let says_itself = ["cjs", "mjs", "cts", "mts"].map(OsStr::new);
    let is_clear = entry
        .extension()
        .is_some_and(|it| says_itself.contains(&it));
    let package = package.or_else(|| entry.parent().filter(|_| is_clear))?;
    let path = entry.strip_prefix(package).ok()?.to_str()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+@".contains(c);
    let is_outside = |part: &str| !["node_modules", ".", ".."].contains(&part);
    (path.chars().all(is_plain) && path.split('/').all(is_outside)).then_some((package, path))
}

/// A link, not a copy or a module that imports the addon: the runtime loads the very file that users load.
///
/// # Errors
/// When it cannot be made.
pub fn link(target: &Path, link: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::symlink(target, link);
    #[cfg(windows)]
    return if target.is_dir() {
        std::os::windows::fs::symlink_dir(target, link)
    } else {
        std::os::windows::fs::symlink_file(target, link)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_linked_with_all_of_its_package_where_imports_can_lead_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let in_root = |path: &str| root.join(path);
        // No package is around it, and an extension says what it is, or does not.
        assert_eq!(addon_link(&in_root("a.cjs")), ".addon/a.cjs");
        assert_eq!(addon_link(&in_root("dist/a.js")), ".addon/addon.js");
        std::fs::write(in_root("package.json"), "{}").expect("it is written");
        assert_eq!(addon_link(&in_root("dist/a.js")), ".addon/dist/a.js");
        for odd in ["dist/a#1.js", "a%20b.js", "node_modules/x.js", "ä.js"] {
            assert_eq!(addon_link(&in_root(odd)), ".addon/addon.js", "{odd}");
        }
        assert_eq!(addon_link(&in_root("build/x.node")), "addon.cjs");
    }

    #[test]
    fn all_that_the_support_module_exports_has_a_type() {
        let names = |pattern: &str, text: &str| {
            let pattern = Regex::new(pattern).expect("a valid pattern");
            let names = pattern.captures_iter(text).map(|it| it[1].to_owned());
            names.collect::<std::collections::BTreeSet<String>>()
        };
        assert_eq!(
            names(r"(?m)^exports\.(\w+) =", SUPPORT),
            names(r"(?m)^export (?:function|const) (\w+)", SUPPORT_TYPES)
        );
    }
}
