//! Interruption: SIGINT, SIGTERM and SIGHUP, seen by every run at once.

use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::signals;

/// Whether, and by which signal, the user wants everything to stop.
#[derive(Debug, Clone, Default)]
pub struct Interrupt {
    signal: Arc<AtomicUsize>,
    /// Readable from the first signal on. Nobody ever reads from it, so it wakes every run that waits.
    wake: Option<Arc<OwnedFd>>,
}

impl Interrupt {
    /// Takes over the process's signals, but for those that were ignored when it began: `nohup` is there for runs that outlive
    /// their terminal.
    ///
    /// # Errors
    /// When no pipe or no handler can be had.
    pub fn install() -> io::Result<Self> {
        let (reader, writer) = std::io::pipe()?;
        let signal = Arc::new(AtomicUsize::new(0));
        for number in [SIGINT, SIGTERM, SIGHUP] {
            if signals::is_ignored(number) {
                continue;
            }
            signal_hook::flag::register_usize(number, Arc::clone(&signal), number as usize)?;
            signal_hook::low_level::pipe::register(number, OwnedFd::from(writer.try_clone()?))?;
        }
        Ok(Self {
            signal,
            wake: Some(Arc::new(reader.into())),
        })
    }

    /// The signal that came, if one did.
    pub fn signal(&self) -> Option<i32> {
        match self.signal.load(Ordering::SeqCst) {
            0 => None,
            number => i32::try_from(number).ok(),
        }
    }

    /// A descriptor that is readable from the first signal on; -1 where signals were not taken over.
    pub fn descriptor(&self) -> RawFd {
        self.wake.as_ref().map_or(-1, |wake| wake.as_raw_fd())
    }
}
