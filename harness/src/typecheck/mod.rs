//! TypeScript scenarios that are type-checked against the addon's declarations and never run. What the compiler says of them is their output.
//!
//! The compiler is the project's own, asked by its command line: that is the same in every release, and TypeScript 7 has no other interface
//! that is meant to stay.

mod compiler;
mod declarations;
mod diagnostics;
mod settings;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::addon::AddonModule;
use crate::project::Project;
use crate::run::capture::Keep;
use crate::run::observation::Stream;
use crate::run::process::{
    self, Finished, Invocation, Orphans, OutputTo, Status, Stopped, Tracers,
};
use crate::run::{Ending, Observation, Supervision, environment};
use crate::runtime::Runtime;
use crate::scenario::Scenario;
use crate::script::Script;
use compiler::Compiler;
use declarations::Declarations;
use diagnostics::Diagnostics;

/// No program that shows something takes the compiler as long as this.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Where the compiler's settings stand in the script's folder, so that `tsc` finds them in one that was kept.
const SETTINGS: &str = "tsconfig.json";

/// Why a program could not be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no compiler.
    #[error("it is checked by the project's own `typescript`, which is not installed: `npm install --save-dev typescript` in {} installs it", .0.display())]
    NoCompiler(PathBuf),
    /// The compiler does not take what it is asked.
    #[error("the TypeScript compiler refuses its settings (5.0 and later take them): {0}")]
    Refused(String),
    /// The file system refused, or the compiler did not start.
    #[error("it cannot be type-checked: {0}")]
    Io(#[from] io::Error),
}

/// Checks the program of `scenario`, as it stands in `script`, against `addon`; the compiler runs under `runtime`.
///
/// # Errors
/// When the compiler cannot even be asked.
pub fn check(
    scenario: &Scenario,
    script: &Script,
    project: &Project,
    addon: &AddonModule,
    runtime: &Runtime,
    supervision: &Supervision,
) -> Result<Observation, Error> {
    let compiler = Compiler::find(project)?;
    let declarations = Declarations::find(&addon.entry, &script.folder);
    let settings = settings::text(script, &declarations, compiler.node_types.as_deref());
    std::fs::write(script.folder.join(SETTINGS), settings)?;
    let finished = process::run(&invocation(&compiler, runtime, &script.folder), supervision)?;
    let said = finished.stdout.finish().bytes;
    let mut found = Diagnostics::parse(&String::from_utf8_lossy(&said), &script.folder);
    if let Some(refusal) = found.refusal(&script.folder.join(SETTINGS)) {
        return Err(Error::Refused(refusal));
    }
    found.retain(|file| declarations.has(file) || is_below(file, &script.folder));
    let ending = ending(&finished, &found);
    let shown = |file: &Path| shown(file, scenario, script, project);
    let mut text = found.text(&script.program, shown);
    // A compiler that fails otherwise has said why here.
    text.push_str(&String::from_utf8_lossy(&finished.stderr.finish().bytes));
    Ok(Observation::of_check(
        &finished,
        ending,
        Stream::TypeScript,
        &text,
    ))
}

fn invocation(compiler: &Compiler, runtime: &Runtime, folder: &Path) -> Invocation {
    let mut arguments = runtime.arguments(&[], &compiler.program);
    arguments.extend(["--project", SETTINGS, "--pretty", "false"].map(Into::into));
    let mut environment = environment::scrubbed(&runtime.program, folder);
    let of_runtime = runtime.variables().iter();
    environment.extend(of_runtime.map(|(name, value)| ((*name).into(), (*value).into())));
    Invocation {
        program: runtime.program.clone(),
        arguments,
        folder: folder.to_path_buf(),
        environment,
        timeout: Some(TIMEOUT),
        output: OutputTo::Capture(Keep::Whole),
        orphans: Orphans::End,
        hang: None,
        cpus: None,
        tracers: Tracers::Usual,
    }
}

/// The compiler ends with 1 or 2 when it has found errors, which may all be others' concern.
fn ending(finished: &Finished, found: &Diagnostics) -> Ending {
    let codes = found.codes();
    match (finished.stopped, finished.status) {
        (Some(Stopped::Deadline), _) => Ending::Timeout,
        (_, Status::Exit(1 | 2)) if !codes.is_empty() => Ending::TypeError(codes),
        (_, Status::Exit(1 | 2)) if found.had_others() => Ending::Types,
        (_, Status::Exit(0)) => Ending::Types,
        (_, Status::Exit(code)) => Ending::Exit(code),
        (_, Status::Signal(signal)) => Ending::Signal(process::name_of_signal(signal)),
    }
}

/// `file` as the user knows it: what is copied into a script is shown as what it is a copy of.
fn shown(file: &Path, scenario: &Scenario, script: &Script, project: &Project) -> String {
    if file == script.program {
        return scenario.shown_file.clone();
    }
    let mut fixtures = script.fixtures.iter();
    let original = fixtures.find_map(|(copy, original)| {
        let below = file.strip_prefix(copy).ok()?;
        Some(original.join(below))
    });
    project.relative(original.as_deref().unwrap_or(file))
}

/// Whether `file` stands below `folder` and in no package that is installed there.
fn is_below(file: &Path, folder: &Path) -> bool {
    let below = file.strip_prefix(folder);
    below.is_ok_and(|below| below.iter().all(|part| part != "node_modules"))
}
