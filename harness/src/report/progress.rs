//! The progress bar, on standard error, while runs go on in a terminal.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::duration::for_people;
use crate::session::{Event, Planned, What};

/// A progress bar, or nothing if standard error is not a terminal.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    /// Whether runs are told apart by their place, too.
    names_places: bool,
}

impl Progress {
    /// For all of `planned`; hidden when the user wants quiet.
    pub fn new<'a>(planned: impl Iterator<Item = &'a Planned> + Clone, quiet: bool) -> Self {
        let hidden = quiet || !std::io::stderr().is_terminal();
        let target = if hidden {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let style = ProgressStyle::with_template("{bar:28} {pos}/{len} {wide_msg}")
            .expect("a valid template")
            .progress_chars("━━─");
        let bar = ProgressBar::with_draw_target(Some(planned.clone().count() as u64), target)
            .with_style(style);
        bar.enable_steady_tick(Duration::from_millis(200));
        let places: BTreeSet<String> = planned.map(Planned::place).collect();
        let names_places = places.len() > 1;
        Self { bar, names_places }
    }

    /// Shows what has happened.
    pub fn hear(&self, event: &Event<'_>) {
        match event.what {
            What::Began(planned) => self.bar.set_message(self.name(planned)),
            What::Slow(planned, after) => {
                let after = for_people(after);
                let name = self.name(planned);
                self.bar
                    .set_message(format!("{name}, still running after {after}"));
            }
            What::Diagnosed(..) => {}
            What::Ended(_) => self.bar.inc(1),
        }
    }

    fn name(&self, planned: &Planned) -> String {
        if self.names_places {
            planned.name_and_place()
        } else {
            planned.name.clone()
        }
    }

    /// Does `write` with the bar out of the way.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    /// All is done.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
