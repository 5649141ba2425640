//! What Rust sees of an `ArrayBuffer` that is detached, resized or shared.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// What Rust sees of an `ArrayBuffer`.
#[napi(object)]
pub struct SeenArrayBuffer {
    /// Its length in bytes.
    pub length: u32,
    /// Whether its memory was taken away.
    pub detached: bool,
}

/// Looks at an `ArrayBuffer`.
#[napi]
pub fn see_array_buffer(buffer: ArrayBuffer) -> Result<SeenArrayBuffer> {
    Ok(SeenArrayBuffer {
        length: buffer.len() as u32,
        detached: buffer.is_detached()?,
    })
}

/// Takes the memory away from an `ArrayBuffer`.
#[napi]
pub fn detach_array_buffer(buffer: ArrayBuffer) -> Result<()> {
    buffer.detach()
}

/// How many bytes Rust sees in a view.
#[napi]
pub fn see_bytes(view: Uint8Array) -> Vec<u8> {
    view.to_vec()
}

/// How many bytes Rust sees before and after a callback, which may take some away. Rust reads none of them.
#[napi(ts_args_type = "view: Uint8Array, callback: () => void")]
pub fn length_around_callback(
    view: Uint8ArraySlice,
    callback: Function<(), ()>,
) -> Result<Vec<u32>> {
    let before = view.len() as u32;
    callback.call(())?;
    Ok(vec![before, view.len() as u32])
}
