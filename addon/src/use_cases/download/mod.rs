//! The guide's `downloadFileWithProgress` (Part 5) with a real server and a real file: a thread reads from the connection and writes.
//!
//! A slow JavaScript holds the server back. The queue of progress reports has room for a few; where it is full, or a promise that
//! `onProgress` returned has not settled, the thread reads no further, so that the connection's buffers fill and the server has to wait.
//!
//! A download ends once, whole, with an error or aborted, and no callback comes after that.

mod failure;
mod flow;
mod part;

use std::cell::RefCell;
use std::io::Read;
use std::rc::Rc;
use std::sync::Arc;
use std::thread;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::callback::Callback;
use super::events::Events;
use failure::{Failure, Outcome};
use flow::Flow;
use part::Part;

/// How many reports may wait for JavaScript.
const ROOM: usize = 4;
/// The most bytes that are read at a time, and told of by one report.
const PIECE: usize = 64 * 1024;

/// `(received, total)`
type Progress = FnArgs<(f64, Option<f64>)>;

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
    let flow = Arc::new(Flow::new());
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
        let body = response.map_err(Failure::refused)?.into_body();
        let total = body.content_length();
        let mut body = body.into_reader();
        let mut part = Part::create(&self.file)?;
        let mut piece = vec![0; PIECE];
        let mut received = 0;
        loop {
            self.flow.wait_until(|state| state.held == 0)?;
            let count = body
                .read(&mut piece)
                .map_err(|error| Failure::lost(received, total, &error))?;
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
