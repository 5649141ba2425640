//! `AsyncTask` and the four stages of a `Task`, each of which can fail or panic.

use std::thread::{self, ThreadId};

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::journal::note;
use crate::lifecycle::census::Counted;

/// A method of `Task`.
#[napi(string_enum = "camelCase")]
#[derive(PartialEq)]
pub enum TaskStage {
    /// On a thread of the pool.
    Compute,
    /// On JavaScript's thread, with what `compute` returned.
    Resolve,
    /// On JavaScript's thread, with the error of `compute`, and of nothing else.
    Reject,
    /// On JavaScript's thread, last.
    Finally,
}

/// What goes wrong with a task.
#[napi(object)]
#[derive(Default)]
pub struct TaskTrouble {
    /// Stages that return an error.
    pub errs_in: Option<Vec<TaskStage>>,
    /// The stage that panics.
    pub panics_in: Option<TaskStage>,
    /// Whether `reject` makes a value of the error, so that the promise is resolved.
    pub recovers: Option<bool>,
}

/// A task that notes each stage, and holds one payload of the census until it is dropped.
pub struct StagedTask {
    name: String,
    trouble: TaskTrouble,
    javascript: ThreadId,
    _payload: Counted,
}

impl StagedTask {
    fn stage(&self, stage: TaskStage, name: &str) -> Result<()> {
        let thread = match thread::current().id() == self.javascript {
            true => "JavaScript's thread",
            false => "another thread",
        };
        note(&self.name, &format!("{name} on {thread}"));
        if self.trouble.panics_in.as_ref() == Some(&stage) {
            panic!("no luck in {name}");
        }
        match &self.trouble.errs_in {
            Some(stages) if stages.contains(&stage) => {
                Err(Error::new(Status::Closing, format!("no luck in {name}")))
            }
            _ => Ok(()),
        }
    }
}

impl Task for StagedTask {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> Result<String> {
        self.stage(TaskStage::Compute, "compute")?;
        Ok(format!("result of {}", self.name))
    }

    fn resolve(&mut self, _env: Env, output: String) -> Result<String> {
        self.stage(TaskStage::Resolve, "resolve")?;
        Ok(output)
    }

    fn reject(&mut self, _env: Env, error: Error) -> Result<String> {
        if let Err(mut own) = self.stage(TaskStage::Reject, "reject") {
            own.set_cause(error);
            return Err(own);
        }
        match self.trouble.recovers {
            Some(true) => Ok(format!("recovered from {:?}", error.reason)),
            _ => Err(error),
        }
    }

    fn finally(self, _env: Env) -> Result<()> {
        self.stage(TaskStage::Finally, "finally")
    }
}

/// A task that goes through its stages with this trouble, and resolves to a text. Its errors have the code `Closing`, which nothing here has by
/// itself.
#[napi(ts_return_type = "Promise<string>")]
pub fn staged_task(name: String, trouble: Option<TaskTrouble>) -> AsyncTask<StagedTask> {
    AsyncTask::new(StagedTask {
        _payload: Counted::new(name.clone()),
        name,
        trouble: trouble.unwrap_or_default(),
        javascript: thread::current().id(),
    })
}
