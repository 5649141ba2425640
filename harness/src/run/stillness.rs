//! Stillness: the proof that a process would never end, without waiting for a deadline.
//!
//! A process is still when, over a whole window, it has written nothing, used no CPU time, and every look at it found
//! the same threads waiting, and it has no child processes. Waiting threads that go on by themselves after a time prove less: while the main thread has
//! such a wait the process is merely slow, and while another one has, the window is longer.

use std::time::{Duration, Instant};

use super::threads::{Activity, Thread, Wait};
use crate::scenario::HangKind;

/// How long a process must be still, unless its header says otherwise.
pub const DEFAULT_WINDOW: Duration = Duration::from_millis(300);

/// How many looks fall into one window.
const LOOKS: u32 = 4;
/// How many times longer the window is, for a proof, while some other thread than the main one waits for a time.
const TIMED_FACTOR: u32 = 10;
/// CPU time that a look itself may bring about in the process, such as by a signal's delivery.
const TOLERANCE: Duration = Duration::from_micros(500);

/// What the main thread's activity says of a process that does not end, if that may be seen.
pub fn kind_of(main: &Thread) -> Option<HangKind> {
    match main.activity {
        Activity::Stopped => Some(HangKind::Stopped),
        Activity::Waiting {
            on: Wait::Events, ..
        } => Some(HangKind::Idle),
        Activity::Waiting { .. } => Some(HangKind::Blocked),
        Activity::Running | Activity::Ended => Some(HangKind::Busy),
        Activity::Asleep => None,
    }
}

/// What counts as still.
#[derive(Debug, Clone, Copy)]
pub struct HangWatch {
    /// How long a process must be still.
    pub window: Duration,
    /// What threads that go on by themselves after a time mean.
    pub rigour: Rigour,
    /// Whether a main thread that computes without writing anything counts, too. There is no proof that it never ends, so
    /// it counts only where it is what is looked for.
    pub busy_counts: bool,
}

/// How much a still process has to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rigour {
    /// That it would never end: a main thread that waits for a time is merely slow, another one makes the window longer.
    Proof,
    /// That it is at rest, for the moment.
    Rest,
}

/// Looks at a process from time to time until it is still.
#[derive(Debug)]
pub struct Stillness {
    watch: HangWatch,
    since: Option<(Instant, Look)>,
}

/// One look at a process.
#[derive(Debug, Clone)]
pub struct Look {
    /// Its threads, the main one first.
    pub threads: Vec<Thread>,
    /// Bytes that it has written so far.
    pub written: u64,
    /// Whether it has child processes, for which it may well be waiting.
    pub has_children: bool,
}

impl Stillness {
    /// With nothing seen yet.
    pub fn new(watch: HangWatch) -> Self {
        Self { watch, since: None }
    }

    /// How long to wait for the next look.
    pub fn pause(&self) -> Duration {
        self.watch.window / LOOKS
    }

    /// Takes a look at `now` into account; the kind of hang when the process has been still for the whole window.
    pub fn observe(&mut self, now: Instant, look: Look) -> Option<HangKind> {
        let kind = kind_of(look.threads.first()?)?;
        let still = match &self.since {
            Some((_, first)) if kind == HangKind::Busy => {
                self.watch.busy_counts && first.is_computing_like(&look)
            }
            Some((_, first)) => first.is_still_like(&look, self.watch.rigour),
            None => false,
        };
        if !still {
            self.since = Some((now, look));
            return None;
        }
        let (since, first) = self.since.as_ref()?;
        let proof = self.watch.rigour == Rigour::Proof;
        let longer = proof && first.threads.iter().any(Thread::is_timed);
        let window = self.watch.window * if longer { TIMED_FACTOR } else { 1 };
        (now.duration_since(*since) >= window).then_some(kind)
    }
}

impl Look {
    fn is_still_like(&self, later: &Self, rigour: Rigour) -> bool {
        let used = |look: &Self| {
            look.threads
                .iter()
                .map(|thread| thread.cpu)
                .sum::<Duration>()
        };
        let waits = |thread: &Thread| {
            matches!(
                thread.activity,
                Activity::Waiting { .. } | Activity::Stopped
            )
        };
        let may_go_on = later.has_children || later.threads.first().is_some_and(Thread::is_timed);
        !(may_go_on && rigour == Rigour::Proof)
            && self.written == later.written
            && used(later).saturating_sub(used(self)) <= TOLERANCE
            && later.threads.iter().all(waits)
            && self.same_threads(later)
    }

