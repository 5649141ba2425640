//! Functions, threads and values that carry what the [census](super::census) counts.

use std::sync::{Arc, Mutex, PoisonError};
use std::{mem, ptr, thread};

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::gate;

use super::census::{Counted, CountedHandle, Sender};

type Queue<const CAPACITY: usize> =
    ThreadsafeFunction<Counted, (), String, Status, false, false, CAPACITY>;

fn queue<const CAPACITY: usize>(callback: &Function<String, ()>) -> Result<Queue<CAPACITY>> {
    callback
        .build_threadsafe_function::<Counted>()
        .max_queue_size::<CAPACITY>()
        .build_callback(|context| match context.value.is_empty() {
            false => Ok(context.value.deliver(context.env)),
            true => Err(Error::from_reason("an empty payload")),
        })
}

/// A strong function without a limit, in JavaScript's hands.
#[napi]
pub struct CountedQueue {
    queue: Option<Queue<0>>,
}

#[napi]
#[allow(
    deprecated,
    reason = "unref and abort have no replacement once a function is built"
)]
impl CountedQueue {
    /// A queue that nothing was sent into yet.
    #[napi(constructor, ts_args_type = "callback: (text: string) => void")]
    pub fn new(callback: Function<String, ()>) -> Result<Self> {
        let queue = queue(&callback)?;
        Ok(Self { queue: Some(queue) })
    }

    /// Sends one payload and returns the status, or `null`, and makes none, after `close`. An empty text
    /// is taken, but cannot be converted on its delivery.
    #[napi]
    pub fn send(&self, text: String) -> Option<String> {
        let queue = self.queue.as_ref()?;
        let status = queue.call(Counted::new(text), ThreadsafeFunctionCallMode::NonBlocking);
        Some(status.to_string())
    }

    /// From now on the queue does not keep the process alive.
    #[napi]
    pub fn unref(&mut self, env: Env) -> Result<()> {
        match &mut self.queue {
            Some(queue) => queue.unref(&env),
            None => Ok(()),
        }
    }

    /// Releases the function: what is queued is still delivered.
    #[napi]
    pub fn close(&mut self) {
        self.queue = None;
    }

    /// Aborts the function: what is queued is not delivered any more. `send` still calls it, and tells
    /// what napi answers.
    #[napi]
    pub fn abort(&self) -> Result<()> {
        match &self.queue {
            Some(queue) => twin(queue).abort(),
            None => Ok(()),
        }
    }
}

/// The same function once more: `abort` consumes the one that it aborts, and there is no `clone`, although
/// the note with which napi deprecates `refer` names one.
fn twin(queue: &Queue<0>) -> Queue<0> {
    mem::forget(Arc::clone(&queue.handle));
    // SAFETY: a ThreadsafeFunction is its counted handle, and nothing else that has a size; the count that
    // was forgotten belongs to the copy.
    unsafe { ptr::read(queue) }
}

/// Sends `each` payloads from each of `threads` threads.
#[napi(ts_args_type = "threads: number, each: number, callback: (text: string) => void")]
pub fn send_counted(threads: u32, each: u32, callback: Function<String, ()>) -> Result<()> {
    let queue = Arc::new(queue::<0>(&callback)?);
    for thread in 1..=threads {
        let queue = Arc::clone(&queue);
        thread::spawn(move || {
            for number in 1..=each {
                let payload = Counted::new(format!("payload {number} of thread {thread}"));
                queue.call(payload, ThreadsafeFunctionCallMode::NonBlocking);
            }
        });
    }
    Ok(())
}

/// Sends payloads from a thread, in blocking mode into a queue for 100, until one is refused: the
/// census counts the thread until then.
#[napi(ts_args_type = "callback: (text: string) => void")]
pub fn send_until_refused(callback: Function<String, ()>) -> Result<()> {
    let queue = queue::<100>(&callback)?;
    let sender = Sender::new();
    thread::spawn(move || {
        for number in 1.. {
            let payload = Counted::new(format!("payload {number}"));
            if queue.call(payload, ThreadsafeFunctionCallMode::Blocking) != Status::Ok {
                break;
            }
        }
        drop(queue);
        drop(sender);
    });
    Ok(())
}

/// Sends one payload from a thread once the gate `after` is open, and opens the gate `then` when the call has returned.
#[napi(ts_args_type = "callback: (text: string) => void, after: string, then: string")]
pub fn send_between_gates(
    callback: Function<String, ()>,
    after: String,
    then: String,
) -> Result<()> {
    let queue = queue::<0>(&callback)?;
    thread::spawn(move || {
        gate::wait(&after);
        let payload = Counted::new("a late payload".to_string());
        queue.call(payload, ThreadsafeFunctionCallMode::NonBlocking);
        gate::open(&then);
    });
    Ok(())
}

static SHARED: Mutex<Option<Queue<0>>> = Mutex::new(None);

/// Keeps a function for `sendToShared`, which any thread may call.
#[napi(ts_args_type = "callback: (text: string) => void")]
pub fn share_queue(callback: Function<String, ()>) -> Result<()> {
    *SHARED.lock().unwrap_or_else(PoisonError::into_inner) = Some(queue(&callback)?);
    Ok(())
}

/// Sends one payload to the function that `shareQueue` keeps, whichever thread that belongs to,
/// and returns the status.
#[napi]
pub fn send_to_shared(text: String) -> String {
    let payload = Counted::new(text);
    match &*SHARED.lock().unwrap_or_else(PoisonError::into_inner) {
        Some(queue) => queue
            .call(payload, ThreadsafeFunctionCallMode::NonBlocking)
            .to_string(),
        None => "nothing is shared".to_string(),
    }
}

/// An external value that counts its finalisation.
#[napi(ts_return_type = "object")]
pub fn counted_external() -> External<CountedHandle> {
    External::new(CountedHandle::new())
}

/// A function whose closure counts its finalisation.
#[napi(ts_return_type = "() => void")]
pub fn counted_closure(env: &Env) -> Result<Function<'_, (), ()>> {
    let handle = CountedHandle::new();
    env.create_function_from_closure("countedClosure", move |_| {
        let _kept = &handle;
        Ok(())
    })
}

/// An instance that counts its finalisation.
#[napi]
pub struct CountedObject {
    _handle: CountedHandle,
}

#[napi]
impl CountedObject {
    /// One more handle.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        Self {
            _handle: CountedHandle::new(),
        }
    }
}

/// A function that Rust holds by reference, so that it cannot be collected.
#[napi]
pub struct HeldFunction {
    reference: Option<FunctionRef<(), ()>>,
}

#[napi]
impl HeldFunction {
    /// Holds `callback` from now on.
    #[napi(constructor, ts_args_type = "callback: () => void")]
    pub fn new(callback: Function<(), ()>) -> Result<Self> {
        Ok(Self {
            reference: Some(callback.create_ref()?),
        })
    }

    /// Drops the reference on another thread; that is done when this returns.
    #[napi]
    pub fn drop_on_thread(&mut self) -> Result<()> {
        let reference = self.reference.take();
        thread::spawn(move || drop(reference))
            .join()
            .map_err(|_| Error::from_reason("the dropping thread panicked"))
    }
}
