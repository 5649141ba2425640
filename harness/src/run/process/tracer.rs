//! Who may trace a process. Where Yama's `ptrace_scope` is 1, only its ancestors may, and a debugger that the harness starts is none.

use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::process::{PTracer, getpid, set_ptracer};

/// Has the process of `command` let this one trace it, and what this one starts.
pub fn allow_this_process(command: &mut Command) {
    let tracer = PTracer::ProcessID(getpid());
    let name_tracer = move || {
        // A kernel without Yama refuses, and lets a debugger attach without this.
        let _ = set_ptracer(tracer);
        Ok(())
    };
    // SAFETY: one system call is all that is done between fork and exec.
    unsafe { command.pre_exec(name_tracer) };
}
