//! Marks: by a variable in its environment each process tells which run of which harness it belongs to.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::Orphans;

/// The variable.
pub const VARIABLE: &str = "NAPI_HARNESS_RUN";

/// What the marks of this harness begin with, and no other's: process ids are used again.
static HARNESS: LazyLock<String> = LazyLock::new(|| {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let nanoseconds = since.unwrap_or_default().as_nanos();
    format!("{}-{nanoseconds:x}", std::process::id())
});

/// The mark of a new run.
pub fn next(orphans: Orphans) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let count = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{}{count}", all(orphans))
}

/// What marks begin with whose processes must not outlive this harness, as it stands in an environment.
pub fn not_to_outlive() -> String {
    format!("{VARIABLE}={}", all(Orphans::End))
}

/// Whether these variables tell a run of this harness.
pub fn is_marked(environment: &[Vec<u8>]) -> bool {
    let mark = format!("{VARIABLE}={}-", *HARNESS);
    environment
        .iter()
        .any(|variable| variable.starts_with(mark.as_bytes()))
}

fn all(orphans: Orphans) -> String {
    let kind = match orphans {
        Orphans::End => "run",
        Orphans::Leave => "build",
    };
    format!("{}-{kind}-", *HARNESS)
}
