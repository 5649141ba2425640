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

/// Flags of Deno's own, as `deno run --help=full` lists them in 2.9.6; those that begin with `unstable` besides.
const OWN: [&str; 63] = [
    "allow-all",
    "allow-env",
    "allow-ffi",
    "allow-import",
    "allow-net",
    "allow-read",
    "allow-run",
    "allow-scripts",
    "allow-sys",
    "allow-write",
    "cached-only",
    "cert",
    "check",
    "conditions",
    "config",
    "coverage",
    "deny-env",
    "deny-ffi",
    "deny-import",
    "deny-net",
    "deny-read",
    "deny-run",
    "deny-sys",
    "deny-write",
    "env-file",
    "ext",
    "frozen",
    "frozen-lockfile",
    "hmr",
    "ignore-env",
    "ignore-read",
    "import-map",
    "inspect",
    "inspect-brk",
    "inspect-publish-uid",
    "inspect-wait",
    "location",
    "lock",
    "log-level",
    "min-dep-age",
    "no-check",
    "no-clear-screen",
    "no-code-cache",
    "no-config",
    "no-lock",
    "no-npm",
    "no-prompt",
    "no-remote",
    "node-modules-dir",
    "node-modules-linker",
    "permission-set",
    "preload",
    "quiet",
    "reload",
    "require",
    "seed",
    "strace-ops",
    "unsafely-ignore-certificate-errors",
    "use-env-proxy",
    "v8-flags",
    "vendor",
    "watch",
    "watch-exclude",
];

/// `flags` as Deno takes them: what is not its own is V8's, as in Node.js, and V8 refuses what it does not know by name.
pub fn flags(flags: &[String]) -> Vec<String> {
    let is_own = |flag: &&String| {
        // A short one, or the value of the one before it, is never V8's.
        let Some(flag) = flag.strip_prefix("--") else {
            return true;
        };
        let name = flag.split_once('=').map_or(flag, |(name, _)| name);
        OWN.contains(&name) || name.starts_with("unstable")
    };
    let (own, engine): (Vec<&String>, Vec<&String>) = flags.iter().partition(is_own);
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
        let given = [
            "--stress_compaction",
            "--allow-natives-syntax",
            "--unstable-ffi",
            "--preload",
            "./first.mjs",
        ];
        assert_eq!(
            flags(&given.map(str::to_owned)),
            [
                "--v8-flags=--stress_compaction,--allow-natives-syntax",
                "--unstable-ffi",
                "--preload",
                "./first.mjs"
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
