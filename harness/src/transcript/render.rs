//! The transcript's form. `| ` stands before each line that was printed, `* ` before each event; a line that does not
//! end in a line feed says so, and the ending stands last, so that no blank or line feed can be lost unseen.

use super::redact::{Redaction, picture_controls};
use crate::dialect;
use crate::run::Ending;
use crate::run::events::{Event, Piece};
use crate::run::observation::{Observation, Section, Stream};
use crate::scenario::{Expect, ExpectedEnd};

/// The observation as text. `expect` decides how exactly an ending is told: crashes are one class unless the header
/// demands a signal.
pub fn render(observation: &Observation, expect: &Expect, redaction: &Redaction) -> String {
    let mut text = String::new();
    let is_uncaught = matches!(observation.ending, Ending::Uncaught(_));
    for section in &observation.sections {
        let reports = is_uncaught && section.stream == Stream::Stderr;
        let words = if reports { Words::Common } else { Words::Own };
        render_section(&mut text, section, words, redaction);
    }
    text.push_str("ended: ");
    text.push_str(&ending(&observation.ending_for(expect), expect));
    text.push('\n');
    text
}

/// In whose words an exception is reported that nobody caught.
#[derive(Clone, Copy)]
enum Words {
    /// In those of all runtimes.
    Common,
    /// As it was printed.
    Own,
}

fn render_section(text: &mut String, section: &Section, words: Words, redaction: &Redaction) {
    text.push_str(section.stream.name());
    let mut body = String::new();
    for piece in &shown(&section.pieces) {
        match piece {
            Piece::Printed(bytes) => {
                let said = match words {
                    Words::Common => dialect::with_common_report(&escaped(bytes)),
                    Words::Own => escaped(bytes),
                };
                printed(&mut body, &redaction.apply(&said));
            }
            Piece::Told(Event::Record { name, data }) => {
                let data = data.as_ref().map(|data| format!(" {data}"));
                let line = format!("{name}{}", data.unwrap_or_default());
                body.push_str(&format!(
                    "* {}\n",
                    picture_controls(&redaction.apply(&line))
                ));
            }
            Piece::Told(_) => {}
        }
    }
    // What a runtime says of its own may be left out whole.
    if body.is_empty() {
        text.push_str(": nothing\n");
    } else {
        text.push_str(":\n");
        text.push_str(&body);
    }
}

/// What was printed and the program's own events. What only the harness hears leaves no trace, not even within a line.
fn shown(pieces: &[Piece]) -> Vec<Piece> {
    let mut shown: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (piece, shown.last_mut()) {
            (Piece::Told(event), _) if !event.is_shown() => {}
            (Piece::Printed(more), Some(Piece::Printed(bytes))) => bytes.extend(more),
            _ => shown.push(piece.clone()),
        }
    }
    shown
}

fn printed(text: &mut String, output: &str) {
    for line in output.split_inclusive('\n') {
        let (line, ended) = match line.strip_suffix('\n') {
            Some(line) => (line, true),
            None => (line, false),
        };
        let line = picture_controls(line);
        let visible = line.trim_end_matches(' ');
        // A blank at a line's end would be lost by editors and by insta.
        let blanks = "␠".repeat(line.len() - visible.len());
        let space = if line.is_empty() { "" } else { " " };
        text.push_str(&format!("|{space}{visible}{blanks}\n"));
        if !ended {
            text.push_str("\\ no line feed here\n");
        }
    }
}

/// The bytes as text, with `\xFF` for each byte that is no part of UTF-8.
fn escaped(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
    }
    text
}

/// An ending as exactly as the header demands it, so that what may vary is not held against a run.
fn ending(ending: &Ending, expect: &Expect) -> String {
    match (ending, &expect.end) {
        (ending, ExpectedEnd::Crash(None)) if ending.crash_signal().is_some() => "crash".to_owned(),
        (Ending::Hang(_), ExpectedEnd::Hang) if expect.hang.is_none() => "hang".to_owned(),
        _ => ending.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(output: &[u8]) -> String {
        let mut text = String::new();
        printed(&mut text, &escaped(output));
        text
    }

    #[test]
    fn every_line_feed_and_every_blank_at_an_end_can_be_seen() {
        assert_eq!(lines(b"\na\n\n"), "|\n| a\n|\n");
        assert_eq!(lines(b"a"), "| a\n\\ no line feed here\n");
        assert_eq!(lines(b"a  \r\n"), "| a  ␍\n");
        assert_eq!(lines(b"a  \n"), "| a␠␠\n");
        assert_eq!(lines(b"  \n"), "| ␠␠\n");
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_as_bytes() {
        assert_eq!(lines(b"caf\xc3\xa9 \xff\xfe\n"), "| café \\xFF\\xFE\n");
    }
}
