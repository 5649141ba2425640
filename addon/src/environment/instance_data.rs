//! Data that belongs to an environment: the main thread has its own, and so has each worker.

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::ownership::drops::Tracked;

struct Notes {
    lines: Vec<String>,
    payload: Tracked,
}

/// Sets this environment's data; its finalizer prints what has been noted until the environment's end.
///
/// Data that was set before is neither finalised nor dropped: `set_instance_data` in `env.rs` says that its finalizer is not called.
#[napi]
pub fn set_notes(env: &Env, name: String) -> Result<()> {
    let notes = Notes {
        lines: Vec::new(),
        payload: Tracked::new(name),
    };
    env.set_instance_data(notes, (), |context| {
        let Notes { lines, payload } = context.value;
        println!("notes of {}: {}", payload.name(), lines.join(", "));
    })
}

/// Adds a note to this environment's data, and returns all of them; `null` where none is set.
#[napi]
pub fn add_note(env: &Env, line: String) -> Result<Option<Vec<String>>> {
    let Some(notes) = env.get_instance_data::<Notes>()? else {
        return Ok(None);
    };
    notes.lines.push(line);
    Ok(Some(notes.lines.clone()))
}

/// Asks for this environment's data as another type than was set, which is an error.
#[napi]
pub fn read_notes_as_number(env: &Env) -> Result<Option<u32>> {
    Ok(env.get_instance_data::<u32>()?.copied())
}
