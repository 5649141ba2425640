//! The guide's `monitorSystemResources` (Part 3) with real figures: what the operating system says of itself and of this process.
//!
//! Of figures only the newest count. So the queue to JavaScript has room for one call, which takes what is newest when it comes; whatever
//! was measured meanwhile is dropped, and counted.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

use super::callback::Callback;
use crate::pace;

/// What to measure.
#[napi(object, object_to_js = false)]
pub struct MonitorOptions {
    /// Milliseconds from one measurement to the next.
    pub interval: f64,
    /// Gets the newest figures.
    #[napi(ts_type = "(figures: SystemFigures) => void")]
    pub on_figures: Callback<SystemFigures>,
    /// `false`: it does not hold the process.
    pub keep_alive: Option<bool>,
}

/// What was measured.
#[napi(object, object_from_js = false)]
pub struct SystemFigures {
    /// How busy all processors are, in percent. sysinfo looks anew after 200 ms, and says the same until then.
    pub cpu_usage: f64,
    /// How many processors there are.
    pub cpus: u32,
    /// Bytes of memory in use.
    pub used_memory: f64,
    /// Bytes of memory that there are.
    pub total_memory: f64,
    /// How busy this process keeps a processor, in percent; above 100 it keeps several.
    pub process_cpu_usage: f64,
    /// Bytes of memory that this process holds.
    pub process_memory: f64,
    /// How many measurements were dropped since the ones before, because JavaScript was busy.
    pub missed: u32,
}

/// Measures until it is closed, and holds the process as long, unless it is told not to.
#[napi]
pub struct SystemMonitor {
    monitor: Rc<Monitor>,
}

/// What the object shares with the function that the thread calls.
struct Monitor {
    /// Dropped, it ends the thread.
    clock: RefCell<Option<mpsc::Sender<Infallible>>>,
    /// Only as long as it is open: it closes over the object as a rule.
    on_figures: RefCell<Option<Rc<Callback<SystemFigures>>>>,
}

#[napi]
impl SystemMonitor {
    /// The first figures come after one interval.
    #[napi(constructor)]
    pub fn new(env: &Env, options: MonitorOptions) -> Result<Self> {
        let interval = Duration::try_from_secs_f64(options.interval / 1000.0)
            .ok()
            .filter(|interval| !interval.is_zero());
        let interval = interval.ok_or_else(|| {
            let reason = "an interval is a number of milliseconds above 0";
            Error::new(Status::InvalidArg, reason)
        })?;
        let mut gauge = Gauge::new()?;
        let (clock, closed) = mpsc::channel::<Infallible>();
        let monitor = Rc::new(Monitor {
            clock: RefCell::new(Some(clock)),
            on_figures: RefCell::new(Some(Rc::new(options.on_figures))),
        });
        let newest = Arc::new(Mutex::new(None));
        let wake = wake(env, monitor.clone(), newest.clone(), options.keep_alive)?;
        let thread = thread::Builder::new().name("system monitor".into());
        thread.spawn(move || {
            let interval = pace::scaled(interval);
            while closed.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                let mut figures = gauge.read();
                let mut newest = newest.lock().unwrap_or_else(PoisonError::into_inner);
                let dropped = newest.take();
                figures.missed = dropped.map_or(0, |dropped: SystemFigures| dropped.missed + 1);
                *newest = Some(figures);
                drop(newest);
                // A call that waits takes these. JavaScript may have ended.
                let status = wake();
                if status != Status::Ok && status != Status::QueueFull {
                    return;
                }
            }
        })?;
        Ok(Self { monitor })
    }

    /// Ends it; no callback comes any more, also where it is called by one.
    #[napi]
    pub fn close(&self) {
        *self.monitor.clock.borrow_mut() = None;
        *self.monitor.on_figures.borrow_mut() = None;
    }
}

/// What the thread calls when there are figures. Whether a function holds the process is part of its type.
fn wake(
    env: &Env,
    monitor: Rc<Monitor>,
    newest: Arc<Mutex<Option<SystemFigures>>>,
    keep_alive: Option<bool>,
) -> Result<Box<dyn Fn() -> Status + Send>> {
    let deliver = env.create_function_from_closure("systemMonitor", move |context| {
        let on_figures = monitor.on_figures.borrow().clone();
        let figures = newest.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((on_figures, figures)) = on_figures.zip(figures) {
            on_figures.call(context.env, figures)?;
        }
        Ok(())
    })?;
    let builder = deliver
        .build_threadsafe_function::<()>()
        .max_queue_size::<1>();
    const MODE: ThreadsafeFunctionCallMode = ThreadsafeFunctionCallMode::NonBlocking;
    if keep_alive == Some(false) {
        let weak = builder.weak::<true>().build()?;
        Ok(Box::new(move || weak.call((), MODE)))
    } else {
        let strong = builder.build()?;
        Ok(Box::new(move || strong.call((), MODE)))
    }
}

/// Measures this system and this process.
struct Gauge {
    system: System,
    process: Pid,
}

impl Gauge {
    fn new() -> Result<Self> {
        let in_words = |error: &dyn std::fmt::Display| Error::from_reason(error.to_string());
        let system = System::new().map_err(|error| in_words(&error))?;
        let process = sysinfo::get_current_pid().map_err(|error| in_words(&error))?;
        let mut gauge = Self { system, process };
        // Usage is what has changed since.
        gauge.read();
        Ok(gauge)
    }

    fn read(&mut self) -> SystemFigures {
        self.system.refresh_cpu_usage();
        self.system.refresh_memory();
        let kind = ProcessRefreshKind::nothing().with_cpu().with_memory();
        let this = ProcessesToUpdate::Some(&[self.process]);
        self.system.refresh_processes_specifics(this, false, kind);
        let process = self.system.process(self.process);
        SystemFigures {
            cpu_usage: self.system.global_cpu_usage().into(),
            cpus: self.system.cpus().len() as u32,
            used_memory: self.system.used_memory() as f64,
            total_memory: self.system.total_memory() as f64,
            process_cpu_usage: process.map_or(0.0, |process| process.cpu_usage().into()),
            process_memory: process.map_or(0.0, |process| process.memory() as f64),
            missed: 0,
        }
    }
}
