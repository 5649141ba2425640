//! What became of what lives longer than a call, from the log of a second run: ThreadsafeFunctions, asynchronous work, children.

use std::collections::{BTreeMap, BTreeSet};

use super::backtrace::{Backtrace, Frame};
use super::javascript::place_of;
use super::log::{Event, Happening, Thread};
use super::noted::Noted;
use super::symbols::Symbols;
use crate::preload::library::log::What;
use crate::preload::library::node_api::declared::{Function, NAMES};
use crate::preload::library::table::{ADDRESS, Kind};

/// What Node-API answers to a call of a ThreadsafeFunction; `napi_status` in its documentation.
const QUEUE_FULL: i32 = 15;
const CLOSING: i32 = 16;
const OK: i32 = 0;
/// `napi_tsfn_blocking`: a call that waits where the queue is full.
const BLOCKING: u64 = 1;
/// `napi_cancelled`
const CANCELLED: u64 = 11;

/// Where something was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The line of JavaScript that led there.
    pub javascript: Option<String>,
    /// The native function and line.
    pub native: Option<String>,
    /// The thread, where it is not the main one: ``thread `worker` ``, or ``another thread``.
    pub thread: Option<String>,
}

/// A ThreadsafeFunction or a piece of asynchronous work, from its making to its end.
#[derive(Debug, Clone)]
pub struct Life {
    /// What it is.
    pub kind: Kind,
    /// What its maker calls it; `None` where it has no name of its own.
    pub name: Option<String>,
    /// Where it was made.
    pub made: Place,
    /// When, on the log's clock.
    pub made_at: u64,
    /// Whether it is seen when its calls come to JavaScript.
    pub is_observed: bool,
    /// Whether it held the event loop when it went, or does so still.
    pub is_referenced: bool,
    /// How many calls it has taken.
    pub taken: u64,
    /// How many it has refused, because its queue was full.
    pub refused_full: u64,
    /// How many it has refused, because it was closing.
    pub refused_closing: u64,
    /// How many have come to JavaScript.
    pub delivered: u64,
    /// How many of those came only after the runtime had emitted `exit`, where that is known.
    pub delivered_late: u64,
    /// How many were given back because the environment had ended.
    pub dropped: u64,
    /// Where it was called last.
    pub called: Option<Place>,
    /// A call that had not returned at the end of the log, and was made after it had gone.
    pub called_when_gone: Option<Place>,
    /// Calls of it that had not returned at the end of the log, each with where it was made.
    pub waiting: Vec<Place>,
    /// Where its work was being done at the end of the log: the thread of the pool.
    pub executing: Option<Place>,
    /// Whether its work had been queued, and not begun.
    pub is_queued: bool,
    /// Where a thread gave it back last, and when.
    pub released: Option<(Place, u64)>,
    /// When its work was done.
    pub completed: Option<u64>,
    /// Whether it was being completed at the end of the log, or was in a callback, and on which thread.
    pub under_way: Option<Place>,
    /// Whether it was cancelled, as it is when its environment ends.
    pub is_cancelled: bool,
    /// When it went; `None` where it was there at the end of the log.
    pub gone: Option<u64>,
}

/// A promise that native code has made and not settled.
#[derive(Debug, Clone)]
pub struct Unsettled {
    /// Where it was made.
    pub made: Place,
    /// When, on the log's clock.
    pub made_at: u64,
    /// Whether a future on tokio's runtime is to settle it, as for an `async fn`.
    pub by_future: bool,
}

/// A child process.
#[derive(Debug, Clone)]
pub struct Child {
    /// Its number.
    pub process: u64,
    /// Who started it.
    pub started: Place,
}

/// A thread that an addon has started.
#[derive(Debug, Clone)]
pub struct Started {
    /// It, in words.
    pub thread: String,
    /// Its own name, where it has one.
    pub name: Option<String>,
    /// Where it was started.
    pub place: Place,
    /// When it began, on the log's clock.
    pub begun: u64,
    /// When it ended; `None` where it had not at the end of the log.
    pub ended: Option<u64>,
    /// Whether it has called a ThreadsafeFunction.
    pub has_called: bool,
    /// Whether tokio has started it for itself.
    pub is_tokios: bool,
}

