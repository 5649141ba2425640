//! How a thread tells JavaScript what happens: through one queue, so that everything comes in its order, with room for a few, so that a
//! thread that is faster than JavaScript waits.
//!
//! What the thread calls is a function in Rust, which can look first whether JavaScript still wants to hear of it.

use std::sync::mpsc;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};

/// The thread's end; the process lives until it is dropped. The queue has room for `ROOM` events.
pub struct Events<T, const ROOM: usize> {
    events: mpsc::Sender<T>,
    wake: ThreadsafeFunction<(), (), (), Status, false, false, ROOM>,
}

impl<T: 'static, const ROOM: usize> Events<T, ROOM> {
    /// Has `deliver` called on JavaScript's thread with each event; its error becomes an uncaught exception.
    pub fn new(
        env: &Env,
        name: &str,
        deliver: impl Fn(&Env, T) -> Result<()> + 'static,
    ) -> Result<Self> {
        let (events, told) = mpsc::channel();
        let wake = env.create_function_from_closure(name, move |context| {
            // It is called once for each event.
            told.try_recv()
                .map_or(Ok(()), |event| deliver(context.env, event))
        })?;
        let wake = wake
            .build_threadsafe_function::<()>()
            .max_queue_size::<ROOM>()
            .build()?;
        Ok(Self { events, wake })
    }

    /// Hands `event` over, once there is room; whether JavaScript was still there.
    pub fn tell(&self, event: T) -> bool {
        let mode = ThreadsafeFunctionCallMode::Blocking;
        self.events.send(event).is_ok() && self.wake.call((), mode) == Status::Ok
    }
}
