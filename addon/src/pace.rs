//! The one clock: every sleep of the addon goes through here, so that a suite of scenarios can run
//! the guide's seconds in milliseconds.
//!
//! `NAPI_HARNESS_TIME_SCALE` multiplies every duration; unset, the guide's own times hold.

use std::env::{self, VarError};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::*;
use napi_derive::napi;

const VARIABLE: &str = "NAPI_HARNESS_TIME_SCALE";

/// Holds the calling thread for `duration`, scaled.
pub fn sleep(duration: Duration) {
    thread::sleep(scaled(duration));
}

/// Resolves after `duration`, scaled; for futures on the Tokio runtime.
pub async fn sleep_async(duration: Duration) {
    napi::tokio::time::sleep(scaled(duration)).await;
}

/// `duration`, scaled; for waits that something else may end.
pub fn scaled(duration: Duration) -> Duration {
    duration.mul_f64(scale())
}

/// Refuses to load under a malformed scale: found later, on a background thread, it would be a panic
/// that nobody sees.
#[napi(module_exports)]
pub fn check_scale(_exports: Object) -> Result<()> {
    match read_scale_once() {
        Ok(_) => Ok(()),
        Err(reason) => Err(Error::new(Status::InvalidArg, reason)),
    }
}

fn scale() -> f64 {
    read_scale_once()
        .as_ref()
        .copied()
        .expect("a module that loaded has a scale")
}

fn read_scale_once() -> &'static std::result::Result<f64, String> {
    static SCALE: OnceLock<std::result::Result<f64, String>> = OnceLock::new();
    SCALE.get_or_init(|| {
        // The generated loader buries a load error under those of all the other places it looks in.
        read_scale().inspect_err(|reason| eprintln!("{reason}"))
    })
}

fn read_scale() -> std::result::Result<f64, String> {
    match env::var(VARIABLE) {
        Ok(text) => parse_scale(&text),
        Err(VarError::NotPresent) => Ok(1.0),
        Err(VarError::NotUnicode(_)) => Err(format!("{VARIABLE} is not valid UTF-8")),
    }
}

fn parse_scale(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(scale) if scale > 0.0 && scale.is_finite() => Ok(scale),
        _ => Err(format!(
            "{VARIABLE} must be a number greater than 0, such as 0.05 or 1, but is {text:?}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_scale;

    #[test]
    fn a_positive_number_is_a_scale() {
        assert_eq!(parse_scale("0.05"), Ok(0.05));
        assert_eq!(parse_scale("1"), Ok(1.0));
    }

    #[test]
    fn anything_else_is_refused_and_names_the_variable() {
        for text in ["", "0", "-1", "inf", "NaN", "fast", "1s", " 1"] {
            let reason = parse_scale(text).unwrap_err();
            assert!(reason.contains("NAPI_HARNESS_TIME_SCALE"), "{reason}");
            assert!(reason.contains(&format!("{text:?}")), "{reason}");
        }
    }
}
