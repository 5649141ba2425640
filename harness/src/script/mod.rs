//! Scripts: the folder that one run starts from, holding the program, its support modules and its links.

use std::io;
use std::path::{Path, PathBuf};

use crate::addon::Entry;
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
    /// The program in it.
    pub program: PathBuf,
}

impl Script {
    /// Writes the script of `scenario` into the empty `folder`.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(scenario: &Scenario, addon: &Entry, folder: &Path) -> io::Result<Self> {
        let file_name = scenario.file.file_name().expect("a scenario is a file");
        let program = folder.join(file_name);
        std::fs::write(folder.join("package.json"), manifest(addon))?;
        std::fs::write(folder.join("harness.cjs"), SUPPORT)?;
        if let Entry::File(file) = addon {
            link(file, &folder.join(addon_link(file)))?;
        }
        std::fs::write(&program, program_text(scenario))?;
        Ok(Self {
            folder: folder.to_path_buf(),
            program,
        })
    }
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
    return std::os::windows::fs::symlink_file(target, link);
}
