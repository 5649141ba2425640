//! Templates of scenarios: one for each of the questions that people have.

use clap::ValueEnum;

/// The question that a new scenario asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// Does the process end when all is done?
    Exits,
    /// Does every call arrive, once and in order?
    Calls,
    /// Does doing it over and over leave something behind?
    Leaks,
    /// What happens when a worker ends in the middle of it?
    Worker,
    /// What becomes of an exception that the callback throws?
    Throws,
}

impl Template {
    /// A scenario. The names that the addon exports are listed where they are to be used.
    pub fn text(self, exports: &[String]) -> String {
        let template = match self {
            Self::Exits => include_str!("templates/exits.mjs"),
            Self::Calls => include_str!("templates/calls.mjs"),
            Self::Leaks => include_str!("templates/leaks.mjs"),
            Self::Worker => include_str!("templates/worker.mjs"),
            Self::Throws => include_str!("templates/throws.mjs"),
        };
        let listed = match exports {
            [] => String::new(),
            names => format!("\n// The addon exports: {}.\n", names.join(", ")),
        };
        template.replace("{exports}\n", &format!("{listed}\n"))
    }
}
