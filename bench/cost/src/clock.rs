//! The one clock, and a loop that is timed by it.

use std::hint::black_box;
use std::ptr;
use std::sync::LazyLock;
use std::time::Instant;

use napi_sys as sys;

/// Calls that share a handle scope: their handles must not pile up, and the scope must not cost.
const CALLS_IN_A_SCOPE: u32 = 64;

/// Nanoseconds since the first time that was asked for.
#[inline]
pub fn now() -> f64 {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    BEGIN.elapsed().as_nanos() as f64
}

/// How many nanoseconds so many calls take. Whatever they return is used, so that none is optimised away.
///
/// # Safety
///
/// Has to be called in a callback of this environment, on its thread.
#[inline]
pub unsafe fn timed(env: sys::napi_env, calls: u32, mut call: impl FnMut(u32) -> u32) -> f64 {
    let begin = now();
    let mut sum = 0u32;
    for first in (0..calls).step_by(CALLS_IN_A_SCOPE as usize) {
        let mut scope = ptr::null_mut();
        // SAFETY: the caller is in a callback of this environment.
        unsafe { sys::napi_open_handle_scope(env, &mut scope) };
        for value in first..calls.min(first + CALLS_IN_A_SCOPE) {
            sum = sum.wrapping_add(call(value));
        }
        // SAFETY: the scope is the one opened last.
        unsafe { sys::napi_close_handle_scope(env, scope) };
    }
    black_box(sum);
    now() - begin
}
