//! Part 2's `broken_timer`, forced past the compiler.

use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::pace;

/// Claims that what it holds may go to another thread.
struct PretendSend<T>(T);

// SAFETY: deliberately violated. A `Function` is a handle into a scope of the JavaScript thread: it
// is neither valid after the call that it came with nor usable on any other thread. This is what the
// scenario `misuse/broken_timer_forced` shows.
unsafe impl<T> Send for PretendSend<T> {}

impl<T> PretendSend<T> {
    /// A method, so that closures capture the wrapper and not the field in it.
    fn into_inner(self) -> T {
        self.0
    }
}

/// Part 2, "Understanding Function Scope": calls back from a thread, a second after the return.
///
/// As the guide writes it, this is E0277 (`*mut napi_env__` cannot be sent between threads safely; the
/// scenario `misuse/broken_timer`). Here `PretendSend` silences that, and `'static` the lifetime.
#[napi(ts_args_type = "callback: (message: string) => void")]
pub fn broken_timer(callback: Function<'static, String, ()>) -> Result<()> {
    let callback = PretendSend(callback);
    thread::spawn(move || {
        let callback = callback.into_inner();
        pace::sleep(Duration::from_secs(1));
        let _ = callback.call("Too late!".to_string());
    });
    Ok(())
}
