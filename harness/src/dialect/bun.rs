//! Bun, and JavaScriptCore's words.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Exception, Report, Restless, Rule, pattern};

pub static RESTLESS: Restless = Restless {
    name: "Bun",
    threads: &["Worker"],
    engine: &["mi-scavenger", "JITWorker", "JSCWarmUp", "HeapHelper"],
};

// Of an error in the syntax, the frame stands further left.
static FRAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^      at ."));
static SYNTAX: LazyLock<Regex> = LazyLock::new(|| pattern(r"^    at ."));
/// A line of the source that Bun shows above an error.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ *\d+ \| "));
static CARET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ *\^$"));
/// The first line of an error that has no source: Bun calls one without a class of its own, or what is no error, `error`.
static ERROR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^error(?:: .*)?$"));

pub fn rules() -> Vec<Rule> {
    vec![
        // The lines of the source above an error, with a caret below: how many there are depends on the file.
        Rule::new(
            r"(?m)(?:^ *\d+ \| [^\n]*\n)+ *\^\n((?:error|[A-Z]\w*)(?::|$))",
            "$1",
        ),
        // What Bun says of a crash is its own state; the ending says more.
        Rule::new(
            r"(?ms)^={20,}\nBun v\d.*?^panic.*?^ *https://bun\.report/\S*\n(?: *\n)*",
            "",
        ),
        Rule::new(r"(?m)^Bun v\d[^\n]*", "Bun [VERSION]"),
    ]
}

/// Whether Bun has closed its report of an exception with its version, as it does at the end.
pub fn reports(stderr: &str) -> bool {
    let last = stderr.trim_end().lines().next_back();
    last.is_some_and(|line| line.starts_with("Bun v"))
}

/// Bun reports an uncaught exception as lines of the source with a caret, the error with its stack, the same for what caused it, an empty
/// line, and its own version; what handlers of `exit` print stands above the version. What such a handler throws is reported without the
/// version, and is read only where the source stands above it, since a program may print errors itself.
pub fn report(stderr: &str) -> Option<Report> {
    let closed = reports(stderr);
    let body = match closed {
        true => &stderr[..stderr.rfind("\nBun v")?],
        false => stderr,
    };
    let lines: Vec<&str> = body.lines().collect();
    if !closed && !lines.last().is_some_and(|line| FRAME.is_match(line)) {
        return None;
    }
    let mut found = shown_errors(&lines);
    if !closed {
        found
            .retain(|shown| shown.has_source && shown.frames.is_some() && shown.end == lines.len());
    }
    let surest = found.iter().map(Shown::certainty).max()?;
    found.retain(|shown| shown.certainty() == surest);
    // What an error was caused by comes after it, with its stack and at most an empty line between.
    let is_apart = |pair: &[Shown]| {
        let between = &lines[pair[0].end..pair[1].begin];
        pair[1].frames.is_none() || !matches!(between, [] | [""])
    };
    let first = found.windows(2).rposition(is_apart).map_or(0, |at| at + 1);
    let (first, last) = (&found[first], found.last()?);
    let what = lines[first.error].trim();
    let what = match what.strip_prefix("error: ") {
        Some(message) => format!("Error: {message}"),
        None => what.to_owned(),
    };
    let frames = first.frames.clone().unwrap_or_default();
    let place = |line: &str| Some(line.trim_start().strip_prefix("at ")?.to_owned());
    let mut frames = frames.filter_map(|at| place(lines[at]));
    // With what ends them, which `lines` leaves out.
    let starts: Vec<usize> = body
        .split_inclusive('\n')
        .scan(0, |at, line| Some(std::mem::replace(at, *at + line.len())))
        .collect();
    let offset = |line: usize| starts.get(line).copied().unwrap_or(body.len());
    Some(Report {
        begin: offset(first.begin),
        rest: offset(last.end)..body.len(),
        exception: Exception {
            what,
            site: frames.find(|frame| !frame.contains("node:") && !frame.contains("native:")),
        },
    })
}

