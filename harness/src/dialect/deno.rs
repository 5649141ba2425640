//! Deno.

use std::sync::LazyLock;

use regex::Regex;

use super::{Exception, Report, Restless, Rule, pattern};

pub static RESTLESS: Restless = Restless {
    name: "Deno",
    threads: &["tokio-runtime-w", "worker-"],
    engine: &["V8 DefaultWorke"],
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
static IS_ERROR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Z][\w$.]*(?:: .*)?$"));
static ADVICE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^    (?:info|hint|docs): "));

/// What Node.js passes on to V8, by how it begins, as the section of its manual on useful V8 options lists it, and what tests of garbage
/// collection and of the compilers use. V8 takes underscores for hyphens, and `no-` before a switch.
const OF_V8: [&str; 18] = [
    "abort-on-uncaught-exception",
    "allow-natives-syntax",
    "disallow-code-generation-from-strings",
    "expose-gc",
    "gc-interval",
    "harmony-",
    "interpreted-frames-native-stack",
    "jitless",
    "maglev",
    "max-heap-size",
    "max-lazy",
    "max-old-space-size",
    "max-semi-space-size",
    "opt",
    "sparkplug",
    "stack-size",
    "stack-trace-limit",
    "trace-gc",
];

/// `flags` as Deno takes them: those of V8 in one of its own.
pub fn flags(flags: &[String]) -> Vec<String> {
    let is_v8s = |flag: &&String| {
        let name = flag.trim_start_matches('-').replace('_', "-");
        let name = name.strip_prefix("no-").unwrap_or(&name);
        OF_V8.iter().any(|begin| name.starts_with(begin))
    };
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
            r"(?m)^#\n# Fatal JavaScript out of memory: (?:Reached heap limit|Ineffective mark-compacts near heap limit)\n#\n",
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

/// Deno reports an uncaught exception as the error, its source line with a caret, and its stack, the same for what caused it, and what it
/// advises.
pub fn report(stderr: &str) -> Option<Report> {
    let found = UNCAUGHT.captures_iter(stderr).last()?;
    let head = found.get(0)?;
    let after = &stderr[head.end()..];
    let lines: Vec<&str> = after.split_inclusive('\n').skip(1).collect();
    let what = found[1].trim();
    let (own, end) = extent(what, &lines);
    let own = lines[..own].concat();
    let frames = FRAME.captures_iter(&own).map(|found| found[1].to_owned());
    let is_runtimes = |frame: &String| frame.contains("ext:") || frame.contains("node:");
    let first = after.split_inclusive('\n').next().map_or(0, str::len);
    let length = first + lines[..end].iter().copied().map(str::len).sum::<usize>();
    Some(Report {
        begin: head.start(),
        rest: head.end() + length..stderr.len(),
        exception: Exception {
            what: what.to_owned(),
            site: frames.into_iter().find(|frame| !is_runtimes(frame)),
        },
    })
}

/// How many of the `lines` below the first one are the report's own of `what`, and how many with what comes with it.
fn extent(what: &str, lines: &[&str]) -> (usize, usize) {
    let is_frame = |line: &&&str| FRAME.is_match(line);
    let stack = |from: usize| {
        let first = from + lines[from..].iter().position(|line| is_frame(&line))?;
        Some(first + lines[first..].iter().take_while(is_frame).count())
    };
    // What is no error has no stack: whatever looks like one stands in it, or was printed later.
    let closing = what.chars().next_back().and_then(|last| match last {
        '{' => Some("}\n"),
        '[' => Some("]\n"),
        _ => None,
    });
    let own = match closing.filter(|_| !IS_ERROR.is_match(what)) {
        Some(bracket) => lines
            .iter()
            .position(|line| *line == bracket)
            .map(|at| at + 1),
        None => IS_ERROR.is_match(what).then(|| stack(0)).flatten(),
    };
    let Some(own) = own else {
        return (0, 0);
    };
    let mut end = own;
    while lines
        .get(end)
        .is_some_and(|line| line.starts_with("Caused by: "))
    {
        end = stack(end).unwrap_or(end + 1);
    }
    let advises = |line: &&str| ADVICE.is_match(line);
    if lines.get(end) == Some(&"\n") && lines.get(end + 1).is_some_and(advises) {
        let indented = lines[end + 1..]
            .iter()
            .take_while(|line| line.starts_with("    "));
        end += 1 + indented.count();
    }
    (own, end)
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
        // V8 takes underscores for hyphens; what only Node.js has is none of V8's.
        let given = [
            "--max_old_space_size=24",
            "--allow-natives-syntax",
            "--max-http-header-size=1",
        ];
        assert_eq!(
            flags(&given.map(str::to_owned)),
            [
                "--v8-flags=--max_old_space_size=24,--allow-natives-syntax",
                "--max-http-header-size=1"
            ]
        );
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

    #[test]
    fn what_is_printed_afterwards_is_not_the_reports() {
        let own = "bye\nCaused by: mine\n";
        for report in [
            "error: Uncaught Error: late\nthrow e;\n      ^\n    at f (file:///tmp/b.mjs:1:25)\n    at ext:core:1:1\n",
            "error: Uncaught (in promise) Error: late\nof two lines\nthrow e;\n      ^\n    at file:///tmp/b.mjs:1:25\nCaused by: RangeError: inner\n    at file:///tmp/b.mjs:1:57\n",
            "error: Uncaught (in promise) Error: late\n    Error: one\n        at file:///tmp/b.mjs:2:36\nthrow e;\n      ^\n    at file:///tmp/b.mjs:1:25\n\n    info: Deno can do that.\n    hint: Write\n          that.\n",
        ] {
            let text = format!("before\n{report}{own}");
            let found = super::report(&text).expect("one");
            assert_eq!(&text[found.begin..found.rest.start], report);
            assert_eq!(&text[found.rest], own);
            assert_eq!(found.exception.what, "Error: late");
        }
        let report =
            "error: Uncaught Error: expected {\nthrow e;\n      ^\n    at file:///tmp/b.mjs:1:25\n";
        let text = format!("{report}{own}");
        let found = super::report(&text).expect("one");
        assert_eq!(&text[found.rest], own);
        let text = format!("error: Uncaught \"a string\"\n{own}");
        let found = super::report(&text).expect("one");
        assert_eq!(&text[found.rest], own);
    }
}
