//! Ways in which native code ends the process or holds it up, and ways in which it does not.

use std::hint::black_box;
use std::process;
use std::thread;
use std::time::{Duration, Instant};

use napi::bindgen_prelude::{Error, Function, Result};
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;

/// A thread works for `ms`, and ends the whole process when `fatal`; otherwise it calls `done`.
#[napi]
pub fn run_service(done: Function<u32, ()>, ms: u32, fatal: bool) -> Result<()> {
    let done = done.build_threadsafe_function().build()?;
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(ms.into()));
        if fatal {
            process::exit(0); // place: thread_exits_the_process
        }
        done.call(ms, ThreadsafeFunctionCallMode::NonBlocking);
    });
    Ok(())
}

/// A thread parses `text` and is waited for; what it found is lost when it fails.
#[napi]
pub fn parse_on_thread(text: String) -> u32 {
    let thread = thread::spawn(move || {
        text.parse::<u32>().expect("a number") // place: panic_in_a_thread
    });
    thread.join().unwrap_or(0)
}

/// Nobody waits for this thread.
#[napi]
pub fn parse_in_the_background(text: String, done: Function<u32, ()>) -> Result<()> {
    let done = done.build_threadsafe_function().weak::<true>().build()?;
    thread::spawn(move || {
        let number = text.parse::<u32>().expect("a number"); // place: panic_in_the_background
        done.call(number, ThreadsafeFunctionCallMode::NonBlocking);
    });
    // The program goes on; what is under test is the thread's end, so give it the time to come to it.
    thread::sleep(Duration::from_millis(100));
    Ok(())
}

/// The item at `index` of three.
#[napi]
pub fn item(index: u32) -> u32 {
    [1, 2, 3][index as usize] // place: panic_in_a_function
}

/// The same, and a panic is thrown to JavaScript.
#[napi(catch_unwind)]
pub fn guarded_item(index: u32) -> u32 {
    [1, 2, 3][index as usize]
}

/// The same without a panic.
#[napi]
pub fn checked_item(index: u32) -> Result<u32> {
    let items = [1, 2, 3];
    let item = items.get(index as usize);
    item.copied()
        .ok_or_else(|| Error::from_reason("no such item"))
}

/// Reads the cell at `address`; zero stands for one that is there.
#[napi]
pub fn read_cell(address: u32) -> u32 {
    let cell = 7_u32;
    let pointer = if address == 0 {
        &raw const cell
    } else {
        address as usize as *const u32
    };
    // SAFETY: none for another address than zero; that is the fault which is shown.
    unsafe { pointer.read_volatile() } // place: crash_after_a_caught_panic
}

/// Aborts on a thread if `broken`.
#[napi]
pub fn check_state(broken: bool) {
    let thread = thread::spawn(move || {
        if broken {
            process::abort(); // place: abort_on_a_thread
        }
    });
    let _ = thread.join();
}

/// How deep a tree of this depth is.
#[napi]
pub fn depth_of_tree(depth: f64) -> f64 {
    if depth <= 0.0 {
        return 0.0;
    }
    let page = [depth; 64];
    depth_of_tree(black_box(page)[7] - 1.0) + 1.0 // place: native_recursion
}

/// Computes for `ms` on the JavaScript thread.
#[napi]
pub fn compress(ms: u32) -> f64 {
    compute(ms)
}

/// Computes for `ms` on three threads, then calls `done`.
#[napi]
pub fn transform_on_threads(ms: u32, done: Function<f64, ()>) -> Result<()> {
    let done = done.build_threadsafe_function().build()?;
    thread::spawn(move || {
        let workers = [0; 3].map(|_| thread::spawn(move || compute(ms)));
        let sums = workers.map(|worker| worker.join().unwrap_or_default());
        done.call(sums[0], ThreadsafeFunctionCallMode::NonBlocking);
    });
    Ok(())
}

fn compute(ms: u32) -> f64 {
    let begin = Instant::now();
    let mut sum = 0.0_f64;
    // place below: slow_work, slow_work_called_a_hang, slow_threads, slow_threads_called_a_hang
    while begin.elapsed() < Duration::from_millis(ms.into()) {
        // place below: slow_work, slow_work_called_a_hang, slow_threads, slow_threads_called_a_hang
        for i in 1..10_000 {
            sum += black_box(f64::from(i)).sqrt(); // place: slow_work, slow_work_called_a_hang, slow_threads, slow_threads_called_a_hang
        }
    }
    sum
}
