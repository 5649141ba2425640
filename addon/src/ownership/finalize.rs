//! `ObjectFinalize`: an instance's own last words.

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::drops::{self, Tracked};

/// How a resource ends.
#[napi(string_enum = "camelCase")]
pub enum LastWords {
    /// Without a complaint.
    Ok,
    /// With an error, which nobody is there to catch.
    Error,
    /// With a panic: `raw_finalize_unchecked` in `bindgen_runtime/mod.rs` has no guard, so the process aborts.
    Panic,
}

/// A resource with a finalizer of its own, which runs once, when the instance is collected or its environment ends.
#[napi(custom_finalize)]
pub struct FinalizedResource {
    payload: Tracked,
    last_words: LastWords,
}

#[napi]
impl FinalizedResource {
    /// Open from now on.
    #[napi(constructor, ts_args_type = "name: string, lastWords?: `${LastWords}`")]
    pub fn new(name: String, last_words: Option<LastWords>) -> Self {
        Self {
            payload: Tracked::new(name),
            last_words: last_words.unwrap_or(LastWords::Ok),
        }
    }
}

impl ObjectFinalize for FinalizedResource {
    fn finalize(self, _env: Env) -> Result<()> {
        let name = self.payload.name();
        drops::tell(format!("finalize of {name}"));
        match self.last_words {
            LastWords::Ok => Ok(()),
            LastWords::Error => Err(Error::from_reason(format!("{name} cannot be closed"))),
            LastWords::Panic => panic!("{name} cannot be closed"),
        }
    }
}
