//! The tree of a workspace: what of it a build may need, as a digest and as a copy.
//!
//! A copy and no links: a build script that writes beside its sources writes into the copy, and nothing that is written there
//! can reach a file of the user's.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::cache::{self, Digest};
use crate::script;

/// Folders of other tools', which no build of a crate reads.
const LEFT_OUT: [&str; 2] = [".git", "node_modules"];
/// What marks a folder of things that can be made again, such as cargo's target folder: the Cache Directory Tagging
/// Specification.
const CACHE_TAG: &str = "CACHEDIR.TAG";

/// A workspace's folder.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    /// What does not count.
    without: Vec<PathBuf>,
}

/// Something in a tree.
enum Entry {
    File(Metadata),
    Folder,
    /// A link that leads to something else in the tree, as it is written.
    Link(PathBuf),
}

/// Something in a tree, and where.
struct Found {
    /// Below the root.
    below: PathBuf,
    entry: Entry,
}

impl Tree {
    /// The one below `root`. What the harness itself writes is no part of it, wherever the user has put that.
    pub fn new(root: PathBuf) -> Self {
        // Where they really are: a path to them may lead over links, or be relative.
        let real_root = root.canonicalize().unwrap_or_else(|_| root.clone());
        let own = [cache::folder(), std::env::temp_dir()].map(|folder| {
            let real = folder.canonicalize().unwrap_or(folder);
            let below = real.strip_prefix(&real_root).map(Path::to_path_buf);
            below.map_or(real, |below| root.join(below))
        });
        Self {
            without: own.into_iter().filter(|folder| *folder != root).collect(),
            root,
        }
    }

    /// The same without these files and folders.
    pub fn without(mut self, paths: impl IntoIterator<Item = PathBuf>) -> Self {
        self.without.extend(paths);
        self
    }

