//! Stillness: the proof that a process would never end, without waiting for a deadline.
//!
//! A process is still when, over a whole window, it has written nothing, used no CPU time, and every look at it found
//! the same threads waiting, and it has no child processes. That proves nothing where a thread waits for a limited time, however
//! long the window, nor where something [outside](super::outside) could wake it.

use std::time::{Duration, Instant};

use super::threads::{Activity, Thread, Wait};
use crate::scenario::HangKind;

/// How long a process must be still, unless its header says otherwise.
pub const DEFAULT_WINDOW: Duration = Duration::from_millis(300);

/// How many looks fall into one window.
const LOOKS: u32 = 4;
/// When a process is first looked at that nobody expects to hang. Most have ended by then.
const FIRST_LOOK: Duration = Duration::from_millis(500);
/// The longest time between two looks at it. A look takes milliseconds, and a process may be disturbed at any of them: several are
/// to fall into its time.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// CPU time that a look itself may bring about in the process, such as by a signal's delivery.
const TOLERANCE: Duration = Duration::from_micros(500);

/// What the main thread of a process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MainThread {
    /// It is still, for the moment.
    Still(HangKind),
    /// It computes.
    Computing,
    /// The system does not let this user see it.
    Unseen,
}

impl MainThread {
    /// That of a process with these `threads`, the main one first.
    pub fn from_threads(threads: &[Thread]) -> Self {
        match threads.first().map(|main| &main.activity) {
            Some(Activity::Stopped) => Self::Still(HangKind::Stopped),
            Some(Activity::Waiting {
                on: Wait::Events, ..
            }) => Self::Still(HangKind::Idle),
            Some(Activity::Waiting { .. }) => Self::Still(HangKind::Blocked),
            Some(Activity::Running | Activity::Ended) => Self::Computing,
            Some(Activity::Asleep) | None => Self::Unseen,
        }
    }
}

/// What counts as still.
#[derive(Debug, Clone, Copy)]
pub struct HangWatch {
    /// How long a process must be still.
    pub window: Duration,
    /// What it has to show.
    pub rigour: Rigour,
    /// When it is looked at.
    pub pace: Pace,
    /// From when on what it does counts.
    pub begin: Begin,
}

/// From when on what a process does counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// From its start.
    AtStart,
    /// From when it can be [asked](super::process::ask): before, it has only been slow to start. Its time counts from then on, too: it has so
    /// much, if its deadline is not before that.
    WhenItCanBeAsked(Duration),
}

/// How much a still process has to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rigour {
    /// That it would never end.
    Proof,
    /// That it is at rest, for the moment.
    Rest,
    /// The same, or that its main thread computes, for the moment, without writing anything.
    RestOrWork,
}

/// When a process is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Several times in each window, from its start on.
    Prompt,
    /// Only once it has written nothing for a while: half a second at first, then a second.
    Patient,
}

/// Looks at a process from time to time until it is still.
#[derive(Debug)]
pub struct Stillness {
    watch: HangWatch,
    since: Option<(Instant, Look)>,
    /// How long to wait for the next look while nothing is still.
    pause: Duration,
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
        Self {
            watch,
            since: None,
            pause: FIRST_LOOK,
        }
    }

    /// How long to wait for the next look.
    pub fn pause(&self) -> Duration {
        match self.watch.pace {
            Pace::Patient if self.since.is_none() => self.pause,
            _ => self.watch.window / LOOKS,
        }
    }

    /// Takes a look at `now` into account; what the main thread does when the process has been still for the whole window.
    pub fn observe(&mut self, now: Instant, look: Look) -> Option<MainThread> {
        let main = MainThread::from_threads(&look.threads);
        if !look.may_be_still(main, self.watch.rigour) {
            self.begin_anew();
            return None;
        }
        let (since, first) = self.since.get_or_insert_with(|| (now, look.clone()));
        let still = match main {
            MainThread::Computing => first.is_computing_like(&look),
            _ => first.is_still_like(&look),
        };
        if !still {
            self.since = Some((now, look));
            return None;
        }
        (now.duration_since(*since) >= self.watch.window).then_some(main)
    }

    /// Forgets what has been seen, and looks less often: the process is not still, or may yet be woken.
    pub fn begin_anew(&mut self) {
        self.since = None;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
    }

    /// Whether a process that is still would never end, as far as it can be told from within.
    pub fn is_proof(&self) -> bool {
        self.watch.rigour == Rigour::Proof
    }
}

impl Look {
    /// Whether a process that goes on to look like this would be still.
    fn may_be_still(&self, main: MainThread, rigour: Rigour) -> bool {
        match main {
            MainThread::Unseen => false,
            MainThread::Computing => rigour == Rigour::RestOrWork,
            MainThread::Still(_) if rigour == Rigour::Proof => {
                !self.has_children && self.threads.iter().all(Thread::waits_for_ever)
            }
            MainThread::Still(_) => self.threads.iter().all(Thread::waits),
        }
    }

