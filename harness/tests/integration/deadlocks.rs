//! A main thread, or the pool, that waits for what can never come: what waits, for what, and who may hold it.

use crate::project::addon_in_c::in_c;
use crate::project::needs;
use crate::project::this_addon::{cause, says};

fn cause_of(program: &str) -> String {
    cause("", program)
}

#[test]
fn a_full_queue_that_only_its_own_caller_can_empty_is_a_deadlock() {
    if needs::program("gdb", "apt-get install gdb").is_none() {
        return;
    }
    let program = "import { blockOnOwnQueue } from '#addon';\nblockOnOwnQueue(() => {});";
    says(
        &cause_of(program),
        &[
            "it waits for room in the queue of a ThreadsafeFunction, in callback_patterns::misuse::deadlocks::send_both at addon/src/misuse/deadlocks.rs:",
            "the queue of the ThreadsafeFunction made at scenarios/one.mjs:6:1, in callback_patterns::misuse::deadlocks::queue_for_one",
            "which only the main thread itself can empty: a deadlock.",
        ],
    );
}

#[test]
fn a_lock_that_the_same_thread_may_hold_is_told_with_the_call_that_has_not_returned() {
    if needs::program("gdb", "apt-get install gdb").is_none() {
        return;
    }
    let program = "import { Ledger } from '#addon';
const ledger = new Ledger();
ledger.add('an entry');
ledger.forEachLocked((entry) => ledger.add(entry));";
    says(
        &cause_of(program),
        &[
            "it waits for a lock, in callback_patterns::misuse::deadlocks::Ledger::entries",
            "`Ledger.forEachLocked`, called at scenarios/one.mjs:8:8, has not returned on the same thread, and may hold that lock",
        ],
    );
}

#[test]
fn who_holds_a_lock_is_told_as_the_lock_itself_has_it() {
    if needs::program("gdb", "apt-get install gdb").is_none() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let holder = |program: &str| cause_of(&in_c(folder.path(), program));
    says(
        &holder("inC.callLocked(() => inC.callLocked(() => {}));"),
        &[
            "it waits for a lock, in call_locked at ",
            "The lock's own record says that the main thread holds it already: a deadlock.",
        ],
    );
    says(
        &holder("inC.lockBehindThread();"),
        &[
            "waits for a lock, in lock_behind at ",
            "The lock's own record says that thread `keeper` holds it.",
            "Thread `keeper` is in hold_lock at ",
        ],
    );
    says(
        &holder("inC.lockBehindEndedThread();"),
        &[
            "The lock's own record names a thread that has ended, and has not unlocked it: a deadlock.",
        ],
    );
}

#[test]
fn a_message_that_only_a_queued_call_can_bring_is_told_with_the_function_that_has_it() {
    if needs::program("gdb", "apt-get install gdb").is_none() {
        return;
    }
    let program = "import { askAndWait } from '#addon';\naskAndWait('why?', () => 'so');";
    says(
        &cause_of(program),
        &[
            "it waits for a message on a channel, in callback_patterns::misuse::deadlocks::ask_and_wait",
            "1 call of the ThreadsafeFunction made at scenarios/one.mjs:6:1",
            "only the main thread can deliver it: a deadlock, if it waits for what that brings.",
        ],
    );
}

#[test]
fn a_thread_that_is_joined_inside_its_own_callback_is_told_with_what_it_waits_for() {
    if needs::program("gdb", "apt-get install gdb").is_none() {
        return;
    }
    let program = "import { Feed } from '#addon';
const feed = new Feed(() => feed.closeAndWait());";
    let cause = cause_of(program);
    says(
        &cause,
        &[
            "it waits for the end of a thread, in callback_patterns::misuse::deadlocks::Feed::close_and_wait",
            "Another thread waits for a message on a channel, in callback_patterns::misuse::deadlocks::Feed::new::{{closure}}",
            "The main thread is in a callback of the ThreadsafeFunction made at scenarios/one.mjs:6:14",
        ],
    );
    // What its runtime's own threads wait for says nothing.
    assert!(!cause.contains("tokio"), "{cause}");
}

#[test]
fn atomics_wait_is_named() {
    if needs::program("gdb", "apt-get install gdb").is_none() {
        return;
    }
    let program = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);";
    says(
        &cause_of(program),
        &["blocked: it waits in `Atomics.wait`."],
    );
}
