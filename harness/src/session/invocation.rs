//! How a planned run's script is run: arguments, environment, time, and what counts as a hang.

use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Duration;

use super::{Hangs, Planned, Session};
use crate::cache::{self, Digest};
use crate::run::capture::Keep;
use crate::run::environment;
use crate::run::process::{self, Invocation, Orphans, OutputTo, Tracers};
use crate::run::stillness::{self, Begin, HangWatch, Pace, Rigour};
use crate::scenario::{Expect, ExpectedEnd};
use crate::script::{self, Script, packages};

/// The variable by which a program and its addon scale their times.
const TIME_SCALE: &str = "NAPI_HARNESS_TIME_SCALE";

impl Session {
    /// How `script` is run.
    pub(super) fn invocation(&self, planned: &Planned, script: &Script) -> Invocation {
        let header = &planned.scenario.header;
        let runtime = &planned.runtime;
        let mut variables = environment::scrubbed(&runtime.program, &script.folder);
        let passed = self.project.run.env.iter().map(String::as_str);
        environment::pass_on(&mut variables, passed);
        variables.extend(
            header
                .env
                .iter()
                .map(|(name, value)| (name.into(), value.into())),
        );
        if let Some(build) = &planned.build {
            variables.extend(build.variables.clone());
        }
        for (name, value) in runtime.variables() {
            variables.entry((*name).into()).or_insert((*value).into());
        }
        // A header may say that times are meant as they are, whatever the command line says.
        let scale = header.env.get(TIME_SCALE).cloned();
        let scale = scale.unwrap_or_else(|| self.settings.time_scale.factor().to_string());
        variables.insert(TIME_SCALE.into(), scale.into());
        let variant = serde_json::Value::from(planned.variant.to_json()).to_string();
        variables.insert("NAPI_HARNESS_VARIANT".into(), variant.into());
        variables.insert("NAPI_HARNESS_GATES".into(), script.folder.clone().into());
        if let Some(growth) = &header.growth {
            let growth = serde_json::json!({ "iterations": growth.iterations });
            variables.insert("NAPI_HARNESS_GROWTH".into(), growth.to_string().into());
        }
        let cpus = self.settings.cpus.or(header.cpus);
        for (name, number) in cpus.into_iter().flat_map(thread_pools) {
            variables.entry(name.into()).or_insert(number.into());
        }
        Invocation {
            program: runtime.program.clone(),
            arguments: runtime.arguments(&header.flags, &script.program),
            folder: script
                .program
                .parent()
                .unwrap_or(&script.folder)
                .to_path_buf(),
            environment: variables,
            timeout: Some(self.timeout(header.timeout)),
            output: OutputTo::Capture(Keep::Ends),
            orphans: Orphans::End,
            hang: Some(hang_watch(&planned.expect(), self.settings.hangs)),
            tracers: Tracers::Usual,
            cpus,
        }
    }

    /// Everything that decides what `planned` would show, its addon aside: what it is given, and what it reads.
    ///
    /// # Errors
    /// When something cannot be read.
    pub fn inputs(&self, planned: &Planned) -> io::Result<Digest> {
        let nowhere = Script::at(&planned.scenario, &self.project, Path::new("/script"));
        let invocation = self.invocation(planned, &nowhere);
        let program = &invocation.program;
        let mut digest = Digest::new("inputs")
            .text(format!("{invocation:?}"))
            .text(planned.runtime.to_string())
            .text(cache::file_stamp(program).unwrap_or_default())
            .text(script::body(&planned.scenario))
            .text(script::LIFECYCLE)
            .text(script::SUPPORT);
        for (copy, original) in &nowhere.fixtures {
            digest = digest
                .bytes(copy.as_os_str().as_encoded_bytes())
                .folder(original)?;
        }
        for file in packages::manifests(&self.project) {
            digest = digest.file(&file)?;
        }
        Ok(digest)
    }

    /// A timeout is meant at the project's own time scale; at a slower one the run is given as much more.
    fn timeout(&self, of_header: Option<Duration>) -> Duration {
        let slower = self.settings.time_scale.factor() / self.project.run.time_scale.factor();
        of_header
            .unwrap_or(self.settings.timeout)
            .mul_f64(slower.max(1.0))
    }
}

/// What tells a program's thread pools how many processors it may use: as many as there are, if it is to use more. libuv has four threads on any
/// machine; tokio asks the system, which answers what the affinity allows.
pub fn thread_pools(cpus: NonZeroUsize) -> impl Iterator<Item = (&'static str, String)> {
    let names = ["UV_THREADPOOL_SIZE", "TOKIO_WORKER_THREADS"];
    names
        .into_iter()
        .map(move |name| (name, process::granted(cpus).to_string()))
}

/// Proof of a hang is looked for in every run. Where the header expects none, the looks begin only after a while, so that they cost
/// an ordinary run nothing.
fn hang_watch(expect: &Expect, hangs: Hangs) -> HangWatch {
    let expected = expect.end == ExpectedEnd::Hang || hangs == Hangs::Anywhere;
    HangWatch {
        window: expect.quiet.unwrap_or(stillness::DEFAULT_WINDOW),
        rigour: Rigour::Proof,
        pace: if expected {
            Pace::Prompt
        } else {
            Pace::Patient
        },
        begin: Begin::AtStart,
    }
}
