//! Deno.

use std::sync::LazyLock;

use regex::Regex;

use super::{Exception, Report, Restless, Rule, pattern};

pub static RESTLESS: Restless = Restless {
    name: "Deno",
    threads: &["tokio-runtime-w", "worker-"],
};

/// The head of Deno's own report of a panic; an addon's panics are not Deno's.
pub static PANICKED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^Deno has panicked\."));

/// Deno says so instead of emitting `exit`.
pub static UNSETTLED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^error: Top-level await promise never resolved$"));
pub static COLOURS: LazyLock<Regex> = LazyLock::new(|| pattern("\x1b\\[[0-9;]*m"));
static UNCAUGHT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^error: Uncaught (?:\(in (?:promise|worker)[^)]*\) )?(.*)$"));
static FRAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^    at (.+)$"));

/// What Node.js passes on to V8, by how it begins, as the section of its manual on useful V8 options lists it.
const OF_V8: [&str; 9] = [
    "--expose-gc",
    "--expose_gc",
    "--gc-interval",
    "--harmony-",
    "--jitless",
    "--max-",
    "--stack-size",
    "--stack-trace-limit",
    "--trace-gc",
];

/// `flags` as Deno takes them: those of V8 in one of its own.
pub fn flags(flags: &[String]) -> Vec<String> {
    let is_v8s = |flag: &&String| OF_V8.iter().any(|begin| flag.starts_with(begin));
    let (engine, own): (Vec<&String>, Vec<&String>) = flags.iter().partition(is_v8s);
    let engine: Vec<&str> = engine.into_iter().map(String::as_str).collect();
    let engine = (!engine.is_empty()).then(|| format!("--v8-flags={}", engine.join(",")));
    engine.into_iter().chain(own.into_iter().cloned()).collect()
}

pub fn rules() -> Vec<Rule> {
    vec![
        // What Deno says of its own panic, above the panic itself.
        Rule::new(
            r"(?ms)^\n?={20,}\nDeno has panicked\..*?^View stack trace at:\n\S+\n\n",
            "",
        ),
        // V8's words for a full heap, where it is embedded; Node.js has its own.
        Rule::new(
            r"(?m)^#\n# Fatal JavaScript out of memory: Reached heap limit\n#\n",
            "FATAL ERROR: [HEAP LIMIT] Allocation failed - JavaScript heap out of memory\n",
        ),
        Rule::new(
            r"(?m)^==== C stack trace =+\n\n(?:    [^\n]*\n)*\n?",
            "[NATIVE STACK]\n",
        ),
    ]
}

/// Whether Deno reports an exception.
pub fn reports(stderr: &str) -> bool {
    UNCAUGHT.is_match(stderr)
}

/// Deno reports an uncaught exception as the error, its source line with a caret, and its stack.
pub fn report(stderr: &str) -> Option<Report> {
    let found = UNCAUGHT.captures_iter(stderr).last()?;
    let whole = found.get(0)?;
    let after = &stderr[whole.end()..];
    // What it was caused by has a stack of its own.
    let own = after.split("\nCaused by: ").next().unwrap_or(after);
    let frames = FRAME.captures_iter(own).map(|found| found[1].to_owned());
    let is_runtimes = |frame: &String| frame.contains("ext:") || frame.contains("node:");
    Some(Report {
        range: whole.start()..stderr.len(),
        exception: Exception {
            what: found[1].trim().to_owned(),
            site: frames.into_iter().find(|frame| !is_runtimes(frame)),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exception(text: &str) -> Option<Exception> {
        report(text).map(|report| report.exception)
    }

    #[test]
    fn flags_of_v8_are_handed_over_in_one() {
        let given = ["--max-old-space-size=24", "--inspect", "--expose-gc"].map(str::to_owned);
        assert_eq!(
            flags(&given),
            [
                "--v8-flags=--max-old-space-size=24,--expose-gc",
                "--inspect"
            ]
        );
        assert!(flags(&[]).is_empty());
    }

    #[test]
    fn an_uncaught_exception_is_read_with_its_class_message_and_place() {
        let text = "error: Uncaught (in promise) Error: disk full\nthrow e;\n      ^\n    at f (file:///tmp/b.mjs:1:25)\nCaused by: RangeError: inner\n    at file:///tmp/b.mjs:1:57\n";
        assert_eq!(
            exception(text),
            Some(Exception {
                what: "Error: disk full".into(),
                site: Some("f (file:///tmp/b.mjs:1:25)".into()),
            })
        );
        assert_eq!(
            exception("error: Uncaught \"a string\"\n")
                .expect("one")
                .site,
            None
        );
        assert_eq!(exception("error: nothing is uncaught\n"), None);
    }
}
