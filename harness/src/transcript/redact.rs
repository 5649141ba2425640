//! Redaction: what varies from run to run and from machine to machine gets a name.

use std::path::Path;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::dialect::{self, Rule};

/// What is known of one run and must not show in its transcript.
#[derive(Debug, Clone)]
pub struct Redaction {
    /// Texts with their names, the longest first.
    literals: Vec<(String, String)>,
    /// The runtime that may have written of itself; `None` where none ran.
    runtime: Option<&'static str>,
    /// The project's own patterns with their names.
    extra: Vec<(Regex, String)>,
}

impl Redaction {
    /// For a run in the folder `scratch`, of the project `root`.
    pub fn new(scratch: &Path, root: &Path) -> Self {
        let mut new = Self {
            literals: Vec::new(),
            runtime: None,
            extra: Vec::new(),
        }
        .naming(scratch, "[SCRATCH]")
        .naming(root, "[PROJECT]");
        if let Some(cargo) = std::env::var_os("CARGO_HOME") {
            new = new.naming(Path::new(&cargo), "[CARGO]");
        }
        if let Some(home) = dirs::home_dir() {
            new = new
                .naming(&home.join(".cargo"), "[CARGO]")
                .naming(&home, "[HOME]");
        }
        new
    }

    /// The same, with `path` shown as `shown`, also where it is an URL. The first name of a path stays.
    pub fn naming(mut self, path: &Path, shown: &str) -> Self {
        let path = path.to_string_lossy();
        if path.len() > 1 {
            let forms = [format!("file://{path}"), file_url(&path), path.into_owned()];
            let named = forms.into_iter().map(|form| (form, shown.to_owned()));
            self.literals.extend(named);
        }
        // A path within another one is named first.
        self.literals
            .sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        self
    }

    /// The same, with what a runtime of that name writes of its own.
    pub fn of(mut self, runtime: &'static str) -> Self {
        self.runtime = Some(runtime);
        self
    }

    /// The same, with what the patterns match replaced by their names after all else.
    pub fn with(mut self, extra: impl Iterator<Item = (Regex, String)>) -> Self {
        self.extra.extend(extra);
        self
    }

    /// A place, or a text that has places, as people write them: below the project, they are relative.
    pub fn place(&self, text: &str) -> String {
        // An offset in a file is no address that varies.
        let parts = text.split(OFFSET).map(|part| self.apply(part));
        let parts: Vec<String> = parts.collect();
        parts.join(OFFSET).replace("[PROJECT]/", "")
    }

    /// `text` with everything named that varies.
    pub fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (literal, name) in &self.literals {
            if text.contains(literal.as_str()) {
                text = replace_whole(&text, literal, name);
            }
        }
        let rules = RUSTS.iter().chain(dialect::rules(self.runtime));
        for rule in rules.chain(ADDRESS.iter()) {
            text = rule.apply(text);
        }
        for (pattern, name) in &self.extra {
            text = pattern.replace_all(&text, name.as_str()).into_owned();
        }
        text
    }
}