    /// `digest` with the names and contents of everything in it more.
    ///
    /// # Errors
    /// When something in it cannot be read.
    pub fn digest(&self, mut digest: Digest) -> io::Result<Digest> {
        for Found { below, entry } in self.entries()? {
            digest = digest.bytes(below.as_os_str().as_encoded_bytes());
            digest = match entry {
                Entry::Folder => digest.text("folder"),
                Entry::Link(target) => digest
                    .text("link")
                    .bytes(target.as_os_str().as_encoded_bytes()),
                Entry::File(_) => match File::open(self.root.join(&below)) {
                    Ok(file) => digest.text("file").content(file)?,
                    // What cargo cannot read either is no part of the build.
                    Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                        digest.text("unreadable")
                    }
                    Err(error) => return Err(error),
                },
            };
        }
        Ok(digest)
    }

    /// Copies it into `place`, a folder that is there and empty. Times of change stay, by which cargo knows what it has built.
    ///
    /// # Errors
    /// When something in it cannot be read, or `place` not be written.
    pub fn copy(&self, place: &Path) -> io::Result<()> {
        for Found { below, entry } in self.entries()? {
            let copy = place.join(&below);
            match entry {
                Entry::Folder => fs::create_dir(&copy)?,
                Entry::Link(target) => script::link(&target, &copy)?,
                Entry::File(metadata) => {
                    match fs::copy(self.root.join(&below), &copy) {
                        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => continue,
                        copied => copied?,
                    };
                    let time = metadata.modified()?;
                    // A copy of a file that nobody may write is one, too.
                    let opened = File::options()
                        .write(true)
                        .open(&copy)
                        .or(File::open(&copy));
                    opened?.set_modified(time)?;
                }
            }
        }
        Ok(())
    }

    /// Everything in it, folders before what they hold, in order of name.
    fn entries(&self) -> io::Result<Vec<Found>> {
        let mut found = Vec::new();
        let root = self.root.canonicalize()?;
        self.look(Path::new(""), &mut vec![root], &mut found)?;
        Ok(found)
    }

    /// Looks into the folder `below`, which the last of `inside` really is.
    fn look(
        &self,
        below: &Path,
        inside: &mut Vec<PathBuf>,
        found: &mut Vec<Found>,
    ) -> io::Result<()> {
        let folder = self.root.join(below);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(()),
            entries => entries?,
        };
        let mut names = entries
            .map(|entry| Ok(entry?.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        for name in names {
            if LEFT_OUT.iter().any(|left| name == *left) {
                continue;
            }
            let below = below.join(name);
            let path = self.root.join(&below);
            if self.without.contains(&path) {
                continue;
            }
            if path.is_symlink() {
                let target = fs::read_link(&path)?;
                if self.stays_inside(&below, &target) && path.exists() {
                    found.push(Found {
                        below,
                        entry: Entry::Link(target),
                    });
                    continue;
                }
            }
            // Of what a link leads to that leads out. One that leads nowhere is left out.
            let Ok(metadata) = fs::metadata(&path) else {
                continue;
            };
            if metadata.is_file() {
                found.push(Found {
                    below,
                    entry: Entry::File(metadata),
                });
            } else if metadata.is_dir() && !path.join(CACHE_TAG).is_file() {
                let real = path.canonicalize()?;
                // A link to a folder that it stands in has no end.
                if inside.iter().any(|above| above.starts_with(&real)) {
                    continue;
                }
                found.push(Found {
                    below: below.clone(),
                    entry: Entry::Folder,
                });
                inside.push(real);
                self.look(&below, inside, found)?;
                inside.pop();
            }
        }
        Ok(())
    }

    /// Whether a link at `below` that says `target` never leaves the tree, so that it means the same in a copy.
    fn stays_inside(&self, below: &Path, target: &Path) -> bool {
        let mut depth = below.components().count() - 1;
        for part in target.components() {
            match part {
                Component::Normal(_) => depth += 1,
                Component::CurDir => {}
                Component::ParentDir if depth > 0 => depth -= 1,
                _ => return false,
            }
        }
        // By the way it is written and by where it really leads.
        let real = self.root.join(below).canonicalize();
        let root = self.root.canonicalize();
        matches!((real, root), (Ok(real), Ok(root)) if real.starts_with(&root))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(file: &Path, text: &str) {
        fs::create_dir_all(file.parent().expect("a folder")).expect("writable");
        fs::write(file, text).expect("writable");
    }

    #[test]
    fn links_inside_stay_links_and_links_out_become_copies() {
        let base = tempfile::tempdir().expect("a folder");
        let at = |path: &str| base.path().join(path);
        write(&at("work/src/lib.rs"), "mine");
        write(&at("outside/shared.rs"), "shared");
        for (target, link) in [
            ("src", "work/inside"),
            ("../outside", "work/out"),
            ("..", "work/src/above"),
            ("../work/src", "work/roundabout"),
            ("nowhere", "work/dangling"),
        ] {
            script::link(Path::new(target), &at(link)).expect("a link");
        }
        fs::create_dir(at("copy")).expect("a folder");
        Tree::new(at("work")).copy(&at("copy")).expect("copied");
        let is_link = |path: &str| at(path).is_symlink();
        assert!(is_link("copy/inside") && is_link("copy/src/above"));
        assert!(!is_link("copy/out") && !is_link("copy/roundabout"));
        assert!(!at("copy/dangling").is_symlink());
        fs::write(at("copy/out/shared.rs"), "changed").expect("writable");
        fs::write(at("copy/roundabout/lib.rs"), "changed").expect("writable");
        assert_eq!(
            fs::read_to_string(at("outside/shared.rs")).expect("it"),
            "shared"
        );
        assert_eq!(
            fs::read_to_string(at("work/src/lib.rs")).expect("it"),
            "mine"
        );
    }

    #[test]
    fn what_can_be_made_again_is_left_out_and_a_source_folder_called_target_is_not() {
        let base = tempfile::tempdir().expect("a folder");
        let at = |path: &str| base.path().join(path);
        write(&at("work/src/target/mod.rs"), "");
        write(&at("work/target/CACHEDIR.TAG"), "");
        write(&at("work/target/debug/large"), "");
        write(&at("work/node_modules/x/index.js"), "");
        write(&at("work/.git/config"), "");
        fs::create_dir(at("copy")).expect("a folder");
        Tree::new(at("work")).copy(&at("copy")).expect("copied");
        let left = ["target", "node_modules", ".git"].map(|name| at("copy").join(name).exists());
        assert_eq!(left, [false; 3]);
        assert!(at("copy/src/target/mod.rs").is_file());
    }

    #[test]
    fn a_copy_has_the_digest_and_the_times_of_its_original() {
        let base = tempfile::tempdir().expect("a folder");
        let at = |path: &str| base.path().join(path);
        write(&at("work/src/lib.rs"), "1");
        let mut only_read = fs::metadata(at("work/src/lib.rs"))
            .expect("it")
            .permissions();
        only_read.set_readonly(true);
        fs::set_permissions(at("work/src/lib.rs"), only_read).expect("ours");
        fs::create_dir(at("copy")).expect("a folder");
        Tree::new(at("work")).copy(&at("copy")).expect("copied");
        let digest = |folder: &str| {
            let tree = Tree::new(at(folder));
            tree.digest(Digest::new("x")).expect("readable").finish()
        };
        let time = |file: &str| fs::metadata(at(file)).expect("it").modified().expect("one");
        assert_eq!(digest("work"), digest("copy"));
        assert_eq!(time("work/src/lib.rs"), time("copy/src/lib.rs"));
        write(&at("copy/src/more.rs"), "");
        assert_ne!(digest("work"), digest("copy"));
    }
}
