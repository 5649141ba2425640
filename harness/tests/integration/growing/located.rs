//! What leaks names where it is made.

use serde_json::Value;

use super::{GROWTH, ran};
use crate::project::addon_in_c;

/// Where the addon has its leaks.
const LEAKS: &str = "addon/src/misuse/leaks.rs:";

/// Where what leaks is made; the first place of that kind.
#[track_caller]
fn place<'a>(line: &'a Value, kind: &str) -> &'a Value {
    let places = line["growth"]["places"].as_array();
    let mut places = places.unwrap_or_else(|| panic!("none in {line}")).iter();
    let found = places.find(|place| place["kind"] == kind);
    found.unwrap_or_else(|| panic!("no place of {kind} in {line}"))
}

#[test]
fn a_leak_of_native_memory_names_the_functions_and_lines_that_led_to_it() {
    let line = ran(GROWTH, "", "() => addon.leakNative(512)");
    let place = place(&line, "native");
    let stack = place["stack"].as_array().expect("a stack");
    let frame = |index: usize| stack[index].as_str().expect("a frame");
    assert!(
        frame(0).contains("leaks::filled at ") && frame(0).contains(LEAKS),
        "{place}"
    );
    assert!(
        frame(2).contains("leaks::leak_native at ") && frame(2).contains(LEAKS),
        "{place}"
    );
    assert_eq!(stack.len(), 3, "{place}");
    assert_eq!(place["javascript"], "scenarios/one.mjs:9:27", "{place}");
    let size = place["perIteration"].as_f64().expect("a number");
    assert!((size / 520.0 - 1.0).abs() < 0.01, "{place}");
    assert_eq!(place["count"], 1.0, "{place}");
}

#[test]
fn references_and_handles_name_the_call_that_made_them() {
    for (kind, function, what) in [
        ("references", "leakFunctionRef", "reference"),
        ("handles", "leakThreadsafeFunction", "ThreadsafeFunction"),
    ] {
        let line = ran(
            "[growth]\niterations = 300",
            "",
            &format!("() => addon.{function}(() => {{}})"),
        );
        let place = place(&line, kind);
        assert_eq!(place["what"], what, "{place}");
        assert_eq!(place["count"], 1.0, "{place}");
        assert!(place["stack"].to_string().contains(LEAKS), "{place}");
        assert_eq!(place["javascript"], "scenarios/one.mjs:9:27", "{place}");
    }
}

#[test]
fn a_handle_that_javascript_leaks_names_its_line() {
    let setup = "import { createSocket } from 'node:dgram';\nconst kept = [];";
    let line = ran(
        "[growth]\niterations = 200",
        setup,
        "() => { kept.push(createSocket('udp4').unref()); }",
    );
    let place = place(&line, "handles");
    assert_eq!(place["what"], "UDPWRAP", "{place}");
    assert_eq!(place["javascript"], "scenarios/one.mjs:10:33", "{place}");
}

#[test]
fn growth_of_the_heap_names_the_class_that_grew_and_who_holds_it() {
    for (setup, work, what, holder) in [
        (
            "const kept = [];",
            "() => kept.push(new Array(50).fill(0.5))",
            "Array",
            "`kept`",
        ),
        (
            "class Entry {}\nconst cache = { entries: new Map() };",
            "(i) => cache.entries.set(i, new Entry())",
            "Entry",
            "`cache.entries`",
        ),
        (
            "",
            "() => addon.leakFunctionRef(function listener() {})",
            "function `listener`",
            "a reference from native code",
        ),
    ] {
        let line = ran("[growth]\niterations = 300", setup, work);
        let place = place(&line, "heap");
        assert_eq!(place["what"], what, "{line}");
        assert_eq!(place["holder"], holder, "{line}");
        assert_eq!(place["count"], 1.0, "{line}");
    }
}

#[test]
fn an_addon_in_c_works_as_without_the_harness_and_its_leaks_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let addon = addon_in_c::compile(folder.path());
    let setup = format!(
        "import {{ createRequire }} from 'node:module';
const inC = createRequire(import.meta.url)({addon:?});"
    );
    // What its functions return is part of the transcript of neither run: a wrong one throws in the counting runs, too.
    let work = "() => {
  if (inC.getData() !== 42 || inC.findsInner() !== 1) throw new Error('it does not work');
  inC.wrapAndRemove({});
  inC.leakReference({});
  inC.leakMemory();
}";
    let line = ran(GROWTH, &setup, work);
    let reference = place(&line, "references");
    assert_eq!(reference["what"], "reference", "{line}");
    assert_eq!(reference["count"], 1.0, "{line}");
    assert!(
        reference["stack"][0]
            .to_string()
            .contains("leak_reference at"),
        "{reference}"
    );
    assert_eq!(
        reference["javascript"], "scenarios/one.mjs:13:7",
        "{reference}"
    );
    let memory = line["growth"]["places"].to_string();
    assert!(memory.contains("leak_memory at"), "{memory}");
}

#[test]
fn an_expected_leak_is_not_looked_for() {
    let line = ran(
        "[growth]\nleaks = [\"native\"]",
        "",
        "() => addon.leakNative(64)",
    );
    assert_eq!(line["verdict"], "new", "{line}");
    assert_eq!(
        line["growth"]["places"].as_array().map(Vec::len),
        Some(0),
        "{line}"
    );
}
