//! What a program said of its own life: that it began, that it reached its last line, that the runtime emitted `exit`.

use super::events::{Event, Piece};

/// What a program said of its own life. Its worker threads and its child processes are not heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lifecycle {
    /// Its beginning; `None` when it failed before, or closed its standard output at once.
    pub begun: Option<Begun>,
    /// The last line was reached.
    pub last_line: bool,
    /// The `exit` event.
    pub exit: Option<Exit>,
    /// All handlers of `exit` have run.
    pub exited: bool,
    /// Where the last exception that nobody caught came from: `uncaughtException` or `unhandledRejection`.
    pub uncaught: Option<String>,
}

/// The beginning of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The number of its process.
    pub process: u32,
    /// `node`, `bun` or `deno`.
    pub runtime: String,
    /// Whether it is an ECMAScript module, which may wait at its top level.
    pub module: bool,
}

/// The `exit` event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// Whether `process.exit` was called; otherwise nothing was left to do.
    pub called: bool,
    /// Where it was called.
    pub site: Option<String>,
}

impl Lifecycle {
    /// From all that came out of standard output.
    pub fn from_pieces(pieces: &[Piece]) -> Self {
        let mut life = Self::default();
        let told = pieces.iter().filter_map(|piece| match piece {
            Piece::Told(event) => Some(event),
            Piece::Printed(_) => None,
        });
        for event in told {
            life.hear(event);
        }
        life
    }

    fn hear(&mut self, event: &Event) {
        // A program cannot have children before it has begun itself.
        let own = self.begun.as_ref().map(|begun| begun.process);
        match event {
            Event::Begun {
                process,
                runtime,
                module,
            } if own.is_none() => {
                self.begun = Some(Begun {
                    process: *process,
                    runtime: runtime.clone(),
                    module: *module,
                });
            }
            Event::LastLine { process } if own == Some(*process) => self.last_line = true,
            Event::Uncaught { process, origin } if own == Some(*process) => {
                self.uncaught = Some(origin.clone());
            }
            Event::Exiting {
                process,
                called,
                site,
            } if own == Some(*process) => {
                self.exit = Some(Exit {
                    called: *called,
                    site: site.clone(),
                });
            }
            Event::Exited { process } if own == Some(*process) => self.exited = true,
            _ => {}
        }
    }

    /// The runtime's name, once it has begun.
    pub fn runtime(&self) -> Option<&str> {
        self.begun.as_ref().map(|begun| begun.runtime.as_str())
    }

    /// Whether nothing was left to do, but not all handlers of `exit` have run.
    pub fn is_cut_short_in_exit(&self) -> bool {
        let by_itself = self.exit.as_ref().is_some_and(|exit| !exit.called);
        self.last_line && by_itself && !self.exited
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_child_process_says_is_not_the_programs() {
        let begun = |process| Event::Begun {
            process,
            runtime: "node".into(),
            module: true,
        };
        let told = [
            begun(7),
            begun(8),
            Event::LastLine { process: 8 },
            Event::Exited { process: 8 },
        ];
        let life = Lifecycle::from_pieces(&told.map(Piece::Told));
        assert_eq!(life.begun.expect("it began").process, 7);
        assert!(!life.last_line && !life.exited);
    }
}
