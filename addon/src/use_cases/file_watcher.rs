//! The guide's `startFileWatcher` (Part 4) on a real folder: the operating system tells of each change, through a bounded queue.
//!
//! The notify crate reads the system's queue on a thread of its own and calls JavaScript from there. While JavaScript is busy and the queue
//! to it is full, that thread waits, and changes pile up in the system's queue, which is much longer but has an end, too.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use napi::bindgen_prelude::*;
use napi_derive::napi;
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::callback::Callback;
use super::events::Events;

/// As the guide's.
const ROOM: usize = 10;

/// What to watch.
#[napi(object, object_to_js = false)]
pub struct WatchOptions {
    /// The folder, without those in it.
    pub folder: String,
    /// Gets each change, in the order in which they came about.
    #[napi(ts_type = "(change: FileChange) => void")]
    pub on_change: Callback<FileChange>,
    /// Gets why there will be no further change: the folder is gone. The watcher is closed then. Left out, that is an uncaught exception.
    #[napi(ts_type = "(error: Error) => void")]
    pub on_error: Option<Callback<Error>>,
}

/// What became of a file in the folder.
#[napi(object, object_from_js = false)]
pub struct FileChange {
    /// `modify` comes when who wrote has closed the file. The two ends of a rename come as `remove` and `create`, and as `rename` once both
    /// are known: the other end may lie outside the folder. `rescan` says that the system's queue was full, and changes are lost.
    #[napi(ts_type = "'create' | 'modify' | 'remove' | 'rename' | 'rescan'")]
    pub kind: &'static str,
    /// The file's name.
    pub filename: String,
    /// What it was called before a rename.
    pub from: Option<String>,
    /// Its size, when the change was told; not of one that is not there any more, nor of a folder.
    pub size: Option<f64>,
}

/// Watches a folder; it holds the process until it is closed.
#[napi]
pub struct FileWatcher {
    watch: Rc<Watch>,
}

/// What the object shares with the function that notify's thread calls: an open watcher goes on though nobody holds its object.
struct Watch {
    is_closed: Arc<AtomicBool>,
    /// Dropped, it ends its thread, which drops the function.
    watcher: RefCell<Option<RecommendedWatcher>>,
    /// Only as long as it is open: they close over the object as a rule.
    callbacks: RefCell<Option<Rc<Callbacks>>>,
}

struct Callbacks {
    on_change: Callback<FileChange>,
    on_error: Option<Callback<Error>>,
}

/// What notify's thread reports.
enum Event {
    Change(FileChange),
    Failed(String),
}

#[napi]
impl FileWatcher {
    /// Watches from now on: no change is missed that comes after this.
    #[napi(constructor)]
    pub fn new(env: &Env, options: WatchOptions) -> Result<Self> {
        let refused = |reason: String| {
            let reason = format!("{}: {reason}", options.folder);
            Error::new(Status::InvalidArg, reason)
        };
        let folder =
            fs::canonicalize(&options.folder).map_err(|error| refused(error.to_string()))?;
        if !folder.is_dir() {
            return Err(refused("no folder".into()));
        }
        let watch = Rc::new(Watch {
            is_closed: Arc::default(),
            watcher: RefCell::default(),
            callbacks: RefCell::new(Some(Rc::new(Callbacks {
                on_change: options.on_change,
                on_error: options.on_error,
            }))),
        });
        let (told, is_closed) = (watch.clone(), watch.is_closed.clone());
        let events = Events::<_, ROOM>::new(env, "fileWatcher", move |env, event| {
            told.deliver(env, event)
        })?;
        let root = folder.clone();
        let watcher = notify::recommended_watcher(move |event| {
            if is_closed.load(Ordering::Relaxed) {
                return;
            }
            if let Some(event) = event_of(&root, event)
                && !events.tell(event)
            {
                is_closed.store(true, Ordering::Relaxed);
            }
        });
        let watching = watcher.and_then(|mut watcher| {
            watcher.watch(&folder, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        let watcher = watching.map_err(|error| refused(error.to_string()))?;
        *watch.watcher.borrow_mut() = Some(watcher);
        Ok(Self { watch })
    }

    /// Whether it watches.
    #[napi(getter)]
    pub fn is_open(&self) -> bool {
        self.watch.watcher.borrow().is_some()
    }

    /// Ends it; no callback comes any more, also where it is called by one.
    #[napi]
    pub fn close(&self) {
        self.watch.close();
    }
}

impl Watch {
    fn close(&self) {
        self.is_closed.store(true, Ordering::Relaxed);
        *self.callbacks.borrow_mut() = None;
        // Nobody waits for its thread: that may itself wait for room in the queue to this one.
        *self.watcher.borrow_mut() = None;
    }

    fn deliver(&self, env: &Env, event: Event) -> Result<()> {
        let callbacks = self.callbacks.borrow().clone();
        let Some(callbacks) = callbacks else {
            return Ok(());
        };
        match event {
            Event::Change(change) => callbacks.on_change.call(env, change)?,
            Event::Failed(reason) => {
                self.close();
                let error = Error::from_reason(reason);
                match &callbacks.on_error {
                    Some(on_error) => on_error.call(env, error)?,
                    None => return Err(error),
                }
            }
        };
        Ok(())
    }
}

/// What JavaScript hears of an event; not of files that are opened or read, nor of each single write.
fn event_of(folder: &Path, event: notify::Result<notify::Event>) -> Option<Event> {
    let event = match event {
        Ok(event) => event,
        Err(error) => return Some(Event::Failed(error.to_string())),
    };
    if event.need_rescan() {
        return Some(Event::Change(FileChange {
            kind: "rescan",
            filename: String::new(),
            from: None,
            size: None,
        }));
    }
    let kind = match event.kind {
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => "create",
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => "modify",
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => "remove",
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => "rename",
        _ => return None,
    };
    let path = event.paths.last()?;
    if path == folder {
        return Some(Event::Failed("the folder is gone".into()));
    }
    let name = |path: &Path| {
        let path = path.strip_prefix(folder).unwrap_or(path);
        path.to_string_lossy().into_owned()
    };
    let metadata = fs::symlink_metadata(path).ok();
    let metadata = metadata.filter(|file| file.is_file() && kind != "remove");
    Some(Event::Change(FileChange {
        kind,
        filename: name(path),
        from: (kind == "rename").then(|| name(&event.paths[0])),
        size: metadata.map(|file| file.len() as f64),
    }))
}
