//! A native stack: its frames, and which of them say something about the addon.

use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::dialect;

/// How many frames are asked for. A stack that has overflown is far deeper.
pub(super) const FRAMES: u32 = 200;

/// How many frames are shown.
const MOST_FRAMES: usize = 8;
/// What debuggers call a function without a name.
pub(super) const UNKNOWN: &str = "??";
/// How often a function stands in a stack that it fills.
const RECURSION: usize = 10;

/// Parts of the paths of sources that are no addon's author's: registries, the standard library, the C library, Node.js.
const LIBRARIES: [&str; 10] = [
    "/rustc/",
    "[RUST]",
    "[CARGO]",
    "/.cargo/registry/",
    "/deps/",
    "/sysdeps/",
    "/nptl/",
    "/node/",
    "/node-addon-api/",
    "/node_modules/nan/",
];
/// Where such paths begin, as libraries that come without their sources tell them.
const LIBRARY_ROOTS: [&str; 4] = ["library/", "./", "../", "/usr/include/"];

/// A native stack, the innermost frame first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backtrace {
    /// Its frames.
    pub frames: Vec<Frame>,
}

/// One native frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The function.
    pub function: String,
    /// Its source file and line, where there is debug information.
    pub place: Option<String>,
    /// The library that it stands in, where the debugger says so.
    pub library: Option<String>,
}

impl fmt::Display for Frame {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.place, &self.library) {
            (Some(place), _) if self.function == UNKNOWN => out.write_str(place),
            (Some(place), _) => write!(out, "{} at {place}", self.function),
            (None, Some(library)) if self.is_addons() => {
                let file = library.rsplit('/').next().unwrap_or(library);
                if self.function == UNKNOWN {
                    return out.write_str(file);
                }
                // A place in a file without symbols names that already.
                if self.function.starts_with(file) {
                    return out.write_str(&self.function);
                }
                write!(out, "{} of {file}", self.function)
            }
            _ => out.write_str(&self.function),
        }
    }
}

impl Frame {
    /// Whether it is code of an addon's author: it has a source file, and that is of no library.
    pub fn is_own(&self) -> bool {
        let library = |place: &str| {
            LIBRARIES.iter().any(|part| place.contains(part))
                || LIBRARY_ROOTS.iter().any(|root| place.starts_with(root))
        };
        self.place.as_ref().is_some_and(|place| !library(place))
    }

    /// Whether it stands in an addon, or in a library that came with it, and is not known to be a library's in there.
    fn is_addons(&self) -> bool {
        const SYSTEM: [&str; 3] = ["/lib/", "/lib64/", "/usr/"];
        const INNER: [&str; 14] = [
            "std::",
            "core::",
            "alloc::",
            "<std::",
            "<core::",
            "<alloc::",
            "napi::",
            "napi_sys::",
            "Napi::",
            "tokio::",
            "rayon_core::",
            "crossbeam_",
            "parking_lot",
            "__",
        ];
        let addons = |library: &String| {
            library.ends_with(".node")
                || library.contains(".so") && !SYSTEM.iter().any(|root| library.starts_with(root))
        };
        // A line of a library's, built into the addon, is not the author's, whatever the function is called.
        let is_librarys = self.place.is_some() && !self.is_own();
        self.library.as_ref().is_some_and(addons)
            && !is_librarys
            && !INNER.iter().any(|prefix| self.function.starts_with(prefix))
    }

    /// Whether it is a JavaScript engine's, or the runtime's entry into an addon.
    pub(super) fn is_engine(&self) -> bool {
        if self.function == UNKNOWN {
            // What was compiled from JavaScript stands in no library.
            return self.library.is_none();
        }
        dialect::is_runtimes_function(&self.function)
    }
}

