//! What is alive and where it was made, in a file that the process maps; the harness reads it.
//!
//! All of it is words of 64 bits in the machine's order, taken without a lock: whoever sets a hash first has the row.

use std::ffi::c_int;
use std::sync::atomic::{
    AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};

use super::log::{CALLS, LIVES, Ring, THREADS, Thread};
use super::stack::{DEPTH, Stack};

/// The environment variable that names the file.
pub const VARIABLE: &str = "NAPI_HARNESS_SITES";

/// What `tracking` says.
pub mod tracking {
    /// Nothing is noted.
    pub const OFF: u64 = 0;
    /// Blocks and objects are, with the JavaScript that called the native code that makes them.
    pub const ALL: u64 = 1;
    /// Objects alone and events are, with the JavaScript that stands when they are made.
    pub const OBJECTS: u64 = 2;
    /// Objects are, and the blocks that an addon allocates have guards.
    pub const GUARDED: u64 = 3;
}

/// How many objects there can be at a time.
pub const OBJECTS: usize = 16384;
/// How many attempts to end the process are noted, the first ones.
pub const EXITS: usize = 16;
/// How many places there can be.
pub const SITES: usize = 8192;
/// How many stacks of JavaScript.
pub const TEXTS: usize = 512;
/// How many bytes of each.
pub const TEXT: usize = 4096;
/// How many blocks can have a guard, the first ones.
pub const GUARDED: usize = 1 << 16;
/// How many modules.
pub const MODULES: usize = 512;
/// How many bytes of a module's path.
pub const PATH: usize = 496;

/// The file's content.
#[repr(C)]
pub struct Table {
    /// See the module `tracking`; the harness sets it, or `locate.cjs`, which knows that it stands first. What goes is noted always.
    pub tracking: AtomicU64,
    /// The process that notes; 0 as long as there is none. Its children inherit the library and note nothing.
    pub process: AtomicU64,
    /// How many objects have been made.
    pub made: AtomicU64,
    /// How many attempts there have been to end the process.
    pub ended: AtomicU64,
    /// When the process ended by itself: nanoseconds of the clock that never goes back; 0 where it did not.
    pub finished: AtomicU64,
    /// How many things were not noted because something was full.
    pub lost: AtomicU64,
    /// Places at which something was made.
    pub sites: [Site; SITES],
    /// What is alive of Node-API's.
    pub objects: [Object; OBJECTS],
    /// Who ended the process.
    pub exits: [Exit; EXITS],
    /// What is loaded.
    pub modules: [Module; MODULES],
    /// Stacks of JavaScript.
    pub texts: [Text; TEXTS],
    /// How many threads have done something that is noted.
    pub threads_known: AtomicU64,
    /// They.
    pub threads: [Thread; THREADS],
    /// How many blocks have had a guard.
    pub guarded_used: AtomicU64,
    /// One more than the row of the block with which something was wrong when it was freed; 0 where nothing was.
    pub guard_row: AtomicU64,
    /// What was wrong; see `guard::Found`.
    pub guard_found: AtomicU64,
    /// Blocks with a guard, in the order in which they were allocated.
    pub guarded: [Guarded; GUARDED],
    /// What happened to what lives longer than a call.
    pub lives: Ring<LIVES>,
    /// Calls of Node-API, and of native code by JavaScript.
    pub calls: Ring<CALLS>,
}

/// A place at which something was made: a native stack, and the JavaScript that led there.
#[repr(C)]
pub struct Site {
    /// 0 where the row is free.
    pub hash: AtomicU64,
    /// What was made; see `Kind`.
    pub kind: AtomicU64,
    /// One more than the index of its text; 0 where no JavaScript led there.
    pub javascript: AtomicU64,
    /// How many of what was made here are there now.
    pub live: AtomicU64,
    /// How many bytes they have.
    pub bytes: AtomicU64,
    /// Its frames, the innermost first; 0 behind the last one.
    pub stack: [AtomicU64; DEPTH],
}

/// Something of Node-API's that is alive.
#[repr(C)]
pub struct Object {
    /// Its address, and its kind in the upper 16 bits; 0 where the row is free, `GONE` where it has been.
    pub key: AtomicU64,
    /// One more than the index of the site where it was made.
    pub site: AtomicU64,
    /// Objects are numbered as they are made.
    pub order: AtomicU64,
    /// The number of the text that names it; 0 where it has no name.
    pub name: AtomicU64,
    /// The environment that it was made in; 0 where that is not noted.
    pub environment: AtomicU64,
    /// Whether it keeps the event loop alive.
    pub referenced: AtomicU64,
    /// Of a ThreadsafeFunction: how many threads have acquired and not released it.
    pub threads: AtomicU64,
    /// Of a ThreadsafeFunction: whether it is seen when its calls come to JavaScript.
    pub observed: AtomicU64,
    /// How many calls it has taken.
    pub calls: AtomicU64,
    /// How many it has refused, because its queue was full or it was closing.
    pub refused: AtomicU64,
    /// How many have come to JavaScript.
    pub delivered: AtomicU64,
    /// How many were given back because the environment had ended.
    pub dropped: AtomicU64,
    /// One more than the index of the site of the last call.
    pub called_at: AtomicU64,
}

