//! A whole log, with the names of its functions, for reports that show it.

use std::collections::{BTreeMap, VecDeque};

use super::backtrace::Frame;
use super::log::{Event, Happening, Thread};
use super::noted::Noted;
use super::symbols::Symbols;
use crate::preload::library::log::What;
use crate::preload::library::node_api::declared::{Function, NAMES};
use crate::preload::library::table::{ADDRESS, Kind};

/// The functions of napi-rs that call Node-API's, and do nothing else.
const PASSED_ON: &str = "napi_sys::functions::";

/// What happened in a run.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// The threads that did something, by their numbers in the system; the main one has no name.
    pub threads: BTreeMap<u64, Option<String>>,
    /// What happened, in the order in which it began.
    pub events: Vec<Traced>,
    /// What led to what.
    pub arrows: Vec<Arrow>,
    /// How many older events were overwritten.
    pub overwritten: u64,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Traced {
    /// When it began, in nanoseconds since the first event.
    pub time: u64,
    /// How long it took, in nanoseconds.
    pub took: Took,
    /// The thread.
    pub thread: u64,
    /// What it is called.
    pub name: String,
    /// What sort of thing it is.
    pub category: Category,
    /// What Node-API answered; `None` where it answers nothing, or has not.
    pub status: Option<i32>,
    /// The address of what it concerns; 0 where it concerns nothing.
    pub object: u64,
    /// The native function and line that it was called from.
    pub from: Option<String>,
}

/// How long something took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Took {
    /// So many nanoseconds.
    Nanoseconds(u64),
    /// It had not ended when the process did.
    Unended,
    /// It takes no time.
    Nothing,
}

/// What sort of thing an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// A call of Node-API.
    NodeApi,
    /// A function of the addon's that the runtime calls.
    Addon,
    /// A beginning or an end.
    Life,
    /// A violation of Node-API's rules.
    Misuse,
}

impl Category {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::NodeApi => "node-api",
            Self::Addon => "addon",
            Self::Life => "life",
            Self::Misuse => "misuse",
        }
    }
}

/// From one event to another that it led to, by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrow {
    /// The first.
    pub from: usize,
    /// The second.
    pub to: usize,
}

/// What `noted` has in its log.
pub fn read(noted: &Noted, symbols: &mut Symbols) -> Trace {
    let (lives, called) = (noted.lives(), noted.called());
    let mut events = lives.events;
    events.extend(called.events);
    events.sort_by_key(|event| event.time);
    let first = events.first().map_or(0, |event| event.time);
    let mut names = Names { noted, symbols };
    let known = noted.threads();
    let used = events.iter().map(|event| event.thread);
    let name_of = |thread: u64| known.get(&thread).map(|thread| thread.name.clone());
    let main = noted.process();
    let threads = used.map(|thread| (thread, name_of(thread).filter(|_| thread != main)));
    let mut trace = Trace {
        threads: threads.collect(),
        arrows: arrows(&events),
        overwritten: lives.overwritten + called.overwritten,
        ..Trace::default()
    };
    trace.events = events
        .iter()
        .map(|event| names.traced(event, first))
        .collect();
    let ends = known
        .iter()
        .filter_map(|(id, thread)| ended(*id, thread, first));
    trace.events.extend(ends);
    trace
}

fn ended(id: u64, thread: &Thread, first: u64) -> Option<Traced> {
    Some(Traced {
        time: thread.ended?.saturating_sub(first),
        took: Took::Nothing,
        thread: id,
        name: "thread ends".into(),
        category: Category::Life,
        status: None,
        object: 0,
        from: None,
    })
}

/// Which call from a thread came to JavaScript as which: by the data that it carries, or else in order.
fn arrows(events: &[Event]) -> Vec<Arrow> {
    let mut waiting: BTreeMap<(Stage, u64), VecDeque<(usize, u64)>> = BTreeMap::new();
    let mut arrows = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let object = event.object & ADDRESS;
        let takes = match event.what {
            Happening::Other(What::Delivered | What::Dropped) => Some(Stage::Called),
            Happening::Other(What::Executes) => Some(Stage::Queued),
            Happening::Other(What::Completes) => Some(Stage::Executed),
            _ => None,
        };
        if let Some(queue) = takes.and_then(|stage| waiting.get_mut(&(stage, object))) {
            let same = queue.iter().position(|(_, data)| *data == event.other);
            let from = queue.remove(same.unwrap_or(0));
            arrows.extend(from.map(|(from, _)| Arrow { from, to: index }));
        }
        let is = |function| event.what.is(function) && event.status == Some(0);
        let leads = if is(Function::napi_call_threadsafe_function) {
            Some(Stage::Called)
        } else if is(Function::napi_queue_async_work) {
            Some(Stage::Queued)
        } else if event.what == Happening::Other(What::Executes) {
            Some(Stage::Executed)
        } else {
            None
        };
        if let Some(stage) = leads {
            let queue = waiting.entry((stage, object)).or_default();
            queue.push_back((index, event.other));
        }
    }
    arrows
}