impl Backtrace {
    /// The frames that are worth a reader's while: those of native code, without the engine that called it and without what
    /// a language's own libraries do on the way.
    pub fn telling(&self) -> Vec<&Frame> {
        // The engine may have been called itself when it died.
        let called = self.frames.iter().skip_while(|frame| frame.is_engine());
        let native = called.take_while(|frame| !frame.is_engine());
        // Of a system's library that was stripped, nothing is left to tell.
        let is_named = |frame: &&Frame| frame.function != UNKNOWN || frame.is_addons();
        let native = native.filter(is_named);
        let noise = |frame: &&Frame| {
            let inner = ["core::", "std::", "alloc::", "{closure", "__", "___", "<"];
            !frame.is_own()
                && inner
                    .iter()
                    .any(|prefix| frame.function.starts_with(prefix))
        };
        let mut telling: Vec<&Frame> = native.filter(|frame| !noise(frame)).collect();
        telling.dedup_by_key(|frame| &frame.function);
        telling.truncate(MOST_FRAMES);
        telling
    }

    /// The innermost frame of the addon's author.
    pub fn own(&self) -> Option<&Frame> {
        self.frames.iter().find(|frame| frame.is_own())
    }

    /// The innermost frame of the addon: its author's own, or else one that stands in its library. Waiting functions of the C library
    /// or of libuv are named by who called them.
    pub fn culprit(&self) -> Option<&Frame> {
        let in_library = || self.frames.iter().find(|frame| frame.is_addons());
        self.own().or_else(in_library)
    }

    /// The frames of the addon's author, the innermost first; where there are none, the one that stands in the addon's library.
    pub fn addons(&self) -> Vec<&Frame> {
        let own = self.frames.iter().filter(|frame| frame.is_own());
        let mut own: Vec<&Frame> = own.collect();
        own.dedup_by_key(|frame| &frame.place);
        own.truncate(MOST_FRAMES);
        if own.is_empty() {
            own.extend(self.culprit());
        }
        own
    }

    /// Whether napi-rs stands in it that registers a module: what it makes there is its own.
    pub fn registers_module(&self) -> bool {
        let registers = |frame: &Frame| frame.function.contains("napi_register_module");
        self.frames.iter().any(registers)
    }

    /// Whether a Rust panic stands in it.
    pub fn is_panicking(&self) -> bool {
        let panicking = |frame: &Frame| frame.function.contains("panicking::");
        self.frames.iter().any(panicking)
    }

    /// Whether the engine itself had found the stack to be full.
    pub fn is_full(&self) -> bool {
        let found = |frame: &Frame| {
            frame.function.contains("v8::internal::") && frame.function.contains("StackOverflow")
        };
        self.frames.iter().any(found)
    }

    /// The function that a stack without end goes through again and again, where it calls; `None` when the stack is not so deep.
    pub fn recursion(&self) -> Option<&Frame> {
        if self.frames.len() < FRAMES as usize {
            return None;
        }
        let mut counted: Vec<(usize, &Frame)> = Vec::new();
        // The innermost one has only just begun, or makes room for itself; those below it stand where they call.
        let calling = self.frames.iter().skip(1);
        for frame in calling.filter(|frame| !frame.is_engine()) {
            match counted
                .iter_mut()
                .find(|(_, known)| known.function == frame.function)
            {
                Some((count, _)) => *count += 1,
                None => counted.push((1, frame)),
            }
        }
        let often = counted.into_iter().filter(|(count, _)| *count >= RECURSION);
        often
            .max_by_key(|(count, frame)| (frame.is_own(), *count))
            .map(|(_, frame)| frame)
    }
}

/// A function's name without what rustc adds to it.
pub(super) fn without_hash(function: &str) -> String {
    static HASH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("::h[0-9a-f]{16}$").expect("a valid pattern"));
    HASH.replace(function, "").into_owned()
}

