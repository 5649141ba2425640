//! Why the system does not let a debugger attach, and what can be done about it.

use std::fs;
use std::os::unix::fs::MetadataExt;

use rustix::process::Pid;

/// Why the system does not let a debugger attach.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is a tracer already.
    #[error("process {0} traces it already; end that one")]
    Traced(i32),
    /// Its memory is kept from its user.
    #[error(
        "the process is not dumpable, because you may not read its program or it has more rights than you; name a runtime that you may read"
    )]
    NotDumpable,
    /// Yama's setting.
    #[error(
        "/proc/sys/kernel/yama/ptrace_scope is {0}; `sysctl kernel.yama.ptrace_scope=1`, as root, lets it"
    )]
    Scope(u8),
    /// A filter of system calls, as containers have.
    #[error(
        "system calls are filtered, as in a container without CAP_SYS_PTRACE; start it with `--cap-add=SYS_PTRACE`"
    )]
    Filtered,
    /// None of these.
    #[error("the system does not say why; see whether it may as root")]
    Unknown,
}

/// Why a debugger could not attach to `process`, which lives.
pub fn find(process: Pid) -> Refusal {
    let tracer = status(&process.to_string(), "TracerPid").unwrap_or(0);
    if tracer != 0 {
        return Refusal::Traced(tracer);
    }
    if !is_dumpable(process) {
        return Refusal::NotDumpable;
    }
    of_any()
}

/// Why a debugger could not even trace a process that it has started.
pub fn of_any() -> Refusal {
    let scope = fs::read_to_string("/proc/sys/kernel/yama/ptrace_scope");
    let scope = scope.ok().and_then(|scope| scope.trim().parse().ok());
    match scope {
        // 1 is met by naming the harness as the tracer.
        Some(scope) if scope >= 2 => Refusal::Scope(scope),
        // 2 is SECCOMP_MODE_FILTER.
        _ if status("self", "Seccomp") == Some(2) => Refusal::Filtered,
        _ => Refusal::Unknown,
    }
}

/// proc(5): what stands in the folder of a process that is not dumpable belongs to root, and the folder itself to its user.
fn is_dumpable(process: Pid) -> bool {
    let owner = |path: String| fs::metadata(path).ok().map(|metadata| metadata.uid());
    owner(format!("/proc/{process}")) == owner(format!("/proc/{process}/environ"))
}

/// A number in `/proc/PROCESS/status`.
fn status(process: &str, field: &str) -> Option<i32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
    line?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_very_process_is_dumpable_and_traced_by_nobody_or_somebody_who_is_named() {
        let process = rustix::process::getpid();
        assert!(is_dumpable(process));
        let refusal = find(process);
        assert_ne!(refusal, Refusal::NotDumpable);
        let tracer = status("self", "TracerPid").expect("proc is there");
        assert_eq!(tracer != 0, refusal == Refusal::Traced(tracer));
    }
}
