//! Ends on purpose: each function brings the process down in another way, for the harness to name.

use napi::bindgen_prelude::*;
use napi_derive::napi;

/// Panics. A synchronous function cannot unwind into JavaScript, so the process aborts.
#[napi]
pub fn panic_across_boundary(message: String) {
    panic!("{message}");
}

/// Reads from address 8: SIGSEGV.
#[napi]
pub fn read_from_nowhere() -> u8 {
    // SAFETY: none, deliberately: nothing is mapped there.
    unsafe { std::ptr::read_volatile(8 as *const u8) }
}

/// Calls itself until the stack is full: SIGSEGV at the guard page.
#[napi]
pub fn recurse_without_end() -> f64 {
    deeper(0.0)
}

#[inline(never)]
#[allow(unconditional_recursion, reason = "this is what is shown")]
fn deeper(depth: f64) -> f64 {
    let frame = [depth; 64];
    std::hint::black_box(deeper(std::hint::black_box(frame[63]) + 1.0)) + frame[0]
}

/// Raises SIGBUS, as a page of a file that was cut short does.
#[napi]
pub fn raise_bus_error() {
    unsafe extern "C" {
        fn raise(signal: i32) -> i32;
    }
    const SIGBUS: i32 = if cfg!(target_os = "macos") { 10 } else { 7 };
    // SAFETY: raise(3) takes any signal's number; what the signal does is what is shown.
    unsafe { raise(SIGBUS) };
}

/// Aborts when the environment is torn down, after every `exit` handler has run.
#[napi]
pub fn abort_at_teardown(env: Env) -> Result<()> {
    env.add_env_cleanup_hook((), |()| std::process::abort())?;
    Ok(())
}

/// Computes without end.
#[napi]
pub fn compute_without_end() {
    loop {
        std::hint::spin_loop();
    }
}

/// Ends the process from a thread of its own, behind JavaScript's back: no `exit` event is emitted. JavaScript's thread waits, for exit(3)
/// destroys what it would use.
#[napi]
pub fn exit_on_thread(code: i32) {
    let quitter = spawn_named("quitter", move || std::process::exit(code));
    let _ = quitter.join();
}

/// Ends the process on JavaScript's own thread, behind its back.
#[napi]
pub fn exit_in_native_code(code: i32) {
    std::process::exit(code);
}

/// Panics in a thread of its own, which ends; the process lives on.
#[napi]
pub fn panic_on_thread(message: String) {
    // The panic is what is shown: nobody asks the thread how it ended.
    let _ = spawn_named("worker", move || panic!("{message}")).join();
}

fn spawn_named<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> std::thread::JoinHandle<T> {
    let builder = std::thread::Builder::new().name(name.to_owned());
    builder.spawn(work).expect("a thread can be made")
}
