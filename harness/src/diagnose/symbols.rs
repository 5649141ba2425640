//! Functions and lines of native code, from the addresses of a stack and the files that were loaded.

use std::collections::BTreeMap;
use std::path::Path;

use addr2line::Loader;

use super::backtrace::{Backtrace, Frame, UNKNOWN, in_workspace, without_hash};
use super::debug_file;
use crate::preload;

/// A file that was loaded into a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Its path; empty for the program itself.
    pub path: String,
    /// What is to be subtracted from an address for its place in the file.
    pub base: u64,
    /// Where it begins in memory.
    pub start: u64,
    /// And the first address behind it.
    pub end: u64,
}

/// The symbols of the files that a process has loaded; each is read when it is needed.
pub struct Symbols {
    modules: Vec<Module>,
    loaders: BTreeMap<usize, Option<Loader>>,
    /// The frames of the addresses that were asked for.
    known: BTreeMap<u64, Vec<(Frame, bool)>>,
}

impl Symbols {
    /// Those of `modules`.
    pub fn new(modules: Vec<Module>) -> Self {
        Self {
            modules,
            loaders: BTreeMap::new(),
            known: BTreeMap::new(),
        }
    }

    /// The stack of these addresses, with the functions that the compiler has inlined. Of the program itself, which is the runtime, nothing
    /// is read: it is large, and says nothing of an addon.
    pub fn backtrace(&mut self, addresses: &[u64]) -> Backtrace {
        let mut frames: Vec<Frame> = Vec::new();
        let mut generated = Vec::new();
        for address in addresses {
            for (frame, is_generated) in self.frames(*address) {
                let frames = if is_generated {
                    &mut generated
                } else {
                    &mut frames
                };
                frames.push(frame);
            }
        }
        // What a macro wrote is told where nothing else is the author's: it is named after the author's function.
        if !frames.iter().any(Frame::is_own) {
            frames.append(&mut generated);
        }
        Backtrace { frames }
    }

    /// Whether an address stands in the program itself, which is the runtime.
    pub fn is_runtimes(&self, address: u64) -> bool {
        self.module(address)
            .is_some_and(|module| module.path.is_empty())
    }

    /// Whether it stands in the library that was preloaded.
    pub fn is_harness(&self, address: u64) -> bool {
        let module = self.module(address);
        module.is_some_and(|module| module.path.ends_with(preload::FILE))
    }

    fn module(&self, address: u64) -> Option<&Module> {
        let within = |module: &&Module| (module.start..module.end).contains(&address);
        self.modules.iter().find(within)
    }

    /// The frames of an address, each with whether a macro wrote its line.
    fn frames(&mut self, address: u64) -> Vec<(Frame, bool)> {
        if let Some(known) = self.known.get(&address) {
            return known.clone();
        }
        let found = self.look_up(address);
        self.known.insert(address, found.clone());
        found
    }

    fn look_up(&mut self, address: u64) -> Vec<(Frame, bool)> {
        let within = |module: &Module| (module.start..module.end).contains(&address);
        let Some(index) = self.modules.iter().position(within) else {
            return vec![(unknown(None), false)];
        };
        let module = &self.modules[index];
        // Of the program and of the library itself nobody wants to read.
        if module.path.is_empty() || module.path.ends_with(preload::FILE) {
            let frame = Frame {
                function: RUNTIME.into(),
                place: None,
                library: None,
            };
            return vec![(frame, false)];
        }
        let load = || {
            let separate = debug_file::find(Path::new(&module.path));
            let separate = separate.and_then(|file| Loader::new(file).ok());
            separate.or_else(|| Loader::new(&module.path).ok())
        };
        let loader = self.loaders.entry(index).or_insert_with(load);
        let library = || Some(module.path.clone());
        let offset = address.wrapping_sub(module.base);
        let Some(loader) = loader else {
            return vec![(unknown(library()), false)];
        };
        let mut found = inlined(loader, offset, &module.path);
        let symbol = loader.find_symbol_info(offset);
        if let Some((outermost, _)) = found.last_mut() {
            // Where there are only tables of lines, its name stands in the file's table of symbols alone.
            if let Some(symbol) = symbol.filter(|_| outermost.function == UNKNOWN) {
                outermost.function = demangled(symbol.name());
            }
            return found;
        }
        let function = match symbol {
            Some(symbol) => {
                let within = offset - symbol.address();
                format!("{}+{within:#x}", demangled(symbol.name()))
            }
            None => format!("{}+{offset:#x}", file_name(&module.path)),
        };
        let frame = Frame {
            function,
            place: None,
            library: library(),
        };
        vec![(frame, false)]
    }
}

/// What the runtime's own frames are called, which nobody reads.
const RUNTIME: &str = "node::";

fn unknown(library: Option<String>) -> Frame {
    Frame {
        function: UNKNOWN.into(),
        place: None,
        library,
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Of debug information; empty where there is none.
fn inlined(loader: &Loader, offset: u64, path: &str) -> Vec<(Frame, bool)> {
    let mut found = Vec::new();
    let Ok(mut frames) = loader.find_frames(offset) else {
        return found;
    };
    while let Ok(Some(frame)) = frames.next() {
        let name = frame.function.as_ref().and_then(|it| it.demangle().ok());
        let place = frame.location.as_ref().and_then(|at| {
            let (file, line) = (at.file?, at.line?);
            Some((Path::new(file), line))
        });
        // A symbol without a line, from the file's table of symbols, is told with its offset.
        let Some((file, line)) = place else {
            continue;
        };
        let name = name.map(|name| without_hash(&name));
        let frame = Frame {
            function: name.unwrap_or_else(|| UNKNOWN.into()),
            place: Some(in_workspace(&format!("{}:{line}", file.display()))),
            library: Some(path.into()),
        };
        found.push((frame, is_generated(file, line)));
    }
    found
}

/// Whether a macro wrote the code of a line, such as napi-derive's, which gives its own the place of the attribute.
fn is_generated(file: &Path, line: u32) -> bool {
    let source = || std::fs::read_to_string(file).ok();
    let starts = |source: String| {
        let line = source.lines().nth((line as usize).checked_sub(1)?)?;
        Some(line.trim_start().starts_with("#["))
    };
    source().and_then(starts).unwrap_or(false)
}

fn demangled(name: &str) -> String {
    without_hash(&addr2line::demangle_auto(name.into(), None))
}
