//! Bun, and JavaScriptCore's words.

use std::sync::LazyLock;

use regex::Regex;

use super::{Exception, Report, Restless, Rule, pattern};

pub static RESTLESS: Restless = Restless {
    name: "Bun",
    threads: &[
        "mi-scavenger",
        "JITWorker",
        "JSCWarmUp",
        "HeapHelper",
        "Worker",
    ],
};

static FRAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^      at (.+)$"));
/// A line of the source that Bun shows above an error, or the caret below it.
static EXCERPT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?: *\d+ \| .*| *\^)$"));
/// An excerpt with its caret, the error, and its stack, at the end.
static ENDS_IN_STACK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^\d+ \| .*\n *\^\n.+\n(?:      at .+\n)+\z"));

pub fn rules() -> Vec<Rule> {
    vec![
        // The lines of the source above an error, with a caret below: how many there are depends on the file.
        Rule::new(r"(?m)(?:^ *\d+ \| [^\n]*\n)+ *\^\n", ""),
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

/// Bun reports an uncaught exception as lines of the source with a caret, the error with its stack, an empty line, and its own version. An
/// error without a class of its own is an `error`. What a handler of `exit` throws is reported without the version, and is read only where
/// the source stands above it, since a program may print errors itself.
pub fn report(stderr: &str) -> Option<Report> {
    let body = match reports(stderr) {
        true => &stderr[..stderr.rfind("\nBun v")?],
        false if ENDS_IN_STACK.is_match(stderr) => stderr,
        false => return None,
    };
    let lines: Vec<&str> = body.lines().collect();
    // What the program printed before is not part of the report, which begins with the last excerpt, or with the error itself.
    let stack = lines.iter().rposition(|line| FRAME.is_match(line));
    let head = stack.map_or(lines.len(), |stack| {
        let first = lines[..stack]
            .iter()
            .rposition(|line| !FRAME.is_match(line));
        first.map_or(stack, |at| at + 1)
    });
    let excerpt = lines[..head]
        .iter()
        .rposition(|line| EXCERPT.is_match(line));
    let begin = excerpt.map(|at| at + 1).or_else(|| {
        let is_error = |line: &&str| line.starts_with("error:") || **line == *"error";
        lines[..head].iter().rposition(is_error)
    })?;
    let first = lines.get(begin)?.trim();
    let what = match first.strip_prefix("error: ") {
        Some(message) => format!("Error: {message}"),
        None => first.to_owned(),
    };
    let frames = lines[head..].iter().filter_map(|line| FRAME.captures(line));
    let mut frames = frames.map(|found| found[1].to_owned());
    let excerpt = lines[..begin].iter().rev();
    let start = begin - excerpt.take_while(|line| EXCERPT.is_match(line)).count();
    // With what ends them, which `lines` leaves out.
    let before = body.split_inclusive('\n').take(start).map(str::len);
    Some(Report {
        range: before.sum()..stderr.len(),
        exception: Exception {
            what,
            site: frames.find(|frame| !frame.contains("node:") && !frame.contains("native:")),
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
        assert_eq!(report(&text).expect("one").range, printed.len()..text.len());
    }
}
