//! Rust data on an object of JavaScript's own, without a class: `wrap`, `unwrap` and `remove_wrapped` of `JsObjectValue`. (Those of `Env` are
//! deprecated, and there with the feature `compat-mode` alone.)

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::drops::Tracked;

/// What is wrapped.
struct Note {
    text: String,
    _payload: Tracked,
}

/// Wraps a note called `name` in any object. The object looks as before; the note is dropped when it is collected.
///
/// An object carries one thing: one more is refused, and so is one for an instance of a `#[napi]` class, which carries its own.
#[napi(ts_args_type = "object: object, name: string")]
pub fn wrap_note(mut object: Object, name: String) -> Result<()> {
    object.wrap(note(name), None)
}

/// The same, and napi is told that the note takes `bytes`.
///
/// It tells the garbage collector of that when the object is finalised, that there are so many fewer, and before, that there are so many
/// more, it does not (`wrap` in bindgen_runtime/js_values/object.rs, `raw_finalize` in env.rs).
#[napi(ts_args_type = "object: object, name: string, bytes: number")]
pub fn wrap_note_of_size(mut object: Object, name: String, bytes: u32) -> Result<()> {
    object.wrap(note(name), Some(bytes as usize))
}

fn note(name: String) -> Note {
    Note {
        text: String::new(),
        _payload: Tracked::new(name),
    }
}

/// Adds to the note, and returns all of it.
#[napi(ts_args_type = "object: object, text: string")]
pub fn add_to_wrapped_note(object: Object, text: String) -> Result<String> {
    let note = object.unwrap::<Note>()?;
    note.text.push_str(&text);
    Ok(note.text.clone())
}

/// Looks for another type than the one that is wrapped.
#[napi(ts_args_type = "object: object")]
pub fn unwrap_another_type(object: Object) -> Result<()> {
    object.unwrap::<Tracked>().map(|_| ())
}

/// Takes the note off the object and drops it, at once.
#[napi(ts_args_type = "object: object")]
pub fn remove_wrapped_note(mut object: Object) -> Result<()> {
    object.remove_wrapped::<Note>()
}

/// The bytes outside of the heap that the garbage collector has been told of, by what it answers to none more.
#[napi]
pub fn told_external_bytes(env: &Env) -> Result<i64> {
    env.adjust_external_memory(0)
}
