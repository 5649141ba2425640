//! Scripts: the folder that one run starts from, holding the program, its support modules and its links.

pub mod fixtures;
pub mod packages;

use std::io;
use std::path::{Path, PathBuf};

use crate::project::{Entry, Project};
use crate::scenario::{Language, Scenario};

const MANIFEST: &str = include_str!("package.json");
const SUPPORT: &str = include_str!("harness.cjs");
const MODULE_EPILOGUE: &str = include_str!("epilogue.mjs");
const COMMON_JS_EPILOGUE: &str = include_str!("epilogue.cjs");

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
        addon: &Entry,
        folder: &Path,
    ) -> io::Result<Self> {
        let own_folder = scenario.file.parent().expect("a file stands in a folder");
        let shared = fixtures::of(own_folder, &project.scenarios);
        // The program stands as deep as its outermost fixtures demand, so that `../fixtures/x.mjs` is found.
        let base = shared
            .last()
            .and_then(|outermost| outermost.parent())
            .unwrap_or(own_folder)
            .to_path_buf();
        let place = |path: &Path| folder.join(path.strip_prefix(&base).unwrap_or(path));
        let program = place(&scenario.file);
        std::fs::create_dir_all(program.parent().unwrap_or(folder))?;
        let copies: Vec<_> = shared
            .into_iter()
            .map(|from| (place(&from), from))
            .collect();
        for (to, from) in &copies {
            fixtures::copy(from, to)?;
        }
        prepare(folder, addon)?;
        std::fs::write(&program, program_text(scenario))?;
        Ok(Self {
            folder: folder.to_path_buf(),
            program,
            fixtures: copies,
        })
    }
}

/// Makes `folder` a place whose modules can import `#addon` and `#harness`.
///
/// # Errors
/// When it cannot be written.
pub fn prepare(folder: &Path, addon: &Entry) -> io::Result<()> {
    std::fs::write(folder.join("package.json"), manifest(addon))?;
    std::fs::write(folder.join("harness.cjs"), SUPPORT)?;
    if let Entry::File(file) = addon {
        link(file, &folder.join(addon_link(file)))?;
    }
    Ok(())
}

/// The program as it is run: the scenario's file, whose lines keep their numbers, and an epilogue that tells when the
/// last line was reached.
pub fn program_text(scenario: &Scenario) -> String {
    let epilogue = match scenario.language {
        Language::CommonJs => COMMON_JS_EPILOGUE,
        Language::Module | Language::TypeScript => MODULE_EPILOGUE,
        Language::Rust => "",
    };
    format!("{}\n{epilogue}", scenario.source)
}

fn manifest(addon: &Entry) -> String {
    let target = match addon {
        Entry::File(file) => format!("./{}", addon_link(file)),
        Entry::Package(name) => name.clone(),
    };
    MANIFEST.replace("ADDON", &target)
}

/// The link keeps the extension, by which runtimes tell what a file is.
fn addon_link(entry: &Path) -> String {
    let extension = entry.extension().unwrap_or_default().to_string_lossy();
    format!("addon.{extension}")
}

/// A link, not a copy or a module that imports the addon: the runtime loads the very file that users load.
fn link(target: &Path, link: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::symlink(target, link);
    #[cfg(windows)]
    return if target.is_dir() {
        std::os::windows::fs::symlink_dir(target, link)
    } else {
        std::os::windows::fs::symlink_file(target, link)
    };
}
