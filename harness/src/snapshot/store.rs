//! The folder of snapshots: `NAME.snap` for accepted ones, `NAME.snap.new` beside them for pending ones.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{Content, Error, Policy};

/// A project's snapshots.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// A transcript held against its snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// They are the same.
    Same,
    /// They were not, and the transcript was accepted.
    Accepted,
    /// There is no snapshot.
    New {
        /// Where the transcript waits.
        review: Review,
    },
    /// They differ.
    Differs {
        /// The snapshot's transcript.
        accepted: String,
        /// Where the new one waits.
        review: Review,
    },
}

/// Where a transcript waits for its review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Review {
    /// In this file.
    Waits(PathBuf),
    /// Nowhere: the policy is to write nothing.
    NotWanted,
    /// Nowhere: it could not be written, for this reason.
    Impossible(String),
}

/// A transcript that waits for a review.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The run's name.
    pub name: String,
    /// The `.snap.new` file.
    pub file: PathBuf,
    /// What it holds.
    pub new: Content,
    /// The accepted transcript, if there is one that can be read.
    pub accepted: Option<String>,
}

impl Store {
    /// The snapshots in `folder`, which need not exist.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where the accepted transcript of the run `name` stands.
    pub fn file(&self, name: &str) -> PathBuf {
        // Not `with_extension`: a name may hold dots.
        self.folder.join(format!("{name}.snap"))
    }

    fn pending_file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.snap.new"))
    }

    /// Holds `new` against the snapshot of the run `name`, and does with it what `policy` says.
    pub fn compare(&self, name: &str, new: &Content, policy: Policy) -> Result<Comparison, Error> {
        let file = self.file(name);
        let accepted = match Content::read(&file) {
            // Asked to write it anew: what is wrong with the old one is no matter.
            Err(Error::Damaged { .. }) if policy == Policy::Accept => None,
            other => other?,
        };
        if let Some(accepted) = &accepted
            && accepted.transcript == new.transcript
        {
            match self.forget_pending(name) {
                // What cannot be removed here is no concern of a run that is as it should be.
                Err(error) if error.unwritable().is_some() => {}
                forgotten => forgotten?,
            }
            // The summary may have changed, which is no matter of the run's.
            if policy == Policy::Accept && accepted != new {
                new.write(&file)?;
            }
            return Ok(Comparison::Same);
        }
        let accepts = policy == Policy::Accept || policy == Policy::AcceptNew && accepted.is_none();
        if accepts {
            new.write(&file)?;
            self.forget_pending(name)?;
            return Ok(Comparison::Accepted);
        }
        let review = match policy {
            Policy::Leave => Review::NotWanted,
            _ => self.put_up(name, new)?,
        };
        Ok(match accepted {
            None => Comparison::New { review },
            Some(accepted) => Comparison::Differs {
                accepted: accepted.transcript,
                review,
            },
        })
    }

    /// Puts `new` up for review. A folder that cannot be written is told of, and takes nothing from what the run has shown.
    fn put_up(&self, name: &str, new: &Content) -> Result<Review, Error> {
        let pending = self.pending_file(name);
        let Err(error) = new.write(&pending) else {
            return Ok(Review::Waits(pending));
        };
        let why = error.unwritable().ok_or(error)?;
        let folder = self.folder.display();
        Ok(Review::Impossible(format!("{folder} {why}")))
    }

    /// Removes the pending transcript of the run `name`, if there is one: a later run has overtaken it.
    pub fn forget_pending(&self, name: &str) -> Result<(), Error> {
        remove(&self.pending_file(name))
    }

    /// All that waits for a review, in order of name, and what of it cannot be read.
    pub fn pending(&self) -> (Vec<Pending>, Vec<Error>) {
        let mut pending = Vec::new();
        let mut errors = Vec::new();
        for name in self.names(".snap.new") {
            let file = self.pending_file(&name);
            match Content::read(&file) {
                Ok(Some(new)) => pending.push(Pending {
                    accepted: Content::read(&self.file(&name))
                        .ok()
                        .flatten()
                        .map(|accepted| accepted.transcript),
                    name,
                    file,
                    new,
                }),
                Ok(None) => {}
                Err(error) => errors.push(error),
            }
        }
        (pending, errors)
    }

    /// Makes a pending transcript the accepted one.
    pub fn accept(&self, pending: &Pending) -> Result<(), Error> {
        pending.new.write(&self.file(&pending.name))?;
        remove(&pending.file)
    }

    /// Drops a pending transcript.
    pub fn reject(&self, pending: &Pending) -> Result<(), Error> {
        remove(&pending.file)
    }

    /// Accepted and pending snapshots that belong to no run named in `known`.
    pub fn orphans(&self, known: &BTreeSet<String>) -> Vec<PathBuf> {
        let accepted = self.names(".snap").into_iter();
        let pending = self.names(".snap.new").into_iter();
        let accepted = accepted
            .filter(|name| !known.contains(name))
            .map(|name| self.file(&name));
        let pending = pending
            .filter(|name| !known.contains(name))
            .map(|name| self.pending_file(&name));
        accepted.chain(pending).collect()
    }

    /// Removes an orphaned snapshot, and the folders that it leaves empty.
    pub fn remove_orphan(&self, file: &Path) -> Result<(), Error> {
        remove(file)?;
        for folder in file.ancestors().skip(1) {
            if folder == self.folder || fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Names of the files that end in `suffix`, in order.
    fn names(&self, suffix: &str) -> BTreeSet<String> {
        WalkBuilder::new(&self.folder)
            .standard_filters(false)
            .hidden(true)
            .build()
            .flatten()
            .filter_map(|entry| {
                let below = entry.path().strip_prefix(&self.folder).ok()?;
                let name = below.to_str()?.strip_suffix(suffix)?;
                Some(name.replace('\\', "/"))
            })
            .collect()
    }
}

fn remove(file: &Path) -> Result<(), Error> {
    // A read-only file system refuses to remove even what is not there.
    if fs::symlink_metadata(file).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(());
    }
    match fs::remove_file(file) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::Io {
            verb: "remove",
            file: file.to_path_buf(),
            source,
        }),
        _ => Ok(()),
    }
}