    fn is_computing_like(&self, later: &Self) -> bool {
        let main = |look: &Self| look.threads.first().map(|thread| thread.activity.clone());
        self.written == later.written && main(self) == main(later)
    }

    fn same_threads(&self, later: &Self) -> bool {
        let ids = |look: &Self| {
            look.threads
                .iter()
                .map(|thread| thread.id)
                .collect::<Vec<_>>()
        };
        ids(self) == ids(later)
    }
}

impl Thread {
    /// Whether it goes on by itself after a time.
    fn is_timed(&self) -> bool {
        matches!(self.activity, Activity::Waiting { timed: true, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_millis(300);

    fn thread(id: i32, activity: Activity, cpu_ms: u64) -> Thread {
        Thread {
            id,
            name: "node".into(),
            activity,
            cpu: Duration::from_millis(cpu_ms),
        }
    }

    fn waiting(on: Wait, timed: bool) -> Activity {
        Activity::Waiting { on, timed }
    }

    /// What comes of looks 100 ms apart.
    fn after(looks: &[Look], busy_counts: bool) -> Option<HangKind> {
        let mut stillness = Stillness::new(HangWatch {
            window: WINDOW,
            rigour: Rigour::Proof,
            busy_counts,
        });
        let start = Instant::now();
        let times = (0..).map(|index| start + Duration::from_millis(100) * index);
        times
            .zip(looks)
            .find_map(|(now, look)| stillness.observe(now, look.clone()))
    }

    fn look(main: Activity, other: Activity, cpu_ms: u64, written: u64) -> Look {
        Look {
            threads: vec![thread(1, main, cpu_ms), thread(2, other, 0)],
            written,
            has_children: false,
        }
    }

    #[test]
    fn a_loop_that_waits_for_events_for_a_whole_window_is_idle() {
        let still = look(
            waiting(Wait::Events, false),
            waiting(Wait::Lock, false),
            40,
            7,
        );
        assert_eq!(after(&vec![still.clone(); 4], false), Some(HangKind::Idle));
        assert_eq!(after(&vec![still; 3], false), None);
    }

    #[test]
    fn a_main_thread_that_waits_for_a_lock_is_blocked() {
        let still = look(
            waiting(Wait::Lock, false),
            waiting(Wait::Lock, false),
            40,
            7,
        );
        assert_eq!(after(&vec![still; 4], false), Some(HangKind::Blocked));
    }

    #[test]
    fn output_cpu_time_or_a_thread_that_runs_begins_the_window_anew() {
        let quiet = || {
            look(
                waiting(Wait::Events, false),
                waiting(Wait::Lock, false),
                40,
                7,
            )
        };
        let wrote = look(
            waiting(Wait::Events, false),
            waiting(Wait::Lock, false),
            40,
            8,
        );
        let used = look(
            waiting(Wait::Events, false),
            waiting(Wait::Lock, false),
            45,
            7,
        );
        let runs = look(waiting(Wait::Events, false), Activity::Running, 40, 7);
        for disturbed in [wrote, used, runs] {
            assert_eq!(
                after(&[quiet(), quiet(), disturbed, quiet(), quiet()], false),
                None
            );
        }
    }

    #[test]
    fn a_pending_timer_is_slow_and_no_hang() {
        let slow = look(
            waiting(Wait::Events, true),
            waiting(Wait::Lock, false),
            40,
            7,
        );
        assert_eq!(after(&vec![slow; 100], false), None);
    }

    #[test]
    fn a_process_that_may_wait_for_a_child_is_no_hang() {
        let parent = Look {
            has_children: true,
            ..look(
                waiting(Wait::Events, false),
                waiting(Wait::Lock, false),
                40,
                7,
            )
        };
        assert_eq!(after(&vec![parent; 100], false), None);
    }

    #[test]
    fn a_thread_that_sleeps_makes_the_window_longer() {
        let sleeper = look(
            waiting(Wait::Events, false),
            waiting(Wait::Time, true),
            40,
            7,
        );
        assert_eq!(after(&vec![sleeper.clone(); 30], false), None);
        assert_eq!(after(&vec![sleeper; 31], false), Some(HangKind::Idle));
    }

    #[test]
    fn a_busy_loop_counts_only_where_it_is_demanded() {
        let busy = look(Activity::Running, waiting(Wait::Lock, false), 40, 7);
        assert_eq!(after(&vec![busy.clone(); 100], false), None);
        assert_eq!(after(&vec![busy; 4], true), Some(HangKind::Busy));
    }
}
