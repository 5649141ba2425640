//! "Database Drivers": SQLite on a thread of its own, with a callback for each query and events for the connection.
//!
//! A ThreadsafeFunction for each callback would be simpler, and answers would come in any order: nothing orders the queues of several. So one
//! function wakes JavaScript for everything that the thread reports, in the order in which it does.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use rusqlite::{Connection, params_from_iter};

use super::value::{Rows, SqlValue};

/// `(err, rows)`
type Answer = FnArgs<(Option<Error>, Option<Rows>)>;
/// Which callback waits for an answer.
type Waiting = Option<u32>;

/// What the thread of the connection does, in the order in which it was asked for.
enum Task {
    Query(String, Vec<SqlValue>),
    Transaction(Vec<Statement>),
    Close,
}

/// What the thread of the connection reports.
enum Event {
    Connection,
    Error(Error),
    Answer(Waiting, Result<Option<Rows>>),
}

/// One statement of a transaction.
#[napi(object, object_to_js = false)]
pub struct Statement {
    /// In SQLite's SQL.
    pub sql: String,
    /// The values of its parameters.
    #[napi(ts_type = "Array<null | number | bigint | string | Uint8Array>")]
    pub params: Option<Vec<SqlValue>>,
}

/// A database, which holds the process until it is closed.
#[napi]
pub struct Database {
    shared: Rc<Shared>,
}

/// What the object shares with the function by which the thread reports: an open database stays open though nobody holds its object.
#[derive(Default)]
struct Shared {
    /// `None` once it is closed.
    tasks: RefCell<Option<mpsc::Sender<(Task, Waiting)>>>,
    /// The callbacks that wait, by number.
    waiting: RefCell<HashMap<u32, FunctionRef<Answer, ()>>>,
    next: Cell<u32>,
    listeners: RefCell<HashMap<String, Vec<Listener>>>,
}

/// Called with an error, or nothing.
type Listener = Rc<FunctionRef<Option<Error>, ()>>;

#[napi]
impl Database {
    /// Opens the file, or makes it; `:memory:` is no file.
    #[napi(constructor)]
    pub fn new(env: &Env, path: String) -> Result<Self> {
        let (tasks, to_do) = mpsc::channel();
        let (report, reported) = mpsc::channel();
        let shared = Rc::new(Shared::default());
        *shared.tasks.borrow_mut() = Some(tasks);
        let heard = Heard(shared.clone());
        let wake = env.create_function_from_closure("database", move |context| {
            // It is called once for each event.
            match reported.try_recv() {
                Ok(event) => heard.0.deliver(context.env, event),
                Err(_) => Ok(()),
            }
        })?;
        let wake = wake.build_threadsafe_function::<()>().build()?;
        let thread = thread::Builder::new().name("database".into());
        thread.spawn(move || serve(&path, to_do, &Reporter { report, wake }))?;
        Ok(Self { shared })
    }

    /// `listener` hears of each such event: `connection` once it is open, and `error` when it cannot be.
    #[napi(ts_args_type = "event: 'connection' | 'error', listener: (error?: Error) => void")]
    pub fn on(&self, event: String, listener: Function<Option<Error>, ()>) -> Result<()> {
        let listener = Rc::new(listener.create_ref()?);
        let mut listeners = self.shared.listeners.borrow_mut();
        listeners.entry(event).or_default().push(listener);
        Ok(())
    }

    /// `callback` gets the rows; `params` may be left out.
    #[napi(
        ts_args_type = "sql: string, ...rest: [params: Array<null | number | bigint | string | Uint8Array>, callback: (err: Error | null, rows: Array<Record<string, null | number | bigint | string | Uint8Array>> | null) => void] | [callback: (err: Error | null, rows: Array<Record<string, null | number | bigint | string | Uint8Array>> | null) => void]"
    )]
    pub fn query(
        &self,
        sql: String,
        params: Either<Vec<SqlValue>, Function<Answer, ()>>,
        callback: Option<Function<Answer, ()>>,
    ) -> Result<()> {
        let (params, callback) = match (params, callback) {
            (Either::A(params), Some(callback)) => (params, callback),
            (Either::B(callback), None) => (Vec::new(), callback),
            _ => {
                return Err(Error::new(
                    Status::InvalidArg,
                    "query needs a callback, as its last argument",
                ));
            }
        };
        self.shared.ask(Task::Query(sql, params), Some(callback))
    }

    /// Does all of the statements, or none; `callback` gets the error of the first that fails.
    #[napi(ts_args_type = "statements: Array<Statement>, callback: (err: Error | null) => void")]
    pub fn transaction(
        &self,
        statements: Vec<Statement>,
        callback: Function<Answer, ()>,
    ) -> Result<()> {
        self.shared
            .ask(Task::Transaction(statements), Some(callback))
    }

    /// Closes it, once all is done that it was asked for before; `callback` gets an error if it was closed already.
    #[napi(ts_args_type = "callback?: (err: Error | null) => void")]
    pub fn close(&self, callback: Option<Function<Answer, ()>>) -> Result<()> {
        self.shared.ask(Task::Close, callback)?;
        *self.shared.tasks.borrow_mut() = None;
        Ok(())
    }
}

