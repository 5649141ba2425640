//! The guide's `downloadFileWithProgress` (Part 5) with a real server and a real file: a thread reads from the connection and writes.
//!
//! A slow JavaScript holds the server back. The queue of progress reports has room for a few; where it is full, or a promise that
//! `onProgress` returned has not settled, the thread reads no further, so that the connection's buffers fill and the server has to wait.
//!
//! A download ends once, whole, with an error or aborted, and no callback comes after that.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use napi::bindgen_prelude::*;
use napi::{JsError, JsValue};
use napi_derive::napi;
use ureq::Agent;

use super::callback::Callback;
use super::events::Events;
use crate::guide::part5_generics::NetworkError;

/// How many reports may wait for JavaScript.
const ROOM: usize = 4;
/// The most bytes that are read at a time, and told of by one report.
const PIECE: usize = 64 * 1024;

/// `(received, total)`
type Progress = FnArgs<(f64, Option<f64>)>;
/// Of the thread's work.
type Outcome<T> = std::result::Result<T, Failure>;

/// What to download.
#[napi(object, object_to_js = false)]
pub struct DownloadOptions {
    /// Where from, by HTTP.
    pub url: String,
    /// Where to. Until it is whole, it is written beside it, into `FILE.part`.
    pub file: String,
    /// Gets how many bytes have come, of how many if the server says so. A promise holds the download back until it settles. What it throws
    /// or rejects with ends the download, and goes to `onError`.
    #[napi(ts_type = "(received: number, total: number | null) => unknown")]
    pub on_progress: Option<Callback<Progress>>,
    /// Hears that the file is there.
    #[napi(ts_type = "(result: DownloadResult) => void")]
    pub on_complete: Callback<DownloadResult>,
    /// Gets why the file will not come. Of what the network did, `received` counts the bytes until then.
    #[napi(ts_type = "(error: Error & { code?: string, received?: number }) => void")]
    pub on_error: Callback<Failure>,
}

/// What came of a download.
#[napi(object, object_from_js = false)]
pub struct DownloadResult {
    /// The file, as it was asked for.
    pub file: String,
    /// Its bytes.
    pub bytes: f64,
}

/// A download that is under way; it holds the process until it ends.
#[napi]
pub struct Download {
    delivery: Rc<Delivery>,
}

#[napi]
impl Download {
    /// Ends it at once, and removes what has come; no callback comes any more, also where it is called by one.
    #[napi]
    pub fn abort(&self) {
        *self.delivery.callbacks.borrow_mut() = None;
        self.delivery.flow.stop();
    }
}

/// Downloads a file on a thread of its own.
#[napi]
pub fn download_file(env: &Env, options: DownloadOptions) -> Result<Download> {
    let flow = Arc::new(Flow {
        agent: ureq::agent(),
        state: Mutex::default(),
        changed: Condvar::new(),
    });
    let reports = options.on_progress.is_some();
    let delivery = Rc::new(Delivery {
        flow: flow.clone(),
        callbacks: RefCell::new(Some(Rc::new(Callbacks {
            on_progress: options.on_progress,
            on_complete: options.on_complete,
            on_error: options.on_error,
        }))),
        own_error: RefCell::default(),
    });
    let told = Told(delivery.clone());
    let events = Events::new(env, "downloadFile", move |env, event| {
        told.0.deliver(env, event)
    })?;
    let transfer = Transfer {
        url: options.url,
        file: options.file,
        reports,
        flow,
        events,
    };
    let thread = thread::Builder::new().name("download".into());
    thread.spawn(move || transfer.run())?;
    Ok(Download { delivery })
}

/// What JavaScript's thread knows of a download.
struct Delivery {
    flow: Arc<Flow>,
    /// Until it ends: they close over its object as a rule.
    callbacks: RefCell<Option<Rc<Callbacks>>>,
    /// What `onProgress` threw, or rejected with.
    own_error: RefCell<Option<Error>>,
}

struct Callbacks {
    on_progress: Option<Callback<Progress>>,
    on_complete: Callback<DownloadResult>,
    on_error: Callback<Failure>,
}

