//! rustc's diagnostics without what differs from one rustc to the next: the code, the message, the place, its labels.

use serde::Deserialize;

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    message: String,
    code: Option<Code>,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    column_start: usize,
    is_primary: bool,
    label: Option<String>,
    text: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
}

/// The diagnostics in `said`, what rustc prints with `--error-format=json`, as text. Anything else in it stays as it is.
pub fn normalised(said: &[u8]) -> String {
    String::from_utf8_lossy(said)
        .lines()
        .map(|line| match serde_json::from_str::<Diagnostic>(line) {
            Ok(diagnostic) => text_of(&diagnostic),
            Err(_) => format!("{line}\n"),
        })
        .collect()
}

fn text_of(diagnostic: &Diagnostic) -> String {
    // Without a place it only counts the others ("aborting due to 2 previous errors").
    if diagnostic.spans.is_empty() {
        return String::new();
    }
    let code = diagnostic
        .code
        .as_ref()
        .map(|code| format!("[{}]", code.code));
    let code = code.unwrap_or_default();
    let mut text = format!("{}{code}: {}\n", diagnostic.level, diagnostic.message);
    let mut spans: Vec<&Span> = diagnostic.spans.iter().collect();
    spans.sort_by_key(|span| (!span.is_primary, span.line_start, span.column_start));
    for span in spans {
        let place = format!(
            "{}:{}:{}",
            span.file_name, span.line_start, span.column_start
        );
        text.push_str(&format!("  --> {place}\n"));
        // A span may hold a whole closure; its first line tells which.
        if let Some(line) = span.text.first() {
            text.push_str(&format!("      {}\n", line.text.trim()));
        }
        if let Some(label) = &span.label {
            text.push_str(&format!("      ^ {label}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_keeps_its_code_its_place_and_its_label() {
        let said = br#"{"level":"error","message":"mismatched types","code":{"code":"E0308","explanation":null},"spans":[{"file_name":"a.rs","line_start":3,"column_start":7,"is_primary":true,"label":"expected `u32`","text":[{"text":"  let x: u32 = \"\";"}]}],"children":[]}
{"level":"error","message":"aborting due to 1 previous error","code":null,"spans":[],"children":[]}
thread 'rustc' panicked
"#;
        assert_eq!(
            normalised(said),
            "error[E0308]: mismatched types\n  --> a.rs:3:7\n      let x: u32 = \"\";\n      ^ expected `u32`\nthread 'rustc' panicked\n"
        );
    }
}
