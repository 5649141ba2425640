//! Where the copies of folders stand in a shadow: to each other as their originals do, so that relative paths between them
//! hold without any manifest having to say otherwise.

use std::path::{Component, Path, PathBuf};

/// A shadow's folder, and what is copied into it.
#[derive(Debug)]
pub struct Layout {
    place: PathBuf,
    root: PathBuf,
    originals: Vec<PathBuf>,
}

impl Layout {
    /// Of the workspace in `root` and the folders `outside` of it, all of them absolute, in the folder `place`.
    pub fn new(place: PathBuf, root: PathBuf, outside: impl IntoIterator<Item = PathBuf>) -> Self {
        let mut originals = vec![root.clone()];
        originals.extend(outside);
        // Folders before what stands in them, which is copied with them.
        originals.sort();
        originals.dedup_by(|inner, outer| inner.starts_with(outer));
        Self {
            place,
            root,
            originals,
        }
    }

    /// The shadow's folder.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// The workspace's folder, the original.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What is copied: folders none of which stands in another.
    pub fn originals(&self) -> &[PathBuf] {
        &self.originals
    }

    /// Where the copy of `original` stands; `None` when it has none.
    pub fn copy_of(&self, original: &Path) -> Option<PathBuf> {
        let original = normal(original);
        let is_copied = self.originals.iter().any(|it| original.starts_with(it));
        let below = original.strip_prefix("/").ok()?;
        is_copied.then(|| self.place.join(below))
    }
}

/// A path without `.` and `..`, as cargo reads it: by how it is written, whatever links there are.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(outside: &[&str]) -> Layout {
        let outside = outside.iter().map(PathBuf::from);
        Layout::new("/shadow".into(), "/home/me/work".into(), outside)
    }

    #[test]
    fn copies_stand_to_each_other_as_their_originals_do() {
        let layout = layout(&["/home/me/dep"]);
        let copy_of = |path: &str| layout.copy_of(Path::new(path));
        let expected = |path: &str| Some(PathBuf::from(path));
        assert_eq!(copy_of("/home/me/work"), expected("/shadow/home/me/work"));
        assert_eq!(
            copy_of("/home/me/work/./addon/../../dep/src"),
            expected("/shadow/home/me/dep/src")
        );
        assert_eq!(copy_of("/home/me/depth"), None);
        assert_eq!(copy_of("/home/me"), None);
    }

    #[test]
    fn a_folder_that_stands_in_another_is_copied_once() {
        let around = layout(&["/home/me", "/home/me/dep", "/home/me-too"]);
        assert_eq!(
            around.originals(),
            ["/home/me", "/home/me-too"].map(Path::new)
        );
        let within = layout(&["/home/me/work/vendor"]);
        assert_eq!(within.originals(), ["/home/me/work"].map(Path::new));
    }
}
