//! The progress bar, on standard error, while runs go on in a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::duration::for_people;
use crate::session::{Event, What};

/// A progress bar, or nothing if standard error is not a terminal.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// For `total` runs; hidden when the user wants quiet.
    pub fn new(total: usize, quiet: bool) -> Self {
        let hidden = quiet || !std::io::stderr().is_terminal();
        let target = if hidden {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let style = ProgressStyle::with_template("{bar:28} {pos}/{len} {wide_msg}")
            .expect("a valid template")
            .progress_chars("━━─");
        let bar = ProgressBar::with_draw_target(Some(total as u64), target).with_style(style);
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Shows what has happened.
    pub fn hear(&self, event: &Event<'_>) {
        match event.what {
            What::Began(planned) => self.0.set_message(planned.name.clone()),
            What::Slow(planned, after) => {
                let after = for_people(after);
                self.0
                    .set_message(format!("{}, still running after {after}", planned.name));
            }
            What::Diagnosed(..) => {}
            What::Ended(_) => self.0.inc(1),
        }
    }

    /// Does `write` with the bar out of the way.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }

    /// All is done.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
