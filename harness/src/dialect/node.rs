//! Node.js, and V8's words.

use std::sync::LazyLock;

use regex::Regex;

use super::{Exception, Report, Rule, pattern};

// DEP0168 in Node.js's documentation, "Deprecated APIs"; older releases say N-API.
pub static DROPPED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^\(.+?:\d+\) \[DEP0168\] DeprecationWarning: Uncaught .* callback exception detected",
    )
});
/// Node.js 22 and later say so.
pub static UNSETTLED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^Warning: Detected unsettled top-level await at (\S+)"));
static FATAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^(?:FATAL ERROR: (.+)|# Fatal error in (.*)\n# (.+)|# Fatal (JavaScript out of memory: .+))$",
    )
});
/// An assertion in Node.js's own source that failed: with its function and what it asserts, since Node.js 20, and before.
const ASSERTION: [&str; 2] = [
    r"(?m)^(?:\n)?  #  [^\n]*\[\d+\]: (?:[^\n(]* )?([^\s(]+)\([^\n]*\) at [^\n]+:\d+\n  #  Assertion failed: ([^\n]+)\n(?:\n)?",
    r"(?m)^[^\n]*\[\d+\]: [^\s:]+:\d+:(?:[^\n(]* )?([^\s(]+)\([^\n]*\): Assertion `([^\n]+)' failed\.\n",
];
static FAILED: LazyLock<[Regex; 2]> = LazyLock::new(|| ASSERTION.map(pattern));
static FRAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ +at (.+)$"));

/// Parts of the names of native functions of Node.js and V8. Bun and Deno come without theirs.
pub const FUNCTIONS: [&str; 5] = [
    "v8::internal::",
    "v8impl::",
    "Builtins_",
    "node::",
    "uv_run",
];

pub fn rules() -> Vec<Rule> {
    let rule = Rule::new;
    vec![
        // Frames inside the runtime differ from version to version; Bun's and Deno's are like them.
        rule(
            r"(?m)^ +at [^\n]*(?:\(node:|node:internal|\(internal:|native:|ext:)[^\n]*\n",
            "",
        ),
        // Where the runtime's own source threw: its file, its line, and a caret below it.
        rule(
            r"(?m)^node:[\w/]+:\d+\n[^\n]*\n *\^+\n",
            "[SOURCE OF THE RUNTIME]\n",
        ),
        // Where no source threw; before Node.js 20 V8 calls that `undefined`.
        rule(r"(?m)^(?:<anonymous_script>|undefined):0$", "[NO SOURCE]"),
        // Node.js 24 says in an AssertionError how it would compare.
        rule(r"(?m),\n  diff: 'simple'\n\}", "\n}"),
        // Before Node.js 22 the exit code 13 alone says so.
        rule(
            r"(?m)^Warning: Detected unsettled top-level await at [^\n]*\n(?:[^\n]*\n *\^+\n)?\n*",
            "",
        ),
        // Before Node.js 21 Node-API has its first name.
        rule(
            r"Uncaught N-API callback exception",
            "Uncaught Node-API callback exception",
        ),
        // With its process and the line in Node.js's source.
        rule(ASSERTION[0], "Assertion failed in $1: $2\n"),
        rule(ASSERTION[1], "Assertion failed in $1: $2\n"),
        // A native stack is addresses; `--- Native stack trace ---` heads it since Node.js 20.
        rule(
            r"(?m)^-+ (?:Native|JavaScript|JS) stack trace -+\n(?:[ \t]*\n)*(?:[ \t]*\d+: [^\n]*\n)*\n*",
            "[NATIVE STACK]\n",
        ),
        rule(
            r"(?m)^(?:[ \t]*\d+: 0x[0-9a-f]+ [^\n]*\n)+\n*",
            "[NATIVE STACK]\n",
        ),
        // What V8 says of its garbage collections when its heap is full is times and sizes.
        rule(
            r"(?ms)^<--- Last few GCs --->\n.*?^(FATAL ERROR|#)",
            "[GARBAGE COLLECTIONS]\n$1",
        ),
        // How it found that out is a matter of chance.
        rule(
            r"(?m)^FATAL ERROR: (?:Reached heap limit|Ineffective mark-compacts near heap limit) Allocation failed",
            "FATAL ERROR: [HEAP LIMIT] Allocation failed",
        ),
        // How V8's source spells a check.
        rule(r"(?m)^# Check failed: isolate_->", "# Check failed: "),
        rule(r"(?m)^(?:\(node:)\d+\)", "(node:[PID])"),
        rule(r"(?m)^Node\.js v\d[^\n]*", "Node.js [VERSION]"),
    ]
}

