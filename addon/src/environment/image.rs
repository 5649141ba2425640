//! The addon's image: the code and the statics that all environments of a process share.

use std::sync::atomic::{AtomicU32, Ordering};

use napi_derive::napi;

static VISITS: AtomicU32 = AtomicU32::new(0);

/// Counts the calls of this function in the whole process, for as long as the image stays loaded. A new count would tell of a new image.
#[napi]
pub fn visit_image() -> u32 {
    VISITS.fetch_add(1, Ordering::SeqCst) + 1
}
