//! Growth: whether something accumulates over many iterations, told from noise by confidence.
//!
//! Counting runs measure the same work in one process after another. Of each, the slope between every two samples is taken, as Theil and Sen
//! do, and Sen's interval of confidence says where the true one lies. One that lies above the bound is suspect. It is confirmed by a run
//! with twice the iterations, in which a leak is there twice and a cache that fills is not. While an interval holds the bound, more iterations
//! make it narrower.

mod place;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::place::Place;
use crate::scenario::growth::{Kind, Limits};

/// What was measured after so many iterations.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct Sample {
    /// After this many.
    pub iteration: u32,
    /// Bytes that the allocator had handed out and not got back; `None` where that is not counted.
    pub native: Option<f64>,
    /// Bytes that the process had mapped itself; they are shown and judge nothing, because V8 takes its heap in large pieces.
    pub mapped: Option<f64>,
    /// Objects in JavaScript's heap, in bytes.
    pub heap: f64,
    /// Memory that JavaScript's objects hold outside their heap, such as buffers, in bytes.
    pub external: f64,
    /// Persistent references from native code; `None` where the runtime does not tell.
    pub references: Option<f64>,
    /// Handles of the event loop; `None` where the runtime does not tell.
    pub handles: Option<f64>,
    /// Resident memory in bytes, which is shown and judges nothing.
    pub resident: f64,
}

/// All counting runs of one scenario.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct Growth {
    /// Each run's samples; each run has twice the iterations of the one before.
    pub runs: Vec<Vec<Sample>>,
    /// Why native memory was not counted.
    pub uncounted: Option<String>,
    /// Why there is no more than these runs, where more were wanted.
    pub stopped: Option<String>,
    /// Where what leaks is made, as far as that is known; the largest part of each kind first.
    #[serde(default)]
    pub places: Vec<Place>,
    /// Why nobody knows where, if it was to be found.
    #[serde(default)]
    pub unlocated: Option<String>,
}

/// What became of one quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Which.
    pub kind: Kind,
    /// What the runs say.
    pub judgement: Judgement,
    /// How much accumulated with each iteration of the last run.
    pub slope: Slope,
    /// The most that may.
    pub bound: f64,
    /// The iterations of the last run.
    pub iterations: u32,
}

/// What counting runs say of one quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// It does not grow.
    Flat,
    /// It grew in one run, and no longer with more iterations: a cache that fills.
    Fills,
    /// It grew, and twice as much with twice the iterations.
    Leaks,
    /// Neither is proven.
    Undecided,
}

impl Judgement {
    /// The word of reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Fills => "fills",
            Self::Leaks => "leaks",
            Self::Undecided => "undecided",
        }
    }
}

/// How much of something accumulates with each iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// The least, with 99 % confidence.
    pub low: f64,
    /// The median over all pairs of samples.
    pub median: f64,
    /// The most, with 99 % confidence.
    pub high: f64,
}

/// Handles and references are counted one by one: one in a hundred iterations is a leak.
const COUNT_BOUND: f64 = 0.01;

/// By so much a leak has to grow more in the run with twice the iterations.
const DOUBLED: f64 = 1.5;

/// From the normal distribution: 99 % lie so many standard deviations around the mean.
const CONFIDENCE: f64 = 2.576;

/// What is judged, in the order in which it is reported: what explains others comes first.
const KINDS: [Kind; 5] = [
    Kind::Handles,
    Kind::References,
    Kind::External,
    Kind::Heap,
    Kind::Native,
];

impl Kind {
    /// What a sample has of it.
    pub fn value(self, sample: &Sample) -> Option<f64> {
        match self {
            Self::Handles => sample.handles,
            Self::References => sample.references,
            Self::External => Some(sample.external),
            Self::Heap => Some(sample.heap),
            Self::Native => sample.native,
        }
    }

    fn bound(self, limits: &Limits) -> f64 {
        match self {
            Self::Handles | Self::References => COUNT_BOUND,
            Self::External | Self::Heap | Self::Native => limits.bound,
        }
    }
}