/// Goes with the function that the thread calls, and so with JavaScript, at the latest: then the thread waits for it in vain.
struct Told(Rc<Delivery>);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.flow.stop();
    }
}

/// What the thread reports.
enum Event {
    Progress(f64, Option<f64>),
    Complete(DownloadResult),
    Failed(Failure),
}

impl Delivery {
    fn deliver(self: &Rc<Self>, env: &Env, event: Event) -> Result<()> {
        match event {
            Event::Progress(received, total) => {
                let callbacks = self.callbacks.borrow().clone();
                // None after an error of its own.
                let goes_on = !self.flow.is_stopped();
                let told = callbacks
                    .as_ref()
                    .filter(|_| goes_on)
                    .and_then(|callbacks| callbacks.on_progress.as_ref())
                    .map(|on_progress| on_progress.call(env, (received, total).into()));
                match told {
                    Some(Ok(returned)) if returned.is_promise()? => self.wait_for(returned),
                    Some(Err(error)) => self.fail(error),
                    _ => self.flow.answered(),
                }
                Ok(())
            }
            Event::Complete(result) => match self.callbacks.take() {
                Some(callbacks) => callbacks.on_complete.call(env, result).map(|_| ()),
                None => Ok(()),
            },
            Event::Failed(failure) => {
                // Even if nobody hears of it: an error may refer to the download's object.
                let own_error = self.own_error.take().map(Failure::Own);
                match self.callbacks.take() {
                    Some(callbacks) => {
                        let failure = own_error.unwrap_or(failure);
                        callbacks.on_error.call(env, failure).map(|_| ())
                    }
                    None => Ok(()),
                }
            }
        }
    }

    /// The thread reads no further until `promise` settles.
    fn wait_for(self: &Rc<Self>, promise: Unknown) {
        self.flow.hold();
        let (resolved, rejected) = (self.clone(), self.clone());
        let settle = || {
            // SAFETY: it is a promise.
            let promise = unsafe { promise.cast::<PromiseRaw<Unknown>>() }?;
            let settled = promise.then(move |_| {
                resolved.flow.release();
                Ok(())
            })?;
            settled.catch(move |reason: CallbackContext<Unknown>| {
                rejected.fail(reason.value.into());
                Ok(())
            })
        };
        if let Err(error) = settle() {
            self.fail(error);
        }
    }

    /// The download ends, and the thread reports it once it has cleaned up; there is no callback before that.
    fn fail(&self, error: Error) {
        // Of several promises that reject, the first one counts.
        self.own_error.borrow_mut().get_or_insert(error);
        self.flow.stop();
    }
}

/// What holds the thread back, and stops it.
struct Flow {
    agent: Agent,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    is_stopped: bool,
    /// Reports that JavaScript has not answered: it has not returned, or its promise has not settled.
    open: usize,
    /// Of those, the ones with a promise.
    held: usize,
}

impl Flow {
    /// Wakes the thread, also where it waits for the server.
    fn stop(&self) {
        self.change(|state| state.is_stopped = true);
        self.agent.clone().shutdown();
    }

    fn is_stopped(&self) -> bool {
        self.lock().is_stopped
    }

    fn answered(&self) {
        self.change(|state| state.open -= 1);
    }

    fn hold(&self) {
        self.change(|state| state.held += 1);
    }

