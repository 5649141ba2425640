//! Who may trace a process. Where Yama's `ptrace_scope` is 1, only its ancestors may, and a debugger that the harness starts is none.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// linux/prctl.h; the libc crate has it for Android alone.
const PR_SET_PTRACER: libc::c_int = 0x5961_6d61;

/// Has the process of `command` let this one trace it, and what this one starts.
pub fn allow_this_process(command: &mut Command) {
    let tracer = libc::c_ulong::from(std::process::id());
    let name_tracer = move || {
        // A kernel without Yama refuses, and lets a debugger attach without this.
        // SAFETY: this option reads no memory of ours.
        unsafe { libc::prctl(PR_SET_PTRACER, tracer, 0, 0, 0) };
        Ok(())
    };
    // SAFETY: one system call is all that is done between fork and exec.
    unsafe { command.pre_exec(name_tracer) };
}