/// A call of Node-API on a thread that what is given to it does not belong to.
#[derive(Debug, Clone)]
pub struct WrongThread {
    /// How it was called: `on a wrong thread`, `with a reference of another environment`.
    pub how: &'static str,
    /// The function of Node-API.
    pub function: &'static str,
    /// Where it was called.
    pub place: Place,
    /// The thread that it belongs to, where it is not the main one.
    pub owner: Option<String>,
}

/// What the log says.
#[derive(Debug, Clone, Default)]
pub struct Lives {
    /// ThreadsafeFunctions and asynchronous work, in the order in which they were made; napi-rs's own are left out.
    pub lives: Vec<Life>,
    /// Promises that native code has not settled.
    pub unsettled: Vec<Unsettled>,
    /// Children that native code of an addon's has started.
    pub children: Vec<Child>,
    /// Threads that addons have started, and that are known.
    pub threads: Vec<Started>,
    /// When the runtime emitted `exit`, where that is known.
    pub exit: Option<u64>,
    /// The first call on a wrong thread.
    pub wrong_thread: Option<WrongThread>,
    /// How often native code threw an exception.
    pub throws: u64,
    /// Where it threw the last one.
    pub thrown: Option<Place>,
    /// When the process ended by itself.
    pub finished: Option<u64>,
    /// Whether events were overwritten, so that what is missing may have been there.
    pub is_cut: bool,
}

/// The places of events, in words.
struct Places<'a> {
    noted: &'a Noted,
    symbols: &'a mut Symbols,
    threads: BTreeMap<u64, Thread>,
}

impl Places<'_> {
    /// Where the event of that site and thread was.
    fn of(&mut self, site: u64, thread: u64) -> Place {
        let site = self.noted.numbered(site);
        let stack = site.as_ref().map(|site| site.stack.as_slice());
        let stack = self.symbols.backtrace(stack.unwrap_or_default());
        Place {
            javascript: site.and_then(|site| place_of(&site.javascript?)),
            native: stack.culprit().map(ToString::to_string),
            thread: self.thread(thread),
        }
    }

    fn thread(&self, thread: u64) -> Option<String> {
        let main = self.noted.process();
        let name_of = |thread: u64| self.threads.get(&thread).map(|thread| thread.name.as_str());
        (thread != main).then(|| thread_in_words(name_of(thread), name_of(main)))
    }

    /// What is known of a thread that began with `event`.
    fn started(&mut self, event: &Event, callers: &BTreeSet<u64>) -> Option<Started> {
        let known = self.threads.get(&event.thread)?;
        let (name, ended) = (known.name.clone(), known.ended);
        let site = self.noted.numbered(event.site)?;
        let stack = self.symbols.backtrace(&site.stack);
        let starts = |frame: &Frame| frame.function.starts_with("tokio::runtime::");
        let thread = self.thread(event.thread)?;
        Some(Started {
            name: thread.contains(&format!("`{name}`")).then_some(name),
            thread,
            place: Place {
                native: stack.culprit().map(ToString::to_string),
                ..Place::default()
            },
            begun: event.time,
            ended,
            has_called: callers.contains(&event.thread),
            is_tokios: stack.frames.iter().any(starts),
        })
    }

    /// The native stack of the site of that number.
    fn stack(&mut self, site: u64) -> Backtrace {
        let stack = self.noted.numbered(site).map(|site| site.stack);
        self.symbols.backtrace(&stack.unwrap_or_default())
    }

    /// Whether napi-rs made it for a future that it gave to tokio.
    fn is_of_a_future(&mut self, site: u64) -> bool {
        let stack = self.stack(site);
        let gives = |frame: &Frame| frame.function.contains("tokio_runtime");
        stack.frames.iter().any(gives)
    }

    /// Whether napi-rs made it for itself, while it registered a module.
    fn is_napi_rs_own(&mut self, site: u64) -> bool {
        self.stack(site).registers_module()
    }
}