    fn is_still_like(&self, later: &Self) -> bool {
        let used = |look: &Self| {
            look.threads
                .iter()
                .map(|thread| thread.cpu)
                .sum::<Duration>()
        };
        self.written == later.written
            && used(later).saturating_sub(used(self)) <= TOLERANCE
            && self.same_threads(later)
    }

    fn is_computing_like(&self, later: &Self) -> bool {
        self.written == later.written
            && MainThread::from_threads(&self.threads) == MainThread::Computing
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
    /// Whether it rests in an event loop for a limited time.
    pub fn waits_for_timer(&self) -> bool {
        let timed = Activity::Waiting {
            on: Wait::Events,
            timed: true,
        };
        self.activity == timed
    }

    /// Whether it goes on by itself after a time, whatever else happens.
    pub fn waits_for_a_time(&self) -> bool {
        matches!(self.activity, Activity::Waiting { timed: true, .. })
    }

    /// Whether it computes, or waits for what comes of itself, or for what is not known: for time to pass, or for a process that may end.
    pub fn goes_on_by_itself(&self) -> bool {
        match self.activity {
            Activity::Running | Activity::Asleep => true,
            Activity::Waiting { on, .. } => {
                matches!(on, Wait::Time | Wait::Child | Wait::Call(_))
            }
            Activity::Stopped | Activity::Ended => false,
        }
    }

    fn waits(&self) -> bool {
        matches!(self.activity, Activity::Waiting { .. } | Activity::Stopped)
    }

    /// Whether nothing but another thread or something outside lets it go on.
    pub fn waits_for_ever(&self) -> bool {
        match self.activity {
            Activity::Stopped => true,
            // Of a call that is not known it is not known either what ends it.
            Activity::Waiting {
                on: Wait::Call(_), ..
            } => false,
            Activity::Waiting { timed, .. } => !timed || self.timed_by_v8,
            Activity::Running | Activity::Ended | Activity::Asleep => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_millis(300);
    const IDLE: MainThread = MainThread::Still(HangKind::Idle);

    fn thread(id: i32, activity: Activity, cpu_ms: u64) -> Thread {
        Thread {
            id,
            name: "node".into(),
            activity,
            cpu: Duration::from_millis(cpu_ms),
            timed_by_v8: false,
        }
    }

    fn waiting(on: Wait, timed: bool) -> Activity {
        Activity::Waiting { on, timed }
    }

    /// What comes of looks 100 ms apart.
    fn after(looks: &[Look], rigour: Rigour) -> Option<MainThread> {
        let mut stillness = Stillness::new(HangWatch {
            window: WINDOW,
            rigour,
            pace: Pace::Prompt,
            begin: Begin::AtStart,
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
        assert_eq!(after(&vec![still.clone(); 4], Rigour::Proof), Some(IDLE));
        assert_eq!(after(&vec![still; 3], Rigour::Proof), None);
    }

    #[test]
    fn a_main_thread_that_waits_for_a_lock_is_blocked() {
        let still = look(
            waiting(Wait::Lock, false),
            waiting(Wait::Lock, false),
            40,
            7,
        );
        assert_eq!(
            after(&vec![still; 4], Rigour::Proof),
            Some(MainThread::Still(HangKind::Blocked))
        );
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
                after(
                    &[quiet(), quiet(), disturbed, quiet(), quiet()],
                    Rigour::Proof
                ),
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
        assert_eq!(after(&vec![slow; 100], Rigour::Proof), None);
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
        assert_eq!(after(&vec![parent; 100], Rigour::Proof), None);
    }

    #[test]
    fn no_window_proves_anything_against_a_thread_that_sleeps() {
        let sleeper = look(
            waiting(Wait::Events, false),
            waiting(Wait::Time, true),
            40,
            7,
        );
        assert_eq!(after(&vec![sleeper.clone(); 1000], Rigour::Proof), None);
        assert_eq!(after(&vec![sleeper; 4], Rigour::Rest), Some(IDLE));
    }

    #[test]
    fn a_thread_that_begins_to_sleep_within_the_window_ends_the_proof() {
        let with = |other| look(waiting(Wait::Events, false), other, 40, 7);
        let waits = with(waiting(Wait::Lock, false));
        let sleeps = with(waiting(Wait::Time, true));
        let looks = [waits.clone(), waits.clone(), waits, sleeps];
        assert_eq!(after(&looks, Rigour::Proof), None);
    }

    #[test]
    fn the_runtimes_own_clock_does_not_stand_in_the_way() {
        let mut clock = look(
            waiting(Wait::Events, false),
            waiting(Wait::Events, true),
            40,
            7,
        );
        clock.threads[1].timed_by_v8 = true;
        assert_eq!(after(&vec![clock; 4], Rigour::Proof), Some(IDLE));
    }

    #[test]
    fn a_call_that_is_not_known_is_no_proof() {
        let unknown = look(
            waiting(Wait::Events, false),
            waiting(Wait::Call(9999), false),
            40,
            7,
        );
        assert_eq!(after(&vec![unknown; 100], Rigour::Proof), None);
    }

    #[test]
    fn code_that_runs_is_never_proof_and_counts_as_at_work() {
        let main = look(Activity::Running, waiting(Wait::Lock, false), 40, 7);
        let other = look(waiting(Wait::Events, false), Activity::Running, 40, 7);
        for busy in [&main, &other] {
            assert_eq!(after(&vec![busy.clone(); 100], Rigour::Proof), None);
        }
        let computing = Some(MainThread::Computing);
        assert_eq!(after(&vec![main; 4], Rigour::RestOrWork), computing);
    }

    #[test]
    fn a_main_thread_that_computes_for_a_whole_window_without_a_word_is_at_work() {
        let computes =
            |cpu, written| look(Activity::Running, waiting(Wait::Lock, false), cpu, written);
        let still = look(
            waiting(Wait::Events, false),
            waiting(Wait::Lock, false),
            40,
            7,
        );
        // It uses CPU time, which is what it is at.
        let work: Vec<Look> = (0..4).map(|at| computes(40 + 100 * at, 7)).collect();
        assert_eq!(
            after(&work, Rigour::RestOrWork),
            Some(MainThread::Computing)
        );
        let writes: Vec<Look> = (0..8).map(|at| computes(40, at)).collect();
        assert_eq!(after(&writes, Rigour::RestOrWork), None);
        // The window begins when it begins to compute.
        let begins = [vec![still], work].concat();
        assert_eq!(after(&begins[..4], Rigour::RestOrWork), None);
        assert_eq!(
            after(&begins, Rigour::RestOrWork),
            Some(MainThread::Computing)
        );
    }

    #[test]
    fn a_process_is_not_at_rest_while_any_thread_runs() {
        let busy = look(waiting(Wait::Events, false), Activity::Running, 40, 7);
        assert_eq!(after(&vec![busy; 8], Rigour::Rest), None);
    }

    #[test]
    fn threads_that_come_and_go_begin_the_window_anew() {
        let with = |id| {
            let mut look = look(
                waiting(Wait::Events, false),
                waiting(Wait::Lock, false),
                40,
                7,
            );
            look.threads[1].id = id;
            look
        };
        let looks: Vec<Look> = (2..10).map(with).collect();
        assert_eq!(after(&looks, Rigour::Proof), None);
    }

    #[test]
    fn only_what_is_asked_for_a_proof_gives_one() {
        let gives = |rigour| {
            let watch = HangWatch {
                window: WINDOW,
                rigour,
                pace: Pace::Prompt,
                begin: Begin::AtStart,
            };
            Stillness::new(watch).is_proof()
        };
        let all = [Rigour::Proof, Rigour::Rest, Rigour::RestOrWork];
        assert_eq!(all.map(gives), [true, false, false]);
    }

    #[test]
    fn what_lets_a_thread_go_on_is_told_by_what_it_waits_for() {
        let of = |activity| thread(1, activity, 0);
        let timer = of(waiting(Wait::Events, true));
        let lock = of(waiting(Wait::Lock, true));
        let event = of(waiting(Wait::Events, false));
        let running = of(Activity::Running);
        let all = [&timer, &lock, &event, &running];
        assert_eq!(
            all.map(Thread::waits_for_timer),
            [true, false, false, false]
        );
        assert_eq!(
            all.map(Thread::waits_for_a_time),
            [true, true, false, false]
        );
        assert_eq!(
            all.map(Thread::goes_on_by_itself),
            [false, false, false, true]
        );
    }

    #[test]
    fn once_a_process_is_still_it_is_looked_at_several_times_in_the_window() {
        let still = look(
            waiting(Wait::Events, false),
            waiting(Wait::Lock, false),
            40,
            7,
        );
        let mut stillness = Stillness::new(HangWatch {
            window: WINDOW,
            rigour: Rigour::Proof,
            pace: Pace::Patient,
            begin: Begin::AtStart,
        });
        assert_eq!(stillness.pause(), FIRST_LOOK);
        assert_eq!(stillness.observe(Instant::now(), still), None);
        assert_eq!(stillness.pause(), WINDOW / 4);
    }

    #[test]
    fn a_process_at_work_is_looked_at_every_second_after_the_first_one() {
        let busy = look(Activity::Running, waiting(Wait::Lock, false), 40, 7);
        let mut stillness = Stillness::new(HangWatch {
            window: WINDOW,
            rigour: Rigour::Proof,
            pace: Pace::Patient,
            begin: Begin::AtStart,
        });
        let pauses = [FIRST_LOOK, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE];
        for pause in pauses {
            assert_eq!(stillness.pause(), pause);
            assert_eq!(stillness.observe(Instant::now(), busy.clone()), None);
        }
    }
}
