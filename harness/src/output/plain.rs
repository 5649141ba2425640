//! Text without styles.

use anstream::adapter::StripBytes;

/// Removes escape sequences from a text that arrives in parts.
///
/// A sequence ends with its line at the latest; otherwise an unfinished one would swallow everything that the harness prints
/// after it.
#[derive(Debug, Default)]
pub struct Plain(StripBytes);

impl Plain {
    /// Gives `to` what stays of `bytes`.
    pub fn pass(&mut self, bytes: &[u8], mut to: impl FnMut(&[u8])) {
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let (line, feed) = match line.split_last() {
                Some((b'\n', line)) => (line, &b"\n"[..]),
                _ => (line, &b""[..]),
            };
            self.0.strip_next(line).for_each(&mut to);
            if !feed.is_empty() {
                self.0 = StripBytes::new();
                to(feed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(parts: &[&str]) -> String {
        let (mut plain, mut text) = (Plain::default(), Vec::new());
        for part in parts {
            plain.pass(part.as_bytes(), |bytes| text.extend_from_slice(bytes));
        }
        String::from_utf8(text).expect("UTF-8")
    }

    #[test]
    fn escape_sequences_go_though_they_come_in_parts() {
        assert_eq!(plain(&["a\u{1b}[1mb\n"]), "ab\n");
        assert_eq!(plain(&["a\u{1b}", "[1", "mb"]), "ab");
    }

    #[test]
    fn a_sequence_that_is_never_ended_swallows_no_other_line() {
        assert_eq!(
            plain(&["a\u{1b}]0;title\nb\n", "c\u{1b}P\n", "d"]),
            "a\nb\nc\nd"
        );
    }
}
