//! What this process inherited about signals.

/// Whether whoever started this process has `signal` ignored, as `nohup` does, and shells for what they start in the background. Asked
/// before this process handles `signal` itself.
pub fn is_ignored(signal: i32) -> bool {
    // SAFETY: a zeroed sigaction is a valid one to be filled in.
    let mut current: libc::sigaction = unsafe { std::mem::zeroed() };
    // SAFETY: nothing is set, and `current` outlives the call.
    let asked = unsafe { libc::sigaction(signal, std::ptr::null(), &raw mut current) };
    asked == 0 && current.sa_sigaction == libc::SIG_IGN
}
