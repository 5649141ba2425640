//! Which timers an event loop of Node.js waits for: those of V8's own are told from everybody else's.
//!
//! Node.js makes a libuv timer in the loop of the main thread, or of a worker, of each task that V8 wants done later (`src/node_platform.cc`). One of them is V8's
//! memory reducer: 8 s or more after a garbage collection it collects again. It runs none of the program's code and goes on for ever in
//! a process that waits, so a proof that waited for it might never stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, read_link, read_to_string};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use object::read::elf::ElfFile64;
use object::{Object, ObjectKind, ObjectSection, ReadCache};
use regex::bytes::Regex;
use rustix::process::Pid;

/// What a timer of V8's calls: `node::PerIsolatePlatformData::RunForegroundTask(uv_timer_t*)`.
const RUN_TASK: &str = "_ZN4node22PerIsolatePlatformData17RunForegroundTaskEP10uv_timer_s";
/// The table of virtual functions of `v8::internal::MemoryReducer::TimerTask`.
const MEMORY_REDUCER: &str = "_ZTVN2v88internal13MemoryReducer9TimerTaskE";

/// Where libuv 1.x has its fields on 64-bit Unix, by `uv.h`, whose layout is part of its stable ABI.
mod offset {
    /// `uv_loop_t.handle_queue`, a ring of pointers to the next and to the one before
    pub const HANDLES: u64 = 16;
    /// `uv_loop_t.backend_fd`
    pub const BACKEND: u64 = 64;
    /// `uv_loop_t.timer_heap.min`
    pub const TIMERS: u64 = 520;
    /// `uv_timer_t.timer_cb`
    pub const CALLBACK: u64 = 96;
    /// `uv_timer_t.node.heap`, with a left and a right child and a parent.
    pub const NODE: u64 = 104;
    /// Back from `node::DelayedTask.timer` to `task`: Node.js 18 to 22, then 24 and later, which have a priority between them.
    pub const TASKS: [u64; 2] = [8, 16];
}

/// Who has more timers than this has some of its own.
const MOST_TIMERS: usize = 64;

/// How much of a thread's stack is searched for its event loop: `uv__io_poll` has 12 KiB of events on it.
const STACK: u64 = 64 * 1024;

/// Whether thread `thread` of `process` rests in an event loop of libuv's whose only timers are those of V8's memory reducer. Where
/// the program does not say where its functions are, as a stripped one, this is not known, and false.
pub fn waits_for_memory_reducer_alone(process: Pid, thread: i32) -> bool {
    only_memory_reducer(process, thread) == Some(true)
}

fn only_memory_reducer(process: Pid, thread: i32) -> Option<bool> {
    let rest = Rest::read(process, thread)?;
    let known = Landmarks::of_program(&read_link(format!("/proc/{process}/exe")).ok()?)?;
    let memory = Memory(File::open(format!("/proc/{process}/mem")).ok()?);
    let mut nodes = vec![memory.word(memory.event_loop(&rest)? + offset::TIMERS)?];
    let mut seen = 0;
    while let Some(node) = nodes.pop() {
        if node == 0 {
            continue;
        }
        seen += 1;
        let timer = node.checked_sub(offset::NODE)?;
        if seen > MOST_TIMERS || !memory.is_memory_reducer(timer, &known) {
            return Some(false);
        }
        nodes.extend([memory.word(node)?, memory.word(node + 8)?]);
    }
    Some(seen > 0)
}

/// Where a thread rests.
struct Rest {
    /// The descriptor that it waits on with epoll.
    backend: i32,
    stack: u64,
}

impl Rest {
    /// By proc(5), the call's number, its six arguments, the stack pointer and the program counter.
    fn read(process: Pid, thread: i32) -> Option<Self> {
        let call = read_to_string(format!("/proc/{process}/task/{thread}/syscall")).ok()?;
        let words: Vec<&str> = call.split_whitespace().collect();
        let number: i64 = words.first()?.parse().ok()?;
        let word = |index: usize| {
            let digits = words.get(index)?.trim_start_matches("0x");
            u64::from_str_radix(digits, 16).ok()
        };
        let is_epoll = [libc::SYS_epoll_pwait, libc::SYS_epoll_pwait2].contains(&number);
        #[cfg(target_arch = "x86_64")]
        let is_epoll = is_epoll || number == libc::SYS_epoll_wait;
        is_epoll.then_some(Self {
            backend: word(1)? as i32,
            stack: word(7)?,
        })
    }
}

