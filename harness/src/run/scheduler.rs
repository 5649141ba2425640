//! The scheduler: a queue of work, some of it going on at once.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Mutex, mpsc};
use std::thread;

/// Does `work` on every item, `jobs` of them at once, and hands each result to `done` on the calling thread as it comes.
/// No further item is begun once `done` returns false.
pub fn for_each<T: Send, R: Send>(
    jobs: NonZeroUsize,
    items: Vec<T>,
    work: impl Fn(T) -> R + Sync,
    mut done: impl FnMut(R) -> bool,
) {
    let queue = Mutex::new(VecDeque::from(items));
    let (results, arriving) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs.get() {
            let results = results.clone();
            let (queue, work) = (&queue, &work);
            scope.spawn(move || {
                loop {
                    let item = queue.lock().expect("no panic while queueing").pop_front();
                    let Some(item) = item else { break };
                    if results.send(work(item)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        for result in arriving {
            if !done(result) {
                queue.lock().expect("no panic while queueing").clear();
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_item_is_begun_after_done_says_stop() {
        let one = NonZeroUsize::MIN;
        let (go_on, wait) = mpsc::channel();
        let wait = Mutex::new(wait);
        let mut seen = Vec::new();
        for_each(
            one,
            vec![1, 2, 3, 4],
            |item| {
                // The second item waits until the first one's result was judged.
                if item > 1 {
                    wait.lock().expect("unpoisoned").recv().expect("sent");
                }
                item
            },
            |item| {
                seen.push(item);
                go_on.send(()).expect("somebody waits or will");
                item < 2
            },
        );
        // Item 3 may have been taken from the queue before item 2 was judged; item 4 never is.
        assert!(seen.starts_with(&[1, 2]) && !seen.contains(&4), "{seen:?}");
    }
}