/// A source file and line as rustc itself names it in a panic: relative to its Cargo workspace, where that is on this machine.
pub(super) fn in_workspace(place: &str) -> String {
    let file = Path::new(place);
    let is_vendored = file.components().any(|part| part.as_os_str() == "registry");
    let folders = file.ancestors().skip(1).take_while(|_| !is_vendored);
    let roots = folders.filter(|folder| folder.join("Cargo.toml").is_file());
    let relative = roots.last().and_then(|root| file.strip_prefix(root).ok());
    relative.unwrap_or(file).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::super::debugger::understand;
    use super::*;

    const OUTPUT: &str = "Thread 1 (Thread 0x7fa7 (LWP 27167) \"node\"):
#0  __futex_abstimed_wait_common64 (...) at ./nptl/futex-internal.c:57
#1  0x00007fa76f6a65d8 in ___pthread_cond_wait (...) at ./nptl/pthread_cond_wait.c:618
#2  0x00000000018bb4a9 in uv_cond_wait (...) at ../deps/uv/src/unix/thread.c:793
#3  0x0000000000c70e26 in napi_call_threadsafe_function ()
#4  0x00007fa76c3a7350 in napi_sys::functions::napi4::napi_call_threadsafe_function::h793700a5da90ccc9 () at /home/me/.cargo/registry/src/x/napi-sys-3.4.1/src/lib.rs:102
#5  0x00007fa76c393222 in callback_patterns::misuse::never_exits::block_on_own_queue::h5b1368f603383326 (...) at addon/src/misuse/never_exits.rs:31
#6  0x00007fa76c2f3ada in core::result::Result<T,E>::and_then::hbbadf5c2778a30db () at /rustc/5980/library/core/src/result.rs:1493
#7  0x0000000000c45d95 in v8impl::(anonymous namespace)::FunctionCallbackWrapper::Invoke(v8::FunctionCallbackInfo<v8::Value> const&) ()
#8  0x00003bba57bc04e9 in ?? ()
";

    #[test]
    fn frames_are_read_with_their_places_and_without_their_hashes() {
        let backtrace = understand(OUTPUT);
        assert_eq!(backtrace.frames.len(), 9);
        assert_eq!(
            backtrace.own().expect("one is the author's").to_string(),
            "callback_patterns::misuse::never_exits::block_on_own_queue at addon/src/misuse/never_exits.rs:31"
        );
        assert_eq!(backtrace.recursion(), None);
    }

    #[test]
    fn a_wait_is_named_by_who_called_it_and_not_by_the_function_that_waits() {
        let stack = |caller: &str| {
            format!("#0  __futex_abstimed_wait_common64 (...) at ./nptl/futex-internal.c:57
#1  0x00007fa7 in futex_wait () from /lib/x86_64-linux-gnu/libc.so.6
#2  0x00000000018bb4a9 in uv_mutex_lock ()
#3  0x00007fa7 in std::sys::sync::mutex::futex::Mutex::lock_contended () from /src/x.node
{caller}#5  0x0000000000c45d95 in v8impl::(anonymous namespace)::FunctionCallbackWrapper::Invoke(v8::FunctionCallbackInfo<v8::Value> const&) ()
")
        };
        let culprit = |caller| {
            let backtrace = understand(&stack(caller));
            backtrace.culprit().map(ToString::to_string)
        };
        assert_eq!(
            culprit(
                "#4  0x00007fa7 in binding::Wait(Napi::CallbackInfo const&) () from /src/x.node\n"
            ),
            Some("binding::Wait(Napi::CallbackInfo const&) of x.node".into())
        );
        assert_eq!(
            culprit("#4  0x00007fa7 in ?? () from /src/x.node\n"),
            Some("x.node".into())
        );
        assert_eq!(culprit(""), None);
    }

    #[test]
    fn a_stack_that_one_function_fills_has_overflown() {
        let deep: String = (0..FRAMES)
            .map(|n| {
                format!("#{n}  0x00007f in napi::error::from_unknown (...) at src/error.rs:{n}\n")
            })
            .collect();
        let recursion = understand(&deep)
            .recursion()
            .expect("one fills it")
            .function
            .clone();
        assert_eq!(recursion, "napi::error::from_unknown");
    }

    #[test]
    fn what_tells_most_ends_where_the_engine_begins() {
        let backtrace = understand(OUTPUT);
        let telling: Vec<&str> = backtrace
            .telling()
            .iter()
            .map(|frame| frame.function.as_str())
            .collect();
        assert_eq!(
            telling,
            [
                "uv_cond_wait",
                "napi_call_threadsafe_function",
                "napi_sys::functions::napi4::napi_call_threadsafe_function",
                "callback_patterns::misuse::never_exits::block_on_own_queue",
            ]
        );
    }
}
