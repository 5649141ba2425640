//! Deadlocks that addons run into, and beside each the way that does it right.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use napi::JsDeferred;
use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

type QueueForOne = ThreadsafeFunction<String, (), String, Status, false, false, 1>;

fn queue_for_one(callback: &Function<String, ()>) -> Result<QueueForOne> {
    callback
        .build_threadsafe_function()
        .max_queue_size::<1>()
        .build()
}

fn send_both(queue: &QueueForOne, returned: &dyn Fn(&str, Status) -> Result<()>) -> Result<()> {
    for message in ["first", "second"] {
        let status = queue.call(message.to_string(), ThreadsafeFunctionCallMode::Blocking);
        returned(message, status)?;
    }
    Ok(())
}

/// Calls twice, in blocking mode and on the JavaScript thread, into a queue for one item: the second
/// call waits for the thread that is waiting.
///
/// `returned` is told at once of each call that returns, and of what one that does not wait gets then.
#[napi(
    ts_args_type = "callback: (message: string) => void, returned?: (call: string, status: string) => void"
)]
pub fn block_on_own_queue(
    callback: Function<String, ()>,
    returned: Option<Function<FnArgs<(String, String)>, ()>>,
) -> Result<()> {
    let queue = queue_for_one(&callback)?;
    send_both(&queue, &|message, status| {
        let Some(returned) = &returned else {
            return Ok(());
        };
        returned.call((message.to_string(), status.to_string()).into())?;
        let probe = queue.call("probe".to_string(), ThreadsafeFunctionCallMode::NonBlocking);
        returned.call(("probe".to_string(), probe.to_string()).into())
    })
}

/// Makes the same blocking calls, but from a thread of its own.
#[napi(ts_args_type = "callback: (message: string) => void")]
pub fn block_on_thread(callback: Function<String, ()>) -> Result<()> {
    let queue = queue_for_one(&callback)?;
    thread::spawn(move || send_both(&queue, &|_, _| Ok(())));
    Ok(())
}

/// Entries behind a lock, which is taken by whatever JavaScript calls.
#[napi]
pub struct Ledger {
    entries: Mutex<Vec<String>>,
}

#[napi]
impl Ledger {
    /// A ledger without entries.
    #[napi(constructor)]
    #[allow(
        clippy::new_without_default,
        reason = "JavaScript is what constructs it"
    )]
    pub fn new() -> Self {
        Self {
            entries: Mutex::new(Vec::new()),
        }
    }

    /// Adds an entry and returns how many there are.
    #[napi]
    pub fn add(&self, entry: String) -> u32 {
        let mut entries = self.entries();
        entries.push(entry);
        entries.len() as u32
    }

    /// Calls back for each entry and holds the lock all the while: a callback that calls `add` waits
    /// for its own caller.
    #[napi(ts_args_type = "callback: (entry: string) => void")]
    pub fn for_each_locked(&self, callback: Function<String, ()>) -> Result<()> {
        self.entries()
            .iter()
            .try_for_each(|entry| callback.call(entry.clone()))
    }

    /// Calls back for each entry that there was, with the lock released: a callback may call `add`.
    #[napi(ts_args_type = "callback: (entry: string) => void")]
    pub fn for_each(&self, callback: Function<String, ()>) -> Result<()> {
        let entries = self.entries().clone();
        entries
            .into_iter()
            .try_for_each(|entry| callback.call(entry))
    }

    fn entries(&self) -> MutexGuard<'_, Vec<String>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits, on the JavaScript thread, for an answer that a thread can get from JavaScript only.
/// `askCatching` does it right: it is an async fn.
#[napi(ts_args_type = "question: string, callback: (question: string) => string")]
pub fn ask_and_wait(
    question: String,
    callback: ThreadsafeFunction<String, String, String, Status, false>,
) -> Result<String> {
    let (answer, answers) = mpsc::channel();
    thread::spawn(move || {
        callback.call_with_return_value(
            question,
            ThreadsafeFunctionCallMode::NonBlocking,
            move |reply, _| {
                // The asker is gone only when its process is.
                let _ = answer.send(reply);
                Ok(())
            },
        );
    });
    answers
        .recv()
        .map_err(|_| Error::from_reason("the thread ended without an answer"))?
}

/// Numbers from a thread that waits for each callback to return before it goes on.
#[napi]
pub struct Feed {
    closing: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

#[napi]
impl Feed {
    /// Starts feeding: 1, 2, 3, ...
    #[napi(constructor, ts_args_type = "callback: (number: number) => void")]
    pub fn new(callback: Function<u32, ()>) -> Result<Self> {
        let feed: ThreadsafeFunction<u32, (), u32, Status, false> =
            callback.build_threadsafe_function().build()?;
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        let thread = thread::spawn(move || {
            for number in 1.. {
                let (done, returned) = mpsc::channel();
                feed.call_with_return_value(
                    number,
                    ThreadsafeFunctionCallMode::NonBlocking,
                    move |_, _| {
                        // The thread waits for this and for nothing else.
                        let _ = done.send(());
                        Ok(())
                    },
                );
                if returned.recv().is_err() || closed.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Ok(Self {
            closing,
            thread: Some(thread),
        })
    }

    /// Closes the feed and waits until its thread has ended. Inside the callback that thread waits in
    /// turn, for the callback to return.
    #[napi]
    pub fn close_and_wait(&mut self) -> Result<()> {
        self.close();
        match self.thread.take() {
            Some(thread) => thread
                .join()
                .map_err(|_| Error::from_reason("the feeding thread panicked")),
            None => Ok(()),
        }
    }

    /// Closes the feed, whose thread ends when the callback has returned.
    #[napi]
    pub fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
    }
}

type Resolver = fn(Env) -> Result<()>;

/// Returns a promise whose deferred is dropped unsettled: its queue stays, and holds the process.
#[napi(ts_return_type = "Promise<void>")]
pub fn drop_deferred(env: &Env) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred::<(), Resolver>()?;
    drop(deferred);
    Ok(promise)
}

/// Settles its promise at the latest when it is dropped.
struct RejectedWhenDropped(Option<JsDeferred<(), Resolver>>);

impl Drop for RejectedWhenDropped {
    fn drop(&mut self) {
        if let Some(deferred) = self.0.take() {
            deferred.reject(Error::from_reason("dropped unsettled"));
        }
    }
}

/// Returns a promise whose deferred is dropped in a thread that has not settled it, but in a guard.
#[napi(ts_return_type = "Promise<void>")]
pub fn drop_guarded_deferred(env: &Env) -> Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred::<(), Resolver>()?;
    let guarded = RejectedWhenDropped(Some(deferred));
    thread::spawn(move || drop(guarded));
    Ok(promise)
}
