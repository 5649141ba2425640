//! What several runs of one kind share: the first that asks makes it, and the others wait for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// One value for each key.
#[derive(Debug)]
pub struct OncePerKey<T>(Mutex<BTreeMap<String, Arc<OnceLock<T>>>>);

impl<T: Clone> OncePerKey<T> {
    /// The value for `key`, which `make` makes if nobody has yet.
    pub fn get_or_make(&self, key: String, make: impl FnOnce() -> T) -> T {
        let mut slots = self.0.lock().expect("no panic while held");
        let slot = Arc::clone(slots.entry(key).or_default());
        // It may take long, and others ask for other keys.
        drop(slots);
        slot.get_or_init(make).clone()
    }
}

impl<T> Default for OncePerKey<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
