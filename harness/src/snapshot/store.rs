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
    /// There is no snapshot.
    New,
    /// They differ.
    Differs {
        /// The snapshot's transcript.
        accepted: String,
    },
    /// The snapshot cannot be read, for this reason.
    Unreadable(String),
}

/// What was done with a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// It is the accepted one, and was before.
    Same,
    /// It is the accepted one from now on.
    Accepted,
    /// It waits for a review, or not.
    Review(Review),
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

    /// The file with the accepted transcript of the run `name`.
    pub fn file(&self, name: &str) -> PathBuf {
        // Not `with_extension`: a name may hold dots.
        self.folder.join(format!("{name}.snap"))
    }

    /// The file with the pending transcript of the run `name` under `runtime`: a separate one if the common one is another runtime's.
    fn pending_file(&self, name: &str, runtime: Option<&str>) -> PathBuf {
        let common = self.folder.join(format!("{name}.snap.new"));
        match runtime.filter(|_| !is_of(&common, runtime)) {
            Some(runtime) => self
                .folder
                .join(format!("{name}{}.snap.new", suffix(runtime))),
            None => common,
        }
    }

    /// Holds `new` against the snapshot of the run `name`. Nothing is written.
    pub fn compare(&self, name: &str, new: &Content) -> Comparison {
        match Content::read(&self.file(name)) {
            Ok(None) => Comparison::New,
            Ok(Some(accepted)) if accepted.transcript == new.transcript => Comparison::Same,
            Ok(Some(accepted)) => Comparison::Differs {
                accepted: accepted.transcript,
            },
            Err(error) => Comparison::Unreadable(error.to_string()),
        }
    }

    /// Publishes `new`, which was compared before, as `policy` says.
    ///
    /// # Errors
    /// When a file cannot be read or written. A read-only folder is not an error.
    pub fn publish(
        &self,
        name: &str,
        new: &Content,
        comparison: &Comparison,
        policy: Policy,
    ) -> Result<Published, Error> {
        let file = self.file(name);
        let accepted = Content {
            runtime: None,
            ..new.clone()
        };
        if *comparison == Comparison::Same {
            if policy != Policy::Leave {
                match self.forget_pending(name, new.runtime.as_deref()) {
                    // A run that passed need not fail because an old pending file cannot be removed.
                    Err(error) if error.unwritable().is_some() => {}
                    forgotten => forgotten?,
                }
            }
            // The summary may have changed; that does not affect the run.
            if policy == Policy::Accept && Content::read(&file)?.as_ref() != Some(&accepted) {
                accepted.write(&file)?;
            }
            return Ok(Published::Same);
        }
        let accepts = match policy {
            Policy::Accept => true,
            Policy::AcceptNew => *comparison == Comparison::New,
            Policy::Pend | Policy::Leave => false,
        };
        if accepts {
            accepted.write(&file)?;
            self.forget_pending(name, new.runtime.as_deref())?;
            return Ok(Published::Accepted);
        }
        Ok(Published::Review(match policy {
            Policy::Leave => Review::NotWanted,
            _ => self.put_up(name, new)?,
        }))
    }

    /// Puts `new` up for review. A folder that cannot be written is reported, and takes nothing from what the run has shown.
    fn put_up(&self, name: &str, new: &Content) -> Result<Review, Error> {
        let pending = self.pending_file(name, new.runtime.as_deref());
        let Err(error) = new.write(&pending) else {
            return Ok(Review::Waits(pending));
        };
        let why = error.unwritable().ok_or(error)?;
        let folder = self.folder.display();
        Ok(Review::Impossible(format!("{folder} {why}")))
    }

    /// Removes the pending transcript of the run `name` under `runtime`, if there is one: a later run has overtaken it.
    fn forget_pending(&self, name: &str, runtime: Option<&str>) -> Result<(), Error> {
        remove(&self.pending_file(name, runtime))
    }

    /// Removes what waits as a transcript of the run `name` from `runtime` and from no other: that is known to behave otherwise now.
    ///
    /// # Errors
    /// When a file cannot be removed. A read-only folder is not an error, and what cannot be read is left to whoever reviews it.
    pub fn overtake(&self, name: &str, runtime: &str) -> Result<(), Error> {
        let pending = self.pending_file(name, Some(runtime));
        let waiting = Content::read(&pending).ok().flatten();
        match waiting.is_some_and(|it| it.runtime.as_deref() == Some(runtime)) {
            true => match remove(&pending) {
                Err(error) if error.unwritable().is_some() => Ok(()),
                removed => removed,
            },
            false => Ok(()),
        }
    }

    /// All that waits for a review, in order of name, and what of it cannot be read.
    pub fn pending(&self) -> (Vec<Pending>, Vec<Error>) {
        let mut pending = Vec::new();
        let mut errors = Vec::new();
        for name in self.names(".snap.new") {
            let file = self.folder.join(format!("{name}.snap.new"));
            let name = run_of(&name, &file);
            match Content::read(&file) {
                Ok(Some(new)) => pending.push(Pending {
                    accepted: self.accepted(&name),
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

    /// The accepted transcript of the run `name`, if there is one that can be read.
    pub fn accepted(&self, name: &str) -> Option<String> {
        let accepted = Content::read(&self.file(name)).ok().flatten();
        accepted.map(|accepted| accepted.transcript)
    }

    /// Makes a pending transcript the accepted one.
    pub fn accept(&self, pending: &Pending) -> Result<(), Error> {
        let accepted = Content {
            runtime: None,
            ..pending.new.clone()
        };
        accepted.write(&self.file(&pending.name))?;
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
            .map(|name| (self.folder.join(format!("{name}.snap.new")), name))
            .filter(|(file, name)| !known.contains(&run_of(name, file)))
            .map(|(file, _)| file);
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

/// Whether a pending transcript in `file` would be one of `runtime`: there is none yet, or it is, or it does not say.
fn is_of(file: &Path, runtime: Option<&str>) -> bool {
    match Content::read(file) {
        Ok(Some(pending)) => pending.runtime.is_none() || pending.runtime.as_deref() == runtime,
        Ok(None) | Err(_) => true,
    }
}

/// What the name of a pending file has more where the common one is of another runtime: `+bun-1.4.5`.
fn suffix(runtime: &str) -> String {
    format!("+{}", runtime.replace(' ', "-"))
}

/// The run that the pending `file`, which is called `name`, is of.
fn run_of(name: &str, file: &Path) -> String {
    let runtime = Content::read(file).ok().flatten().and_then(|it| it.runtime);
    let run = runtime.and_then(|runtime| name.strip_suffix(&suffix(&runtime)));
    run.unwrap_or(name).to_owned()
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
