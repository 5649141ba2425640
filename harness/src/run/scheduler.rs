//! The scheduler: a queue of work, some of it going on at once.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// Does `work` on every item, `jobs` of them at once. What work says on the way, and at its end, is handed to `hear` on the calling
/// thread as it comes; `None` when nothing has come for so long as `patience`. No further item is begun once `hear` has returned
/// false.
pub fn for_each<T: Send, M: Send>(
    jobs: NonZeroUsize,
    items: Vec<T>,
    patience: Duration,
    work: impl Fn(T, &Sender<M>) + Sync,
    mut hear: impl FnMut(Option<M>) -> bool,
) {
    let queue = Queue::new(items);
    let (say, heard) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs.get() {
            let say = say.clone();
            let (queue, work) = (&queue, &work);
            scope.spawn(move || {
                while let Some(item) = queue.next() {
                    work(item, &say);
                }
            });
        }
        drop(say);
        loop {
            let message = match heard.recv_timeout(patience) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            if !hear(message) {
                queue.stop();
            }
        }
    });
}

/// What is still to be done.
struct Queue<T>(Mutex<VecDeque<T>>);

impl<T> Queue<T> {
    fn new(items: Vec<T>) -> Self {
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
    fn every_item_is_done_once_and_what_it_says_is_heard() {
        for jobs in [1, 3, 100] {
            let jobs = NonZeroUsize::new(jobs).expect("not zero");
            let mut heard = Vec::new();
            for_each(
                jobs,
                (0..50).collect(),
                Duration::MAX,
                |item, say| say.send(item * 2).expect("somebody hears"),
                |result| {
                    heard.extend(result);
                    true
                },
            );
            heard.sort_unstable();
            assert_eq!(heard, (0..50).map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_queue_that_was_stopped_gives_no_further_item() {
        let queue = Queue::new(vec![1, 2, 3]);
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
            Duration::MAX,
            |item, say| {
                // Neither ends before both have begun.
                match item {
                    "first" => begin.send(()).expect("the second one waits or will"),
                    _ => begun.lock().expect("unpoisoned").recv().expect("sent"),
                }
                say.send(item).expect("somebody hears");
            },
            |item| {
                heard.extend(item);
                false
            },
        );
        heard.sort_unstable();
        assert_eq!(heard, ["first", "second"]);
    }
}
