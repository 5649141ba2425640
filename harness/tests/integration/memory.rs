//! Blocks that native code overruns, uses after it freed them, or frees twice.

use crate::project::this_addon::{cause, says};
use crate::project::{addon_in_c, needs};

/// Why a program dies that calls this function of the addon in C.
fn cause_of(function: &str) -> Option<String> {
    needs::program("gdb", "apt-get install gdb")?;
    let folder = tempfile::tempdir().expect("a folder");
    let addon = addon_in_c::compile(folder.path());
    let program = format!(
        "import {{ createRequire }} from 'node:module';\ncreateRequire(import.meta.url)({addon:?}).{function}();"
    );
    Some(cause("timeout = \"10s\"", &program))
}

#[test]
fn a_block_that_is_overrun_is_told_with_who_did_and_who_allocated_it() {
    let Some(cause) = cause_of("overrun") else {
        return;
    };
    says(
        &cause,
        &[
            "Native code overran a block of 32 bytes, in overrun at ",
            "as a run with a guard behind each block shows.",
            "It was allocated in overrun at ",
        ],
    );
}

#[test]
fn a_byte_behind_a_block_is_found_when_that_is_freed() {
    let Some(cause) = cause_of("overrunSlightly") else {
        return;
    };
    says(
        &cause,
        &[
            "Native code overran a block of 33 bytes, which shows when that is freed in overrun_slightly at ",
        ],
    );
}

#[test]
fn the_allocator_still_says_how_much_of_a_guarded_block_is_usable() {
    let Some(cause) = cause_of("fillUsableSize") else {
        return;
    };
    says(&cause, &["SIGABRT", "fill_usable_size at "]);
    assert!(!cause.contains("block"), "{cause}");
}

#[test]
fn a_block_that_is_freed_twice_is_told_with_both_places() {
    let Some(cause) = cause_of("freeTwice") else {
        return;
    };
    says(
        &cause,
        &[
            "A block of 64 bytes was freed twice, in free_twice at ",
            "It had been freed in free_twice at ",
        ],
    );
}

#[test]
fn a_block_that_is_used_when_it_was_freed_is_told_with_who_freed_it() {
    let Some(cause) = cause_of("useFreed") else {
        return;
    };
    says(
        &cause,
        &[
            "Native code used a block of 64 bytes that it had freed, in use_freed at ",
            "It had been freed in use_freed at ",
        ],
    );
}

/// A program that dies of something else is not blamed on memory.
#[test]
fn a_null_pointer_is_not_called_a_misused_block() {
    let program = "import { readFromNowhere } from '#addon';\nreadFromNowhere();";
    let cause = cause("", program);
    assert!(!cause.contains("block of"), "{cause}");
}
