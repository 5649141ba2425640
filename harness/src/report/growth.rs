//! What counting runs measured, a line for each quantity, with a plot of its samples.

use crate::run::growth::{Growth, Judgement, Place, Sample};
use crate::scenario::growth::{Kind, Limits};

const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// What accumulated in the last counting run, and what is not known of it.
pub fn describe(growth: &Growth, limits: &Limits) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(last) = growth.runs.last() {
        let findings = growth.findings(limits);
        lines.extend(findings.iter().map(|finding| {
            let values = last.iter().filter_map(|it| finding.kind.value(it));
            let plot = plot(&values.collect::<Vec<_>>());
            format!("{plot} {finding}: {}", finding.judgement.name())
        }));
        let resident: Vec<f64> = last.iter().map(|sample| sample.resident).collect();
        lines.push(format!(
            "{} resident memory, which judges nothing",
            plot(&resident)
        ));
        let mapped: Option<Vec<f64>> = last.iter().map(|sample: &Sample| sample.mapped).collect();
        lines.extend(mapped.map(|mapped| {
            format!(
                "{} memory mapped by the process itself, which judges nothing",
                plot(&mapped)
            )
        }));
    }
    lines.extend(places(growth, limits));
    lines.extend(growth.uncounted.iter().map(|why| not_counted(why)));
    lines
}

/// Where what leaks is made, and what is not known of it.
fn places(growth: &Growth, limits: &Limits) -> Vec<String> {
    // An expected leak is not looked for.
    if !limits.leaks.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for finding in growth.findings(limits) {
        if finding.judgement != Judgement::Leaks {
            continue;
        }
        let kind = finding.kind.name();
        let of_kind = |place: &&Place| place.kind == finding.kind;
        let known = growth.places.iter().filter(of_kind);
        let known: Vec<String> = known.map(|place| format!("{kind}: {place}")).collect();
        if known.is_empty() {
            let why = growth.unlocated.iter().map(|why| format!(": {why}"));
            let why: String = why.collect();
            lines.push(format!("{kind}: where it is made is not known{why}"));
        }
        lines.extend(known);
    }
    lines
}

/// That native memory was not counted, and why.
pub fn not_counted(why: &str) -> String {
    format!("{} memory not counted here: {why}", Kind::Native.name())
}

/// `▁▂▄▆█`, from the least value to the most.
fn plot(values: &[f64]) -> String {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let level = |value: &f64| match most - least {
        range if range > 0.0 => LEVELS[((value - least) / range * 7.0).round() as usize],
        _ => LEVELS[0],
    };
    values.iter().map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::plot;

    #[test]
    fn a_plot_goes_from_the_least_value_to_the_most() {
        assert_eq!(plot(&[10.0, 20.0, 80.0]), "▁▂█");
        assert_eq!(plot(&[5.0, 5.0]), "▁▁");
        assert_eq!(plot(&[]), "");
    }
}