pub fn fatal(stderr: &str) -> Option<String> {
    let mut failed = FAILED.iter().filter_map(|form| form.captures(stderr));
    if let Some(found) = failed.next() {
        return Some(format!("assertion failed in {}: {}", &found[1], &found[2]));
    }
    let found = FATAL.captures_iter(stderr).last()?;
    let group = |index| {
        let part: Option<regex::Match<'_>> = found.get(index);
        part.map_or("", |part| part.as_str())
    };
    let said = match group(1) {
        "" if !group(4).is_empty() => group(4).to_owned(),
        // V8 names no place in a release build.
        "" if group(2).is_empty() || group(2).starts_with(',') => group(3).to_owned(),
        "" => [group(2), group(3)].join(": "),
        text => text.to_owned(),
    };
    Some(said.trim_end_matches('.').to_owned())
}

// Where the source was, with a caret below it, and sometimes an empty line above, if it is Node.js's own; without a caret where there is no
// source, which before Node.js 20 V8 calls `undefined`.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^(?:(?:\nnode:[\w/]+:\d+|(\S.*:\d+))\n.*\n[ \t]*\^+\n|(?:<anonymous_script>|undefined|node:[\w/]+):\d+\n\n|Uncaught:\n)",
    )
});

/// Node.js reports an uncaught exception as its head, an empty line, the error with its stack, an empty line, and its own version.
pub fn report(stderr: &str) -> Option<Report> {
    let end = stderr.rfind("\nNode.js v")?;
    let body = &stderr[..=end];
    let head = HEAD.captures_iter(body).last();
    let whole = head.as_ref().and_then(|head| head.get(0));
    // Without a head it begins where the last lines without an empty one do.
    let begin = || body.trim_end().rfind("\n\n").map_or(0, |at| at + 2);
    let begin = whole.map_or_else(begin, |head| head.start());
    let error = &body[whole.map_or(begin, |head| head.end())..];
    // By `--trace-uncaught`.
    let error = error.split("\nThrown at:\n").next().unwrap_or(error);
    let mut lines = error.lines().filter(|line| !line.trim().is_empty());
    let what = lines.next()?;
    let site = lines
        .filter_map(|line| FRAME.captures(line))
        .map(|found| found[1].to_owned());
    let site = site.into_iter().find(|frame| !frame.contains("node:"));
    // What native code has made may be thrown by JavaScript, and has no stack of its own.
    let thrown_from = head.as_ref().and_then(|head| head.get(1));
    let thrown_from = thrown_from.map(|place| place.as_str().to_owned());
    let is_file = |place: &String| place.starts_with("file://") || place.starts_with('/');
    static IS_ERROR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Z]\w*(?::| \[| \{$|$)"));
    // An error without a stack.
    static BRACKETED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\[([A-Z]\w*(?: \[\w+\])?(?:: .*?)?)(?:\](?: \{.*)?)?$"));
    let bracketed = BRACKETED.captures(what).and_then(|found| found.get(1));
    let what = bracketed.map_or(what, |error| error.as_str());
    let exception = Exception {
        // With properties.
        what: match IS_ERROR.is_match(what) {
            true => what.trim_end_matches(" {"),
            false => what,
        }
        .to_owned(),
        site: site.or_else(|| thrown_from.filter(is_file)),
    };
    let version = stderr[end + 1..].find('\n');
    let rest = version.map_or(stderr.len(), |length| end + 1 + length + 1);
    Some(Report {
        begin,
        rest: rest..stderr.len(),
        exception,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> String {
        rules()
            .iter()
            .fold(text.to_owned(), |text, rule| rule.apply(text))
    }

    #[test]
    fn what_only_the_version_changes_is_the_same_in_all() {
        let assertion = |head: &str, diff: &str| {
            format!("{head}\nAssertionError: x {{\n  operator: '=='{diff}\n}}\n")
        };
        assert_eq!(
            named(&assertion("node:assert:399\n    throw err;\n    ^\n", "")),
            named(&assertion(
                "node:internal/assert/utils:146\n  throw error;\n  ^\n",
                ",\n  diff: 'simple'"
            )),
        );
        assert_eq!(
            named("undefined:0\n\n\n[Error: x]\n"),
            named("<anonymous_script>:0\n\n\n[Error: x]\n")
        );
        let warning = "Warning: Detected unsettled top-level await at file:///x.mjs:17\n  await once(worker, 'exit');\n  ^\n\n\n\n";
        assert_eq!(named(&format!("said\n{warning}")), "said\n");
        let stack = " 1: 0xb9dc57 node::Abort() [/usr/bin/node]\n 2: 0xf5ba26  [/usr/bin/node]\n";
        let heap = "FATAL ERROR: Reached heap limit Allocation failed - x\n";
        let other =
            "FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - x\n";
        assert_eq!(
            named(&format!("{heap}{stack}")),
            named(&format!("{other}----- Native stack trace -----\n\n{stack}"))
        );
    }

    #[test]
    fn exceptions_that_were_dropped_are_counted() {
        let warning = "(node:7) [DEP0168] DeprecationWarning: Uncaught N-API callback exception detected, please run node with option x\n";
        assert_eq!(DROPPED.find_iter(&warning.repeat(2)).count(), 2);
        assert_eq!(DROPPED.find_iter("see [DEP0168]\n").count(), 0);
    }

    #[test]
    fn fatal_errors_are_read_in_both_of_v8s_forms() {
        let of = |text| fatal(text).expect("a fatal error");
        assert_eq!(
            of(
                "\n#\n# Fatal error in v8::HandleScope::CreateHandle()\n# Cannot create a handle\n#\n"
            ),
            "v8::HandleScope::CreateHandle(): Cannot create a handle"
        );
        assert_eq!(
            of("#\n# Fatal error in , line 0\n# Check failed: x.\n"),
            "Check failed: x"
        );
    }

    #[test]
    fn an_uncaught_exception_is_read_with_its_class_message_and_place() {
        let found = report(
            "file:///tmp/x.mjs:3\n  throw new TypeError('boom');\n        ^\n\nTypeError: boom\n    at f (file:///tmp/x.mjs:3:9)\n    at node:internal/x:1:1\n\nNode.js v20.20.2\n",
        );
        assert_eq!(
            found.map(|report| report.exception),
            Some(Exception {
                what: "TypeError: boom".into(),
                site: Some("f (file:///tmp/x.mjs:3:9)".into()),
            })
        );
        for place in ["<anonymous_script>:0", "undefined:0"] {
            let text = format!(
                "{place}\n\n\n[Error: disk full] {{ code: 'GenericFailure' }}\n\nNode.js v20.20.2\n"
            );
            let report = report(&text).expect("one");
            assert_eq!(report.exception.what, "Error: disk full");
            assert_eq!((report.begin, report.rest.len()), (0, 0));
        }
    }

    #[test]
    fn a_report_begins_at_its_head_whatever_was_printed_above_it() {
        // A path with a line, as compilers print it, and a caret.
        let printed = "/tmp/a.rs:12\n1 | x\n    ^\nsaid\n";
        for report in [
            "file:///tmp/x.mjs:3\nthrow e;\n^\n\nError: late\n    at file:///tmp/x.mjs:3:9\n\nNode.js v20.20.2\n",
            "evalmachine.<anonymous>:1\nthrow e;\n^\n\nError: late\n    at evalmachine.<anonymous>:1:7\n\nNode.js v20.20.2\n",
            "[eval]:1\nthrow e;\n^\n\nError: late\n    at [eval]:1:7\n\nNode.js v20.20.2\n",
            "node:internal/modules/run_main:123\n    triggerUncaughtException(\n    ^\nError: late\n\nNode.js v20.20.2\n",
            "<anonymous_script>:0\n\n\nError: late\n\nNode.js v20.20.2\n",
            "file:///tmp/x.mjs:3\nthrow e;\n^\n\nError: late\n    at file:///tmp/x.mjs:3:9\nThrown at:\n    at file:///tmp/x.mjs:3:1\n\nNode.js v20.20.2\n",
        ] {
            let text = format!("{printed}{report}bye\n");
            let found = super::report(&text).expect("one");
            assert_eq!(&text[found.begin..found.rest.start], report);
            assert_eq!(found.exception.what, "Error: late");
        }
    }

    #[test]
    fn an_assertion_of_node_js_reads_the_same_in_every_version() {
        let stack = "----- Native stack trace -----\n\n 1: 0xfb9687 node::Assert() [node]\n";
        for said in [
            "/opt/node 18/bin/node[7]: ../src/node_file.cc:1808:void node::fs::ReadDir(const v8::FunctionCallbackInfo<v8::Value>&): Assertion `(argc) >= (3)' failed.\n 1: 0xb9bbf0 node::Abort() [node]\n".to_owned(),
            format!("\n  #  node[32750]: void node::fs::ReadDir(const v8::FunctionCallbackInfo<v8::Value>&) at ../src/node_file.cc:1958\n  #  Assertion failed: (argc) >= (3)\n\n{stack}"),
            format!("\n  #  /opt/node 26/bin/node[9]: void node::fs::ReadDir(const FunctionCallbackInfo<Value> &) at ../src/node_file.cc:2219\n  #  Assertion failed: (argc) >= (3)\n\n{stack}"),
        ] {
            let text = format!("printed before\n{said}");
            assert_eq!(
                fatal(&text).as_deref(),
                Some("assertion failed in node::fs::ReadDir: (argc) >= (3)"),
                "{said}"
            );
            let shown = rules().iter().fold(text, |text, rule| rule.apply(text));
            assert_eq!(
                shown,
                "printed before\nAssertion failed in node::fs::ReadDir: (argc) >= (3)\n[NATIVE STACK]\n",
                "{said}"
            );
        }
    }

    #[test]
    fn what_was_thrown_is_read_in_all_its_forms() {
        for (said, what) in [
            ("Error: late {\n  code: 'X'\n}", "Error: late"),
            ("Error {\n  code: 'X'\n}", "Error"),
            ("[Error: late]", "Error: late"),
            ("[Error: late] { code: 'X' }", "Error: late"),
            (
                "[Error: late\nof two lines] {\n  code: 'X'\n}",
                "Error: late",
            ),
            ("[TypeError [ERR_X]: late] {", "TypeError [ERR_X]: late"),
            ("[ 1, 2 ]", "[ 1, 2 ]"),
            ("[\n  1,\n]", "["),
            ("{\n  plain: 1\n}", "{"),
            (
                "undefined\n(Use `node --trace-uncaught ...` to show it)",
                "undefined",
            ),
        ] {
            let head =
                "\nnode:internal/modules/run_main:123\n    triggerUncaughtException(\n    ^\n";
            let text = format!("bye\n{head}{said}\n\nNode.js v20.20.2\n");
            let report = report(&text).expect("one");
            assert_eq!((&*report.exception.what, report.begin), (what, 4), "{said}");
        }
    }
}
