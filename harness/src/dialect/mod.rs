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
    /// Where it begins in what was printed.
    begin: usize,
    /// What was printed after it; what the runtime closes it with is left out.
    rest: Range<usize>,
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

/// What `runtime` writes that varies from version to version, or says nothing of the program. Bun and Deno have words of Node.js's, too.
pub fn rules(runtime: Option<&str>) -> impl Iterator<Item = &'static Rule> {
    static NODE: LazyLock<Vec<Rule>> = LazyLock::new(node::rules);
    static BUN: LazyLock<Vec<Rule>> = LazyLock::new(bun::rules);
    static DENO: LazyLock<Vec<Rule>> = LazyLock::new(deno::rules);
    let own: &[Rule] = match runtime {
        Some("bun") => &BUN,
        Some("deno") => &DENO,
        _ => &[],
    };
    NODE.iter().chain(own)
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
    // Colours of the program's own are kept.
    let plain = without_colours(stderr);
    let Some(report) = report(&plain) else {
        return stderr.to_owned();
    };
    let coloured = |at: usize| coloured_offset(stderr, at);
    // Node.js puts an error's code behind its class.
    static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\w+) \[\w+\]: "));
    static LINE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:.*\()?([^()]+?:\d+)(?::\d+)?\)?$"));
    let Exception { what, site } = report.exception;
    let what = CODE.replace(&what, "$1: ");
    let line = site.as_ref().and_then(|site| LINE.captures(site));
    let line = line.map(|found| format!("\n    at {}", &found[1]));
    format!(
        "{}[UNCAUGHT] {what}{}\n{}",
        &stderr[..coloured(report.begin)],
        line.unwrap_or_default(),
        &stderr[coloured(report.rest.start)..coloured(report.rest.end)]
    )
}

/// Where that stands in `text` which stands at `plain` without colours: before what colours it.
fn coloured_offset(text: &str, plain: usize) -> usize {
    let colours = deno::COLOURS.find_iter(text);
    colours.fold(plain, |at, colour| match colour.start() < at {
        true => at + colour.len(),
        false => at,
    })
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
    /// How the names of such threads begin that may run the program's JavaScript, or its futures.
    threads: &'static [&'static str],
    /// The same of those that compile or collect garbage for the engine, whenever they get to it.
    engine: &'static [&'static str],
}

impl Restless {
    /// Whether a thread of that name compiles or collects garbage for the engine.
    pub fn is_engines(&self, thread: &str) -> bool {
        self.engine.iter().any(|begin| thread.starts_with(begin))
    }

    /// Whether a thread of that name is the runtime's own.
    pub fn is_own(&self, thread: &str) -> bool {
        self.is_engines(thread) || self.threads.iter().any(|begin| thread.starts_with(begin))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_the_programs_own_are_kept() {
        let deno = "\x1b[31mred\x1b[0m\n\x1b[0m\x1b[1m\x1b[31merror\x1b[0m: Uncaught Error: x\n    at \x1b[36mfile:///a.mjs\x1b[0m:\x1b[33m1\x1b[0m:\x1b[33m7\x1b[0m\n\x1b[32mgreen\x1b[0m\n";
        assert_eq!(
            with_common_report(deno),
            "\x1b[31mred\x1b[0m\n[UNCAUGHT] Error: x\n    at file:///a.mjs:1\n\x1b[32mgreen\x1b[0m\n"
        );
    }
}
