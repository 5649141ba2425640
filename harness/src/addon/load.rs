//! Whether a runtime loads the addon at all: asked once for each build of it, so that a broken one is told of once and
//! not by every scenario.

use std::path::Path;

use super::{Entry, Error, printed};
use crate::cache;
use crate::project::Project;
use crate::run::Supervision;
use crate::run::environment;
use crate::run::process::{self, Invocation, Orphans, OutputTo, Status};
use crate::runtime::Runtime;

const PROGRAM: &str = include_str!("load.mjs");

/// Makes sure that `runtime` loads `entry`.
pub fn check(
    project: &Project,
    entry: &Entry,
    runtime: &Runtime,
    state: &Path,
    supervision: &Supervision,
) -> Result<(), Error> {
    let Entry::File(file) = entry else {
        return Ok(());
    };
    let built = std::fs::read_to_string(state.join("built")).unwrap_or_default();
    let entry_stamp = cache::file_stamp(file).unwrap_or_default();
    let current = format!("{}\n{entry_stamp}\n{built}", file.display());
    let runtime_name = format!("{} {runtime}", runtime.program.display());
    let stamp = state.join(format!("loaded-{}", cache::hash(&runtime_name)));
    if std::fs::read_to_string(&stamp).is_ok_and(|last| last == current) {
        return Ok(());
    }
    let program = state.join("load.mjs");
    cache::write(&program, PROGRAM)?;
    let mut arguments = runtime.arguments(&[], &program);
    arguments.push(file.into());
    let mut environment = environment::scrubbed(&runtime.program, state);
    environment::pass_on(&mut environment, project.run.env.iter().map(String::as_str));
    let invocation = Invocation {
        program: runtime.program.clone(),
        arguments,
        folder: project.root.clone(),
        environment,
        timeout: project
            .run
            .timeout
            .or(Some(crate::project::RunSection::DEFAULT_TIMEOUT)),
        output: OutputTo::Capture,
        orphans: Orphans::End,
        hang: None,
    };
    let finished = process::run(&invocation, supervision)?;
    match (finished.stopped, finished.status) {
        (Some(process::Stopped::Interrupted), _) => Err(Error::Interrupted),
        (None, Status::Exit(0)) => Ok(cache::write(&stamp, &current)?),
        (_, status) => Err(Error::Load {
            runtime: runtime.to_string(),
            output: format!(
                "{}  (ended with {})\n",
                printed(&finished),
                super::shown(status)
            ),
            command: format!("{} {}", runtime.program.display(), file.display()),
        }),
    }
}
