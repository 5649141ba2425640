//! Events: what a script says to the harness, in order with its standard output.

use serde::{Deserialize, Serialize};

use super::growth::Sample;

/// Marks the beginning of an event: the record separator of JSON text sequences (RFC 7464) and a name.
const MARK: &[u8] = b"\x1enapi-harness ";

/// What the program in `process` writes when it reaches its last line.
pub fn last_line(process: u32) -> Vec<u8> {
    let event = format!("{{\"event\":\"lastLine\",\"process\":{process}}}\n");
    [MARK, event.as_bytes()].concat()
}

/// One thing that a script said.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(tag = "event", rename_all = "camelCase")]
pub enum Event {
    /// `record(name, data)`
    Record {
        /// What happened.
        name: String,
        /// Its particulars.
        data: Option<serde_json::Value>,
    },
    /// A promise that the script made with `mustCall` and the like, and that was not kept.
    Failure {
        /// In words.
        message: String,
        /// Whether it made the exit code 1, which was 0 before.
        #[serde(default, rename = "setsExitCode")]
        sets_exit_code: bool,
    },
    /// What `iterate` measured.
    Growth {
        /// In order of iteration.
        measured: Vec<Sample>,
        /// The native modules and libraries that were in use.
        #[serde(default)]
        modules: Vec<String>,
    },
    /// `iterate` has done its work, and measured nothing.
    Iterated {},
    /// `iterate` has done its work while everything that is made was noted.
    Located {
        /// How many iterations lie between what was noted first and last.
        half: u32,
    },
    /// The program begins, before anything of its own.
    Begun {
        /// The number of its process, as in all that follow.
        process: u32,
        /// `node`, `bun` or `deno`.
        runtime: String,
        /// Whether it is an ECMAScript module.
        module: bool,
    },
    /// The program's last line was reached.
    LastLine {
        /// See `Begun`.
        process: u32,
    },
    /// Nobody caught an exception, or nobody handled a rejection.
    Uncaught {
        /// See `Begun`.
        process: u32,
        /// `uncaughtException` or `unhandledRejection`, as Node.js names it.
        origin: String,
    },
    /// The runtime emits `exit`.
    Exiting {
        /// See `Begun`.
        process: u32,
        /// Whether `process.exit` was called.
        called: bool,
        /// Where it was called.
        site: Option<String>,
    },
    /// The `exit` handlers have run.
    Exited {
        /// See `Begun`.
        process: u32,
    },
}

impl Event {
    /// Whether it stands in transcripts: the program's own events do.
    pub fn is_shown(&self) -> bool {
        matches!(self, Self::Record { .. })
    }
}

/// A piece of standard output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Piece {
    /// What the program printed.
    #[serde(with = "text_or_bytes")]
    Printed(Vec<u8>),
    /// What it told the harness.
    Told(Event),
}

/// Bytes as a text where they are one, which is shorter by far.
mod text_or_bytes {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Form<'a> {
        Text(std::borrow::Cow<'a, str>),
        Bytes(Vec<u8>),
    }

    pub fn serialize<S: Serializer>(bytes: &[u8], out: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Form::Text(text.into()),
            Err(_) => Form::Bytes(bytes.to_vec()),
        }
        .serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        Ok(match Form::deserialize(from)? {
            Form::Text(text) => text.into_owned().into_bytes(),
            Form::Bytes(bytes) => bytes,
        })
    }
}

/// Takes standard output apart. What looks like an event and is none, or only a half, was printed.
pub fn pieces(stdout: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut printed = Vec::new();
    let mut rest = stdout;
    while let Some(at) = find(rest, MARK) {
        let body = &rest[at + MARK.len()..];
        let event = body
            .iter()
            .position(|byte| *byte == b'\n')
            .and_then(|end| Some((serde_json::from_slice(&body[..end]).ok()?, end)));
        match event {
            Some((event, end)) => {
                printed.extend_from_slice(&rest[..at]);
                if !printed.is_empty() {
                    pieces.push(Piece::Printed(std::mem::take(&mut printed)));
                }
                pieces.push(Piece::Told(event));
                rest = &body[end + 1..];
            }
            None => {
                printed.extend_from_slice(&rest[..at + MARK.len()]);
                rest = body;
            }
        }
    }
    printed.extend_from_slice(rest);
    if !printed.is_empty() {
        pieces.push(Piece::Printed(printed));
    }
    pieces
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_told_from_output_and_keep_their_place() {
        let stdout = b"a\n\x1enapi-harness {\"event\":\"record\",\"name\":\"x\",\"data\":1}\nb";
        assert_eq!(
            pieces(stdout),
            [
                Piece::Printed(b"a\n".to_vec()),
                Piece::Told(Event::Record {
                    name: "x".into(),
                    data: Some(1.into())
                }),
                Piece::Printed(b"b".to_vec()),
            ]
        );
    }

    #[test]
    fn half_an_event_counts_as_printed() {
        let stdout = b"\x1enapi-harness {\"event\":\"lastL";
        assert_eq!(pieces(stdout), [Piece::Printed(stdout.to_vec())]);
        let nonsense = b"\x1enapi-harness {\"event\":\"nonsense\"}\nb\n";
        assert_eq!(pieces(nonsense), [Piece::Printed(nonsense.to_vec())]);
    }
}
