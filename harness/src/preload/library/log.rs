//! What happened, in the order in which it began, in the file that the process maps: it is still there after any crash.
//!
//! There are two rings, so that a flood of ordinary calls overwrites nothing of what was made, called from a thread, or released.

use std::cell::Cell;
use std::ffi::{c_int, c_long, c_void};
use std::sync::atomic::{
    AtomicU32, AtomicU64,
    Ordering::{Relaxed, Release},
};

use super::live::{quietly, table};
use super::table::{Table, write};

/// How many events of things that live longer than a call are kept; older ones are overwritten.
pub const LIVES: usize = 1 << 15;
/// How many calls of Node-API, and of native code by JavaScript, are kept.
pub const CALLS: usize = 1 << 16;
/// How many threads are known, the first ones.
pub const THREADS: usize = 1024;

/// What an event is, where it is no function of Node-API; those have their numbers in `declared.rs`, from 0 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum What {
    /// Something was made; the object is its key, the other the number of its name, and where it was called from is 1 where the calls of a
    /// ThreadsafeFunction are seen when they come to JavaScript.
    Made = 0x1000,
    /// It went; the other is 1 where it held the event loop.
    Gone,
    /// A call of a ThreadsafeFunction comes to JavaScript.
    Delivered,
    /// It is given back, because the environment has ended.
    Dropped,
    /// Asynchronous work runs on a thread of the pool.
    Executes,
    /// It is completed on the thread of JavaScript; the other is the status that it is told.
    Completes,
    /// JavaScript calls a function of the addon's; the object is its address.
    Native,
    /// A call with the environment of another thread; the object is the number of the function, and the other that thread.
    WrongThread,
    /// A call in an environment of its own, with a reference of another thread's; as above.
    Foreign,
    /// A child process was started; the object is its number.
    Spawned,
    /// An environment ends; the object is its address.
    Ended,
    /// A thread begins that an addon has started; the object is the thread that started it, and the site is where it did.
    Started,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Made,
        Self::Gone,
        Self::Delivered,
        Self::Dropped,
        Self::Executes,
        Self::Completes,
        Self::Native,
        Self::WrongThread,
        Self::Foreign,
        Self::Spawned,
        Self::Ended,
        Self::Started,
    ];
}

/// A ring of events.
#[repr(C)]
pub struct Ring<const N: usize> {
    /// How many there have been.
    pub count: AtomicU64,
    /// The last ones.
    pub events: [Event; N],
}

/// Something that happened.
#[repr(C)]
pub struct Event {
    /// One more than its number in its ring, written last; 0 while it is written.
    pub number: AtomicU64,
    /// When it began: nanoseconds of the clock that never goes back.
    pub time: AtomicU64,
    /// How long it took; 0 where it has not ended, or takes no time.
    pub duration: AtomicU64,
    /// The thread's number in the system.
    pub thread: AtomicU64,
    /// The number of a function of Node-API, or a `What`.
    pub what: AtomicU64,
    /// Its object: what is called, or the first argument behind the environment.
    pub object: AtomicU64,
    /// The argument behind that.
    pub other: AtomicU64,
    /// And behind that one.
    pub third: AtomicU64,
    /// Where it was called from; 0 where that is not known.
    pub at: AtomicU64,
    /// One more than the index of the site; 0 where none was noted.
    pub site: AtomicU64,
    /// One more than the status that it returned, as 32 bits; 0 as long as it has not returned.
    pub status: AtomicU64,
}

/// A thread that did something that is noted.
#[repr(C)]
pub struct Thread {
    /// Its number in the system; 0 where the row is free.
    pub id: AtomicU64,
    /// Its name when it did something last, eight bytes to a word.
    pub name: [AtomicU64; 2],
    /// When it ended; 0 where it has not.
    pub ended: AtomicU64,
}

#[repr(C)]
struct Time {
    seconds: i64,
    nanoseconds: c_long,
}

unsafe extern "C" {
    fn clock_gettime(clock: c_int, time: *mut Time) -> c_int;
    fn gettid() -> c_int;
    fn prctl(option: c_int, ...) -> c_int;
    fn pthread_key_create(key: *mut u32, destructor: extern "C" fn(*mut c_void)) -> c_int;
    fn pthread_setspecific(key: u32, value: *const c_void) -> c_int;
}

const CLOCK_MONOTONIC: c_int = 1;
const PR_GET_NAME: c_int = 16;

/// One more than the key whose destructor tells that a thread ends; 0 where there is none.
static ENDS: AtomicU32 = AtomicU32::new(0);

thread_local! {
    static THREAD: Cell<u64> = const { Cell::new(0) };
    /// One more than the index of its row; 0 where it has none.
    static ROW: Cell<usize> = const { Cell::new(0) };
}

/// Has the ends of threads noted.
pub fn start() {
    let mut key = 0;
    // SAFETY: the key is written to where it stands.
    if unsafe { pthread_key_create(&raw mut key, ends) } == 0 {
        ENDS.store(key + 1, Relaxed);
    }
}

