//! Acceptance where several runs have one snapshot, as those under several runtimes do: none of them overwrites what another has shown.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::Planned;
use super::gather::Gathering;

/// What has been accepted, or found to be accepted, in a session: which transcript by which snapshot, and where it was seen.
#[derive(Debug, Default)]
pub struct AcceptedHere(Mutex<BTreeMap<String, Shown>>);

/// A transcript, and the runtime that showed it.
#[derive(Debug, Clone)]
struct Shown {
    transcript: String,
    place: String,
}

impl AcceptedHere {
    /// Where another transcript was accepted as the snapshot `name`.
    pub fn other(&self, name: &str, transcript: &str) -> Option<String> {
        let shown = self.0.lock().expect("no panic while held");
        let shown = shown
            .get(name)
            .filter(|shown| shown.transcript != transcript);
        shown.map(|shown| shown.place.clone())
    }

    /// Notes that `transcript` is the snapshot `name`, as `place` showed it.
    pub fn note(&self, name: &str, transcript: &str, place: String) {
        let mut shown = self.0.lock().expect("no panic while held");
        shown.entry(name.to_owned()).or_insert_with(|| Shown {
            transcript: transcript.to_owned(),
            place,
        });
    }
}

/// Planned runs of one name, which share snapshots, until all of them are done: then they are settled in the order in which they were
/// planned, whichever of them was first to end.
#[derive(Default)]
pub struct Together {
    /// The planned runs of each name, in order.
    groups: BTreeMap<String, Vec<usize>>,
    /// Those that are done.
    done: BTreeMap<usize, Gathering>,
}

impl Together {
    /// For all of `planned`.
    pub fn new(planned: &[Planned]) -> Self {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, planned) in planned.iter().enumerate() {
            groups.entry(planned.name.clone()).or_default().push(index);
        }
        Self {
            groups,
            done: BTreeMap::new(),
        }
    }

    /// Takes the planned run at `index`, of this name; gives all of that name once the last of them is there.
    pub fn add(
        &mut self,
        index: usize,
        planned: &Planned,
        done: Gathering,
    ) -> Vec<(usize, Gathering)> {
        self.done.insert(index, done);
        let group = self
            .groups
            .get(&planned.name)
            .map_or(&[][..], Vec::as_slice);
        if !group.iter().all(|index| self.done.contains_key(index)) {
            return Vec::new();
        }
        let of = |index: &usize| Some((*index, self.done.remove(index)?));
        group.iter().filter_map(of).collect()
    }

    /// Those whose group never became whole, because the session ended before.
    pub fn rest(self) -> impl Iterator<Item = (usize, Gathering)> {
        self.done.into_iter()
    }
}
