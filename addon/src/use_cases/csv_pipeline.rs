//! "Data Processing Pipelines": a CSV file is read on a thread, and JavaScript gets each row.
//!
//! Two things keep memory flat, however long the file is: the queue to JavaScript holds a limited number of rows, on which the reading thread
//! waits, and so is the number of rows whose promise has not settled. Each callback has a queue of its own, and nothing orders those; so
//! the thread waits until all others have returned before it hands over the results.

use std::fs::File;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use csv::{Position, StringRecord};
use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use super::value::{Located, Row};

/// How many rows may be on their way, or with JavaScript.
const IN_FLIGHT: usize = 64;
/// After how many rows progress is reported.
const ROWS_PER_REPORT: u64 = 1000;
/// How often a thread that waits for JavaScript looks whether that is still there.
const GLANCE: Duration = Duration::from_millis(50);

type Fatal<T, Return, const QUEUE: usize> =
    ThreadsafeFunction<T, Return, T, Status, false, false, QUEUE>;
/// What `onRow` returns: `false` leaves the row out.
type Answer = Either<Promise<Option<bool>>, Option<bool>>;

type OnRow = Fatal<Row, Answer, IN_FLIGHT>;
type OnProgress = Fatal<FnArgs<(f64, f64)>, Unknown<'static>, 0>;
type OnComplete = Fatal<CsvResults, (), 0>;
type OnError = Fatal<Located, Unknown<'static>, 0>;

/// What to do with a CSV file; its first line names the columns.
#[napi(object, object_to_js = false)]
pub struct CsvOptions {
    /// The file.
    pub file: String,
    /// Gets each row, and may say `false`, or promise to, to leave it out.
    #[napi(ts_type = "(row: Record<string, string>) => boolean | void | Promise<boolean | void>")]
    pub on_row: OnRow,
    /// Gets how many of how many bytes have been read.
    #[napi(ts_type = "(processed: number, total: number) => void")]
    pub on_progress: Option<OnProgress>,
    /// Gets the results, once everything is done.
    #[napi(ts_type = "(results: CsvResults) => void")]
    pub on_complete: OnComplete,
    /// Gets what is wrong with a row, or what `onRow` threw, with the `line` that the row begins on; and why the file cannot be read.
    #[napi(ts_type = "(error: Error & { line?: number }) => void")]
    pub on_error: OnError,
}

/// What came of a file.
#[napi(object)]
#[derive(Clone, Default)]
pub struct CsvResults {
    /// Rows that `onRow` took.
    pub accepted: u32,
    /// Rows that it left out.
    pub rejected: u32,
    /// Rows that could not be read, or that it threw at.
    pub failed: u32,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

/// A file that is being processed.
#[napi]
pub struct CsvRun {
    stopped: Arc<AtomicBool>,
}

#[napi]
impl CsvRun {
    /// Reads no further. Rows that are on their way still come, and then the results.
    #[napi]
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// Processes a CSV file on a thread of its own.
#[napi(js_name = "processCSV")]
pub fn process_csv(options: CsvOptions) -> Result<CsvRun> {
    let stopped = Arc::new(AtomicBool::new(false));
    let run = CsvRun {
        stopped: stopped.clone(),
    };
    let thread = thread::Builder::new().name("csv reader".into());
    thread.spawn(move || Pipeline::new(options, stopped).run())?;
    Ok(run)
}

/// What the reading thread works with.
struct Pipeline {
    file: PathBuf,
    on_row: OnRow,
    on_progress: Option<OnProgress>,
    on_complete: OnComplete,
    on_error: Arc<OnError>,
    stopped: Arc<AtomicBool>,
    rows: Arc<Rows>,
}

impl Pipeline {
    fn new(options: CsvOptions, stopped: Arc<AtomicBool>) -> Self {
        Self {
            file: options.file.into(),
            on_row: options.on_row,
            on_progress: options.on_progress,
            on_complete: options.on_complete,
            on_error: Arc::new(options.on_error),
            stopped,
            rows: Arc::default(),
        }
    }