/// A block with a guard.
#[repr(C)]
pub struct Guarded {
    /// Its address; 0 where the row is free.
    pub start: AtomicU64,
    /// How many bytes it has.
    pub size: AtomicU64,
    /// The first address behind the page that guards it.
    pub end: AtomicU64,
    /// One more than the index of the site that allocated it.
    pub made_at: AtomicU64,
    /// One more than the index of the site that freed it; 0 where none has.
    pub freed_at: AtomicU64,
}

/// A call that ends the process.
#[repr(C)]
pub struct Exit {
    /// Which, as `exits.rs` numbers them from 1 on; written last.
    pub function: AtomicU64,
    /// Its argument.
    pub code: AtomicU64,
    /// The thread's number in the system.
    pub thread: AtomicU64,
    /// The thread's name, eight bytes to a word.
    pub name: [AtomicU64; 2],
    /// One more than the index of the site.
    pub site: AtomicU64,
}

/// The bits of a key that are the address of its object; its kind stands above them.
pub const ADDRESS: u64 = 0xffff_ffff_ffff;
/// The key of a row whose object has gone: other keys may stand behind it.
pub const GONE: u64 = 1;

/// A loaded file.
#[repr(C)]
pub struct Module {
    /// One more than what is to be subtracted from an address for its place in the file; 0 where the row is free.
    pub base: AtomicU64,
    /// The first and the last address behind it.
    pub start: AtomicU64,
    /// See `start`.
    pub end: AtomicU64,
    /// How long the path is.
    pub length: AtomicU64,
    /// Its path, eight bytes to a word; empty for the program itself.
    pub path: [AtomicU64; PATH / 8],
}

/// A stack of JavaScript, as the runtime words it.
#[repr(C)]
pub struct Text {
    /// 0 where the row is free.
    pub hash: AtomicU64,
    /// How many bytes it has.
    pub length: AtomicU64,
    /// They, eight to a word.
    pub bytes: [AtomicU64; TEXT / 8],
}

/// Whose code it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// An addon's, or a library's that came with one.
    Addon,
    /// The system's libraries'.
    System,
    /// The harness's own library's.
    Harness,
    /// The runtime's, or what it has compiled.
    Program,
}

/// What is made and goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Kind {
    /// A block of the allocator's.
    Block = 1,
    /// `napi_create_reference`
    Reference,
    /// `napi_wrap`
    Wrap,
    /// Another value with a finalizer.
    Finalizer,
    /// A buffer over native memory.
    Buffer,
    /// `napi_create_threadsafe_function`
    ThreadsafeFunction,
    /// `napi_create_promise`
    Deferred,
    /// `napi_create_async_work`
    AsyncWork,
    /// `napi_async_init`
    AsyncContext,
    /// A call from a thread, or another one that makes nothing that stays.
    Call,
    /// A call that ends the process.
    Exit,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Block,
        Self::Reference,
        Self::Wrap,
        Self::Finalizer,
        Self::Buffer,
        Self::ThreadsafeFunction,
        Self::Deferred,
        Self::AsyncWork,
        Self::AsyncContext,
        Self::Call,
        Self::Exit,
    ];

    /// That of the object with this key.
    pub fn of_key(key: u64) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| *kind as u64 == key >> 48)
    }
}

unsafe extern "C" {
    fn getpid() -> c_int;
}

/// FNV-1a; never 0.
pub fn hash(seed: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    let begun = 0xcbf2_9ce4_8422_2325 ^ seed;
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.fold(begun, step).max(1)
}

/// The row that has `hash` or takes it now, and whether it does; `None` where all are taken.
fn row<T>(rows: &[T], hash: u64, key: impl Fn(&T) -> &AtomicU64) -> Option<(usize, bool)> {
    let first = hash as usize % rows.len();
    for step in 0..rows.len() {
        let index = (first + step) % rows.len();
        match key(&rows[index]).compare_exchange(0, hash, Relaxed, Relaxed) {
            Ok(_) => return Some((index, true)),
            Err(taken) if taken == hash => return Some((index, false)),
            Err(_) => {}
        }
    }
    None
}

/// Writes `bytes` into words.
pub fn write(words: &[AtomicU64], bytes: &[u8]) {
    for (word, eight) in words.iter().zip(bytes.chunks(8)) {
        let mut whole = [0; 8];
        whole[..eight.len()].copy_from_slice(eight);
        word.store(u64::from_ne_bytes(whole), Relaxed);
    }
}

