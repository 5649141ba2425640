//! Why a download fails, and how JavaScript sees it.

use std::path::Path;

use napi::bindgen_prelude::*;
use napi::{JsError, JsValue};

use crate::guide::part5_generics::NetworkError;

/// Of the thread's work.
pub type Outcome<T> = std::result::Result<T, Failure>;

/// Why a file does not come.
pub enum Failure {
    /// The network, the server or the disk.
    Lost {
        /// What JavaScript sees as the error's `code`.
        code: &'static str,
        /// In words.
        reason: String,
        /// Bytes that came before.
        received: u64,
    },
    /// What `onProgress` threw; it stays the same object.
    Own(Error),
    /// JavaScript wants it no more, and hears nothing of it.
    Stopped,
}

impl Failure {
    /// The server does not give it.
    pub fn refused(error: ureq::Error) -> Self {
        let (code, reason) = match error {
            ureq::Error::StatusCode(status) => {
                ("HTTP status", format!("the server answers {status}"))
            }
            error => ("No connection", error.to_string()),
        };
        Self::Lost {
            code,
            reason,
            received: 0,
        }
    }

    /// The connection ended before it was whole.
    pub fn lost(received: u64, total: Option<u64>, error: &dyn std::error::Error) -> Self {
        let of = total.map_or(String::new(), |total| format!(" of {total}"));
        Self::Lost {
            code: "Connection lost",
            reason: format!("Failed at {received}{of} bytes: {error}"),
            received,
        }
    }

    /// The disk does not take it.
    pub fn unwritable(path: &Path, received: u64, error: &dyn std::error::Error) -> Self {
        Self::Lost {
            code: "Cannot write",
            reason: format!("{}: {error}", path.display()),
            received,
        }
    }
}

impl ToNapiValue for Failure {
    unsafe fn to_napi_value(raw: sys::napi_env, failure: Self) -> Result<sys::napi_value> {
        let env = Env::from_raw(raw);
        let error = match failure {
            Self::Lost {
                code,
                reason,
                received,
            } => {
                let error = Error::new(NetworkError(code.into()), reason);
                let mut error = JsError::from(error).into_unknown(env).coerce_to_object()?;
                error.set("received", received as f64)?;
                error
            }
            Self::Own(error) => env.create_error(error)?,
            Self::Stopped => env.create_error(Error::from_status(Status::Cancelled))?,
        };
        // SAFETY: the caller's environment, on its thread.
        unsafe { Object::to_napi_value(raw, error) }
    }
}
