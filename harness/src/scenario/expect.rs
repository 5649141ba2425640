//! `[expect]`: how a scenario must end, judged on every run whatever the snapshot holds.

use std::fmt;
use std::time::Duration;

use serde::de::{Error as _, IntoDeserializer};
use serde::{Deserialize, Deserializer};

use crate::duration;
use crate::scenario::{ErrorCodes, HangKind};

/// How a run must end.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Expect {
    /// The ending; `exit 0` when nothing is said.
    #[serde(default)]
    pub end: ExpectedEnd,
    /// What a process that hangs must be doing.
    #[serde(default, deserialize_with = "hang_kind")]
    pub hang: Option<HangKind>,
    /// What must hold a process that hangs: the name of a resource, such as `ThreadsafeFunction`.
    pub holder: Option<String>,
    /// How long it must have been still to count as hung.
    #[serde(default, deserialize_with = "duration::optional")]
    pub quiet: Option<Duration>,
    /// Whether the runtime emits `exit` before a process ends with an exit code; native code that calls exit(3) prevents it.
    pub exit_event: Option<bool>,
    /// Rust panics: a part of the message of each.
    #[serde(default)]
    pub panics: Vec<String>,
    /// Whether Node.js drops exceptions of callbacks, with the warning DEP0168.
    #[serde(default)]
    pub dropped_exceptions: bool,
    /// At most this long from the program's last line to the end of its process.
    #[serde(default, deserialize_with = "duration::optional")]
    pub within: Option<Duration>,
}

impl fmt::Display for Expect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hang {
            Some(kind) => write!(out, "{}, {}", self.end, kind.name()),
            None => self.end.fmt(out),
        }
    }
}

/// `busy` was a kind of hang once, and no proof of anything.
pub fn hang_kind<'de, D: Deserializer<'de>>(input: D) -> Result<Option<HangKind>, D::Error> {
    let word = String::deserialize(input)?;
    if word == "busy" {
        return Err(D::Error::custom(
            "`busy` is no hang: that code runs does not prove that it never ends; write `end = \"timeout\"` without `hang`",
        ));
    }
    HangKind::deserialize(word.into_deserializer()).map(Some)
}

/// An ending as the header writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum ExpectedEnd {
    /// `exit N`: the process ends by itself with this code.
    Exit(i32),
    /// `uncaught`: an exception that nobody caught, or a rejection that nobody handled.
    Uncaught,
    /// `crash`, or `crash SIGABRT`: a signal that the process brought upon itself.
    Crash(Option<String>),
    /// `hang`: it is proven that it would never end.
    Hang,
    /// `timeout`: it has not ended within its time, and nothing proves that it never would.
    Timeout,
    /// `compile error`: rustc refuses it.
    CompileError,
    /// `compiles`: rustc takes it.
    Compiles,
    /// `types`: the TypeScript compiler takes it.
    Types,
    /// `type error TS2345, TS2554`: the TypeScript compiler finds these errors in it, and no others.
    TypeError(ErrorCodes),
}

impl ExpectedEnd {
    /// Whether it says what the TypeScript compiler makes of a program, which is then never run.
    pub fn is_of_types(&self) -> bool {
        matches!(self, Self::Types | Self::TypeError(_))
    }
}

impl Default for ExpectedEnd {
    fn default() -> Self {
        Self::Exit(0)
    }
}

impl TryFrom<String> for ExpectedEnd {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words[..] {
            ["exit", code] => code
                .parse::<u8>()
                .map(|code| Self::Exit(code.into()))
                .map_err(|_| {
                    format!("`{code}` is no exit code; write `exit N` with N from 0 to 255")
                }),
            ["uncaught"] => Ok(Self::Uncaught),
            ["crash"] => Ok(Self::Crash(None)),
            ["crash", signal] if signal.starts_with("SIG") => {
                Ok(Self::Crash(Some(signal.to_owned())))
            }
            ["hang"] => Ok(Self::Hang),
            ["timeout"] => Ok(Self::Timeout),
            ["compile", "error"] => Ok(Self::CompileError),
            ["compiles"] => Ok(Self::Compiles),
            ["types"] => Ok(Self::Types),
            ["type", "error", ..] => ErrorCodes::parse(&words[2..].join(" "))
                .map(Self::TypeError)
                .ok_or_else(|| {
                    format!("`{text}` does not say which; write `type error TS2345`, or all of several: `type error TS2345, TS2554`")
                }),
            _ => Err(format!(
                "`{text}` is no ending; write `exit N`, `uncaught`, `crash`, `crash SIGNAL`, `hang`, `timeout`, `compile error`, `compiles`, `types` or `type error TSCODE`"
            )),
        }
    }
}

impl fmt::Display for ExpectedEnd {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exit(code) => write!(out, "exit {code}"),
            Self::Uncaught => write!(out, "uncaught"),
            Self::Crash(None) => write!(out, "crash"),
            Self::Crash(Some(signal)) => write!(out, "crash {signal}"),
            Self::Hang => write!(out, "hang"),
            Self::Timeout => write!(out, "timeout"),
            Self::CompileError => write!(out, "compile error"),
            Self::Compiles => write!(out, "compiles"),
            Self::Types => write!(out, "types"),
            Self::TypeError(codes) => write!(out, "type error {codes}"),
        }
    }
}
