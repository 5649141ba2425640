//! Digests: what names an entry of the cache, SHA-256 over everything that the entry depends on.

use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use ignore::WalkBuilder;
use sha2::{Digest as _, Sha256};

/// How many hexadecimal digits make a short name.
const SHORT: usize = 16;

/// A digest under construction. Every part is added with its length, so that different lists of parts never collide.
#[derive(Clone)]
pub struct Digest(Sha256);

impl Digest {
    /// Of nothing but its `purpose`; digests of different purposes never meet.
    pub fn new(purpose: &str) -> Self {
        Self(Sha256::new()).text(purpose)
    }

    /// With this text more.
    pub fn text(self, text: impl AsRef<str>) -> Self {
        self.bytes(text.as_ref().as_bytes())
    }

    /// With these bytes more.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// With a path and the content of its file more, or that there is no such file.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn file(self, path: &Path) -> io::Result<Self> {
        let named = self.bytes(path.as_os_str().as_encoded_bytes());
        match File::open(path) {
            Ok(file) => named.text("file").content(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(named.text("no file")),
            Err(error) => Err(error),
        }
    }

    /// With everything that `source` gives more, which need not fit into memory.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn content(self, mut source: impl Read) -> io::Result<Self> {
        // Its length is known at its end, so that it goes in as a digest of its own.
        let mut content = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match source.read(&mut buffer) {
                Ok(0) => return Ok(self.bytes(&content.finalize())),
                Ok(count) => content.update(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// With the names and contents of all files below `folder` more; names are relative to it.
    ///
    /// # Errors
    /// When something in it cannot be read.
    pub fn folder(mut self, folder: &Path) -> io::Result<Self> {
        let mut walk = WalkBuilder::new(folder);
        let walk = walk
            .standard_filters(false)
            .follow_links(true)
            .sort_by_file_name(Ord::cmp);
        for entry in walk.build() {
            let entry = entry.map_err(io::Error::other)?;
            let path = entry.path();
            if path.is_file() {
                let name = path.strip_prefix(folder).unwrap_or(path);
                self = self
                    .bytes(name.as_os_str().as_encoded_bytes())
                    .content(File::open(path)?)?;
            }
        }
        Ok(self.text("end"))
    }

    /// 64 hexadecimal digits.
    pub fn finish(self) -> String {
        let mut hex = String::with_capacity(64);
        for byte in self.0.finalize() {
            write!(hex, "{byte:02x}").expect("a String takes all");
        }
        hex
    }

    /// The first 16 of them, for names that a person may have to read.
    pub fn name(self) -> String {
        let mut name = self.finish();
        name.truncate(SHORT);
        name
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_border_between_two_parts_counts() {
        let of = |parts: [&str; 2]| Digest::new("x").text(parts[0]).text(parts[1]).finish();
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
        assert_eq!(of(["a", "bc"]), of(["a", "bc"]));
    }

    #[test]
    fn a_file_that_is_renamed_changed_or_gone_makes_another_digest() {
        let folder = tempfile::tempdir().expect("a folder");
        let of = || Digest::new("x").folder(folder.path()).expect("readable");
        fs::create_dir(folder.path().join("deep")).expect("a folder");
        let (a, b) = (folder.path().join("deep/a"), folder.path().join("b"));
        let mut seen = Vec::new();
        for step in ["nothing", "written", "changed", "renamed"] {
            match step {
                "written" => fs::write(&a, "1").expect("writable"),
                "changed" => fs::write(&a, "2").expect("writable"),
                "renamed" => fs::rename(&a, &b).expect("movable"),
                _ => {}
            }
            let digest = of().finish();
            assert!(!seen.contains(&digest), "{step}");
            seen.push(digest);
        }
    }
}