/// As runtimes write it in `import.meta.url`: what an URL's path cannot hold is encoded.
fn file_url(path: &str) -> String {
    let mut url = "file://".to_owned();
    for byte in path.bytes() {
        let plain = byte.is_ascii_graphic() && !b"\"#%<>?\\`{}".contains(&byte);
        if plain {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

/// Replaces a path where it stands as a whole: `/src` in `/src/a` and `/src:3`, and not in `/srcs`.
fn replace_whole(text: &str, path: &str, name: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(path) {
        let (before, from) = rest.split_at(at);
        let after = &from[path.len()..];
        replaced.push_str(before);
        let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
        replaced.push_str(if goes_on { path } else { name });
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// What stands before an offset, as in `addon.node+0x1f2a40`.
const OFFSET: &str = "+0x";

/// What Rust and its libraries write, before all that a runtime writes.
static RUSTS: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    vec![
        // A panic that cannot unwind has one whatever RUST_BACKTRACE says, with frames of the runtime and of the C library.
        Rule::new(
            r"(?m)^stack backtrace:\n(?: +(?:\d+:|at )[^\n]*\n)+",
            "[BACKTRACE]\n",
        ),
        // Where a crate was unpacked, on this machine or on the one that built a published binary: the registry's name
        // and a hash of its address, then the crate.
        Rule::new(
            r#"[^\s:'"(]*[/\\]registry[/\\]src[/\\][^/\\\s]+-[0-9a-f]{16}[/\\]"#,
            "[CARGO]/",
        ),
        // The standard library's sources: a path of the machine that built it.
        Rule::new(r"/rustc/[0-9a-f]{40}/", "[RUST]/"),
        // Its lines change with each release of Rust.
        Rule::new(r"(\[RUST\]/library/[^\s:]+):\d+:\d+", "$1"),
        // What the unwinder says, which differs from build to build.
        Rule::new(
            r"(fatal runtime error: failed to initiate panic), error \d+",
            "$1",
        ),
        Rule::new(
            r"(?m)^(thread '.*?') \(\d+\) (panicked|has overflowed)",
            "$1 $2",
        ),
    ]
});

/// After that, for a native stack is addresses, too.
static ADDRESS: LazyLock<[Rule; 1]> =
    LazyLock::new(|| [Rule::new(r"0x[0-9a-fA-F]{6,16}\b", "[ADDRESS]")]);

/// Control characters as their pictures in Unicode, so that a snapshot stays a text: `␍`, `␛`. Tabs stay.
pub fn picture_controls(line: &str) -> String {
    static CONTROLS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\x00-\x08\x0A-\x1F\x7F]").expect("a valid pattern"));
    let picture = |found: &Captures<'_>| {
        let code = u32::from(found[0].chars().next().unwrap_or_default());
        let picture = if code == 0x7f { 0x2421 } else { 0x2400 + code };
        char::from_u32(picture).unwrap_or('\u{fffd}').to_string()
    };
    CONTROLS.replace_all(line, picture).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redaction() -> Redaction {
        Redaction::new(Path::new("/tmp/run/7"), Path::new("/src/project"))
            .naming(Path::new("/tmp/run/7/late.mjs"), "scenarios/guide/late.mjs")
    }

    #[test]
    fn paths_are_named_by_what_they_are() {
        let text = "at f (file:///tmp/run/7/late.mjs:3:4)\n/tmp/run/7/x /tmp/run/70 /src/project/addon/a.rs:1";
        assert_eq!(
            redaction().apply(text),
            "at f (scenarios/guide/late.mjs:3:4)\n[SCRATCH]/x /tmp/run/70 [PROJECT]/addon/a.rs:1"
        );
    }

    #[test]
    fn a_place_is_relative_to_the_project_and_keeps_its_offset() {
        let text = "f at /src/project/addon/a.rs:1, x.node+0x7ff6a1b2c3d4 of x.node";
        assert_eq!(
            redaction().place(text),
            "f at addon/a.rs:1, x.node+0x7ff6a1b2c3d4 of x.node"
        );
        assert_ne!(redaction().apply(text), text);
    }

    #[test]
    fn a_backtrace_of_rusts_is_one_mark_and_what_follows_stays() {
        let text = "panicked at /rustc/0123456789012345678901234567890123456789/library/core/src/panicking.rs:225:5:\npanic in a function that cannot unwind\nstack backtrace:\n   0:     0x7f01 - std::fmt\n                     at /rustc/x/std/src/a.rs:1:2\n  12:                0x0 - <unknown>\nthread caused non-unwinding panic. aborting.\n";
        assert_eq!(
            redaction().apply(text),
            "panicked at [RUST]/library/core/src/panicking.rs:\npanic in a function that cannot unwind\n[BACKTRACE]\nthread caused non-unwinding panic. aborting.\n"
        );
    }

    #[test]
    fn frames_of_the_runtime_go_and_frames_of_the_program_stay() {
        let text = "Error: x\n    at f (file:///tmp/run/7/late.mjs:3:4)\n    at ModuleJob.run (node:internal/modules/esm/module_job:234:25)\n    at async node:internal/main/run_main_module:1:1\n\nNode.js v20.20.2\n";
        assert_eq!(
            redaction().apply(text),
            "Error: x\n    at f (scenarios/guide/late.mjs:3:4)\n\nNode.js [VERSION]\n"
        );
    }

    #[test]
    fn a_native_stack_is_told_of_and_left_out() {
        let text = "FATAL ERROR: x\n----- Native stack trace -----\n\n 1: 0xb9dc57 node::Abort() [node]\n 2: 0xf5ba26  [node]\n";
        assert_eq!(redaction().apply(text), "FATAL ERROR: x\n[NATIVE STACK]\n");
    }

    #[test]
    fn what_one_runtime_writes_of_its_own_is_a_programs_text_under_another() {
        let excerpt = "1 | let x = ;\n            ^\nerror: Unexpected ;\n";
        assert_eq!(redaction().apply(excerpt), excerpt);
        assert_eq!(redaction().of("node").apply(excerpt), excerpt);
        assert_eq!(
            redaction().of("bun").apply(excerpt),
            "error: Unexpected ;\n"
        );
        // Nor is every excerpt Bun's.
        let other = excerpt.replace("error", "  help");
        assert_eq!(redaction().of("bun").apply(&other), other);
    }

    #[test]
    fn what_names_a_thread_or_an_address_goes() {
        let text = "thread 'main' (4711) panicked at src/x.rs:1:2:\nobject at 0x7f0012345678\n";
        assert_eq!(
            redaction().apply(text),
            "thread 'main' panicked at src/x.rs:1:2:\nobject at [ADDRESS]\n"
        );
        let quoted = "thread 'a's own' (4711) panicked at src/x.rs:1:2:\n";
        assert_eq!(
            redaction().apply(quoted),
            "thread 'a's own' panicked at src/x.rs:1:2:\n"
        );
    }

    #[test]
    fn a_crates_source_reads_the_same_wherever_it_was_built() {
        let home = dirs::home_dir().expect("a home").join(".cargo");
        let sources = "registry/src/index.example-0123456789abcdef/v8-1.2.3/src/handle.rs:6:5";
        for built in [
            home.to_str().expect("a text"),
            "/home/else/.cargo",
            "/cargo",
        ] {
            assert_eq!(
                redaction().apply(&format!("panicked at {built}/{sources}")),
                "panicked at [CARGO]/v8-1.2.3/src/handle.rs:6:5"
            );
        }
        let own = "panicked at /a/registry/src/store/key.rs:6:5";
        assert_eq!(redaction().apply(own), own);
    }

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(picture_controls("a\u{1b}[1m\r\u{7f}\tb"), "a␛[1m␍␡\tb");
    }
}