/// ``thread `worker` ``; one that has no name of its own inherits that of the thread that made it.
pub fn thread_in_words(name: Option<&str>, main: Option<&str>) -> String {
    match name {
        Some(name) if Some(name) != main && !name.is_empty() => format!("thread `{name}`"),
        _ => "another thread".into(),
    }
}

/// What the log of `noted` says; `exit` is when the runtime emitted `exit`, on its clock.
pub fn read(noted: &Noted, symbols: &mut Symbols, exit: Option<u64>) -> Lives {
    let log = noted.lives();
    let mut places = Places {
        noted,
        symbols,
        threads: noted.threads(),
    };
    let mut found = Lives {
        finished: noted.finished(),
        is_cut: log.overwritten > 0,
        exit,
        ..Lives::default()
    };
    let calls = |event: &&Event| event.what.is(Function::napi_call_threadsafe_function);
    let callers = log.events.iter().filter(calls);
    let callers: BTreeSet<u64> = callers.map(|event| event.thread).collect();
    // Which of them has an address now.
    let mut current: BTreeMap<u64, usize> = BTreeMap::new();
    let mut deferreds: BTreeMap<u64, &Event> = BTreeMap::new();
    for event in &log.events {
        let index = current.get(&(event.object & ADDRESS)).copied();
        match event.what {
            Happening::Other(What::Made) => {
                let Some(kind) = Kind::of_key(event.object) else {
                    continue;
                };
                current.remove(&(event.object & ADDRESS));
                if kind == Kind::Deferred {
                    deferreds.insert(event.object, event);
                    continue;
                }
                if places.is_napi_rs_own(event.site) {
                    continue;
                }
                current.insert(event.object & ADDRESS, found.lives.len());
                found.lives.push(begun(kind, event, noted, &mut places));
            }
            Happening::Other(What::Gone) if Kind::of_key(event.object) == Some(Kind::Deferred) => {
                deferreds.remove(&event.object);
            }
            Happening::Other(What::Started) => {
                found.threads.extend(places.started(event, &callers));
            }
            Happening::Other(What::Spawned) => {
                let started = places.of(event.site, event.thread);
                if started.native.is_some() {
                    let process = event.object;
                    found.children.push(Child { process, started });
                }
            }
            Happening::Other(what @ (What::WrongThread | What::Foreign))
                if found.wrong_thread.is_none() =>
            {
                found.wrong_thread = Some(WrongThread {
                    how: if what == What::Foreign {
                        "with a reference of another environment"
                    } else {
                        "on a wrong thread"
                    },
                    function: NAMES
                        .get(event.object as usize)
                        .copied()
                        .unwrap_or("Node-API"),
                    place: places.of(event.site, event.thread),
                    owner: places.thread(event.other),
                });
            }
            what if what.throws() => {
                found.throws += 1;
                found.thrown = Some(places.of(event.site, event.thread));
            }
            _ => {
                if let Some(life) = index.and_then(|index| found.lives.get_mut(index)) {
                    life.hear(event, exit, &mut places);
                }
            }
        }
    }
    let unsettled = deferreds.into_values();
    found.unsettled = unsettled
        .map(|event| Unsettled {
            made: places.of(event.site, event.thread),
            made_at: event.time,
            by_future: places.is_of_a_future(event.site),
        })
        .collect();
    found
}

fn begun(kind: Kind, event: &Event, noted: &Noted, places: &mut Places<'_>) -> Life {
    let name = noted.words_of(event.other);
    let name = name.map(|name| name.trim_end_matches('\0').to_owned());
    let is_own =
        |name: &String| !name.is_empty() && name != "undefined" && !name.starts_with("napi_");
    Life {
        kind,
        name: name.filter(is_own),
        made: places.of(event.site, event.thread),
        made_at: event.time,
        is_observed: event.at == 1,
        is_referenced: kind == Kind::ThreadsafeFunction,
        taken: 0,
        refused_full: 0,
        refused_closing: 0,
        delivered: 0,
        delivered_late: 0,
        dropped: 0,
        called: None,
        called_when_gone: None,
        waiting: Vec::new(),
        executing: None,
        is_queued: false,
        released: None,
        completed: None,
        under_way: None,
        is_cancelled: false,
        gone: None,
    }
}