/// What waits to lead to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Called,
    Queued,
    Executed,
}

/// The names of functions.
struct Names<'a> {
    noted: &'a Noted,
    symbols: &'a mut Symbols,
}

impl Names<'_> {
    /// The function and line at an address of an addon's; `None` where it is none's.
    fn at(&mut self, address: u64) -> Option<String> {
        let stack = self.symbols.backtrace(&[address]);
        // Where napi-rs passes a call on says nothing.
        let is_passed_on = |frame: &Frame| frame.function.contains(PASSED_ON);
        if stack.frames.iter().any(is_passed_on) {
            return None;
        }
        let frame = stack.culprit().or(stack.frames.first());
        frame.map(ToString::to_string)
    }

    /// Where an event was called from.
    fn from(&mut self, event: &Event) -> Option<String> {
        if let Some(site) = self.noted.numbered(event.site) {
            let stack = self.symbols.backtrace(&site.stack);
            return stack.culprit().map(ToString::to_string);
        }
        // A return address may already belong to the next line.
        let is_address = matches!(event.what, Happening::Call(_)) && event.at != 0;
        is_address.then(|| self.at(event.at - 1)).flatten()
    }

    fn traced(&mut self, event: &Event, first: u64) -> Traced {
        let (name, category, took) = self.what(event);
        Traced {
            time: event.time - first,
            took,
            thread: event.thread,
            name,
            category,
            status: event.status,
            object: event.object & ADDRESS,
            from: self.from(event),
        }
    }

    fn what(&mut self, event: &Event) -> (String, Category, Took) {
        let took = match event.duration {
            0 => Took::Unended,
            duration => Took::Nanoseconds(duration),
        };
        let kind = || match Kind::of_key(event.object) {
            Some(Kind::ThreadsafeFunction) => "ThreadsafeFunction",
            Some(Kind::AsyncWork) => "async work",
            Some(Kind::Deferred) => "Deferred",
            _ => "object",
        };
        let of = |function: u64| NAMES.get(function as usize).copied().unwrap_or("Node-API");
        let what = match event.what {
            Happening::Call(function) => return (of(function).into(), Category::NodeApi, took),
            Happening::Other(what) => what,
        };
        match what {
            What::Made => (format!("{} made", kind()), Category::Life, Took::Nothing),
            What::Gone => (format!("{} gone", kind()), Category::Life, Took::Nothing),
            What::Delivered => ("ThreadsafeFunction calls".into(), Category::Addon, took),
            What::Dropped => (
                "ThreadsafeFunction gives back".into(),
                Category::Addon,
                took,
            ),
            What::Executes => ("async work executes".into(), Category::Addon, took),
            What::Completes => ("async work completes".into(), Category::Addon, took),
            What::Native => {
                let name = self.at(event.object);
                (
                    name.unwrap_or_else(|| "native function".into()),
                    Category::Addon,
                    took,
                )
            }
            What::WrongThread => {
                let name = format!("{} on a wrong thread", of(event.object));
                (name, Category::Misuse, Took::Nothing)
            }
            What::Foreign => {
                let name = format!("{} with another environment's reference", of(event.object));
                (name, Category::Misuse, Took::Nothing)
            }
            What::Spawned => {
                let name = format!("child process {} started", event.object);
                (name, Category::Life, Took::Nothing)
            }
            What::Started => ("thread begins".into(), Category::Life, Took::Nothing),
            What::Ended => ("environment ends".into(), Category::Life, Took::Nothing),
        }
    }
}

impl Trace {
    /// Every text in it that names a place.
    pub fn texts(&mut self) -> impl Iterator<Item = &mut String> {
        let events = self.events.iter_mut();
        events.flat_map(|event| {
            [Some(&mut event.name), event.from.as_mut()]
                .into_iter()
                .flatten()
        })
    }
}
