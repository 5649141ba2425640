//! How much of the disk cargo's folder for builds of many releases may take.

use std::fs;
use std::io;
use std::path::Path;

use crate::addon::own;
use crate::cache::Resource;
use crate::run::Interrupt;

/// The most that it may take between two histories, in bytes: 8 GiB. A history of 60 releases takes about 2.
pub const LIMIT: u64 = 8 << 30;

/// Removes what cargo has left when it has become more than `limit`. Observations stay: they are small, and dear.
///
/// # Errors
/// When it cannot be removed, or the user interrupts the wait for whoever builds.
pub fn bound(limit: u64, interrupt: &Interrupt) -> io::Result<()> {
    let target = own::folder().join("target");
    if size(&target) > limit {
        let _alone = Resource::Cargo.take(interrupt)?;
        fs::remove_dir_all(target)?;
    }
    Ok(())
}

fn size(folder: &Path) -> u64 {
    let files = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build();
    files
        .flatten()
        .filter_map(|file| file.metadata().ok())
        .filter(fs::Metadata::is_file)
        .map(|metadata| metadata.len())
        .sum()
}
