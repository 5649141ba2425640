//! A task whose `compute` is held at a gate, so that what happens meanwhile happens meanwhile.

use std::thread;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::journal::note;
use crate::gate;
use crate::lifecycle::census::Counted;

/// Opens the gate `NAME-computes` on the pool, and computes until the gate `NAME-may-end` is open.
pub struct HeldTask {
    name: String,
    afterwards: Afterwards,
    _payload: Counted,
}

/// What `compute` does after it has opened its gate.
enum Afterwards {
    /// It waits for the other gate.
    Ends,
    /// And says on standard output that it did.
    Announces,
    /// It waits for nothing at all.
    NeverEnds,
}

impl HeldTask {
    /// Not queued yet.
    pub fn new(name: String) -> Self {
        let payload = Counted::new(name.clone());
        Self {
            name,
            afterwards: Afterwards::Ends,
            _payload: payload,
        }
    }
}

impl Task for HeldTask {
    type Output = ();
    type JsValue = String;

    fn compute(&mut self) -> Result<()> {
        note(&self.name, "compute");
        gate::open(&format!("{}-computes", self.name));
        if let Afterwards::NeverEnds = self.afterwards {
            // A thread may be woken from parking without cause.
            loop {
                thread::park();
            }
        }
        gate::wait(&format!("{}-may-end", self.name));
        if let Afterwards::Announces = self.afterwards {
            println!("{} has computed", self.name);
        }
        Ok(())
    }

    fn resolve(&mut self, _env: Env, (): ()) -> Result<String> {
        note(&self.name, "resolve");
        Ok(format!("result of {}", self.name))
    }

    fn reject(&mut self, _env: Env, error: Error) -> Result<String> {
        note(&self.name, "reject");
        Err(error)
    }

    fn finally(self, _env: Env) -> Result<()> {
        note(&self.name, "finally");
        Ok(())
    }
}

/// A task that opens the gate `NAME-computes` on its thread of the pool, which it occupies until the gate `NAME-may-end` is open.
#[napi(ts_return_type = "Promise<string>")]
pub fn held_task(name: String) -> AsyncTask<HeldTask> {
    AsyncTask::new(HeldTask::new(name))
}

/// A held task that says on standard output that it has computed: when the process exits, nothing else can tell.
#[napi(ts_return_type = "Promise<string>")]
pub fn announced_task(name: String) -> AsyncTask<HeldTask> {
    AsyncTask::new(HeldTask {
        afterwards: Afterwards::Announces,
        ..HeldTask::new(name)
    })
}

/// A task that opens the gate `NAME-computes`, and then computes for ever.
#[napi(ts_return_type = "Promise<never>")]
pub fn endless_task(name: String) -> AsyncTask<HeldTask> {
    AsyncTask::new(HeldTask {
        afterwards: Afterwards::NeverEnds,
        ..HeldTask::new(name)
    })
}