/// A process's memory.
struct Memory(File);

impl Memory {
    fn word(&self, address: u64) -> Option<u64> {
        let mut bytes = [0; 8];
        self.0.read_exact_at(&mut bytes, address).ok()?;
        Some(u64::from_ne_bytes(bytes))
    }

    /// The `uv_loop_t` that waits, to which something on the thread's stack points.
    fn event_loop(&self, rest: &Rest) -> Option<u64> {
        let mut stack = vec![0; STACK as usize];
        // It may end before.
        let length = self.0.read_at(&mut stack, rest.stack).ok()?;
        let words = stack[..length].chunks_exact(8);
        let mut words = words.map(|word| u64::from_ne_bytes(word.try_into().expect("8 bytes")));
        words.find(|word| self.is_event_loop(*word, rest.backend) == Some(true))
    }

    /// Whether there is a loop at this address that polls `backend`: what it points to points back.
    fn is_event_loop(&self, address: u64, backend: i32) -> Option<bool> {
        let is_aligned = address != 0 && address.is_multiple_of(8);
        if !is_aligned || self.word(address.checked_add(offset::BACKEND)?)? as i32 != backend {
            return Some(false);
        }
        let ring = address + offset::HANDLES;
        let (next, before) = (self.word(ring)?, self.word(ring + 8)?);
        Some(self.word(next.checked_add(8)?)? == ring && self.word(before)? == ring)
    }

    /// Whether the timer at this address runs a task of V8's that is the memory reducer's.
    fn is_memory_reducer(&self, timer: u64, known: &Landmarks) -> bool {
        let is_its_task = |back: &u64| {
            // The task's first word leads into its class's table.
            let task = timer.checked_sub(*back).and_then(|at| self.word(at));
            let table = task.and_then(|task| self.word(task));
            table.is_some_and(|table| known.memory_reducer.contains(&table))
        };
        self.word(timer + offset::CALLBACK) == Some(known.run_task)
            && offset::TASKS.iter().any(is_its_task)
    }
}

/// Where a program has what is looked for.
#[derive(Debug, Clone)]
struct Landmarks {
    run_task: u64,
    memory_reducer: Range<u64>,
}

impl Landmarks {
    /// Those of the program at `path`, which is read once.
    fn of_program(path: &Path) -> Option<Arc<Self>> {
        type Known = BTreeMap<PathBuf, Option<Arc<Landmarks>>>;
        static KNOWN: Mutex<Known> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().expect("no panic while held");
        let found = known
            .entry(path.to_owned())
            .or_insert_with(|| Self::read(path).map(Arc::new));
        found.clone()
    }

    fn read(path: &Path) -> Option<Self> {
        let cache = ReadCache::new(File::open(path).ok()?);
        let file: ElfFile64<'_, object::Endianness, _> = ElfFile64::parse(&cache).ok()?;
        // One that is loaded anywhere in memory would have to be found there first; Node.js's own builds stand where they say.
        if file.kind() != ObjectKind::Executable {
            return None;
        }
        let table = file.elf_symbol_table();
        let names = file.section_by_index(table.string_section()).ok()?;
        let names = names.data().ok()?;
        let endian = file.endian();
        // There are hundreds of thousands, so their names are searched as one text and not read one by one.
        let find = |name: &str| -> Option<Range<u64>> {
            let at = offsets_of(name, names);
            let mut symbols = table.symbols().iter();
            let symbol = symbols.find(|symbol| at.contains(&symbol.st_name.get(endian)))?;
            let address = symbol.st_value.get(endian);
            Some(address..address + symbol.st_size.get(endian))
        };
        Some(Self {
            run_task: find(RUN_TASK)?.start,
            memory_reducer: find(MEMORY_REDUCER)?,
        })
    }
}

/// Where `names`, texts that each end in a zero byte, has this one; a linker lets it be the end of a longer one.
fn offsets_of(name: &str, names: &[u8]) -> BTreeSet<u32> {
    let text = format!(r"(?-u){}\x00", regex::escape(name));
    let text = Regex::new(&text).expect("a valid pattern");
    let found = text.find_iter(names).map(|found| found.start());
    found.filter_map(|at| at.try_into().ok()).collect()
}
