//! Memory of Rust's that JavaScript sees without a copy, and memory of JavaScript's that Rust keeps.

use std::mem::ManuallyDrop;
use std::thread;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::gate;

use super::drops::Tracked;

/// Which type of JavaScript's shows the memory.
#[napi(string_enum = "camelCase")]
pub enum ByteView {
    /// `Buffer`, from a `BufferSlice`.
    BufferSlice,
    /// `Buffer`, from a `Buffer`.
    Buffer,
    /// `Uint8Array`.
    Uint8Array,
    /// `ArrayBuffer`.
    ArrayBuffer,
}

/// A view of bytes that Rust owned, and where they were then.
#[napi(object)]
pub struct OwnedView<'env> {
    /// The view.
    #[napi(ts_type = "Buffer | Uint8Array | ArrayBuffer")]
    pub view: Unknown<'env>,
    /// The address of the bytes before JavaScript had them.
    pub address: String,
}

/// Gives `bytes` of Rust's away: from now on JavaScript's garbage collector owns them.
#[napi(ts_args_type = "view: `${ByteView}`, bytes: Array<number>")]
pub fn give_bytes(env: &Env, view: ByteView, bytes: Vec<u8>) -> Result<OwnedView<'_>> {
    let address = address(&bytes);
    let view = match view {
        ByteView::BufferSlice => BufferSlice::from_data(env, bytes)?.into_unknown(env)?,
        ByteView::Buffer => Buffer::from(bytes).into_unknown(env)?,
        ByteView::Uint8Array => Uint8Array::new(bytes).into_unknown(env)?,
        ByteView::ArrayBuffer => ArrayBuffer::from_data(env, bytes)?.into_unknown(env)?,
    };
    Ok(OwnedView { view, address })
}

/// Where the bytes of a view are.
#[napi]
pub fn address_of(view: Uint8Array) -> String {
    address(&view)
}

fn address(bytes: &[u8]) -> String {
    format!("{:p}", bytes.as_ptr())
}

/// Lends `length` bytes, all 7, that a payload owns; the finalizer drops it (`from_external`, `with_external_data`).
#[napi(
    ts_args_type = "view: `${ByteView}`, name: string, length: number",
    ts_return_type = "Buffer | Uint8Array | ArrayBuffer"
)]
pub fn lend_bytes(env: &Env, view: ByteView, name: String, length: u32) -> Result<Unknown<'_>> {
    let payload = Tracked::new(name);
    // The finalizer has to find the bytes where they were, and the compiler may move a vector that is moved.
    let mut bytes = ManuallyDrop::new(vec![7u8; length as usize].into_boxed_slice());
    let (data, len) = (bytes.as_mut_ptr(), bytes.len());
    let free = move || {
        let bytes = std::ptr::slice_from_raw_parts_mut(data, len);
        // SAFETY: the box was not dropped, and the finalizer comes once, when no view is left.
        drop(unsafe { Box::from_raw(bytes) });
        drop(payload);
    };
    match view {
        ByteView::BufferSlice | ByteView::Buffer => {
            // SAFETY: the bytes live until the finalizer frees them.
            let slice =
                unsafe { BufferSlice::from_external(env, data, len, free, |_, free| free()) }?;
            slice.into_unknown(env)
        }
        ByteView::Uint8Array => {
            // SAFETY: as above.
            let array = unsafe { Uint8Array::with_external_data(data, len, move |_, _| free()) };
            array.into_unknown(env)
        }
        ByteView::ArrayBuffer => {
            // SAFETY: as above.
            let buffer =
                unsafe { ArrayBuffer::from_external(env, data, len, free, |_, free| free()) }?;
            buffer.into_unknown(env)
        }
    }
}

/// Writes `1` into the first byte, calls back, and returns what the second byte is then: the slice is JavaScript's own memory, borrowed
/// for the call.
#[napi(ts_args_type = "buffer: Buffer, callback: () => void")]
pub fn borrow_around_callback(mut buffer: BufferSlice, callback: Function<(), ()>) -> Result<u8> {
    buffer[0] = 1;
    callback.call(())?;
    Ok(buffer[1])
}

/// How long a buffer is. `strict` has napi-rs ask whether it is one, before it asks for the bytes (`ValidateNapiValue`).
#[napi(strict)]
pub fn length_of_buffer(buffer: Buffer) -> u32 {
    buffer.len() as u32
}

/// A buffer of JavaScript's that Rust keeps. What is no buffer is refused, but `FromNapiValue` in `bindgen_runtime/js_values/buffer.rs` has
/// made a reference to it by then, which nobody deletes.
#[napi]
pub struct HeldBuffer {
    buffer: Option<Buffer>,
}

#[napi]
impl HeldBuffer {
    /// Keeps `buffer` from now on.
    #[napi(constructor)]
    pub fn new(buffer: Buffer) -> Self {
        Self {
            buffer: Some(buffer),
        }
    }

    /// The bytes that Rust sees.
    #[napi]
    pub fn bytes(&self) -> Result<Vec<u8>> {
        Ok(self.buffer.as_ref().ok_or_else(released)?.to_vec())
    }

    /// Changes a byte.
    #[napi]
    pub fn set(&mut self, index: u32, byte: u8) -> Result<()> {
        self.buffer.as_mut().ok_or_else(released)?[index as usize] = byte;
        Ok(())
    }

    /// Gives the buffer back to JavaScript, and Rust keeps it no longer.
    #[napi(ts_return_type = "Buffer")]
    pub fn give_back(&mut self) -> Result<Buffer> {
        self.buffer.take().ok_or_else(released)
    }

    /// Keeps it no longer.
    #[napi]
    pub fn release(&mut self) {
        self.buffer = None;
    }
}

/// Sends the buffer to a thread, which waits for the gate `GATES-write`, writes `byte` into the first one and opens `GATES-written`; then
/// it waits for `GATES-drop`, drops its hold and opens `GATES-dropped`.
#[napi]
pub fn write_buffer_on_thread(mut buffer: Buffer, byte: u8, gates: String) {
    thread::spawn(move || {
        gate::wait(&format!("{gates}-write"));
        buffer[0] = byte;
        gate::open(&format!("{gates}-written"));
        gate::wait(&format!("{gates}-drop"));
        drop(buffer);
        gate::open(&format!("{gates}-dropped"));
    });
}

/// The same with a `Uint8Array`.
#[napi]
pub fn write_array_on_thread(mut bytes: Uint8Array, byte: u8, gates: String) {
    thread::spawn(move || {
        gate::wait(&format!("{gates}-write"));
        // SAFETY: none that napi could give: only the gates keep JavaScript from reading meanwhile.
        let bytes_of_javascript = unsafe { bytes.as_mut() };
        bytes_of_javascript[0] = byte;
        gate::open(&format!("{gates}-written"));
        gate::wait(&format!("{gates}-drop"));
        drop(bytes);
        gate::open(&format!("{gates}-dropped"));
    });
}

fn released() -> Error {
    Error::from_reason("the buffer was released")
}
