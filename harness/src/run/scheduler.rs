//! The scheduler: a queue of work, some of it going on at once.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Mutex, mpsc};
use std::thread;

/// Does `work` on every item, `jobs` of them at once, and hands each result to `done` on the calling thread as it comes.
/// No further item is begun once `done` has returned false.
pub fn for_each<T: Send, R: Send>(
    jobs: NonZeroUsize,
    items: Vec<T>,
    work: impl Fn(T) -> R + Sync,
    mut done: impl FnMut(R) -> bool,
) {
    let queue = Queue::of(items);
    let (results, arriving) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs.get() {
            let results = results.clone();
            let (queue, work) = (&queue, &work);
            scope.spawn(move || {
                while let Some(item) = queue.next() {
                    if results.send(work(item)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        for result in arriving {
            if !done(result) {
                queue.stop();
            }
        }
    });
}

/// What is still to be done.
struct Queue<T>(Mutex<VecDeque<T>>);

impl<T> Queue<T> {
    fn of(items: Vec<T>) -> Self {
        Self(Mutex::new(items.into()))
    }

    fn next(&self) -> Option<T> {
        self.0.lock().expect("no panic while queueing").pop_front()
    }

    /// Whatever is left is not done.
    fn stop(&self) {
        self.0.lock().expect("no panic while queueing").clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_done_once_and_its_result_is_heard() {
        for jobs in [1, 3, 100] {
            let jobs = NonZeroUsize::new(jobs).expect("not zero");
            let mut heard = Vec::new();
            for_each(
                jobs,
                (0..50).collect(),
                |item| item * 2,
                |result| {
                    heard.push(result);
                    true
                },
            );
            heard.sort_unstable();
            assert_eq!(heard, (0..50).map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_queue_that_was_stopped_gives_no_further_item() {
        let queue = Queue::of(vec![1, 2, 3]);
        assert_eq!(queue.next(), Some(1));
        queue.stop();
        assert_eq!(queue.next(), None);
    }

    #[test]
    fn what_was_begun_before_the_stop_is_still_heard() {
        let (begin, begun) = mpsc::sync_channel(0);
        let begun = Mutex::new(begun);
        let mut heard = Vec::new();
        for_each(
            NonZeroUsize::MIN.saturating_add(1),
            vec!["first", "second"],
            |item| {
                // Neither ends before both have begun.
                match item {
                    "first" => begin.send(()).expect("the second one waits or will"),
                    _ => begun.lock().expect("unpoisoned").recv().expect("sent"),
                }
                item
            },
            |item| {
                heard.push(item);
                false
            },
        );
        heard.sort_unstable();
        assert_eq!(heard, ["first", "second"]);
    }
}