impl Table {
    /// Whether this process is the one that notes: the first, also after it has become another program.
    pub fn claim(&self) -> bool {
        // SAFETY: it only asks.
        let own = unsafe { getpid() } as u64;
        let taken = self.process.compare_exchange(0, own, Relaxed, Relaxed);
        if taken == Err(own) {
            // A shell script that has become the runtime by `exec`: what it had loaded is gone.
            self.modules
                .iter()
                .for_each(|module| module.base.store(0, Relaxed));
        }
        taken.is_ok() || taken == Err(own)
    }

    /// Whether this process is the one that notes, and no child that shares its memory.
    pub fn is_own(&self) -> bool {
        // SAFETY: it only asks.
        let own = unsafe { getpid() } as u64;
        self.process.load(Relaxed) == own
    }

    /// Whether blocks that are allocated now are to be noted.
    pub fn tracks_blocks(&self) -> bool {
        self.tracking.load(Relaxed) == tracking::ALL
    }

    /// Whether objects that are made now are to be noted.
    pub fn tracks_objects(&self) -> bool {
        self.tracking.load(Relaxed) != tracking::OFF
    }

    /// Whether events are to be noted.
    pub fn logs(&self) -> bool {
        self.tracking.load(Relaxed) == tracking::OBJECTS
    }

    /// Whether calls of native code are to be noted with the JavaScript that makes them.
    pub fn tracks_callers(&self) -> bool {
        self.tracking.load(Relaxed) == tracking::ALL
    }

    /// The index of the site for what `stack` makes, called by the JavaScript of that number.
    pub fn site(&self, kind: Kind, javascript: u64, stack: &Stack) -> Option<usize> {
        let hash = stack.hash(kind as u64 + (javascript << 8));
        let (index, is_new) = row(&self.sites, hash, |site| &site.hash)?;
        if is_new {
            let site = &self.sites[index];
            for (word, address) in site.stack.iter().zip(stack.addresses()) {
                word.store(*address as u64, Relaxed);
            }
            site.javascript.store(javascript, Relaxed);
            // The reader takes a row for written once it has a kind.
            site.kind.store(kind as u64, Release);
        }
        Some(index)
    }

    /// The number of a stack of JavaScript, for `site`; 0 where there is no room.
    pub fn text(&self, text: &[u8]) -> u64 {
        let text = &text[..text.len().min(TEXT)];
        let hash = hash(0, text.iter().copied());
        let Some((index, is_new)) = row(&self.texts, hash, |text| &text.hash) else {
            self.lost.fetch_add(1, Relaxed);
            return 0;
        };
        if is_new {
            write(&self.texts[index].bytes, text);
            self.texts[index].length.store(text.len() as u64, Release);
        }
        index as u64 + 1
    }

    /// Whether an address is in an addon, or in a library that came with one.
    pub fn is_addons(&self, address: u64) -> bool {
        self.origin(address) == Origin::Addon
    }

    /// Whose code stands at an address.
    pub fn origin(&self, address: u64) -> Origin {
        let known = self
            .modules
            .iter()
            .take_while(|module| module.base.load(Relaxed) != 0);
        let mut known = known.map(|module| {
            let range = module.start.load(Relaxed)..module.end.load(Relaxed);
            (module, range)
        });
        let Some((module, range)) = known.find(|(_, range)| range.contains(&address)) else {
            return Origin::Program;
        };
        let byte = |at: usize| module.path[at / 8].load(Relaxed).to_ne_bytes()[at % 8];
        let length = (module.length.load(Acquire) as usize).min(PATH);
        let begins = |with: &[u8]| {
            length > with.len()
                && with
                    .iter()
                    .enumerate()
                    .all(|(at, other)| byte(at) == *other)
        };
        let is_systems = || {
            [&b"/lib/"[..], b"/lib64/", b"/usr/"]
                .iter()
                .any(|root| begins(root))
        };
        // The program itself has no path.
        if length == 0 {
            Origin::Program
        } else if range.contains(&(write as *const () as u64)) {
            Origin::Harness
        } else if is_systems() {
            Origin::System
        } else {
            Origin::Addon
        }
    }

    /// Notes a module, if it was not noted before; whether it was not.
    pub fn module(&self, base: u64, start: u64, end: u64, path: &[u8]) -> bool {
        for module in &self.modules {
            match module.base.compare_exchange(0, base + 1, Acquire, Relaxed) {
                Ok(_) => {
                    let path = &path[..path.len().min(PATH)];
                    write(&module.path, path);
                    module.start.store(start, Relaxed);
                    module.end.store(end, Relaxed);
                    module.length.store(path.len() as u64, Release);
                    return true;
                }
                // Unloaded since, maybe, with another in its place; who reads sees the first.
                Err(taken) if taken == base + 1 => return false,
                Err(_) => {}
            }
        }
        self.lost.fetch_add(1, Relaxed);
        false
    }
}