extern "C" fn ends(row: *mut c_void) {
    super::environments::forget(thread());
    if let Some(table) = table()
        && let Some(thread) = table.threads.get((row as usize).wrapping_sub(1))
    {
        write(&thread.name, &name());
        thread.ended.store(now(), Relaxed);
    }
}

/// A thread may get its name only after it has begun.
fn refresh_name(table: &Table) {
    if let Some(row) = table.threads.get(ROW.get().wrapping_sub(1)) {
        write(&row.name, &name());
    }
}

/// Nanoseconds of the clock that never goes back.
pub fn now() -> u64 {
    let mut time = Time {
        seconds: 0,
        nanoseconds: 0,
    };
    // SAFETY: it writes to `time` alone.
    unsafe { clock_gettime(CLOCK_MONOTONIC, &raw mut time) };
    time.seconds as u64 * 1_000_000_000 + time.nanoseconds as u64
}

/// The calling thread's number in the system; when it is asked for the first time, the thread becomes known.
pub fn thread() -> u64 {
    let known = THREAD.get();
    if known != 0 {
        return known;
    }
    // SAFETY: it only asks.
    let id = unsafe { gettid() } as u64;
    THREAD.set(id);
    if let Some(table) = table() {
        quietly(|| introduce(table, id));
    }
    id
}

/// The name of the calling thread.
pub fn name() -> [u8; 16] {
    let mut name = [0; 16];
    // SAFETY: the system writes at most 16 bytes of a name.
    unsafe { prctl(PR_GET_NAME, name.as_mut_ptr()) };
    name
}

fn introduce(table: &Table, id: u64) {
    let index = table.threads_known.fetch_add(1, Relaxed) as usize;
    let Some(row) = table.threads.get(index) else {
        table.lost.fetch_add(1, Relaxed);
        return;
    };
    write(&row.name, &name());
    row.id.store(id, Release);
    ROW.set(index + 1);
    if let Some(key) = ENDS.load(Relaxed).checked_sub(1) {
        // SAFETY: the key of `start`; the value is never followed.
        unsafe { pthread_setspecific(key, (index + 1) as *const c_void) };
    }
}

/// What is known of an event when it begins.
#[derive(Clone, Copy, Default)]
pub struct Begun {
    /// See `Event::object`.
    pub object: u64,
    /// See `Event::other`.
    pub other: u64,
    /// See `Event::third`.
    pub third: u64,
    /// See `Event::at`.
    pub at: usize,
    /// See `Event::site`.
    pub site: u64,
}

/// An event that has begun, and its number; it ends by `end`, or never, where the process does before or an exception passes.
pub struct Entry(Option<(&'static Event, u64)>);

impl Entry {
    /// Nothing.
    pub const NONE: Self = Self(None);

    /// The number of its site; `None` where none was noted.
    pub fn site(&self) -> Option<u64> {
        let (event, number) = self.0.as_ref()?;
        let site = event.site.load(Relaxed);
        // Another event has its place since.
        (site != 0 && event.number.load(Relaxed) == *number).then_some(site)
    }

    /// It ends, with that status.
    pub fn end(self, status: i32) {
        let Some((event, number)) = self.0 else {
            return;
        };
        // Overwritten since.
        if event.number.load(Relaxed) != number {
            return;
        }
        let took = now().saturating_sub(event.time.load(Relaxed));
        event.duration.store(took.max(1), Relaxed);
        event.status.store(u64::from(status as u32) + 1, Release);
    }
}

fn begin<const N: usize>(ring: &'static Ring<N>, what: u64, begun: Begun) -> Entry {
    let number = ring.count.fetch_add(1, Relaxed) + 1;
    let event = &ring.events[(number - 1) as usize % N];
    event.number.store(0, Release);
    event.time.store(now(), Relaxed);
    event.duration.store(0, Relaxed);
    event.thread.store(thread(), Relaxed);
    event.what.store(what, Relaxed);
    event.object.store(begun.object, Relaxed);
    event.other.store(begun.other, Relaxed);
    event.third.store(begun.third, Relaxed);
    event.at.store(begun.at as u64, Relaxed);
    event.site.store(begun.site, Relaxed);
    event.status.store(0, Relaxed);
    event.number.store(number, Release);
    Entry(Some((event, number)))
}

/// A call begins.
pub fn call(what: u64, begun: Begun) -> Entry {
    match table().filter(|table| table.logs()) {
        Some(table) => begin(&table.calls, what, begun),
        None => Entry::NONE,
    }
}

/// Something begins that concerns what lives longer than a call.
pub fn life(what: u64, begun: Begun) -> Entry {
    match table().filter(|table| table.logs()) {
        Some(table) => {
            let entry = begin(&table.lives, what, begun);
            refresh_name(table);
            entry
        }
        None => Entry::NONE,
    }
}
