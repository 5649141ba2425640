//! `scenario run --format trace`: what native code did, as Chrome trace events.

use std::collections::BTreeMap;

use crate::project::{addon_in_c, this_addon};
use serde_json::Value;

/// What the report says of a program.
fn trace(header: &str, program: &str) -> Vec<Value> {
    let project = this_addon::project(header, program);
    let ran = project.run_scenarios(&["--accept", "--format", "trace"]);
    let report: Value = serde_json::from_str(&ran.stdout).expect("one JSON document");
    report["traceEvents"].as_array().expect("a list").clone()
}

fn number(event: &Value, field: &str) -> f64 {
    event[field]
        .as_f64()
        .unwrap_or_else(|| panic!("no number `{field}` in {event}"))
}

#[test]
fn a_thread_has_a_lane_and_arrows_lead_from_its_calls_to_javascript() {
    let program =
        "import { monitorSystemResources } from '#addon';\nmonitorSystemResources(() => {});";
    let events = trace("env = { NAPI_HARNESS_TIME_SCALE = \"0.01\" }", program);
    let named = |name: &str| -> Vec<&Value> {
        events
            .iter()
            .filter(|event| event["name"] == name)
            .collect()
    };
    assert_eq!(
        named("process_name")[0]["args"]["name"]
            .as_str()
            .map(|it| it.starts_with("one (node ")),
        Some(true)
    );
    let lanes: Vec<&Value> = named("thread_name")
        .iter()
        .map(|event| &event["args"]["name"])
        .collect();
    assert!(
        lanes.contains(&&Value::from("main thread")) && lanes.len() >= 2,
        "{lanes:?}"
    );
    let calls = named("napi_call_threadsafe_function");
    let delivered = named("ThreadsafeFunction calls");
    assert!(
        !calls.is_empty() && calls.len() == delivered.len(),
        "{calls:?} {delivered:?}"
    );
    for (call, callback) in calls.iter().zip(&delivered) {
        assert_ne!(call["tid"], callback["tid"]);
        assert_eq!(call["args"]["object"], callback["args"]["object"]);
        let from = call["args"]["from"].as_str().expect("a place");
        assert!(
            from.contains("addon/src/guide/part3_threadsafe.rs:"),
            "{from}"
        );
    }
    let arrows = events
        .iter()
        .filter(|event| event["ph"] == "s" && event["tid"] == calls[0]["tid"]);
    assert_eq!(arrows.count(), calls.len());
}

#[test]
fn an_addon_that_registers_itself_is_seen_from_its_registration_on_or_from_its_first_call_on() {
    for by_name in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let addon = addon_in_c::compile_registering(folder.path(), by_name);
        let program = format!(
            "import {{ createRequire }} from 'node:module';\nconsole.log(createRequire(import.meta.url)({addon:?}).answer);"
        );
        let events = trace("", &program);
        let from = |name: &str| {
            let call = events.iter().find(|event| event["name"] == name)?;
            let from = call["args"]["from"].as_str().expect("a place");
            Some(from.to_owned())
        };
        let made = from("napi_create_double").expect("it makes a number");
        assert!(
            made.starts_with("init at ") && made.contains("registering.c:"),
            "{made}"
        );
        // The runtime's functions come first, and before a constructor runs nobody can change what the addon imports.
        let registered = from("napi_module_register");
        assert_eq!(registered.is_some(), by_name, "{registered:?}");
        let is_right = |from: &String| from.starts_with("register_it at ");
        assert!(registered.iter().all(is_right), "{registered:?}");
    }
}

/// As "Trace Event Format" has it: the fields of each phase, slices of a thread nest, and an arrow has both its ends on slices.
#[test]
fn the_report_keeps_the_rules_of_the_format() {
    let program = "import { StrongLogger } from '#addon';
const logger = new StrongLogger(() => {});
for (let i = 0; i < 10; i++) logger.log('entry');
setTimeout(() => logger.close?.(), 50);
process.exitCode = 0;
setTimeout(() => process.exit(), 100);";
    let events = trace("", program);
    let mut slices: BTreeMap<(u64, u64), Vec<(f64, f64)>> = BTreeMap::new();
    let lane = |event: &Value| (number(event, "pid") as u64, number(event, "tid") as u64);
    for event in &events {
        assert!(event["name"].is_string(), "{event}");
        let lane = lane(event);
        match event["ph"].as_str().expect("a phase") {
            "X" => {
                let (begin, length) = (number(event, "ts"), number(event, "dur"));
                assert!(begin >= 0.0 && length > 0.0, "{event}");
                slices
                    .entry(lane)
                    .or_default()
                    .push((begin, begin + length));
            }
            "B" | "i" | "s" | "f" => assert!(number(event, "ts") >= 0.0, "{event}"),
            "M" => assert!(event["args"].is_object(), "{event}"),
            other => panic!("`{other}` is no phase that is used here"),
        }
    }
    for slices in slices.values_mut() {
        slices.sort_by(|one, other| one.0.total_cmp(&other.0).then(other.1.total_cmp(&one.1)));
        let mut open: Vec<f64> = Vec::new();
        for (begin, end) in slices {
            open.retain(|until| *until > *begin);
            assert!(
                open.iter().all(|until| *end <= *until),
                "{begin} to {end} crosses {open:?}"
            );
            open.push(*end);
        }
    }
    let on_slice = |event: &Value| {
        let at = number(event, "ts");
        slices[&lane(event)]
            .iter()
            .any(|(begin, end)| *begin <= at && at <= *end)
    };
    let mut ends: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
    for event in events
        .iter()
        .filter(|event| ["s", "f"].contains(&event["ph"].as_str().unwrap_or_default()))
    {
        ends.entry(number(event, "id") as u64)
            .or_default()
            .push(event);
    }
    assert_eq!(ends.len(), 10);
    for ends in ends.values() {
        let [from, to] = ends[..] else {
            panic!("{ends:?}")
        };
        assert_eq!(
            (from["ph"].as_str(), to["ph"].as_str(), to["bp"].as_str()),
            (Some("s"), Some("f"), Some("e"))
        );
        assert!(number(from, "ts") <= number(to, "ts"));
        assert!(on_slice(from) && on_slice(to), "{ends:?}");
    }
}
