//! How much of the disk the cache of builds may take.

use std::fs;
use std::io;
use std::path::Path;

use crate::addon::own;

/// The most that builds of releases may take between two sweeps, in bytes: 8 GiB. A sweep of 60 releases takes about 2.
pub const LIMIT: u64 = 8 << 30;

/// Removes what was built when it has become more than `limit`. Results stay: they are small, and dear.
///
/// # Errors
/// When it cannot be removed.
pub fn bound(limit: u64) -> io::Result<()> {
    let target = own::folder().join("target");
    if size(&target) > limit {
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
