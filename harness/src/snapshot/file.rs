//! One snapshot file: `---`, metadata in YAML, `---`, the transcript.

use std::io::Write;
use std::path::Path;

use insta::Snapshot;

use super::Error;

/// The contents of a snapshot file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The scenario's file, relative to the project.
    pub source: String,
    /// The scenario's summary.
    pub description: String,
    /// The runtime that it is of, while it waits for a review; insta calls this the expression.
    pub runtime: Option<String>,
    /// The transcript, which ends in a line feed.
    pub transcript: String,
}

impl Content {
    /// Reads `file`; `None` if it does not exist.
    pub fn read(file: &Path) -> Result<Option<Self>, Error> {
        let damaged = |reason: String| Error::Damaged {
            file: file.to_path_buf(),
            reason,
        };
        let text = match std::fs::read(file) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|error| damaged(error.to_string()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => {
                return Err(Error::Io {
                    verb: "read",
                    file: file.to_path_buf(),
                    source,
                });
            }
        };
        if text.lines().any(|line| line.starts_with("<<<<<<< ")) {
            return Err(damaged("it has a merge conflict".into()));
        }
        // Without this line insta takes it for its format of long ago, which is anything.
        if !text.starts_with("---\n") && !text.starts_with("---\r\n") {
            return Err(damaged("it does not begin with `---`".into()));
        }
        let snapshot = Snapshot::from_file(file).map_err(|error| damaged(error.to_string()))?;
        let Some(transcript) = snapshot.as_text().map(ToString::to_string) else {
            return Err(damaged("it is not a text snapshot".into()));
        };
        if transcript.is_empty() {
            return Err(damaged("it ends before its transcript".into()));
        }
        let metadata = snapshot.metadata();
        Ok(Some(Self {
            source: metadata.source().unwrap_or_default().to_owned(),
            description: metadata.description().unwrap_or_default().to_owned(),
            runtime: metadata.expression().map(str::to_owned),
            transcript: format!("{transcript}\n"),
        }))
    }

    /// Writes `file` as a whole or not at all.
    pub fn write(&self, file: &Path) -> Result<(), Error> {
        let failed = |source: std::io::Error| Error::Io {
            verb: "write",
            file: file.to_path_buf(),
            source,
        };
        let folder = file.parent().expect("a snapshot stands in a folder");
        std::fs::create_dir_all(folder).map_err(failed)?;
        let mut pending = tempfile::Builder::new()
            .prefix(".")
            .suffix(".part")
            .permissions(permissions())
            .tempfile_in(folder)
            .map_err(failed)?;
        pending
            .write_all(self.to_string().as_bytes())
            .map_err(failed)?;
        // insta writes what it has read, so that the file is the one that `cargo insta` would write.
        let rewritten =
            Snapshot::from_file(pending.path()).and_then(|read| read.save(pending.path()));
        rewritten.map_err(|error| failed(std::io::Error::other(error.to_string())))?;
        if Self::read(pending.path())?.as_ref() != Some(self) {
            return Err(failed(std::io::Error::other(
                "insta does not read back what was written",
            )));
        }
        pending.persist(file).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

/// As `std::fs::write` would leave them; temporary files are private otherwise.
fn permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    std::fs::Permissions::from_mode(0o666)
}

/// As insta reads it. Strings of JSON are strings of YAML, whatever they hold.
impl std::fmt::Display for Content {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let (source, description) = (quoted(&self.source), quoted(&self.description));
        write!(out, "---\nsource: {source}\ndescription: {description}\n")?;
        if let Some(runtime) = &self.runtime {
            writeln!(out, "expression: {}", quoted(runtime))?;
        }
        write!(out, "---\n{}", self.transcript)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(transcript: &str) -> Content {
        Content {
            source: "scenarios/a.mjs".into(),
            description: "Says: \"hello\", 'ö' and # no comment".into(),
            runtime: Some("node 20.20.2".into()),
            transcript: transcript.into(),
        }
    }

    #[test]
    fn what_is_written_is_what_insta_reads() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("deep/er/a@x,1.snap");
        let written = content("stdout:\n|\n| \\ ---\n---\nended: exit 0\n");
        written.write(&file).expect("writable");
        assert_eq!(Content::read(&file).expect("readable"), Some(written));
        assert_eq!(
            Content::read(&folder.path().join("b.snap")).expect("absent"),
            None
        );
    }

    #[test]
    fn a_damaged_file_is_told_of_and_not_taken_for_an_empty_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.snap");
        for text in [
            "",
            "stdout: nothing\n",
            "---\nsource: [\n---\nx\n",
            "---\nsource: a\n---\n",
            "---\nsource: a\n---\n<<<<<<< ours\nx\n",
        ] {
            std::fs::write(&file, text).expect("writable");
            let error = Content::read(&file).expect_err(text);
            assert!(error.to_string().contains("is damaged"), "{error}");
        }
    }
}
