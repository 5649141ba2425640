//! Files that reports are written to.

use std::cell::RefCell;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tempfile::NamedTempFile;

use super::plain::Plain;
use super::stream::{Output, Standard};
use super::workflow::Form;

/// A file that a report is written to. A regular file takes its place only when the report is complete ([`Self::keep`]);
/// until then what stood there before stays. Pipes, devices and descriptors (`/dev/stdout`) are written directly.
///
/// Its writers never fail; `keep` returns the error.
pub struct ReportFile {
    path: PathBuf,
    contents: Rc<RefCell<Contents>>,
}

struct Contents {
    target: Target,
    plain: Plain,
    error: Option<io::Error>,
}

enum Target {
    /// Beside the file whose place it will take.
    Pending(NamedTempFile),
    Direct(File),
    /// The very thing that the harness prints to, by whatever name: it has the same reader.
    Standard(Standard),
}

impl ReportFile {
    /// Makes ready to write to `path`.
    ///
    /// # Errors
    /// When nothing can be written there, or when `path` is a symbolic link.
    pub fn create(path: &Path) -> io::Result<Self> {
        let contents = Contents {
            target: Target::open(path)?,
            plain: Plain::default(),
            error: None,
        };
        Ok(Self {
            path: path.to_owned(),
            contents: Rc::new(RefCell::new(contents)),
        })
    }

    /// What it was named by.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What writes to it, without styles. All writers of one file write to its end.
    pub fn writer(&self, form: Form) -> impl Write + 'static {
        Writer {
            contents: Rc::clone(&self.contents),
            form,
        }
    }

    /// The report is complete, and takes its place.
    ///
    /// # Errors
    /// When it could not be written, or cannot take its place; what stood there before stays.
    pub fn keep(self) -> io::Result<()> {
        let mut contents = self.contents.borrow_mut();
        if let Some(error) = contents.error.take() {
            return Err(error);
        }
        if let Target::Pending(pending) = &mut contents.target {
            // Some file systems report only now that they are full.
            pending.as_file().sync_all()?;
            if let Ok(before) = fs::symlink_metadata(&self.path)
                && before.is_file()
            {
                pending.as_file().set_permissions(before.permissions())?;
            }
            fs::rename(pending.path(), &self.path)?;
        }
        Ok(())
    }
}

impl Target {
    fn open(path: &Path) -> io::Result<Self> {
        let there = match fs::metadata(path) {
            Ok(there) => there,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {
                return pending(path);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(is_link()),
            Err(error) => return Err(error),
        };
        let same = [Standard::Out, Standard::Err]
            .into_iter()
            .find(|standard| is_same(*standard, &there));
        if let Some(standard) = same {
            return Ok(Self::Standard(standard));
        }
        let kind = there.file_type();
        if kind.is_fifo() || kind.is_char_device() || kind.is_block_device() || kind.is_socket() {
            return File::options().write(true).open(path).map(Self::Direct);
        }
        if kind.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if is_descriptor(path) {
            // Opened by its name it begins anew, so only its end is no part that somebody else wrote.
            return File::options().append(true).open(path).map(Self::Direct);
        }
        if path.is_symlink() {
            return Err(is_link());
        }
        pending(path)
    }

    fn write(&mut self, bytes: &[u8], form: Form) -> io::Result<()> {
        match self {
            Self::Pending(file) => file.write_all(bytes),
            Self::Direct(file) => match file.write_all(bytes) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                written => written,
            },
            Self::Standard(standard) => Output::unchanged(*standard, form).write_all(bytes),
        }
    }
}

fn pending(path: &Path) -> io::Result<Target> {
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    // So that an error names the folder, not an unknown temporary file.
    fs::metadata(folder)?;
    tempfile::Builder::new()
        .prefix(&format!(".{}.", name.to_string_lossy()))
        // Temporary files are private; a report gets the usual permissions, as the umask says.
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .map(Target::Pending)
}

fn is_link() -> io::Error {
    io::Error::other("it is a symbolic link\n  hint: name the file that it points to, or remove it")
}

fn is_same(standard: Standard, there: &Metadata) -> bool {
    let is_there = |it: Metadata| (it.dev(), it.ino()) == (there.dev(), there.ino());
    standard.metadata().is_ok_and(is_there)
}

/// Whether this names a descriptor of a process, such as `/dev/fd/3`.
fn is_descriptor(path: &Path) -> bool {
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    folder.is_some_and(|folder| folder.starts_with("/proc"))
}

struct Writer {
    contents: Rc<RefCell<Contents>>,
    form: Form,
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Contents {
            target,
            plain,
            error,
        } = &mut *self.contents.borrow_mut();
        plain.pass(bytes, |part| {
            if error.is_none() {
                *error = target.write(part, self.form).err();
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
