/*---
summary = "An async fn cannot reject with a code of the addon's own: napi takes no error but one with its own Status"
shows = ["Error"]
tags = ["future", "async-fn", "errors"]
[expect]
end = "compile error"
---*/
use napi::bindgen_prelude::*;
use napi_derive::napi;

pub struct NetworkError(String);

impl AsRef<str> for NetworkError {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

// A synchronous function may do so.
#[napi]
pub fn connect() -> Result<(), NetworkError> {
    Err(Error::new(NetworkError("ECONNREFUSED".to_owned()), "nobody listens"))
}

#[napi]
pub async fn connect_later() -> Result<(), NetworkError> {
    connect()
}