/// An error as Bun shows it, by the numbers of its lines.
#[derive(Debug)]
struct Shown {
    begin: usize,
    /// Whether its source stands above it.
    has_source: bool,
    /// Its first line.
    error: usize,
    /// Its stack.
    frames: Option<Range<usize>>,
    /// Whether its end is known without a stack.
    is_whole: bool,
    end: usize,
}

impl Shown {
    /// How sure it is that Bun, and not the program, wrote it.
    fn certainty(&self) -> usize {
        match (&self.frames, self.has_source, self.is_whole) {
            (Some(_), true, _) => 3,
            (Some(_), false, _) => 2,
            (None, _, true) => 1,
            (None, _, false) => 0,
        }
    }
}

fn shown_errors(lines: &[&str]) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let shown = shown_error(lines, at);
        // What looks like source, and has no caret below it, is not looked at again.
        let sources = lines[at..].iter().take_while(|line| SOURCE.is_match(line));
        let next = at + sources.count().max(1);
        at = shown.as_ref().map_or(next, |shown| shown.end);
        found.extend(shown);
    }
    found
}

/// The error that Bun shows at line `begin`, if there is one.
fn shown_error(lines: &[&str], begin: usize) -> Option<Shown> {
    let counted = |from: usize, pattern: &Regex| {
        let lines = lines[from..].iter();
        lines.take_while(|line| pattern.is_match(line)).count()
    };
    let sources = counted(begin, &SOURCE);
    let under = begin + sources;
    let has_source = sources > 0 && CARET.is_match(lines.get(under)?);
    let error = if has_source { under + 1 } else { begin };
    let first = lines.get(error)?;
    if !has_source && !ERROR.is_match(first) {
        return None;
    }
    let after = error + 1;
    let is_syntax = ERROR.is_match(first) && lines.get(after).is_some_and(|it| SYNTAX.is_match(it));
    let stop = lines[after..].iter().position(|line| {
        let is_next = !has_source && ERROR.is_match(line);
        is_next || FRAME.is_match(line) || SOURCE.is_match(line)
    });
    let stack = stop.map(|stop| after + stop);
    let stack = stack.map(|stack| stack..stack + counted(stack, &FRAME));
    let frames = match is_syntax {
        true => Some(after..after + 1),
        false => stack.filter(|frames| !frames.is_empty()),
    };
    let told_end = told_end(lines, error);
    let end = match &frames {
        Some(frames) => frames.end,
        None => told_end.unwrap_or_else(|| {
            let end = after + counted(after, &PROPERTY);
            // An empty line closes its properties.
            let is_closed = end > after && lines.get(end) == Some(&"");
            if is_closed { end + 1 } else { end }
        }),
    };
    Some(Shown {
        begin,
        has_source,
        error,
        is_whole: told_end.is_some(),
        frames,
        end,
    })
}

static PROPERTY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ +\S"));

