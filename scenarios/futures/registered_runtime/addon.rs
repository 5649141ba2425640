//! An `AsyncRuntime` of the addon's own: one thread that runs one task after the other. Tokio is there, and need not start.

use std::collections::BTreeMap;
use std::fs;
use std::future::{pending, Future};
use std::pin::{pin, Pin};
use std::sync::mpsc::{channel, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, JoinHandle, Thread};

use napi::bindgen_prelude::*;
use napi_derive::{module_init, napi};

#[derive(Default)]
struct OneThread {
    running: Mutex<Option<Running>>,
}

struct Running {
    work: Sender<Work>,
    thread: JoinHandle<()>,
}

enum Work {
    Task(AsyncRuntimeTask),
    /// The pending task may go on.
    Woken,
    Stop,
}

/// Tells the thread, which waits for work, that a task may go on.
struct TellThread(Sender<Work>);

impl Wake for TellThread {
    fn wake(self: Arc<Self>) {
        let _ = self.0.send(Work::Woken);
    }
}

/// Polls every task when anything happens: there are few. Those that are left when it is stopped are dropped, which rejects their promises.
fn run(work: Receiver<Work>, waker: Waker) {
    let mut tasks: Vec<Pin<Box<AsyncRuntimeTask>>> = Vec::new();
    while let Ok(work) = work.recv() {
        match work {
            Work::Task(task) => tasks.push(Box::pin(task)),
            Work::Woken => {}
            Work::Stop => return,
        }
        let mut context = Context::from_waker(&waker);
        tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
    }
}

// SAFETY: a task is run to its end or dropped, and `shutdown` joins the only thread.
unsafe impl AsyncRuntime for OneThread {
    fn spawn(
        &self,
        task: AsyncRuntimeTask,
    ) -> std::result::Result<(), AsyncRuntimeRejection<AsyncRuntimeTask>> {
        match &*self.running.lock().unwrap() {
            Some(running) => {
                let _ = running.work.send(Work::Task(task));
                Ok(())
            }
            None => Err(AsyncRuntimeRejection::new(task, Error::from_reason("not started"))),
        }
    }

    fn block_on(&self, future: Pin<&mut dyn Future<Output = ()>>) -> Result<()> {
        struct Unpark(Thread);
        impl Wake for Unpark {
            fn wake(self: Arc<Self>) {
                self.0.unpark();
            }
        }
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut future = pin!(future);
        while future.as_mut().poll(&mut Context::from_waker(&waker)) == Poll::Pending {
            thread::park();
        }
        Ok(())
    }

    fn start(&self) -> Result<()> {
        let mut running = self.running.lock().unwrap();
        if running.is_none() {
            let (work, received) = channel();
            let waker = Waker::from(Arc::new(TellThread(work.clone())));
            let thread = thread::Builder::new().name("the addon's own".into());
            let thread = thread.spawn(move || run(received, waker))?;
            *running = Some(Running { work, thread });
        }
        Ok(())
    }

    fn shutdown(&self) -> Result<()> {
        let stopped = self.running.lock().unwrap().take();
        if let Some(Running { work, thread }) = stopped {
            let _ = work.send(Work::Stop);
            let _ = thread.join();
        }
        Ok(())
    }
}

/// Runs when the library is loaded, before the first environment.
#[module_init]
fn init() {
    register_async_runtime(OneThread::default());
}

fn thread_name() -> String {
    thread::current().name().unwrap_or("no name").to_owned()
}

#[napi]
pub async fn async_thread() -> String {
    thread_name()
}

/// By `Env::spawn_future`.
#[napi]
pub fn future_thread(env: &Env) -> Result<PromiseRaw<'_, String>> {
    env.spawn_future(async { Ok(thread_name()) })
}

/// By napi's `spawn_blocking`.
#[napi]
pub async fn blocking_thread() -> Option<String> {
    spawn_blocking(thread_name).await.ok()
}

#[napi]
pub async fn panics() {
    panic!("in the task");
}

#[napi]
pub async fn never() {
    pending().await
}

/// Another one, when it is too late for that.
#[napi]
pub fn register_another() -> Result<()> {
    try_register_async_runtime(OneThread::default())
}

#[napi]
pub fn shut_down() {
    shutdown_async_runtime();
}

#[napi]
pub fn start() {
    start_async_runtime();
}

/// How many threads of these names the process has, by what the system says.
#[napi]
pub fn threads() -> Result<BTreeMap<String, u32>> {
    let mut threads = BTreeMap::new();
    for thread in fs::read_dir("/proc/self/task")?.flatten() {
        let name = fs::read_to_string(thread.path().join("comm")).unwrap_or_default();
        let name = name.trim();
        if ["the addon's own", "tokio-rt-worker"].contains(&name) {
            *threads.entry(name.to_owned()).or_default() += 1;
        }
    }
    Ok(threads)
}
