//! What native code does to its process.

use std::hint::black_box;
use std::ptr;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::node_api::{
    Env, Info, Shared, Value, napi_throw_error, number, number_at, string, undefined,
};

/// Throws from a thread of its own if the first argument is 1.
pub extern "C" fn name_of_thread(env: Env, info: Info) -> Value {
    if number_at(env, info, 0) == 1 {
        let shared = Shared(env);
        let thread = thread::spawn(move || {
            // SAFETY: none on this thread; that is the fault which is shown.
            unsafe { napi_throw_error(shared.get(), ptr::null(), c"no".as_ptr()) } // place: node_api_on_a_wrong_thread
        });
        let _ = thread.join();
    }
    string(env, c"main")
}

/// Ends the process with code 3 from a thread if the first argument is 1.
pub extern "C" fn fail(env: Env, info: Info) -> Value {
    let fatal = number_at(env, info, 0) == 1;
    let thread = thread::spawn(move || {
        if fatal {
            // SAFETY: a C function without conditions.
            unsafe { libc::exit(3) }; // place: exit_on_a_thread
        }
    });
    let _ = thread.join();
    undefined(env)
}

/// Starts a process of its own for `ms`; waits for it if the second argument is 1.
pub extern "C" fn spawn_helper(env: Env, info: Info) -> Value {
    let (ms, wait) = (number_at(env, info, 0), number_at(env, info, 1) == 1);
    let (seconds, rest) = (ms / 1000, ms % 1000);
    let text = format!("sleep {seconds}.{rest:03}");
    let child = std::process::Command::new("sh").args(["-c", &text]).spawn(); // place: helper_left_behind
    if let Ok(mut child) = child
        && wait
    {
        let _ = child.wait();
    }
    undefined(env)
}

/// Counts until the number is reached; zero is never reached.
pub extern "C" fn spin(env: Env, info: Info) -> Value {
    let end = number_at(env, info, 0);
    let mut n = 1_u32;
    // place below: endless_loop
    while black_box(n) != end {
        n = black_box(n % 1_000_000) + 1; // place: endless_loop
    }
    number(env, n)
}

/// Reads an address that is wrong once in three times, when the first argument is 1.
pub extern "C" fn sometimes(env: Env, info: Info) -> Value {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    let unlucky = since.subsec_micros().is_multiple_of(3);
    let right = 7_u32;
    let broken = number_at(env, info, 0) == 1 && unlucky;
    let address = if broken {
        ptr::null()
    } else {
        &raw const right
    };
    // SAFETY: none when it is null; that is the fault which is shown.
    number(env, unsafe { address.read_volatile() }) // place: crash_in_some_runs
}

/// Sends a signal to its own process; zero is none.
pub extern "C" fn signal(env: Env, info: Info) -> Value {
    let which = i32::try_from(number_at(env, info, 0)).unwrap_or_default();
    // SAFETY: C functions without conditions.
    unsafe { libc::kill(libc::getpid(), which) }; // place: kills_its_own_process
    undefined(env)
}

/// Closes as many descriptors from 3 on as the first argument says, whosever they are.
pub extern "C" fn close_descriptor(env: Env, info: Info) -> Value {
    for descriptor in 0..number_at(env, info, 0) {
        let descriptor = i32::try_from(descriptor + 3).unwrap_or(-1);
        // SAFETY: a C function without conditions; whose descriptor it is, is the fault which is shown.
        unsafe { libc::close(descriptor) }; // place: closes_foreign_descriptors
    }
    undefined(env)
}