/// Where that ends which was thrown and is no error: Bun says a text twice, and closes an object's bracket.
fn told_end(lines: &[&str], error: usize) -> Option<usize> {
    let after = &lines[error + 1..];
    let closing = |bracket: &str| after.iter().position(|line| *line == bracket);
    if lines[error] == "error" {
        let last = match *after.first()? {
            "{" => closing("}")?,
            "[" => closing("]")?,
            _ => 0,
        };
        return Some(error + 1 + last + 1);
    }
    let mut text = vec![lines[error].strip_prefix("error: ")?];
    text.extend(after);
    let is_said_twice = |length: &usize| text[..*length] == text[*length..*length * 2];
    let length = (1..=text.len() / 2).find(is_said_twice)?;
    Some(error + length * 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exception(text: &str) -> Option<Exception> {
        report(text).map(|report| report.exception)
    }

    #[test]
    fn an_uncaught_exception_is_read_with_its_class_message_and_place() {
        let text = "printed\n1 | function f() {\n2 |   throw new TypeError('boom');\n                                ^\nTypeError: boom\n      at f (/tmp/a.mjs:2:29)\n\nBun v1.4.5 (Linux x64)\n";
        assert_eq!(
            exception(text),
            Some(Exception {
                what: "TypeError: boom".into(),
                site: Some("f (/tmp/a.mjs:2:29)".into()),
            })
        );
        let text = "1 | x\n      ^\nerror: disk full\n code: \"X\"\n\n      at /tmp/b.mjs:1:29\n\nBun v1.4.5 (Linux x64)\n";
        let found = exception(text).expect("one");
        assert_eq!(found.what, "Error: disk full");
        assert_eq!(found.site.as_deref(), Some("/tmp/b.mjs:1:29"));
        let nothing = exception("error: undefined\nundefined\n\nBun v1.4.5 (Linux x64)\n");
        assert_eq!(nothing.expect("one").what, "Error: undefined");
        assert_eq!(exception("Bun v1.4.5\nand more\n"), None);
        let text = "error: mine\ntext\nerror: boom\n      at /tmp/a.mjs:1:1\n\nBun v1.4.5\n";
        assert_eq!(exception(text).expect("one").what, "Error: boom");
        let text = "2 | let x = ;\n            ^\nerror: Unexpected ;\n    at /tmp/h.cjs:2:9\n\nBun v1.4.5 (Linux x64)\n";
        let found = exception(text).expect("one");
        assert_eq!(found.site.as_deref(), Some("/tmp/h.cjs:2:9"));
        let text = "2 | process.on('exit', () => { throw new Error('late') });\n          ^\nerror: late\n      at <anonymous> (/tmp/x.mjs:2:49)\n";
        assert_eq!(exception(text).expect("one").what, "Error: late");
        assert_eq!(
            exception("error: own\n      at f (/tmp/x.mjs:2:49)\n"),
            None
        );
    }

    #[test]
    fn a_report_begins_where_it_stands_whatever_ends_the_lines_above_it() {
        let printed = "HTTP/1.1 200 OK\r\nserver: x\r\nloading…\n";
        let text = format!(
            "{printed}1 | x\n      ^\nerror: late\n      at /tmp/x.mjs:1:1\n\nBun v1.4.5\n"
        );
        assert_eq!(report(&text).expect("one").begin, printed.len());
    }

    /// What is left of `text` without its report, and the report's exception.
    fn around(text: &str) -> (String, String) {
        let report = report(text).expect("one");
        let rest = [&text[..report.begin], &text[report.rest]].concat();
        (rest, report.exception.what)
    }

    const VERSION: &str = "\nBun v1.4.5 (Linux x64)\n";

    #[test]
    fn what_the_program_prints_afterwards_is_not_the_reports() {
        let own = "bye\nerror: mine\n";
        for report in [
            "1 | f()\n    ^\nerror: first\n code: \"X\"\n\n      at f (/tmp/a.mjs:1:1)\n      at /tmp/a.mjs:2:1\n",
            // What it was caused by comes after it.
            "1 | f()\n    ^\nerror: first\nsecond line\n\n      at /tmp/a.mjs:1:1\n\n1 | f()\n    ^\nRangeError: inner\n      at /tmp/a.mjs:1:1\n",
            // Bun shows the parts of an AggregateError, and not itself.
            "1 | f()\n    ^\nerror: first\n      at /tmp/a.mjs:1:1\n1 | f()\n    ^\nTypeError: two\n      at /tmp/a.mjs:1:1\n",
            "error: first\nfirst\n",
            "error: first\nof two\nfirst\nof two\n",
        ] {
            let text = format!("before\n{report}{own}{VERSION}");
            assert_eq!(
                around(&text),
                (format!("before\n{own}"), "Error: first".into()),
                "{report}"
            );
        }
        let text =
            format!("error\n{{\n  plain: \"object\",\n  list: [ 1, 2 ],\n}}\n{own}{VERSION}");
        assert_eq!(around(&text), (own.into(), "error".into()));
    }

    #[test]
    fn what_the_program_prints_like_an_excerpt_is_no_report() {
        let printed = "1 | table\n2 | row\n  ^\nError: mine\n    at f (/tmp/a.mjs:1:1)\n";
        let text = format!(
            "{printed}1 | x\n    ^\nTypeError: boom\n      at /tmp/a.mjs:1:1\n{printed}{VERSION}"
        );
        assert_eq!(around(&text), (printed.repeat(2), "TypeError: boom".into()));
    }
}
