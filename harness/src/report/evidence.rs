//! Evidence for a cause, a line each: what the threads did, what was alive, the native stack.

use crate::diagnose::{Diagnosis, Resource, cause, counted};
use crate::run::Observation;
use crate::run::threads::{Activity, Thread};

/// How many resources are named, those that are alike as one.
const MOST_RESOURCES: usize = 10;

/// What the threads of a process did that had to be ended; threads that do the same share a line.
pub fn describe_threads(seen: &Observation) -> Vec<String> {
    let Some((main, others)) = seen.threads.split_first() else {
        return Vec::new();
    };
    let line = |thread: &Thread| format!("`{}`: {}", thread.name, describe_activity(thread));
    let groups = counted(others.iter().map(line));
    let describe = |(line, count): (String, usize)| match count {
        1 => format!("thread {line}"),
        _ => format!("{count} threads {line}"),
    };
    let main = format!("main thread: {}", describe_activity(main));
    let wakers = seen.wakers.iter();
    [main]
        .into_iter()
        .chain(groups.into_iter().map(describe))
        .chain(wakers.map(|waker| format!("may be woken by {waker}")))
        .collect()
}

fn describe_activity(thread: &Thread) -> String {
    match (&thread.activity, cause::waits_for(thread)) {
        (_, Some(wait)) => format!("waiting for {wait}"),
        (Activity::Stopped, None) => "stopped".into(),
        (Activity::Ended, None) => "ended".into(),
        (_, None) => "computing".into(),
    }
}

/// What a second run showed.
pub fn describe_diagnosis(diagnosis: &Diagnosis) -> Vec<String> {
    let mut lines = Vec::new();
    match (&diagnosis.otherwise, diagnosis.runs) {
        (Some(ending), 0 | 1) => {
            lines.push(format!("the second run ended differently: {ending}"));
        }
        (Some(ending), runs) => lines.push(format!(
            "{runs} further runs ended differently, the last with: {ending}"
        )),
        (None, _) => {}
    }
    let alive = counted(diagnosis.findings.alive.iter());
    let (told, untold) = alive.split_at(alive.len().min(MOST_RESOURCES));
    lines.extend(
        told.iter()
            .map(|(resource, count)| describe_resource(resource, *count)),
    );
    let more: usize = untold.iter().map(|(_, count)| count).sum();
    if more > 0 {
        lines.push(format!("alive: {more} more"));
    }
    let frames = diagnosis.backtrace.telling();
    lines.extend(frames.iter().map(|frame| format!("native stack: {frame}")));
    let is_bare = |line: &String| line.contains(".node+0x") || line.contains(".so+0x");
    if lines.iter().any(is_bare) {
        lines.push(LINE_TABLES.into());
    }
    lines.extend(diagnosis.advice.clone());
    lines
}

/// So many resources that are alike.
fn describe_resource(resource: &Resource, count: usize) -> String {
    let number = if count == 1 {
        String::new()
    } else {
        format!("{count} ")
    };
    let name = cause::in_number(&resource.name(), count);
    let reference = match resource.referenced {
        Some(true) => ", referenced",
        Some(false) => ", not referenced",
        // A process that did not answer, or a thing that cannot be asked.
        None => "",
    };
    let by = resource.by.as_ref();
    let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
    let line = resource.line.as_ref();
    let line = line.map(|line| format!(", in {line}")).unwrap_or_default();
    let calls = resource.calls.as_ref();
    let calls = calls.map(|calls| format!("; {calls}")).unwrap_or_default();
    let site = &resource.site;
    format!("alive: {number}{name}{reference}, made at {site}{by}{line}{calls}")
}

/// What gives functions their names and lines.
const LINE_TABLES: &str = "build the addon with line tables to see its functions and lines: `debug = \"line-tables-only\"` and `strip = false` in the Cargo profile, or `-g1` without `strip` for C and C++";
