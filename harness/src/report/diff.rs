//! A transcript's difference from the accepted one, in colour where colour is wanted.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

const GONE: Style = AnsiColor::Red.on_default();
const CAME: Style = AnsiColor::Green.on_default();
const SAME: Style = Style::new().dimmed();

/// How many characters of a line are shown.
const LONGEST_LINE: usize = 1000;

/// Writes the lines that differ, with three lines around them.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, accepted: &str, new: &str, indent: &str) -> io::Result<()> {
    let diff = TextDiff::from_lines(accepted, new);
    for (index, group) in diff.grouped_ops(3).iter().enumerate() {
        if index > 0 {
            writeln!(out, "{indent}{SAME}⋯{SAME:#}")?;
        }
        for change in group
            .iter()
            .flat_map(|operation| diff.iter_changes(operation))
        {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', GONE),
                ChangeTag::Insert => ('+', CAME),
                ChangeTag::Equal => (' ', SAME),
            };
            let line = change.value().trim_end_matches('\n');
            match shorten(line) {
                Some((line, left_out)) => {
                    writeln!(
                        out,
                        "{indent}{style}{sign} {line}{style:#} ... {left_out} more characters"
                    )?;
                }
                None => writeln!(out, "{indent}{style}{sign} {line}{style:#}")?,
            }
        }
    }
    Ok(())
}

/// The beginning of a line that is too long to show, and the number of characters left out.
fn shorten(line: &str) -> Option<(&str, usize)> {
    let (end, _) = line.char_indices().nth(LONGEST_LINE)?;
    Some((&line[..end], line[end..].chars().count()))
}
