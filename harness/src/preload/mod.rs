//! The library that a counting run preloads: where it stands, and where it cannot be loaded.

pub mod library;

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Write};
use std::mem::offset_of;
use std::path::{Path, PathBuf};

use object::elf::FileHeader64;
use object::read::elf::{FileHeader, ProgramHeader};
use object::{Endianness, ReadCache};
use regex::bytes::Regex;

use crate::run::environment::Variables;
use library::counters::{Counters, VARIABLE};
use library::table::{self, Table};

/// As `build.rs` made it; empty where it makes none.
const LIBRARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/preload.so"));

/// The variable that names what is preloaded; see ld.so(8).
const PRELOADED: &str = "LD_PRELOAD";

/// What the library's file is called.
pub const FILE: &str = "preload.so";

/// Adds to `variables` what has a program count; its library and its counters are written into `folder`.
///
/// # Errors
/// When they cannot be written.
pub fn count(variables: &mut Variables, folder: &Path) -> io::Result<()> {
    load(variables, folder, Place::First)?;
    let counters = folder.join("counters");
    std::fs::write(&counters, [0; size_of::<Counters>()])?;
    variables.insert(VARIABLE.into(), counters.into());
    Ok(())
}

/// Adds to `variables` what has a program note who makes what, as `tracking` says at first, in a table that is written into `folder`.
///
/// # Errors
/// When it cannot be written.
pub fn track(variables: &mut Variables, folder: &Path, tracking: u64) -> io::Result<PathBuf> {
    let place = match tracking {
        table::tracking::GUARDED => Place::First,
        _ => Place::Last,
    };
    load(variables, folder, place)?;
    let file = folder.join("table");
    let mut empty = File::create(&file)?;
    let before = [0; offset_of!(Table, tracking)];
    empty.write_all(&before)?;
    empty.write_all(&tracking.to_ne_bytes())?;
    // What is never written to takes no room.
    empty.set_len(size_of::<Table>() as u64)?;
    variables.insert(table::VARIABLE.into(), file.clone().into());
    Ok(file)
}

/// Where the library stands among those that the user has preloaded.
#[derive(Clone, Copy)]
enum Place {
    /// Its allocator has to be the one that is called.
    First,
    /// Sanitizers have to come first.
    Last,
}

/// Has the loader preload the library.
fn load(variables: &mut Variables, folder: &Path, place: Place) -> io::Result<()> {
    let library = folder.join(FILE);
    std::fs::write(&library, LIBRARY)?;
    let library = library.into_os_string();
    let others = variables.entry(PRELOADED.into()).or_default();
    let is_there = others
        .to_string_lossy()
        .contains(&*library.to_string_lossy());
    if is_there {
        return Ok(());
    }
    *others = match place {
        _ if others.is_empty() => library,
        Place::First => [library.as_os_str(), others].join(OsStr::new(":")),
        Place::Last => [others, library.as_os_str()].join(OsStr::new(":")),
    };
    Ok(())
}

/// Why the library cannot be preloaded into `program`; `None` where nothing is known against it.
pub fn refusal(program: &Path) -> Option<String> {
    if LIBRARY.is_empty() {
        return Some("this harness was built for a system on which nothing is counted".into());
    }
    let interpreter = interpreter(program)?;
    let name = interpreter
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    (!name.starts_with("ld-linux")).then(|| {
        format!(
            "{} is loaded by {}, not by glibc",
            program.display(),
            interpreter.display()
        )
    })
}

/// The dynamic loader that an ELF program asks for.
fn interpreter(program: &Path) -> Option<PathBuf> {
    let data = &ReadCache::new(File::open(program).ok()?);
    let header = FileHeader64::<Endianness>::parse(data).ok()?;
    let endian = header.endian().ok()?;
    let mut segments = header.program_headers(endian, data).ok()?.iter();
    let Some(named) = segments.find_map(|segment| segment.interpreter(endian, data).ok()?) else {
        return Some("itself".into());
    };
    Some(String::from_utf8_lossy(named).into_owned().into())
}

/// That this addon brings an allocator of its own, whose memory nobody counts, if it does. All of the file is read.
pub fn own_allocator(addon: &Path) -> Option<String> {
    let allocators = Regex::new("mimalloc|jemalloc|tcmalloc").expect("it is well-formed");
    let data = std::fs::read(addon).ok()?;
    let found = allocators.find(&data)?;
    let name = addon.file_name()?.to_string_lossy();
    let allocator = String::from_utf8_lossy(found.as_bytes());
    Some(format!("{name} has an allocator of its own ({allocator})"))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn what_the_user_preloads_stays_and_comes_first_where_nothing_is_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        let library = folder.path().join(FILE).display().to_string();
        let preloaded = |prepare: &dyn Fn(&mut Variables)| {
            let mut variables = Variables::new();
            variables.insert(PRELOADED.into(), "libasan.so".into());
            prepare(&mut variables);
            variables[OsStr::new(PRELOADED)]
                .to_string_lossy()
                .into_owned()
        };
        let tracked = preloaded(&|variables| {
            track(variables, folder.path(), 0).expect("it can be written to");
        });
        assert_eq!(tracked, format!("libasan.so:{library}"));
        let both = preloaded(&|variables| {
            count(variables, folder.path()).expect("it can be written to");
            track(variables, folder.path(), 0).expect("it can be written to");
        });
        assert_eq!(both, format!("{library}:libasan.so"));
    }

    #[test]
    fn a_process_that_becomes_another_program_goes_on_counting() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut variables = Variables::new();
        count(&mut variables, folder.path()).expect("it can be written to");
        let status = Command::new("/bin/sh")
            .args(["-c", "exec node -e 'process.reallyExit(0)'"])
            .envs(variables)
            .status();
        assert!(status.expect("it starts").success());
        let counted = std::fs::read(folder.path().join("counters")).expect("it is there");
        let words = counted.chunks_exact(8);
        let mut words = words.map(|word| i64::from_ne_bytes(word.try_into().expect("8 bytes")));
        let mapped = words.next_back().expect("three words");
        // Node.js maps so much, and no shell does; an end like this one gives nothing back.
        assert!(mapped > 50_000_000, "{mapped}");
    }
}
