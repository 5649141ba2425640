//! Debug information that stands in a file of its own, as `objcopy --only-keep-debug` and Linux distributions leave it.

use std::fs::File;
use std::path::{Path, PathBuf};

use object::ReadCache;
use object::elf::FileHeader64;
use object::read::elf::ElfFile;
use object::{Endianness, Object};

/// Where distributions put such files.
const GLOBAL: &str = "/usr/lib/debug";

/// The file with the debug information of the ELF file at `path`, as its `.gnu_debuglink` or its build ID names it, and gdb looks for it. It
/// has to have the same build ID, so that no line is one of another build.
pub fn find(path: &Path) -> Option<PathBuf> {
    let cache = ReadCache::new(File::open(path).ok()?);
    let file = ElfFile::<FileHeader64<Endianness>, _>::parse(&cache).ok()?;
    let build = file.build_id().ok()??.to_vec();
    let mut found = Vec::new();
    if let Ok(Some((name, _))) = file.gnu_debuglink() {
        let name = String::from_utf8_lossy(name).into_owned();
        let folder = path.parent()?;
        found.push(folder.join(&name));
        found.push(folder.join(".debug").join(&name));
        let below = folder.strip_prefix("/").unwrap_or(folder);
        found.push(Path::new(GLOBAL).join(below).join(&name));
    }
    let hex: String = build.iter().map(|byte| format!("{byte:02x}")).collect();
    let (first, rest) = hex.split_at_checked(2)?;
    found.push(Path::new(GLOBAL).join(format!(".build-id/{first}/{rest}.debug")));
    found.into_iter().find(|other| has_build(other, &build))
}

fn has_build(path: &Path, build: &[u8]) -> bool {
    let id = || {
        let cache = ReadCache::new(File::open(path).ok()?);
        let file = ElfFile::<FileHeader64<Endianness>, _>::parse(&cache).ok()?;
        Some(file.build_id().ok()?? == build)
    };
    id().unwrap_or(false)
}