    fn release(&self) {
        self.change(|state| {
            state.held -= 1;
            state.open -= 1;
        });
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Waits until it is so; `Err` when the download is stopped.
    fn wait_until(&self, is_so: fn(&State) -> bool) -> Outcome<()> {
        let mut state = self.lock();
        while !state.is_stopped && !is_so(&state) {
            let waited = self.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
        match state.is_stopped {
            true => Err(Failure::Stopped),
            false => Ok(()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the thread works with.
struct Transfer {
    url: String,
    file: String,
    reports: bool,
    flow: Arc<Flow>,
    events: Events<Event, ROOM>,
}

impl Transfer {
    fn run(self) {
        let event = match self.transfer() {
            Ok(bytes) => Event::Complete(DownloadResult {
                file: self.file.clone(),
                bytes: bytes as f64,
            }),
            Err(failure) => Event::Failed(failure),
        };
        self.events.tell(event);
    }

    fn transfer(&self) -> Outcome<u64> {
        let response = self.flow.agent.get(&self.url).call();
        let body = response.map_err(refused)?.into_body();
        let total = body.content_length();
        let mut body = body.into_reader();
        let mut part = Part::create(&self.file)?;
        let mut piece = vec![0; PIECE];
        let mut received = 0;
        loop {
            self.flow.wait_until(|state| state.held == 0)?;
            let count = body
                .read(&mut piece)
                .map_err(|error| lost(received, total, &error))?;
            if count == 0 {
                break;
            }
            part.write(&piece[..count], received)?;
            received += count as u64;
            if self.reports {
                self.flow.change(|state| state.open += 1);
                let report = Event::Progress(received as f64, total.map(|total| total as f64));
                if !self.events.tell(report) {
                    return Err(Failure::Stopped);
                }
            }
        }
        // An error of the last report is an error of the download.
        self.flow.wait_until(|state| state.open == 0)?;
        part.finish(received)?;
        Ok(received)
    }
}

/// A file that is not whole, and goes where it does not become so.
struct Part {
    file: File,
    path: PathBuf,
    whole: PathBuf,
    is_whole: bool,
}

impl Part {
    fn create(whole: &str) -> Outcome<Self> {
        let path = PathBuf::from(format!("{whole}.part"));
        Ok(Self {
            file: File::create(&path).map_err(|error| unwritable(&path, 0, &error))?,
            path,
            whole: whole.into(),
            is_whole: false,
        })
    }

    fn write(&mut self, piece: &[u8], received: u64) -> Outcome<()> {
        let written = self.file.write_all(piece);
        written.map_err(|error| unwritable(&self.path, received, &error))
    }

    fn finish(mut self, received: u64) -> Outcome<()> {
        let renamed = fs::rename(&self.path, &self.whole);
        renamed.map_err(|error| unwritable(&self.whole, received, &error))?;
        self.is_whole = true;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.is_whole {
            // It may be gone already.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Why a file does not come.
pub enum Failure {
    /// The network, the server or the disk.
    Lost {
        /// What JavaScript sees as the error's `code`.
        code: &'static str,
        /// In words.
        reason: String,
        /// Bytes that came before.
        received: u64,
    },
    /// What `onProgress` threw; it stays the same object.
    Own(Error),
    /// JavaScript wants it no more, and hears nothing of it.
    Stopped,
}

impl ToNapiValue for Failure {
    unsafe fn to_napi_value(raw: sys::napi_env, failure: Self) -> Result<sys::napi_value> {
        let env = Env::from_raw(raw);
        let error = match failure {
            Self::Lost {
                code,
                reason,
                received,
            } => {
                let error = Error::new(NetworkError(code.into()), reason);
                let mut error = JsError::from(error).into_unknown(env).coerce_to_object()?;
                error.set("received", received as f64)?;
                error
            }
            Self::Own(error) => env.create_error(error)?,
            Self::Stopped => env.create_error(Error::from_status(Status::Cancelled))?,
        };
        // SAFETY: the caller's environment, on its thread.
        unsafe { Object::to_napi_value(raw, error) }
    }
}

fn refused(error: ureq::Error) -> Failure {
    let (code, reason) = match error {
        ureq::Error::StatusCode(status) => ("HTTP status", format!("the server answers {status}")),
        error => ("No connection", error.to_string()),
    };
    Failure::Lost {
        code,
        reason,
        received: 0,
    }
}

fn lost(received: u64, total: Option<u64>, error: &dyn std::error::Error) -> Failure {
    let of = total.map_or(String::new(), |total| format!(" of {total}"));
    Failure::Lost {
        code: "Connection lost",
        reason: format!("Failed at {received}{of} bytes: {error}"),
        received,
    }
}

fn unwritable(path: &Path, received: u64, error: &dyn std::error::Error) -> Failure {
    Failure::Lost {
        code: "Cannot write",
        reason: format!("{}: {error}", path.display()),
        received,
    }
}