    /// Reads the file; ends early, and tells nobody, where JavaScript has ended.
    fn run(self) {
        let opened = File::open(&self.file).and_then(|file| Ok((file.metadata()?.len(), file)));
        let (total, file) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                let reason = Error::from_reason(format!("{}: {error}", self.file.display()));
                self.fail(None, reason);
                return;
            }
        };
        let mut reader = csv::Reader::from_reader(file);
        let columns = match reader.headers() {
            Ok(columns) => Arc::new(columns.clone()),
            Err(error) => {
                self.fail(line_of(&error), Error::from_reason(error.to_string()));
                return;
            }
        };
        let mut record = StringRecord::new();
        let mut count = 0;
        while !self.stopped.load(Ordering::Relaxed) {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    let line = record.position().map(Position::line);
                    if !self.send(line, Row::new(columns.clone(), record.clone())) {
                        return;
                    }
                }
                Err(error) => {
                    let reason = Error::from_reason(error.to_string());
                    if !self.fail(line_of(&error), reason) || error.is_io_error() {
                        return;
                    }
                }
            }
            count += 1;
            if count % ROWS_PER_REPORT == 0 {
                self.report_progress(reader.position().byte(), total);
            }
        }
        if self.rows.wait_until_settled(&self.on_row).is_none() {
            return;
        }
        let is_stopped = self.stopped.load(Ordering::Relaxed);
        if !is_stopped {
            self.report_progress(total, total);
        }
        let Some(mut results) = self.rows.wait_until_settled(&self.on_row) else {
            return;
        };
        results.stopped = is_stopped;
        self.on_complete
            .call(results, ThreadsafeFunctionCallMode::NonBlocking);
    }

    /// Hands a row to JavaScript, once there is room; whether JavaScript was still there.
    fn send(&self, line: Option<u64>, row: Row) -> bool {
        if !self.rows.enter(&self.on_row) {
            return false;
        }
        let (rows, on_error) = (self.rows.clone(), self.on_error.clone());
        let answered = move |answer: Result<Answer>, _env: Env| {
            match answer {
                Ok(Either::A(promise)) => {
                    spawn(async move { rows.answer(promise.await, line, &on_error) });
                }
                Ok(Either::B(kept)) => rows.answer(Ok(kept), line, &on_error),
                Err(error) => rows.answer(Err(error), line, &on_error),
            }
            Ok(())
        };
        let mode = ThreadsafeFunctionCallMode::Blocking;
        let status = self.on_row.call_with_return_value(row, mode, answered);
        status == Status::Ok
    }

    /// Reports what could not be read, once there is room; whether JavaScript was still there.
    fn fail(&self, line: Option<u64>, error: Error) -> bool {
        let enters = self.rows.enter(&self.on_row);
        if enters {
            report(&self.on_error, line, error, self.rows.clone());
        }
        enters
    }

    fn report_progress(&self, processed: u64, total: u64) {
        let told = self.on_progress.as_ref();
        if let Some(on_progress) = told.filter(|_| self.rows.enter(&self.on_row)) {
            let figures = (processed as f64, total as f64).into();
            tell(on_progress, figures, self.rows.clone(), |_| {});
        }
    }
}

/// Reports an error of a row, or of the file.
fn report(on_error: &OnError, line: Option<u64>, error: Error, rows: Arc<Rows>) {
    let one_failed = |results: &mut CsvResults| results.failed += 1;
    tell(on_error, Located { line, error }, rows, one_failed);
}

/// Makes a call that is on its way already, and counts what it is about once JavaScript has returned.
fn tell<T: JsValuesTupleIntoVec + 'static>(
    callback: &Fatal<T, Unknown<'static>, 0>,
    value: T,
    rows: Arc<Rows>,
    count: fn(&mut CsvResults),
) {
    let mode = ThreadsafeFunctionCallMode::NonBlocking;
    callback.call_with_return_value(value, mode, move |returned, _env| {
        rows.leave(count);
        // What it threw nobody catches.
        returned.map(|_: Unknown| ())
    });
}

fn line_of(error: &csv::Error) -> Option<u64> {
    error.position().map(Position::line)
}

/// Calls that are on their way, and what came of the rows that are not.
#[derive(Default)]
struct Rows {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    on_the_way: usize,
    results: CsvResults,
}

impl Rows {
    /// Takes a place among those on their way, once there is one; `false` when JavaScript has ended, which makes no room.
    fn enter(&self, on_row: &OnRow) -> bool {
        let Some(mut state) = self.wait(on_row, |on_the_way| on_the_way < IN_FLIGHT) else {
            return false;
        };
        state.on_the_way += 1;
        true
    }

    /// What came of all rows, once every call has returned; `None` when JavaScript has ended.
    fn wait_until_settled(&self, on_row: &OnRow) -> Option<CsvResults> {
        let state = self.wait(on_row, |on_the_way| on_the_way == 0)?;
        Some(state.results.clone())
    }

    fn wait(&self, on_row: &OnRow, is_ready: fn(usize) -> bool) -> Option<MutexGuard<'_, State>> {
        let mut state = self.lock();
        while !is_ready(state.on_the_way) {
            if on_row.aborted() {
                return None;
            }
            let waited = self.changed.wait_timeout(state, GLANCE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        Some(state)
    }

    /// A row that was on its way has been answered.
    fn answer(
        self: Arc<Self>,
        answer: Result<Option<bool>>,
        line: Option<u64>,
        on_error: &OnError,
    ) {
        match answer {
            Ok(Some(false)) => self.leave(|results| results.rejected += 1),
            Ok(_) => self.leave(|results| results.accepted += 1),
            Err(error) => report(on_error, line, error, self),
        }
    }

    /// A call that was on its way has returned.
    fn leave(&self, count: impl FnOnce(&mut CsvResults)) {
        let mut state = self.lock();
        state.on_the_way -= 1;
        count(&mut state.results);
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
