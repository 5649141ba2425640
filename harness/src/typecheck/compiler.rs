//! The TypeScript compiler that a project has installed.

use std::path::{Path, PathBuf};

use super::Error;
use crate::project::Project;
use crate::script::packages;

/// A compiler.
#[derive(Debug)]
pub struct Compiler {
    /// The JavaScript file that is the command `tsc`.
    pub program: PathBuf,
    /// The folder `@types` that describes Node.js, where one is installed.
    pub node_types: Option<PathBuf>,
}

impl Compiler {
    /// The nearest one to the scenarios of `project`, or else to its addon, whose build may be what needs it.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(project: &Project) -> Result<Self, Error> {
        let addon = project.addon_folder();
        let of_addon = addon.ancestors().map(|folder| folder.join("node_modules"));
        let levels: Vec<PathBuf> = packages::levels(project).chain(of_addon).collect();
        let nearest = |file: &str| levels.iter().find(|level| level.join(file).is_file());
        let program = nearest("typescript/bin/tsc")
            .ok_or_else(|| Error::NoCompiler(package_of(project, &addon)))?
            .join("typescript/bin/tsc");
        // As pnpm links it, Deno would look for the compiler's own `imports` beside the link.
        let program = program.canonicalize()?;
        let node_types = nearest("@types/node/package.json").map(|level| level.join("@types"));
        Ok(Self {
            program,
            node_types,
        })
    }
}

/// Where packages that `project` needs are installed: in its own package, or in that of its addon.
fn package_of(project: &Project, addon: &Path) -> PathBuf {
    let in_project = project.scenarios.ancestors();
    let in_project = in_project.take_while(|folder| folder.starts_with(&project.root));
    let mut folders = in_project.chain([addon]);
    folders
        .find(|folder| folder.join("package.json").is_file())
        .unwrap_or(&project.root)
        .to_path_buf()
}
