//! JavaScript's `WritableStream`, as far as napi's `WriteableStream` knows it: it can be closed and aborted, but not written to.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Closes a stream, with `WriteableStream::close`.
#[napi(
    ts_args_type = "stream: WritableStream",
    ts_return_type = "Promise<void>"
)]
pub fn close_writable<'env>(env: &'env Env, mut stream: WriteableStream) -> Result<Unknown<'env>> {
    // As it is, the promise borrows `stream`, and could not be returned.
    stream.close()?.into_unknown(env)
}

/// Closes a stream that `#[napi(strict)]` has checked first.
#[napi(
    strict,
    ts_args_type = "stream: WritableStream",
    ts_return_type = "Promise<void>"
)]
pub fn close_writable_strict<'env>(
    env: &'env Env,
    mut stream: WriteableStream,
) -> Result<Unknown<'env>> {
    stream.close()?.into_unknown(env)
}

/// Aborts a stream, with `WriteableStream::abort`.
#[napi(
    ts_args_type = "stream: WritableStream, reason: string",
    ts_return_type = "Promise<void>"
)]
pub fn abort_writable<'env>(
    env: &'env Env,
    mut stream: WriteableStream,
    reason: String,
) -> Result<Unknown<'env>> {
    stream.abort(reason)?.into_unknown(env)
}

/// What `WriteableStream::ready` finds, and what comes of waiting for it.
///
/// It reads the property `ready` of the stream, which only a stream's writer has (`ready` in bindgen_runtime/js_values/stream/write.rs).
#[napi(ts_args_type = "stream: WritableStream")]
pub fn wait_for_ready(env: &Env, stream: WriteableStream) -> Result<String> {
    let found = stream.ready()?.into_unknown(env)?.get_type()?;
    Ok(match stream.ready()?.then(|_| Ok(())) {
        Ok(_) => format!("{found}: waited for"),
        Err(error) => format!("{found}: {}", error.status),
    })
}