/// How one run stands to the bound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Below,
    Above,
    Unclear,
}

impl Growth {
    /// What all runs say of each quantity that was measured.
    pub fn findings(&self, limits: &Limits) -> Vec<Finding> {
        let finding = |kind: &Kind| self.finding(*kind, limits);
        KINDS.iter().filter_map(finding).collect()
    }

    /// What leaks, whether or not that is expected.
    pub fn leaks(&self, limits: &Limits) -> Vec<Finding> {
        let mut leaks = self.findings(limits);
        leaks.retain(|finding| finding.judgement == Judgement::Leaks);
        leaks
    }

    /// Whether another run is needed, with twice the iterations of the last one.
    pub fn is_open(&self, limits: &Limits) -> bool {
        let matters =
            |finding: &Finding| limits.leaks.is_empty() || limits.leaks.contains(&finding.kind);
        let mut findings = self.findings(limits).into_iter().filter(matters);
        findings.any(|finding| finding.judgement == Judgement::Undecided)
    }

    fn finding(&self, kind: Kind, limits: &Limits) -> Option<Finding> {
        let bound = kind.bound(limits);
        let runs: Vec<Vec<(f64, f64)>> = self.runs.iter().map(|run| points(run, kind)).collect();
        let slope = slope(runs.last()?)?;
        let standings: Vec<Standing> = runs.iter().map(|run| standing(run, bound)).collect();
        let was_suspect = standings.contains(&Standing::Above);
        let judgement = match standings[..] {
            [.., Standing::Below] if was_suspect => Judgement::Fills,
            [.., Standing::Below] => Judgement::Flat,
            [.., Standing::Above, Standing::Above]
                if risen(&runs[runs.len() - 1]) >= DOUBLED * risen(&runs[runs.len() - 2]) =>
            {
                Judgement::Leaks
            }
            _ => Judgement::Undecided,
        };
        Some(Finding {
            kind,
            judgement,
            slope,
            bound,
            iterations: self.runs.last()?.last()?.iteration,
        })
    }
}

/// `native memory: 520 bytes with each iteration (520.0 to 521.3, over 2000 iterations)`
impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Slope { low, median, high } = self.slope;
        let (what, unit) = match self.kind {
            Kind::Handles => ("handles of the event loop", ""),
            Kind::References => ("references from native code to JavaScript", ""),
            Kind::External => ("memory of buffers", " bytes"),
            Kind::Heap => ("JavaScript's heap", " bytes"),
            Kind::Native => ("native memory", " bytes"),
        };
        write!(
            out,
            "{what}: {}{unit} with each iteration ({low:.2} to {high:.2}, over {} iterations)",
            in_words(median),
            self.iterations
        )
    }
}

/// Whole numbers where they are large.
fn in_words(value: f64) -> String {
    let rounded = value.round();
    if (value - rounded).abs() < 0.005 || value.abs() >= 100.0 {
        format!("{rounded}")
    } else {
        format!("{value:.2}")
    }
}

impl Slope {
    fn standing(self, bound: f64) -> Standing {
        if self.low > bound {
            Standing::Above
        } else if self.high <= bound {
            Standing::Below
        } else {
            Standing::Unclear
        }
    }
}

/// What slows down is not suspect yet: the later half has to rise, too.
fn standing(run: &[(f64, f64)], bound: f64) -> Standing {
    let later = &run[run.len() / 2..];
    let of = |points| slope(points).map_or(Standing::Unclear, |slope| slope.standing(bound));
    match of(run) {
        Standing::Above if of(later) != Standing::Above => Standing::Unclear,
        standing => standing,
    }
}

fn points(run: &[Sample], kind: Kind) -> Vec<(f64, f64)> {
    let point = |sample: &Sample| Some((f64::from(sample.iteration), kind.value(sample)?));
    run.iter().filter_map(point).collect()
}

