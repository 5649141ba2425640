//! `Reference`, `WeakReference` and `SharedReference`: Rust keeps an instance of a `#[napi]` class, watches it, or keeps something that
//! borrows from it.

use std::cell::RefCell;

use napi::bindgen_prelude::*;
use napi_derive::napi;

use super::drops::Tracked;

thread_local! {
    /// References that outlive the environment: a thread's variables are dropped after it.
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

/// A reference whose drop is told about.
struct Kept {
    _library: Reference<Library>,
    _payload: Tracked,
}

/// A library, which owns its books.
#[napi]
pub struct Library {
    books: Vec<String>,
    payload: Tracked,
}

#[napi]
impl Library {
    /// An empty library.
    #[napi(constructor)]
    pub fn new(name: String) -> Self {
        Self {
            books: Vec::new(),
            payload: Tracked::new(name),
        }
    }

    /// Its name.
    #[napi(getter)]
    pub fn name(&self) -> String {
        self.payload.name().to_owned()
    }

    /// Adds a book.
    #[napi]
    pub fn shelve(&mut self, book: String) {
        self.books.push(book);
    }

    /// Has Rust keep `count` references in a variable of this thread.
    ///
    /// When the environment ends, the instance is finalised all the same. `Reference::drop` in `bindgen_runtime/js_values/value_ref.rs`
    /// then takes it for alive as long as another `Reference` is: of two that are left, the first to be dropped releases a reference of
    /// Node-API's that is gone.
    #[napi]
    pub fn keep(&self, library: Reference<Library>, env: Env, count: u32) -> Result<()> {
        for number in 1..=count {
            let kept = Kept {
                _library: library.clone(env)?,
                _payload: Tracked::new(format!("reference {number}")),
            };
            KEPT.with_borrow_mut(|all| all.push(kept));
        }
        Ok(())
    }

    /// A catalogue that borrows the books.
    #[napi]
    pub fn catalogue(&self, library: Reference<Library>, env: Env) -> Result<Catalogue> {
        let name = format!("catalogue of {}", self.payload.name());
        let entries = library.share_with(env, |library| {
            Ok(Entries {
                books: &library.books,
                _payload: Tracked::new(name),
            })
        })?;
        Ok(Catalogue {
            entries: Some(entries),
        })
    }
}

/// A strong reference, in JavaScript's hands.
#[napi]
pub struct LibraryHold {
    library: Option<Reference<Library>>,
}

#[napi]
impl LibraryHold {
    /// Keeps `library` from now on. Only methods and constructors can take a `Reference`.
    #[napi(constructor)]
    pub fn new(library: Reference<Library>) -> Self {
        Self {
            library: Some(library),
        }
    }

    /// The library's name, read by Rust through the reference.
    #[napi]
    pub fn name(&self) -> Result<String> {
        Ok(self.reference()?.payload.name().to_owned())
    }

    /// The instance itself.
    #[napi(ts_return_type = "Library")]
    pub fn library(&self, env: Env) -> Result<Reference<Library>> {
        self.reference()?.clone(env)
    }

    /// A second reference, to be released on its own.
    #[napi]
    pub fn clone_hold(&self, env: Env) -> Result<LibraryHold> {
        let library = self.reference()?.clone(env)?;
        Ok(Self::new(library))
    }

    /// A weak reference to the same library.
    #[napi]
    pub fn watch(&self) -> Result<LibraryWatch> {
        Ok(LibraryWatch {
            library: self.reference()?.downgrade(),
        })
    }

    /// Drops the reference.
    #[napi]
    pub fn release(&mut self) {
        self.library = None;
    }
}

impl LibraryHold {
    fn reference(&self) -> Result<&Reference<Library>> {
        self.library.as_ref().ok_or_else(released)
    }
}

/// A weak reference, in JavaScript's hands.
#[napi]
pub struct LibraryWatch {
    library: WeakReference<Library>,
}

#[napi]
impl LibraryWatch {
    /// The library's name, if its data is not dropped yet (`WeakReference::get`).
    #[napi]
    pub fn name(&self) -> Option<String> {
        let library = self.library.get()?;
        Some(library.payload.name().to_owned())
    }

    /// A strong reference, if the library's data is not dropped yet (`WeakReference::upgrade`).
    #[napi]
    pub fn upgrade(&self, env: Env) -> Result<Option<LibraryHold>> {
        Ok(self.library.upgrade(env)?.map(LibraryHold::new))
    }

    /// The instance itself; an error once its data is dropped.
    #[napi(ts_return_type = "Library")]
    pub fn library(&self) -> WeakReference<Library> {
        self.library.clone()
    }
}

/// What borrows from the library that it belongs to.
struct Entries {
    books: &'static [String],
    _payload: Tracked,
}

/// A share in a library: it keeps the library, whose books it borrows.
#[napi]
pub struct Catalogue {
    entries: Option<SharedReference<Library, Entries>>,
}

#[napi]
impl Catalogue {
    /// The books, borrowed from the library.
    #[napi]
    pub fn books(&self) -> Result<Vec<String>> {
        Ok(self.share()?.books.to_vec())
    }

    /// A second share of the same entries, to be released on its own.
    #[napi]
    pub fn clone_catalogue(&self, env: Env) -> Result<Catalogue> {
        Ok(Catalogue {
            entries: Some(self.share()?.clone(env)?),
        })
    }

    /// The library that it belongs to.
    #[napi(ts_return_type = "Library")]
    pub fn owner(&self, env: Env) -> Result<Reference<Library>> {
        self.share()?.clone_owner(env)
    }

    /// Releases the share.
    #[napi]
    pub fn release(&mut self) {
        self.entries = None;
    }
}

impl Catalogue {
    fn share(&self) -> Result<&SharedReference<Library, Entries>> {
        self.entries.as_ref().ok_or_else(released)
    }
}

fn released() -> Error {
    Error::from_reason("the reference was released")
}