/// What hears of events: when nobody can report any more, nobody need listen, and what listeners close over may be collected.
struct Heard(Rc<Shared>);

impl Drop for Heard {
    fn drop(&mut self) {
        self.0.listeners.borrow_mut().clear();
        self.0.waiting.borrow_mut().clear();
    }
}

impl Shared {
    /// Passes `task` on to the thread, or refuses it, later, where the database is closed.
    fn ask(&self, task: Task, callback: Option<Function<Answer, ()>>) -> Result<()> {
        let tasks = self.tasks.borrow();
        let Some(tasks) = tasks.as_ref() else {
            return callback.map_or(Ok(()), |callback| refuse(&callback));
        };
        let number = callback.as_ref().map(|_| self.next.get());
        if let Some((number, callback)) = number.zip(callback) {
            self.next.set(number.wrapping_add(1));
            let mut waiting = self.waiting.borrow_mut();
            waiting.insert(number, callback.create_ref()?);
        }
        tasks
            .send((task, number))
            .map_err(|_| Error::from_reason("the thread of the database has ended"))
    }

    fn deliver(&self, env: &Env, event: Event) -> Result<()> {
        match event {
            Event::Connection => self.emit(env, "connection", None),
            Event::Error(error) => self.emit(env, "error", Some(error)),
            Event::Answer(number, answer) => {
                let waiting = number.and_then(|number| self.waiting.borrow_mut().remove(&number));
                let Some(callback) = waiting else {
                    return Ok(());
                };
                let answer = match answer {
                    Ok(rows) => (None, rows),
                    Err(error) => (Some(error), None),
                };
                callback.borrow_back(env)?.call(answer.into())
            }
        }
    }

    /// Calls all listeners of `event`; an error that nobody listens for is thrown, as by Node.js's own emitters.
    fn emit(&self, env: &Env, event: &str, error: Option<Error>) -> Result<()> {
        // A listener may add others.
        let listeners = self.listeners.borrow().get(event).cloned();
        let listeners = listeners.unwrap_or_default();
        if let Some(error) = error.as_ref().filter(|_| listeners.is_empty()) {
            return Err(error.try_clone()?);
        }
        for listener in listeners {
            let error = error.as_ref().map(Error::try_clone).transpose()?;
            listener.borrow_back(env)?.call(error)?;
        }
        Ok(())
    }
}

/// Never at once: a callback comes always later, or never.
fn refuse(callback: &Function<Answer, ()>) -> Result<()> {
    let later = callback.build_threadsafe_function::<Answer>().build()?;
    let answer = (Some(closed()), None).into();
    later.call(answer, ThreadsafeFunctionCallMode::NonBlocking);
    Ok(())
}

fn closed() -> Error {
    Error::from_reason("the database is closed")
}

fn in_words(error: rusqlite::Error) -> Error {
    Error::from_reason(error.to_string())
}

/// By which the thread reports. JavaScript may have ended meanwhile; then nobody hears of it.
struct Reporter {
    report: mpsc::Sender<Event>,
    wake: ThreadsafeFunction<(), (), (), Status, false>,
}

impl Reporter {
    fn tell(&self, event: Event) {
        if self.report.send(event).is_ok() {
            self.wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}

/// Does what is asked for until it is told to close, or nobody can ask any more.
fn serve(path: &str, tasks: mpsc::Receiver<(Task, Waiting)>, reporter: &Reporter) {
    let mut connection = match Connection::open(path) {
        Ok(connection) => {
            reporter.tell(Event::Connection);
            Some(connection)
        }
        Err(error) => {
            reporter.tell(Event::Error(in_words(error)));
            None
        }
    };
    for (task, waiting) in tasks {
        let closes = matches!(task, Task::Close);
        let answer = match (task, &mut connection) {
            (Task::Close, _) => connection.take().map_or(Ok(None), close),
            (_, None) => Err(closed()),
            (Task::Query(sql, params), Some(connection)) => query(connection, &sql, params),
            (Task::Transaction(statements), Some(connection)) => {
                transaction(connection, statements)
            }
        };
        reporter.tell(Event::Answer(waiting, answer));
        if closes {
            return;
        }
    }
}

fn close(connection: Connection) -> Result<Option<Rows>> {
    let closed = connection.close();
    closed.map_err(|(_, error)| in_words(error))?;
    Ok(None)
}

fn query(connection: &Connection, sql: &str, params: Vec<SqlValue>) -> Result<Option<Rows>> {
    let rows = || -> rusqlite::Result<Rows> {
        let mut statement = connection.prepare(sql)?;
        let names = statement.column_names().map(str::to_owned);
        let columns: Arc<[String]> = names.collect();
        let rows = statement.query_map(params_from_iter(params), |row| {
            (0..columns.len()).map(|column| row.get(column)).collect()
        })?;
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Rows { columns, rows })
    };
    rows().map(Some).map_err(in_words)
}

fn transaction(connection: &mut Connection, statements: Vec<Statement>) -> Result<Option<Rows>> {
    let done = || -> rusqlite::Result<()> {
        let transaction = connection.transaction()?;
        for Statement { sql, params } in statements {
            transaction.execute(&sql, params_from_iter(params.unwrap_or_default()))?;
        }
        transaction.commit()
    };
    done().map_err(in_words)?;
    Ok(None)
}