/// How much there is more at the end of a run, by its slope: a single sample may be off.
fn risen(points: &[(f64, f64)]) -> f64 {
    let ends = points.first().zip(points.last());
    let span = ends.map_or(0.0, |(first, last)| last.0 - first.0);
    slope(points).map_or(0.0, |slope| slope.median * span)
}

/// Sen, 1968: of the sorted slopes of all pairs, those as far from the middle as Kendall's statistic may be by chance.
fn slope(points: &[(f64, f64)]) -> Option<Slope> {
    let mut slopes = Vec::new();
    for (index, (x1, y1)) in points.iter().enumerate() {
        for (x2, y2) in &points[index + 1..] {
            slopes.push((y2 - y1) / (x2 - x1));
        }
    }
    slopes.sort_by(f64::total_cmp);
    let (count, pairs) = (points.len() as f64, slopes.len() as f64);
    let deviation = (count * (count - 1.0) * (2.0 * count + 5.0) / 18.0).sqrt();
    let reach = CONFIDENCE * deviation;
    let at = |index: f64| {
        let last = slopes.len().checked_sub(1)?;
        slopes.get((index.max(0.0) as usize).min(last)).copied()
    };
    Some(Slope {
        low: at(((pairs - reach) / 2.0).floor())?,
        median: at((pairs / 2.0).floor())?,
        high: at(((pairs + reach) / 2.0).ceil())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        iterations: 1000,
        bound: 16.0,
        leaks: Vec::new(),
    };

    /// One run's twenty samples of native memory, over the later half of its iterations.
    fn run(iterations: u32, native: impl Fn(f64) -> f64) -> Vec<Sample> {
        let sample = |index: u32| {
            let iteration = iterations / 2 + iterations / 40 * (index + 1);
            Sample {
                iteration,
                native: Some(native(f64::from(iteration))),
                mapped: None,
                heap: 1e6,
                external: 0.0,
                references: Some(128.0),
                handles: Some(12.0),
                resident: 5e7,
            }
        };
        (0..20).map(sample).collect()
    }

    fn judged(runs: Vec<Vec<Sample>>) -> (Judgement, Slope) {
        let growth = Growth {
            runs,
            ..Growth::default()
        };
        let findings = growth.findings(&LIMITS);
        let native = findings.iter().find(|it| it.kind == Kind::Native);
        let native = native.expect("it was measured");
        assert_eq!(
            growth.is_open(&LIMITS),
            native.judgement == Judgement::Undecided
        );
        (native.judgement, native.slope)
    }

    /// The same numbers each time, between -1 and 1.
    fn noise(at: f64) -> f64 {
        f64::from((at as u32).wrapping_mul(2_654_435_761) >> 16) / 32768.0 - 1.0
    }

    #[test]
    fn a_leak_is_there_twice_with_twice_the_iterations() {
        let leak = |at: f64| 520.0 * at + 20_000.0 * noise(at);
        assert_eq!(judged(vec![run(1000, leak)]).0, Judgement::Undecided);
        let (judgement, slope) = judged(vec![run(1000, leak), run(2000, leak)]);
        assert_eq!(judgement, Judgement::Leaks);
        assert!((slope.median - 520.0).abs() < 40.0, "{slope:?}");
        assert!(slope.low < 520.0 && 520.0 < slope.high, "{slope:?}");
    }

    #[test]
    fn a_cache_that_fills_is_no_leak() {
        let fills = |at: f64| 500.0 * at.min(1000.0);
        assert_eq!(judged(vec![run(1000, fills)]).0, Judgement::Undecided);
        let runs = vec![run(1000, fills), run(2000, fills)];
        assert_eq!(judged(runs).0, Judgement::Fills);
    }

    #[test]
    fn what_rises_ever_more_slowly_is_not_called_a_leak() {
        // Most of both runs rises, and what warms up takes longer the more there is to do.
        let rests_after = |rest: f64| move |at: f64| 85.0 * at.min(rest);
        let runs = vec![
            run(1000, rests_after(800.0)),
            run(2000, rests_after(1600.0)),
        ];
        assert_eq!(judged(runs).0, Judgement::Undecided);
    }

    #[test]
    fn noise_a_single_step_and_a_single_high_sample_are_flat() {
        for flat in [
            (|at| 1000.0 * noise(at)) as fn(f64) -> f64,
            |at| if at == 1000.0 { 1e8 } else { 0.0 },
            |_| 0.0,
        ] {
            assert_eq!(judged(vec![run(1000, flat)]).0, Judgement::Flat);
        }
    }

    #[test]
    fn noise_that_hides_the_bound_decides_nothing() {
        let loud = |at: f64| 100_000.0 * noise(at);
        assert_eq!(judged(vec![run(1000, loud)]).0, Judgement::Undecided);
    }

    #[test]
    fn one_handle_in_twenty_iterations_is_a_leak() {
        let of = |iterations| {
            let mut run = run(iterations, |_| 0.0);
            for sample in &mut run {
                sample.handles = Some(f64::from(sample.iteration) / 20.0);
            }
            run
        };
        let growth = Growth {
            runs: vec![of(1000), of(2000)],
            ..Growth::default()
        };
        let finding = &growth.findings(&LIMITS)[0];
        assert_eq!(finding.kind, Kind::Handles);
        assert_eq!(finding.judgement, Judgement::Leaks);
    }

    #[test]
    fn what_rises_less_than_half_as_much_again_is_not_called_a_leak() {
        // Both runs rise far above the bound to their ends, the second one by a quarter more.
        let slower = |at: f64| 20_000.0 * at.powf(0.3);
        let runs = vec![run(1000, slower), run(2000, slower)];
        assert_eq!(judged(runs).0, Judgement::Undecided);
    }

    #[test]
    fn how_much_a_run_rises_is_counted_between_its_samples() {
        let leak = |at: f64| 520.0 * at;
        let later = run(2000, leak).split_off(10);
        // It is as long as the first one.
        assert_eq!(judged(vec![run(1000, leak), later]).0, Judgement::Undecided);
    }

    #[test]
    fn what_just_reaches_the_bound_is_flat() {
        let slow = |at: f64| LIMITS.bound * at;
        assert_eq!(judged(vec![run(1000, slow)]).0, Judgement::Flat);
    }

    #[test]
    fn the_interval_of_twenty_samples_leaves_out_55_slopes_on_either_side() {
        let points: Vec<(f64, f64)> = (0..20).map(f64::from).map(|x| (x, x.powi(3))).collect();
        let mut slopes = Vec::new();
        for (index, (x, y)) in points.iter().enumerate() {
            slopes.extend(points[..index].iter().map(|(a, b)| (y - b) / (x - a)));
        }
        slopes.sort_by(f64::total_cmp);
        // Kendall's statistic of twenty has a standard deviation of the square root of 950.
        let expected = Slope {
            low: slopes[55],
            median: slopes[95],
            high: slopes[135],
        };
        assert_eq!(slope(&points), Some(expected));
        assert!(slopes[54] < slopes[55] && slopes[135] < slopes[136]);
    }

    #[test]
    fn numbers_are_whole_where_they_are_large_or_nearly_whole() {
        let words = [0.0, 0.005, 0.05, 3.001, 12.34, 99.5, 123.4, -123.4].map(in_words);
        assert_eq!(
            words,
            ["0", "0.01", "0.05", "3", "12.34", "99.50", "123", "-123"]
        );
    }

    #[test]
    fn each_judgement_has_its_word() {
        let all = [
            Judgement::Flat,
            Judgement::Fills,
            Judgement::Leaks,
            Judgement::Undecided,
        ];
        assert_eq!(
            all.map(Judgement::name),
            ["flat", "fills", "leaks", "undecided"]
        );
    }

    #[test]
    fn where_nothing_was_measured_nothing_is_found() {
        assert_eq!(Growth::default().findings(&LIMITS), []);
    }
}
