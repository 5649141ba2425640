//! Growth: whether something accumulates over many iterations, told from noise.
//!
//! The slope between every two samples is taken (as Theil and Sen do), and its lower quartile has to be above the bound: a
//! single high reading, or a step that comes once, moves less than a quarter of the pairs down to it, while a leak
//! moves all of them. What grows only until it has found its size, as allocators and caches do, shows it by no longer
//! growing in the later half.

use serde::{Deserialize, Serialize};

use crate::scenario::growth::{Kind, Limits};

/// What was measured after so many iterations.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct Sample {
    /// After this many.
    pub iteration: u32,
    /// Memory of the process outside JavaScript's heap, in bytes.
    pub native: f64,
    /// Objects in JavaScript's heap, in bytes.
    pub heap: f64,
    /// Memory that JavaScript's objects hold outside their heap, such as buffers, in bytes.
    pub external: f64,
    /// Persistent references from native code, in bytes that they take in V8.
    pub references: f64,
    /// Handles of the event loop; `None` where the runtime does not tell.
    pub handles: Option<f64>,
}

/// Handles and references are counted exactly, so far less of them than the bound in bytes is a leak: one in a hundred
/// iterations.
const EXACT_BOUND: f64 = 0.01;

/// How much of something accumulates with each iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// The median over all pairs of samples.
    pub median: f64,
    /// Three quarters of the pairs have at least this.
    pub at_least: f64,
}

/// What grows by more than it may.
#[derive(Debug, Clone, PartialEq)]
pub struct Leak {
    /// What.
    pub kind: Kind,
    /// The same in words.
    pub what: &'static str,
    /// How much with each iteration.
    pub slope: Slope,
    /// The most that may.
    pub bound: f64,
    /// Its unit.
    pub unit: &'static str,
}

struct Quantity {
    kind: Kind,
    what: &'static str,
    unit: &'static str,
    exact: bool,
    /// How much has to come in the later half for it not to be the allocator's own way of taking memory in large pieces.
    floor: f64,
    of: fn(&Sample) -> Option<f64>,
}

const QUANTITIES: [Quantity; 5] = [
    Quantity {
        kind: Kind::Handles,
        what: "handles of the event loop",
        unit: "",
        exact: true,
        floor: 0.0,
        of: |sample| sample.handles,
    },
    Quantity {
        kind: Kind::References,
        what: "references from native code to JavaScript",
        unit: " bytes",
        exact: true,
        floor: 0.0,
        of: |sample| Some(sample.references),
    },
    Quantity {
        kind: Kind::External,
        what: "memory of buffers",
        unit: " bytes",
        exact: false,
        floor: 0.0,
        of: |sample| Some(sample.external),
    },
    Quantity {
        kind: Kind::Heap,
        what: "JavaScript's heap",
        unit: " bytes",
        exact: false,
        floor: 16.0 * 1024.0,
        of: |sample| Some(sample.heap),
    },
    Quantity {
        kind: Kind::Native,
        what: "native memory",
        unit: " bytes",
        exact: false,
        floor: 1024.0 * 1024.0,
        of: |sample| Some(sample.native),
    },
];

/// What grows by more than it may.
pub fn leaks(measured: &[Sample], limits: &Limits) -> Vec<Leak> {
    let leak = |quantity: &Quantity| {
        let bound = if quantity.exact {
            EXACT_BOUND
        } else {
            limits.bound
        };
        let points = points(measured, quantity);
        let later = &points[points.len() / 2..];
        let (slope, still) = (self::slope(&points)?, self::slope(later)?);
        let risen = later.last()?.1 - later.first()?.1;
        let slope = Slope {
            at_least: slope.at_least.min(still.at_least),
            ..slope
        };
        (slope.at_least > bound && risen >= quantity.floor).then_some(Leak {
            kind: quantity.kind,
            what: quantity.what,
            slope,
            bound,
            unit: quantity.unit,
        })
    };
    QUANTITIES.iter().filter_map(leak).collect()
}

fn points(measured: &[Sample], quantity: &Quantity) -> Vec<(f64, f64)> {
    let point = |sample: &Sample| Some((f64::from(sample.iteration), (quantity.of)(sample)?));
    measured.iter().filter_map(point).collect()
}

fn slope(points: &[(f64, f64)]) -> Option<Slope> {
    let mut slopes = Vec::new();
    for (index, (x1, y1)) in points.iter().enumerate() {
        for (x2, y2) in &points[index + 1..] {
            slopes.push((y2 - y1) / (x2 - x1));
        }
    }
    slopes.sort_by(f64::total_cmp);
    let quantile = |fourths: usize| slopes.get(slopes.len() * fourths / 4).copied();
    Some(Slope {
        median: quantile(2)?,
        at_least: quantile(1)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        iterations: 2000,
        bound: 64.0,
        leaks: Vec::new(),
    };

    /// Twenty samples of native memory, 1000 iterations apart.
    fn native(of: impl Fn(u32) -> f64) -> Vec<Sample> {
        let sample = |index: u32| Sample {
            iteration: index * 1000,
            native: of(index),
            heap: 1e6,
            external: 0.0,
            references: 4096.0,
            handles: Some(12.0),
        };
        (0..20).map(sample).collect()
    }

    /// The same numbers each time, between -1 and 1.
    fn noise(index: u32) -> f64 {
        f64::from(index.wrapping_mul(2_654_435_761) >> 16) / 32768.0 - 1.0
    }

    #[test]
    fn a_steady_leak_is_found_through_noise() {
        let leaks = leaks(
            &native(|i| 256_000.0 * f64::from(i) + 600_000.0 * noise(i)),
            &LIMITS,
        );
        assert_eq!(leaks.len(), 1);
        assert_eq!(leaks[0].what, "native memory");
        assert!((200.0..320.0).contains(&leaks[0].slope.median), "{leaks:?}");
    }

    #[test]
    fn noise_one_high_reading_and_one_step_are_no_leak() {
        assert_eq!(leaks(&native(|i| 2_000_000.0 * noise(i)), &LIMITS), []);
        // A cache that fills and then stays.
        assert_eq!(leaks(&native(|i| 1e6 * f64::from(i.min(12))), &LIMITS), []);
        assert_eq!(
            leaks(&native(|i| if i == 19 { 1e8 } else { 0.0 }), &LIMITS),
            []
        );
        assert_eq!(
            leaks(&native(|i| if i >= 10 { 1e8 } else { 0.0 }), &LIMITS),
            []
        );
    }

    #[test]
    fn a_handle_in_every_twenty_iterations_is_a_leak() {
        let mut samples = native(|_| 0.0);
        for sample in &mut samples {
            sample.handles = Some(f64::from(sample.iteration) / 20.0);
        }
        assert_eq!(
            leaks(&samples, &LIMITS)[0].what,
            "handles of the event loop"
        );
    }

    #[test]
    fn too_few_samples_tell_nothing() {
        assert_eq!(leaks(&native(|_| 0.0)[..1], &LIMITS), []);
    }
}
