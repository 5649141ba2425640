//! Workflow commands: lines such as `::error::...` that GitHub's runner obeys when a step prints them.
//!
//! What the runner takes for one (actions/runner):
//! - `src/Runner.Sdk/ProcessInvoker.cs` reads both streams of a step with .NET's `StreamReader.ReadLine`, for which a carriage
//!   return ends a line, too, and which takes a byte order mark off a stream's beginning.
//! - `src/Runner.Common/ActionCommand.cs` finds `::name ...::` at the beginning of a line, after white space of any kind
//!   (`TryParseV2`), and `##[name ...]` anywhere in a line (`TryParse`).
//! - `src/Runner.Worker/Handlers/OutputManager.cs` does that with every line, and has a backslash after the bracket for some
//!   of its own (`##[\start-action`).
//!
//! `##vso[` is for Azure's agent; GitHub's knows no such thing.

/// Whether GitHub's runner reads what this process prints.
pub fn github_reads() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// What is written, and so how a character of it can be written otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people: a backslash is seen before the character.
    Text,
    /// JSON, in which only strings can hold a workflow command: their values stay the same.
    Json,
    /// XML, in which only text and attributes' values can: they stay the same.
    Xml,
    /// The harness's own workflow commands, which GitHub is to obey.
    Commands,
}

impl Form {
    /// How the last character of what would begin a command is written.
    fn escaped(self, byte: u8) -> String {
        let character = char::from(byte);
        match self {
            Self::Text => format!("\\{character}"),
            Self::Json => format!("\\u{byte:04x}"),
            Self::Xml => format!("&#{byte};"),
            Self::Commands => character.into(),
        }
    }
}

/// Sees to it that a stream holds no workflow commands, however the bytes are cut into writes. Only the second colon and
/// the bracket are ever written otherwise, so that nothing has to be held back.
#[derive(Debug, Default)]
pub struct Guard {
    line: Line,
    /// How many `#` came last; two are as good as more.
    hashes: u8,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Nothing came yet that the runner would not pass over.
    #[default]
    Beginning,
    /// And then a colon.
    Colon,
    Inside,
}

impl Guard {
    /// Appends `bytes` to `to`, without commands unless `form` is that of commands.
    pub fn pass(&mut self, bytes: &[u8], form: Form, to: &mut Vec<u8>) {
        for &byte in bytes {
            if self.begins_command(byte) {
                to.extend(form.escaped(byte).bytes());
            } else if byte >= 0xfe {
                // In no UTF-8, but in the byte order marks of UTF-16, by which a stream's beginning could have all of it read
                // as something else.
                to.extend("\u{fffd}".bytes());
            } else {
                to.push(byte);
            }
        }
    }

    /// Whether this byte is the last of `::` at a line's beginning, or of `##[`.
    fn begins_command(&mut self, byte: u8) -> bool {
        let found = match byte {
            b':' => self.line == Line::Colon,
            b'[' => self.hashes == 2,
            _ => false,
        };
        self.hashes = match byte {
            b'#' => (self.hashes + 1).min(2),
            _ => 0,
        };
        // White space beyond ASCII and byte order marks have several bytes. To take any such character for one costs a backslash
        // that nobody needed, after a beginning such as `é::`.
        let passed_over = byte.is_ascii_whitespace() || byte.is_ascii_control() || !byte.is_ascii();
        self.line = match (byte, self.line) {
            (b'\n' | b'\r', _) => Line::Beginning,
            (b':', Line::Beginning) => Line::Colon,
            (_, Line::Beginning) if passed_over => Line::Beginning,
            _ => Line::Inside,
        };
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded(text: &[u8], form: Form) -> String {
        let mut whole = Vec::new();
        Guard::default().pass(text, form, &mut whole);
        // A byte at a time comes to the same.
        let (mut guard, mut parts) = (Guard::default(), Vec::new());
        for byte in text {
            guard.pass(&[*byte], form, &mut parts);
        }
        assert_eq!(whole, parts);
        String::from_utf8(whole).expect("UTF-8")
    }

    #[test]
    fn a_command_at_a_lines_beginning_is_one_no_more() {
        for (printed, shown) in [
            ("::error::x", ":\\:error::x"),
            (" \t::error::x", " \t:\\:error::x"),
            ("\u{a0}\u{3000}\u{85}::x::", "\u{a0}\u{3000}\u{85}:\\:x::"),
            ("\u{feff}::error::x", "\u{feff}:\\:error::x"),
            ("a\n::error::x", "a\n:\\:error::x"),
            ("a\r::error::x", "a\r:\\:error::x"),
            ("a\r\n:::", "a\r\n:\\::"),
        ] {
            assert_eq!(guarded(printed.as_bytes(), Form::Text), shown);
        }
    }

    #[test]
    fn a_command_in_brackets_is_none_anywhere() {
        for (printed, shown) in [
            ("##[error]x", "##\\[error]x"),
            ("a ##[error]x", "a ##\\[error]x"),
            ("#####[group]", "#####\\[group]"),
            ("::##[error]", ":\\:##\\[error]"),
        ] {
            assert_eq!(guarded(printed.as_bytes(), Form::Text), shown);
        }
    }

    #[test]
    fn what_is_no_command_stays_as_it_is() {
        for text in [
            "std::io::Error at :1::2\n: ::x\n",
            "#[test] # [x] ##x[ ##\n[x]\n",
            "é: ::\n",
        ] {
            assert_eq!(guarded(text.as_bytes(), Form::Text), text);
            assert_eq!(guarded(text.as_bytes(), Form::Json), text);
        }
    }

    #[test]
    fn no_short_text_holds_a_command() {
        let parts = [":", "#", "[", "a", " ", "\n", "\r", "\u{a0}"];
        let longer = |texts: Vec<String>| -> Vec<String> {
            let with = |text: &String| parts.map(|part| format!("{text}{part}"));
            texts.iter().flat_map(with).collect()
        };
        let texts = (0..6).fold(vec![String::new()], |texts, _| longer(texts));
        for text in texts {
            let mut shown = Vec::new();
            Guard::default().pass(text.as_bytes(), Form::Text, &mut shown);
            let shown = String::from_utf8(shown).expect("UTF-8");
            let mut lines = shown.split(['\n', '\r']);
            let is_command =
                |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
            assert!(!lines.any(is_command), "{text:?} is shown as {shown:?}");
            assert_eq!(shown.replace('\\', ""), text);
        }
    }

    #[test]
    fn json_and_xml_keep_their_values() {
        let value = "::error::x ##[error]y";
        let json = serde_json::to_string(value).expect("JSON");
        let shown = guarded(json.as_bytes(), Form::Json);
        assert_eq!(shown, r###""::error::x ##\u005berror]y""###);
        assert_eq!(serde_json::from_str::<String>(&shown).expect("JSON"), value);
        assert_eq!(
            guarded(value.as_bytes(), Form::Xml),
            ":&#58;error::x ##&#91;error]y"
        );
    }

    #[test]
    fn the_harnesss_own_commands_are_commands() {
        let command = "::error file=x::##[y]\n";
        assert_eq!(guarded(command.as_bytes(), Form::Commands), command);
    }

    #[test]
    fn no_byte_order_mark_turns_a_stream_into_utf_16() {
        let shown = guarded(b"\xff\xfe:\0:\0", Form::Text);
        assert_eq!(shown, "\u{fffd}\u{fffd}:\0:\0");
    }
}
