//! Dialects: how each runtime words what every runtime says of its own, such as an exception that nobody caught.
//!
//! What only the version changes is made the same here, so that one snapshot serves as many runtimes as possible.

mod bun;
mod deno;
mod node;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

/// An exception that nobody caught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// Its class and message, or what was thrown instead of an error.
    pub what: String,
    /// The innermost frame of its stack that is not the runtime's.
    pub site: Option<String>,
}

/// A runtime's report of an exception that nobody caught.
struct Report {
    /// Where it stands in what was printed.
    range: Range<usize>,
    /// What it says.
    exception: Exception,
}

/// A text that varies, and what stands for it.
pub struct Rule {
    pattern: Regex,
    name: &'static str,
}

impl Rule {
    /// # Panics
    /// When `pattern` is none.
    pub fn new(pattern: &str, name: &'static str) -> Self {
        Self {
            pattern: self::pattern(pattern),
            name,
        }
    }

    /// `text` with what varies named.
    pub fn apply(&self, text: String) -> String {
        match self.pattern.replace_all(&text, self.name) {
            std::borrow::Cow::Owned(replaced) => replaced,
            std::borrow::Cow::Borrowed(_) => text,
        }
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// What the runtimes write that varies from version to version, or says nothing of the program.
pub fn rules() -> Vec<Rule> {
    let all = [node::rules(), bun::rules(), deno::rules()];
    all.into_iter().flatten().collect()
}

/// The exception that a runtime reports at its end, where standard error has such a report.
pub fn exception(stderr: &str) -> Option<Exception> {
    report(stderr).map(|report| report.exception)
}

fn report(stderr: &str) -> Option<Report> {
    let reports = [node::report, bun::report, deno::report];
    reports.into_iter().find_map(|report| report(stderr))
}

/// `stderr` with the report of the exception that ended the process in words that are the same under all runtimes: the exception, and the
/// file and line that threw it.
pub fn with_common_report(stderr: &str) -> String {
    let stderr = without_colours(stderr);
    let Some(Report { range, exception }) = report(&stderr) else {
        return stderr;
    };
    // Node.js puts an error's code behind its class.
    static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\w+) \[\w+\]: "));
    static LINE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:.*\()?([^()]+?:\d+)(?::\d+)?\)?$"));
    let what = CODE.replace(&exception.what, "$1: ");
    let line = exception.site.as_ref().and_then(|site| LINE.captures(site));
    let line = line.map(|found| format!("\n    at {}", &found[1]));
    format!(
        "{}[UNCAUGHT] {what}{}\n{}",
        &stderr[..range.start],
        line.unwrap_or_default(),
        &stderr[range.end..]
    )
}

/// Whether a report of an exception tells that it ended the process; `told` is whether the program itself was told of one, or was cut short
/// in its handlers of `exit`. Words alone may have been printed by the program. `runtime` is `None` where the program has not begun, such as a module that does not load.
pub fn is_uncaught(stderr: &str, runtime: Option<&str>, told: bool) -> bool {
    let node = || node::report(stderr).is_some();
    match runtime {
        None => node() || deno::reports(stderr) || bun::reports(stderr),
        // It tells nobody of a rejection, and does not close a report of what is thrown in a handler of `exit`.
        Some("bun") => bun::reports(stderr) || told && bun::report(stderr).is_some(),
        Some("deno") => deno::reports(stderr) && told,
        Some(_) => node() && told,
    }
}

/// Whether an exception that ended the process was the rejection of a promise. `origin` is what the program was told of it:
/// `uncaughtException` or `unhandledRejection`.
pub fn is_rejection(runtime: Option<&str>, origin: Option<&str>) -> bool {
    match origin {
        Some(origin) => origin == "unhandledRejection",
        // Bun tells a program of every other exception.
        None => runtime == Some("bun"),
    }
}

/// A runtime whose event loop, and some of whose threads, wait for a limited time only, whatever the program does.
pub struct Restless {
    /// Its name, for people.
    pub name: &'static str,
    /// How the names of such threads begin.
    pub threads: &'static [&'static str],
}

/// `runtime`, if it is such a one.
pub fn restless(runtime: Option<&str>) -> Option<&'static Restless> {
    match runtime? {
        "bun" => Some(&bun::RESTLESS),
        "deno" => Some(&deno::RESTLESS),
        _ => None,
    }
}

/// Whether a native function is a JavaScript engine's, or the runtime's entry into an addon.
pub fn is_runtimes_function(name: &str) -> bool {
    node::FUNCTIONS.iter().any(|part| name.contains(part)) || name.starts_with("v8::")
}

/// How many exceptions of callbacks the runtime says it has dropped.
pub fn dropped(stderr: &str) -> usize {
    node::DROPPED.find_iter(stderr).count()
}

/// `flags`, given as Node.js takes them, as `runtime` does.
pub fn flags(runtime: &str, flags: &[String]) -> Vec<String> {
    match runtime {
        "deno" => deno::flags(flags),
        _ => flags.to_vec(),
    }
}

/// A fatal error of the JavaScript engine, or of the runtime.
pub fn fatal(stderr: &str) -> Option<String> {
    node::fatal(stderr)
}

/// Whether the runtime itself, which is a Rust program, panicked.
pub fn has_panicked(stderr: &str) -> bool {
    deno::PANICKED.is_match(stderr)
}

/// Where a top-level `await` was never settled, if the runtime says that one was not; empty where it does not say where.
pub fn unsettled(stderr: &str) -> Option<String> {
    let place = |found: regex::Captures<'_>| found[1].to_owned();
    let node = node::UNSETTLED.captures(stderr).map(place);
    node.or_else(|| deno::UNSETTLED.is_match(stderr).then(String::new))
}

/// `text` without escape sequences for colours, which Deno writes to pipes, too.
pub fn without_colours(text: &str) -> String {
    deno::COLOURS.replace_all(text, "").into_owned()
}
