//! Scenarios as tests of a Cargo package: each run is a separate test under `cargo test` and `cargo nextest`.
//!
//! ```no_run
//! // tests/scenarios.rs, with `harness = false` in its [[test]] section
//! fn main() -> std::process::ExitCode {
//!     napi_harness::libtest::main(concat!(env!("CARGO_MANIFEST_DIR"), "/napi-harness.toml"))
//! }
//! ```

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};
use toml::Spanned;

use crate::cache;
use crate::output;
use crate::project::Project;
use crate::report::{self, Report, Text};
use crate::run::Interrupt;
use crate::runtime::{self, Runtime};
use crate::scenario::{Catalogue, Selection};
use crate::session::{self, Planned, Session, Settings, What};
use crate::snapshot::Policy;
use crate::verdict::Verdict;

/// Runs the scenarios of the project file `project` as tests. The addon is built when the first of them begins.
pub fn main(project: impl AsRef<Path>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    match prepare(project.as_ref()) {
        Ok((suite, planned)) => {
            arguments
                .test_threads
                .get_or_insert(suite.settings.jobs.get());
            let suite = Arc::new(suite);
            let trials = planned.into_iter().map(|planned| trial(&suite, planned));
            let conclusion = libtest_mimic::run(&arguments, trials.collect());
            // Not `exit`, which would skip the session's cleanup.
            drop(suite);
            conclusion.exit_code()
        }
        Err(message) => {
            output::notice(format_args!("error: {message}"));
            ExitCode::from(2)
        }
    }
}

struct Suite {
    project: Project,
    settings: Settings,
    /// How to ask for each runtime, where there are several.
    specs: BTreeMap<String, String>,
    /// All that there is: a session begins with the first test, and does not know which others come.
    all: Vec<Planned>,
    session: OnceLock<Result<Session, String>>,
}

fn prepare(project: &Path) -> Result<(Suite, Vec<Planned>), String> {
    cache::secure().map_err(|error| error.to_string())?;
    let project = Project::read(project).map_err(|complaint| complaint.to_string())?;
    let catalogue = Catalogue::read(&project).map_err(|complaints| {
        let texts: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        texts.join("\nerror: ")
    })?;
    runtime::check_names(&project).map_err(|complaint| complaint.to_string())?;
    let asked = Runtime::find_all(project.run.runtimes.iter().map(Spanned::get_ref));
    let asked = asked.map_err(|error| error.to_string())?;
    let (selected, _) = Selection::default().select(&catalogue);
    let planned = session::plan(&selected, &asked.runtimes(), None);
    let settings = Settings {
        policy: Policy::from_environment(false)?,
        ..Settings::from_project(&project)
    };
    let suite = Suite {
        project,
        settings,
        specs: report::specs(&[], &asked),
        all: planned.clone(),
        session: OnceLock::new(),
    };
    Ok((suite, planned))
}

fn trial(suite: &Arc<Suite>, planned: Planned) -> Trial {
    let suite = Arc::clone(suite);
    let several = !suite.specs.is_empty();
    let kind = if several {
        planned.runtime.to_string()
    } else {
        String::new()
    };
    Trial::test(planned.name.clone(), move || suite.test(planned)).with_kind(kind)
}

impl Suite {
    fn test(&self, planned: Planned) -> Result<(), Failed> {
        let start = || {
            let session = Session::start(
                self.project.clone(),
                self.settings.clone(),
                &self.all,
                Interrupt::default(),
            );
            session.map_err(|error| error.to_string())
        };
        let session = self.session.get_or_init(start).as_ref()?;
        let mut report = Text::new(
            Vec::new(),
            true,
            "napi-harness".into(),
            self.project.root.clone(),
        );
        report.specs.clone_from(&self.specs);
        let mut result = Ok(());
        session.run(vec![planned], |event| {
            let What::Ended(outcome) = event.what else {
                return true;
            };
            if !outcome.verdict.is_good() {
                // Writing to memory does not fail.
                let _ = report.finished(outcome);
                let text = String::from_utf8_lossy(report.written()).into_owned();
                result = Err(anstream::adapter::strip_str(&text).to_string().into());
            } else if let Verdict::Skipped(reason) = &outcome.verdict {
                output::notice(format_args!("skipped: {}: {reason}", outcome.planned.name));
            }
            true
        });
        result
    }
}
