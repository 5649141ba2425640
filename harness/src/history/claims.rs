//! What a header claims of a bug, held against what was found.

use super::{Cell, History};
use crate::scenario::Bug;

/// Every claim of `bug` that `history` contradicts, a sentence each.
pub fn against(bug: &Bug, history: &History) -> Vec<String> {
    let mut complaints = Vec::new();
    let ran = |cell: &&Cell| cell.found.is_good().is_some();
    for cell in history.cells.iter().filter(ran) {
        let Some(release) = &cell.release else {
            continue;
        };
        let is_bad = cell.found.is_good() == Some(false);
        if is_bad != bug.affects(release) {
            let (is, says) = if is_bad {
                ("shows the bug", "is not affected")
            } else {
                ("does not show the bug", "is affected")
            };
            complaints.push(format!(
                "{release} {is} under {}, but `affected` says that it {says}",
                cell.runtime
            ));
        }
    }
    if let Some(fixed) = &bug.fixed
        && bug.affects(fixed)
    {
        complaints.push(format!("`fixed` is {fixed}, but `affected` includes it"));
    }
    complaints
}
