//! The native stack of the calling thread, as addresses in its functions.

use std::ffi::{c_int, c_void};

/// How many frames are kept, the innermost ones.
pub const DEPTH: usize = 32;

/// Addresses, the innermost first.
pub struct Stack {
    addresses: [usize; DEPTH],
    depth: usize,
}

// Of libgcc_s, which Rust's standard library is linked with.
unsafe extern "C" {
    fn _Unwind_Backtrace(
        each: extern "C" fn(*mut c_void, *mut c_void) -> c_int,
        argument: *mut c_void,
    ) -> c_int;
    fn _Unwind_GetIPInfo(context: *mut c_void, before: *mut c_int) -> usize;
}

/// The reason codes of the unwinder's callback.
const GO_ON: c_int = 0;
const STOP: c_int = 5;

impl Stack {
    /// That of the calling thread. It ends where code has no unwind tables, as what V8 compiles has none.
    pub fn capture() -> Self {
        let mut stack = Self {
            addresses: [0; DEPTH],
            depth: 0,
        };
        // SAFETY: the argument outlives the call, and `each` takes it as what it is.
        unsafe { _Unwind_Backtrace(each, (&raw mut stack).cast()) };
        stack
    }

    /// Its addresses, the innermost first.
    pub fn addresses(&self) -> &[usize] {
        &self.addresses[..self.depth]
    }

    /// FNV-1a; never 0.
    pub fn hash(&self, seed: u64) -> u64 {
        let bytes = self.addresses().iter().flat_map(|it| it.to_ne_bytes());
        super::table::hash(seed, bytes)
    }
}

extern "C" fn each(context: *mut c_void, stack: *mut c_void) -> c_int {
    let mut before = 0;
    // SAFETY: the unwinder's own context, and the stack that `capture` gave it.
    let (at, stack) = unsafe {
        (
            _Unwind_GetIPInfo(context, &raw mut before),
            &mut *stack.cast::<Stack>(),
        )
    };
    // A return address may already belong to the next line.
    stack.addresses[stack.depth] = if before == 0 { at.wrapping_sub(1) } else { at };
    stack.depth += 1;
    if stack.depth < DEPTH { GO_ON } else { STOP }
}

/// The return address of the function that this stands in, which has a frame pointer: `build.rs` sees to that.
macro_rules! caller {
    () => {{
        let frame: *const usize;
        // SAFETY: the register is read alone, and what stands behind the saved one is the return address.
        #[allow(unused_unsafe, reason = "some use it within an unsafe block")]
        unsafe {
            #[cfg(target_arch = "x86_64")]
            std::arch::asm!("mov {}, rbp", out(reg) frame, options(nomem, nostack, preserves_flags));
            #[cfg(target_arch = "aarch64")]
            std::arch::asm!("mov {}, x29", out(reg) frame, options(nomem, nostack, preserves_flags));
            *frame.add(1)
        }
    }};
}
pub(super) use caller;

#[cfg(test)]
mod tests {
    use super::*;

    #[inline(never)]
    fn below(depth: usize) -> Stack {
        if depth == 0 {
            return Stack::capture();
        }
        std::hint::black_box(below(depth - 1))
    }

    #[test]
    fn a_stack_deeper_than_what_is_kept_is_cut_and_calls_that_differ_have_other_hashes() {
        let (one, two, deep) = (below(1), below(2), below(100));
        assert_eq!(deep.addresses().len(), DEPTH);
        assert_eq!(two.addresses().len(), one.addresses().len() + 1);
        assert_ne!(one.hash(0), two.hash(0));
        assert_ne!(one.hash(0), one.hash(1));
    }
}
