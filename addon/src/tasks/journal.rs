//! What tasks did, in the order in which they did it: a task on the pool cannot tell JavaScript at once.

use std::mem;
use std::sync::{Mutex, PoisonError};

use napi_derive::napi;

static JOURNAL: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Notes that `task` is in `stage`; any thread may.
pub fn note(task: &str, stage: &str) {
    let mut journal = JOURNAL.lock().unwrap_or_else(PoisonError::into_inner);
    journal.push(format!("{task}: {stage}"));
}

/// Hands out what all tasks have done since the last call, those of workers too.
#[napi]
pub fn take_task_journal() -> Vec<String> {
    mem::take(&mut JOURNAL.lock().unwrap_or_else(PoisonError::into_inner))
}
