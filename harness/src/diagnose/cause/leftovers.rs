//! Who started what a process has left behind.

use super::{done_at, few};
use crate::diagnose::Diagnosis;
use crate::verdict::Reason;

/// Which calls started children, where some are left.
pub fn explain(diagnosis: &Diagnosis, reasons: &[Reason]) -> Option<String> {
    if !reasons
        .iter()
        .any(|reason| matches!(reason, Reason::Leftover(_)))
    {
        return None;
    }
    let native = diagnosis.lives.iter().flat_map(|lives| &lives.children);
    let native =
        native.map(|child| format!("A child process was started{}.", done_at(&child.started)));
    let alive = diagnosis.findings.alive.iter();
    let children = alive.filter(|resource| resource.kind == "PROCESSWRAP");
    let javascript =
        children.map(|child| format!("A child process was started at {}.", child.site));
    few(native.chain(javascript).collect())
}
