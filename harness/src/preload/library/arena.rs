//! What the wrappers give to the runtime in place of the caller's data. It is never given back, so that an address tells whether it is one.

use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::Relaxed};

/// Room for so many values of a type; what comes after them finds none.
pub struct Arena<T> {
    /// Null until `start`.
    at: AtomicPtr<T>,
    used: AtomicUsize,
    most: usize,
}

impl<T: Copy> Arena<T> {
    /// For `most` values; until `start` there is no room.
    pub const fn new(most: usize) -> Self {
        Self {
            at: AtomicPtr::new(ptr::null_mut()),
            used: AtomicUsize::new(0),
            most,
        }
    }

    /// Makes the room, which takes memory as it is used.
    pub fn start(&self) {
        if let Some(room) = super::mapping::anonymous(self.most * size_of::<T>()) {
            self.at.store(room.cast(), Relaxed);
        }
    }

    /// Where the value is kept from now on; `None` where there is no room.
    pub fn keep(&self, value: T) -> Option<*mut T> {
        let at = self.at.load(Relaxed);
        let index = self.used.fetch_add(1, Relaxed);
        if at.is_null() || index >= self.most {
            return None;
        }
        let kept = at.wrapping_add(index);
        // SAFETY: within the mapping, and nobody else's: each index is given out once.
        unsafe { kept.write(value) };
        Some(kept)
    }

    /// The value that is kept at `address`, if one is.
    pub fn kept<U>(&self, address: *mut U) -> Option<T> {
        let (first, address) = (self.at.load(Relaxed), address.cast::<T>());
        let within = first..first.wrapping_add(self.most);
        // SAFETY: only `keep` gives out addresses in there, and nothing is ever removed.
        (!first.is_null() && within.contains(&address)).then(|| unsafe { *address })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_whether_something_is_kept_there() {
        let arena: Arena<u64> = Arena::new(2);
        assert_eq!(arena.keep(1), None);
        arena.start();
        let two = arena.keep(2).expect("there is room");
        assert_eq!(arena.kept(two), Some(2));
        assert_eq!(arena.keep(3), None);
        let mut elsewhere = 2_u64;
        assert_eq!(arena.kept(&raw mut elsewhere), None);
        assert_eq!(arena.kept(ptr::null_mut::<u64>()), None);
    }
}
