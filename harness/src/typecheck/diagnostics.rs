//! What the compiler says, a diagnostic a piece.

use std::cmp::Reverse;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use crate::scenario::ErrorCodes;

/// What the compiler found, in one program and all that it imports.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// Lines that are no diagnostic.
    other: String,
    /// Whether some were left out.
    had_others: bool,
}

#[derive(Debug)]
struct Diagnostic {
    /// The file, the line, the column; `None` where the program as a whole is meant.
    place: Option<(PathBuf, u32, u32)>,
    code: u32,
    /// The message; further lines of it are indented.
    message: String,
}

impl Diagnostics {
    /// From what the compiler prints without `--pretty`; files are named as they are seen from `folder`.
    pub fn parse(said: &str, folder: &Path) -> Self {
        let mut parsed = Self::default();
        for line in said.lines() {
            let last = parsed.found.last_mut();
            match (HEAD.captures(line), last) {
                (Some(head), _) => {
                    let number = |name: &str| head.name(name)?.as_str().parse().ok();
                    let file = head.name("file");
                    let place = file.and_then(|file| {
                        let file = plain(&folder.join(file.as_str()));
                        Some((file, number("line")?, number("column")?))
                    });
                    parsed.found.push(Diagnostic {
                        place,
                        code: number("code").unwrap_or_default(),
                        message: head["message"].to_owned(),
                    });
                }
                (None, Some(last)) if line.starts_with("  ") => {
                    last.message.push('\n');
                    last.message.push_str(line);
                }
                (None, _) => {
                    parsed.other.push_str(line);
                    parsed.other.push('\n');
                }
            }
        }
        parsed
    }

    /// What speaks against the question itself: against `settings`, or against no file at all.
    pub fn refusal(&self, settings: &Path) -> Option<String> {
        let is_of_settings = |it: &&Diagnostic| match &it.place {
            Some((file, ..)) => file == settings,
            None => true,
        };
        let refusal = self.found.iter().find(is_of_settings)?;
        Some(format!("TS{}: {}", refusal.code, refusal.message))
    }

    /// Keeps those in files that `is_meant`.
    pub fn retain(&mut self, is_meant: impl Fn(&Path) -> bool) {
        let before = self.found.len();
        self.found
            .retain(|it| it.place.as_ref().is_some_and(|(file, ..)| is_meant(file)));
        self.had_others = self.found.len() < before;
    }

    /// Whether some were left out.
    pub fn had_others(&self) -> bool {
        self.had_others
    }

    /// The codes of all.
    pub fn codes(&self) -> ErrorCodes {
        self.found.iter().map(|it| it.code).collect()
    }

    /// All of them in the order of their places, those of `program` first; `shown` says how a file is called.
    pub fn text(&mut self, program: &Path, shown: impl Fn(&Path) -> String) -> String {
        self.found.sort_by_cached_key(|it| {
            let place = it.place.clone().unwrap_or_default();
            (Reverse(place.0 == program), place)
        });
        let mut text = String::new();
        for Diagnostic {
            place,
            code,
            message,
        } in &self.found
        {
            if let Some((file, line, column)) = place {
                text.push_str(&format!("{}:{line}:{column} ", shown(file)));
            }
            text.push_str(&format!("error TS{code}: {message}\n"));
        }
        text + &self.other
    }
}

/// How a diagnostic begins.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    let place = r"(?:(?<file>.+)\((?<line>\d+),(?<column>\d+)\): )?";
    Regex::new(&format!(r"^{place}error TS(?<code>\d+): (?<message>.*)$")).expect("a valid pattern")
});

/// `path` without `..`, which the compiler writes after it has resolved all links.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "\
../addon/index.d.ts(3,1): error TS2304: Cannot find name 'Buffer'.
a (1,2).ts(12,5): error TS2345: Argument of type 'string' is not assignable to parameter of type 'F'.
  Type 'string' provides no match.
a (1,2).ts(2,5): error TS2554: Expected 2 arguments, but got 1.
node_modules/x/index.d.ts(1,1): error TS1: Not ours.
an odd line
";

    #[test]
    fn diagnostics_are_in_order_with_all_their_lines_and_without_those_of_others() {
        let mut found = Diagnostics::parse(SAID, Path::new("/tmp/script"));
        found.retain(|file| !file.starts_with("/tmp/script/node_modules"));
        assert_eq!(
            found.text(Path::new("/tmp/script/a (1,2).ts"), |file| {
                file.file_name().unwrap_or_default().display().to_string()
            }),
            "\
a (1,2).ts:2:5 error TS2554: Expected 2 arguments, but got 1.
a (1,2).ts:12:5 error TS2345: Argument of type 'string' is not assignable to parameter of type 'F'.
  Type 'string' provides no match.
index.d.ts:3:1 error TS2304: Cannot find name 'Buffer'.
an odd line
"
        );
        assert_eq!(found.codes(), [2304, 2345, 2554].into_iter().collect());
        assert!(found.had_others());
    }

    #[test]
    fn what_concerns_the_settings_or_no_file_is_a_refusal() {
        let refusal = |said: &str| {
            let found = Diagnostics::parse(said, Path::new("/tmp"));
            found.refusal(Path::new("/tmp/tsconfig.json"))
        };
        let text = refusal("tsconfig.json(3,5): error TS5023: Unknown compiler option 'x'.\n");
        assert_eq!(
            text.as_deref(),
            Some("TS5023: Unknown compiler option 'x'.")
        );
        assert!(refusal("error TS2688: Cannot find type definition file for 'node'.\n").is_some());
        assert!(refusal("a.ts(3,5): error TS1: No.\n").is_none());
    }
}
