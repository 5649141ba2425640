//! An error in a file that the user wrote: its place, the problem, and what to do about it.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// One complaint about one place in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, as it is shown to the user.
    pub file: PathBuf,
    /// Line and column, both from 1; `None` if the whole file is meant.
    pub position: Option<(u32, u32)>,
    /// What is wrong.
    pub message: String,
    /// The line that is complained about, and how many of its characters. Boxed to keep errors small.
    excerpt: Option<Box<(String, usize)>>,
    /// What to do next.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A complaint about a file as a whole.
    pub fn of_file(file: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            position: None,
            message: message.into(),
            excerpt: None,
            hint: None,
        }
    }

    /// A complaint about the bytes `span` of `text`, which is the whole text of `file`.
    pub fn at(file: &Path, text: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        let start = floor_char_boundary(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let marked_end = floor_char_boundary(text, span.end.clamp(start, line_end));
        Self {
            position: Some((
                number(text[..line_start].matches('\n').count()),
                number(text[line_start..start].chars().count()),
            )),
            excerpt: Some(Box::new((
                text[line_start..line_end].trim_end().to_owned(),
                text[start..marked_end].chars().count().max(1),
            ))),
            ..Self::of_file(file, message)
        }
    }

    /// The same with advice.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file.display())?;
        if let Some((line, column)) = self.position {
            write!(out, ":{line}:{column}")?;
        }
        write!(out, ": {}", self.message)?;
        if let (Some((line, column)), Some(excerpt)) = (self.position, &self.excerpt) {
            let (excerpt, width) = excerpt.as_ref();
            let gutter = line.to_string();
            let blank = " ".repeat(gutter.len());
            let indent = " ".repeat(column as usize - 1);
            let marks = "^".repeat(*width);
            write!(
                out,
                "\n  {blank} |\n  {gutter} | {excerpt}\n  {blank} | {indent}{marks}"
            )?;
        }
        if let Some(hint) = &self.hint {
            write!(out, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

/// A line's or column's number, for the count of those before it.
fn number(before: usize) -> u32 {
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Parses TOML that begins at byte `offset` of `text`, so that errors give the position in the whole file.
pub fn from_toml<T: serde::de::DeserializeOwned>(
    file: &Path,
    text: &str,
    toml: &str,
    offset: usize,
) -> Result<T, Diagnostic> {
    toml::from_str(toml).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let complaint = Diagnostic::at(
            file,
            text,
            span.start + offset..span.end + offset,
            reworded(error.message().trim_end()),
        );
        match nearest_known_field(error.message()) {
            Some(known) => complaint.hint(format!("did you mean `{known}`?")),
            None => complaint,
        }
    })
}

/// What serde expects, without the names of Rust's types.
fn reworded(message: &str) -> String {
    let words = [
        ("a nonzero usize", "a number from 1 on"),
        ("a nonzero u32", "a number from 1 on"),
        ("expected u32", "expected a whole number"),
        ("expected usize", "expected a whole number"),
        ("floating point", "a fraction"),
        ("expected a sequence", "expected a list"),
        ("invalid type: sequence", "invalid type: a list"),
        ("expected a map", "expected a table"),
        ("invalid type: map", "invalid type: a table"),
    ];
    words
        .iter()
        .fold(message.to_owned(), |message, (of, plain)| {
            message.replace(of, plain)
        })
}

/// From serde's "unknown field `a`, expected one of `b`, `c`", the field that was probably meant.
fn nearest_known_field(message: &str) -> Option<String> {
    let names = message
        .strip_prefix("unknown field ")
        .or_else(|| message.strip_prefix("unknown variant "))?;
    let mut quoted = names.split('`').skip(1).step_by(2);
    let unknown = quoted.next()?;
    nearest(unknown, quoted).map(str::to_owned)
}

/// The candidate most like `wanted`, if any is like it at all.
pub fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::jaro_winkler(wanted, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// What to do about a name that there is not: the nearest one that there is, or else `otherwise`.
pub fn advice<'a>(name: &str, known: impl Iterator<Item = &'a str>, otherwise: &str) -> String {
    match nearest(name, known) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => otherwise.to_owned(),
    }
}

/// " did you mean" for a name that there is not, or nothing.
pub fn hint<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(name, known)
        .map(|nearest| format!("\n  hint: did you mean `{nearest}`?"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Header {
        #[expect(dead_code, reason = "only its name matters here")]
        summary: String,
    }

    #[test]
    fn an_unknown_field_is_shown_in_its_line_with_the_nearest_known_one() {
        let text = "/*---\nsumary = \"x\"\n---*/\n";
        let complaint =
            from_toml::<Header>(Path::new("a.mjs"), text, "sumary = \"x\"\n", 6).unwrap_err();
        assert_eq!(
            complaint.to_string(),
            "a.mjs:2:1: unknown field `sumary`, expected `summary`\n    |\n  2 | sumary = \"x\"\n    | ^^^^^^\n  hint: did you mean `summary`?"
        );
    }

    #[test]
    fn a_span_inside_a_character_does_not_panic() {
        let complaint = Diagnostic::at(Path::new("a"), "é", 1..9, "bad");
        assert_eq!(complaint.position, Some((1, 1)));
    }
}
