//! The program as it is run: the scenario's file, whose lines keep their numbers, with what tells the harness of its beginning and its end.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::scenario::header::{CLOSING, OPENING};
use crate::scenario::{Language, Scenario};

/// The module `#napi-harness`, before it is made one program's.
pub const LIFECYCLE: &str = include_str!("lifecycle.cjs");
const EPILOGUE: &str = include_str!("epilogue.js");

/// Imports are evaluated in order, so the first one sees what the others do. It stands before the header, on its line.
const MODULE_PROLOGUE: &str = "import { lastLine as __napiHarnessLastLine } from '#napi-harness'; ";
const COMMON_JS_PROLOGUE: &str =
    "const { lastLine: __napiHarnessLastLine } = require('#napi-harness'); ";
/// A directive counts only before all statements.
const STRICT: &str = "'use strict'; ";

/// The program as it is run: a prologue on the header's first line, the scenario's file, and an epilogue that tells when the last line was
/// reached.
pub fn program_text(scenario: &Scenario) -> String {
    let source = &scenario.source;
    match scenario.language {
        Language::Rust => format!("{source}\n"),
        // Nobody waits for the last line of what is never run.
        Language::TypeScript if scenario.is_checked() => format!("{source}\n"),
        Language::CommonJs if is_strict(source) => {
            format!("{STRICT}{COMMON_JS_PROLOGUE}{source}\n{EPILOGUE}")
        }
        Language::CommonJs => format!("{COMMON_JS_PROLOGUE}{source}\n{EPILOGUE}"),
        Language::Module | Language::TypeScript => {
            format!("{MODULE_PROLOGUE}{source}\n{EPILOGUE}")
        }
    }
}

/// The program without what its header says, which does not change what it does. Lines keep their numbers, for stack traces hold them.
pub fn body(scenario: &Scenario) -> String {
    let text = program_text(scenario);
    let (prologue, rest) = text.split_at(text.find(OPENING).unwrap_or(0));
    let after = rest.find(CLOSING).map_or(0, |at| at + CLOSING.len());
    let lines = rest[..after].matches('\n').count();
    format!("{prologue}{}{}", "\n".repeat(lines), &rest[after..])
}

/// The module `#napi-harness` of `scenario`, whose program stands at `program` in the script's folder.
pub fn lifecycle(scenario: &Scenario, program: &Path) -> String {
    let program = serde_json::Value::from(&*program.to_string_lossy()).to_string();
    LIFECYCLE
        .replace(
            "LAST_STATEMENT",
            &last_statement(&scenario.source).to_string(),
        )
        .replace("PROGRAM", &program)
}

/// The number of the line on which the last statement begins, as far as its lines tell: those after it are empty, comments, or close what
/// it has opened.
fn last_statement(source: &str) -> usize {
    let after = source.find(CLOSING).map_or(0, |at| at + CLOSING.len());
    let first = source[..after].matches('\n').count() + 1;
    let lines = source[after..].lines().zip(first..);
    let says_something = |line: &str| {
        let line = line.trim();
        !line.starts_with("//") && line.contains(|c: char| !"()[]{};, \t".contains(c))
    };
    let last = lines.filter(|(line, _)| says_something(line)).last();
    last.map_or(first, |(_, number)| number)
}

/// Whether a CommonJS program begins with the directive "use strict".
fn is_strict(source: &str) -> bool {
    static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?s)^(?:\s|//[^\n]*\n|/\*.*?\*/)*(?:'use strict'|"use strict")"#)
            .expect("a valid pattern")
    });
    DIRECTIVE.is_match(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_statement_is_found_before_what_closes_it_and_before_comments() {
        let of =
            |program: &str| last_statement(&format!("/*---\nsummary = \"x\"\n---*/\n{program}"));
        assert_eq!(of("a();\nb();\n"), 5);
        assert_eq!(of("a();\nf(() => {\n  b();\n});\n\n// done\n"), 6);
        assert_eq!(of(""), 3);
    }

    #[test]
    fn a_directive_is_found_after_the_header_and_comments_and_nowhere_else() {
        assert!(is_strict("/*---\nx\n---*/\n// why\n\"use strict\";\na();"));
        assert!(!is_strict("/*---\nx\n---*/\na('use strict');"));
    }
}
