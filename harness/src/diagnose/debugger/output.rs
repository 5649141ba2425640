//! What a debugger prints, read: gdb's stacks, and lldb's, which are told to look like them.

use std::sync::LazyLock;

use regex::Regex;

use super::lock::Holder;
use crate::diagnose::backtrace::{Backtrace, Frame, in_workspace, without_hash};
use crate::preload;

/// Reads `#3  0x00007f in name (args) at file:line`, as gdb writes it and lldb is told to.
pub fn understand(output: &str) -> Backtrace {
    static FRAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?m)^[ *]*#(\d+) +(?:0x[0-9a-f]+ in )?(.+?) \([^()]*\)(?: at (\S+))?(?: from (\S+))?$",
        )
        .expect("a valid pattern")
    });
    let mut frames = Vec::new();
    for frame in FRAME.captures_iter(output) {
        // lldb shows the innermost frame of a stop before it is asked for all of them.
        if &frame[1] == "0" {
            frames.clear();
        }
        let library = frame.get(4).map(|library| library.as_str());
        // Of the harness's own library, which passes calls on, nobody wants to read.
        if library.is_some_and(|library| library.ends_with(preload::FILE)) {
            continue;
        }
        frames.push(Frame {
            function: without_hash(&frame[2]),
            place: frame.get(3).map(|place| in_workspace(place.as_str())),
            library: library.map(str::to_owned),
        });
    }
    Backtrace { frames }
}

/// A thread, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadStack {
    /// Its number among the debugger's, which may give 1 to another than the main one: lldb has done so.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// Its number in the system; `None` where the debugger does not say it.
    pub id: Option<i32>,
    /// Its stack.
    pub backtrace: Backtrace,
    /// Who holds the lock that it waits for; what a debugger prints does not say that.
    pub lock: Option<Holder>,
}

impl ThreadStack {
    /// Whether it is the main one of `process`, whose number in the system is the process's own.
    pub fn is_main_of(&self, process: i32) -> bool {
        self.id.map_or(self.number == 1, |id| id == process)
    }
}

/// Reads the stacks of several threads, each below gdb's `Thread 2 (Thread 0x7f (LWP 7) "name"):`, lldb's `Thread 2 (LWP 7 "name")`, as it is
/// told to write it, or its own `thread #2, name = 'name'`.
pub fn understand_threads(output: &str) -> Vec<ThreadStack> {
    static HEADER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?m)^[ *]*(?:Thread (\d+) \((?:.*LWP (\d+)\)?)?(?:.*"(.*)")?.*\):?|thread #(\d+)(?:, name = '([^']*)')?.*)$"#,
        )
        .expect("a valid pattern")
    });
    let headers: Vec<_> = HEADER.captures_iter(output).collect();
    let begin_of = |index: usize| {
        let header = headers.get(index)?.get(0)?;
        Some((header.start(), header.end()))
    };
    let threads = headers.iter().enumerate().map(|(index, header)| {
        let (_, begin) = begin_of(index)?;
        let end = begin_of(index + 1).map_or(output.len(), |(start, _)| start);
        let text = |one, other| header.get(one).or(header.get(other));
        Some(ThreadStack {
            number: text(1, 4)?.as_str().parse().ok()?,
            name: text(3, 5).map_or("", |name| name.as_str()).to_owned(),
            id: header.get(2).and_then(|id| id.as_str().parse().ok()),
            lock: None,
            backtrace: understand(&output[begin..end]),
        })
    });
    threads.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stacks_of_threads_are_told_apart_in_the_words_of_either_debugger() {
        let frames = "#0  futex_wait () from /lib/libc.so.6\n#1  x::wait () at src/lib.rs:3\n";
        let gdb = format!(
            "\nThread 2 (Thread 0x7f (LWP 27169) \"work er\"):\n{frames}\nThread 1 (Thread 0x7f (LWP 27167) \"node\"):\n{frames}"
        );
        let lldb = format!(
            "  Thread 2 (LWP 27169 \"work er\")\n{frames}* Thread 1 (LWP 27167 \"node\")\n{frames}"
        );
        let of_its_own = format!(
            "  thread #2, name = 'work er'\n{frames}* thread #1, name = 'node', stop reason = signal SIGSTOP\n{frames}"
        );
        for (output, id) in [(gdb, Some(27169)), (lldb, Some(27169)), (of_its_own, None)] {
            let threads = understand_threads(&output);
            assert_eq!(threads[0].id, id);
            assert!(!threads[0].is_main_of(27167) && threads[1].is_main_of(27167));
            let names: Vec<_> = threads.iter().map(|it| (it.number, &*it.name)).collect();
            assert_eq!(names, [(2, "work er"), (1, "node")]);
            assert!(threads.iter().all(|it| it.backtrace.frames.len() == 2));
        }
    }

    #[test]
    fn the_main_thread_is_the_one_with_the_number_of_the_process() {
        let output = "* Thread 1 (LWP 8 \"node-V8Worker\")\n#0  a ()\n  Thread 2 (LWP 7 \"node\")\n#0  b ()\n";
        let threads = understand_threads(output);
        let is_main: Vec<bool> = threads.iter().map(|it| it.is_main_of(7)).collect();
        assert_eq!(is_main, [false, true]);
    }

    #[test]
    fn a_function_is_named_whole_where_its_own_types_hold_brackets() {
        let output = "#6  0x00007f in Napi::details::CallbackData<void (*)(Napi::CallbackInfo const&), void>::Wrapper (env=..., info=...) at napi-inl.h:186\n#7  0x00007f in f(int)::{lambda()#1}::operator()() const () at src/f.cc:2\n#8  0x7f in g ()\n";
        let backtrace = understand(output);
        let functions: Vec<&str> = backtrace.frames.iter().map(|it| &*it.function).collect();
        assert_eq!(
            functions,
            [
                "Napi::details::CallbackData<void (*)(Napi::CallbackInfo const&), void>::Wrapper",
                "f(int)::{lambda()#1}::operator()() const",
                "g"
            ]
        );
    }

    #[test]
    fn lldbs_frames_are_read_from_the_last_innermost_one_on() {
        let output = "    #0  core::ptr::read_volatile::h757318281eeebd8b () at /rustc/5980/library/core/src/ptr/mod.rs:2091\n  * #0  core::ptr::read_volatile::h757318281eeebd8b () at /rustc/5980/library/core/src/ptr/mod.rs:2091\n    #1  addon::read_from_nowhere () at /src/addon/src/lib.rs:16\n    #2  v8impl::(anonymous namespace)::FunctionCallbackWrapper::Invoke ()\n";
        let backtrace = understand(output);
        assert_eq!(backtrace.frames.len(), 3);
        assert_eq!(
            backtrace.own().expect("one").to_string(),
            "addon::read_from_nowhere at /src/addon/src/lib.rs:16"
        );
    }
}