impl Life {
    fn hear(&mut self, event: &Event, exit: Option<u64>, places: &mut Places<'_>) {
        let is = |function| event.what.is(function);
        match event.what {
            Happening::Other(What::Delivered) => {
                self.delivered += 1;
                if event.status.is_none() {
                    self.under_way = Some(places.of(event.site, event.thread));
                }
                self.delivered_late += u64::from(exit.is_some_and(|exit| event.time > exit));
            }
            Happening::Other(What::Dropped) => self.dropped += 1,
            Happening::Other(What::Completes) => {
                self.completed = Some(event.time.saturating_add(event.duration));
                self.is_cancelled = event.other == CANCELLED;
                let place = || places.of(event.site, event.thread);
                self.under_way = event.status.is_none().then(place);
            }
            Happening::Other(What::Executes) => {
                self.is_queued = false;
                let place = || places.of(event.site, event.thread);
                self.executing = event.status.is_none().then(place);
            }
            _ if is(Function::napi_queue_async_work) => self.is_queued = event.status == Some(OK),
            Happening::Other(What::Gone) => self.gone = Some(event.time),
            _ if is(Function::napi_call_threadsafe_function) => {
                match event.status {
                    Some(OK) => self.taken += 1,
                    Some(QUEUE_FULL) => self.refused_full += 1,
                    Some(CLOSING) => self.refused_closing += 1,
                    None if self.gone.is_some() => {
                        self.called_when_gone = Some(places.of(event.site, event.thread));
                    }
                    None if event.third == BLOCKING => {
                        self.waiting.push(places.of(event.site, event.thread));
                    }
                    _ => {}
                }
                self.called = Some(places.of(event.site, event.thread));
            }
            _ if is(Function::napi_release_threadsafe_function) => {
                self.released = Some((places.of(event.site, event.thread), event.time));
            }
            _ if is(Function::napi_ref_threadsafe_function) => self.is_referenced = true,
            _ if is(Function::napi_unref_threadsafe_function) => self.is_referenced = false,
            _ => {}
        }
    }

    /// Whether the main thread was in a callback of a ThreadsafeFunction at the end of the log.
    pub fn is_in_callback(&self) -> bool {
        let on_main = self
            .under_way
            .as_ref()
            .is_some_and(|place| place.thread.is_none());
        on_main && self.kind == Kind::ThreadsafeFunction
    }

    /// `ThreadsafeFunction`, ``ThreadsafeFunction `watch` ``, `async work`
    pub fn title(&self) -> String {
        let kind = match self.kind {
            Kind::AsyncWork => "async work",
            _ => "ThreadsafeFunction",
        };
        match &self.name {
            Some(name) => format!("{kind} `{name}`"),
            None => kind.to_owned(),
        }
    }
}

impl Lives {
    /// Whether a call broke the rules of Node-API.
    pub fn has_misuse(&self) -> bool {
        let gone = |life: &Life| life.called_when_gone.is_some();
        self.wrong_thread.is_some() || self.lives.iter().any(gone)
    }

    /// Every text in it that names places.
    pub fn texts(&mut self) -> impl Iterator<Item = &mut String> {
        let of_lives = self.lives.iter_mut().flat_map(|life| {
            let released = life.released.as_mut().map(|(place, _)| place);
            let gone = life.called_when_gone.as_mut();
            [Some(&mut life.made), life.called.as_mut(), released, gone]
        });
        let of_threads = self.threads.iter_mut().map(|thread| &mut thread.place);
        let of_others = self.children.iter_mut().map(|child| &mut child.started);
        let of_others = of_others.chain(of_threads);
        let wrong = self.wrong_thread.as_mut().map(|wrong| &mut wrong.place);
        let others = of_others
            .chain(wrong)
            .chain(self.thrown.as_mut())
            .chain(self.unsettled.iter_mut().map(|it| &mut it.made));
        let places = of_lives.flatten().chain(others);
        places.flat_map(|place| {
            [place.javascript.as_mut(), place.native.as_mut()]
                .into_iter()
                .flatten()
        })
    }
}
