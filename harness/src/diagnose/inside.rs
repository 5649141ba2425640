//! What a second run showed from inside, by the preloaded library: what of Node-API is alive, and which native code ended the process.

use super::backtrace::Backtrace;
use super::debugger::NativeExit;
use super::javascript::place_of;
use super::noted::{Calls, Ended, Noted, Object};
use super::probe::Resource;
use super::symbols::Symbols;
use crate::preload::library::exits::{ABORT, EXECUTE, KILL, RAISE};
use crate::preload::library::table::Kind;

/// What is said of something that native code made when no JavaScript had called it.
const NO_JAVASCRIPT: &str = "native code that no JavaScript had called";

/// Functions that send a signal.
const SENDS: [usize; 2] = [KILL, RAISE];

/// Who called abort(3), if that was native code of an addon's, and not the runtime on its behalf.
pub fn aborted(noted: &Noted, symbols: &mut Symbols) -> Option<NativeExit> {
    let mut exits = noted.exits().into_iter();
    let ended = exits.find(|ended| ended.function == ABORT)?;
    let mut callers = ended.stack.iter();
    let caller = callers.find(|address| !symbols.is_harness(**address))?;
    let by_runtime = symbols.is_runtimes(*caller);
    let exit = native(ended, symbols);
    exit.backtrace.culprit()?;
    (!by_runtime).then_some(exit)
}

/// A signal that native code has sent to its own process.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Its number.
    pub signal: i32,
    /// Who sent it.
    pub by: NativeExit,
}

/// Replaces what `alive` has of Node-API's, as far as JavaScript could tell, by what the library noted.
pub fn resources(noted: &Noted, symbols: &mut Symbols, alive: &mut Vec<Resource>) {
    let is_noted = |resource: &mut Resource| resource.is_node_api();
    let from_javascript: Vec<Resource> = alive.extract_if(.., is_noted).collect();
    let objects = noted.objects().into_iter();
    let found = objects.filter_map(|object| resource(&object, symbols, &from_javascript));
    alive.extend(found);
    // What holds the process comes first.
    alive.sort_by_key(|resource| resource.referenced != Some(true));
}

fn resource(
    object: &Object,
    symbols: &mut Symbols,
    from_javascript: &[Resource],
) -> Option<Resource> {
    let kind = kind(object)?;
    let site = object.site.as_ref();
    let stack = site.map_or_else(Backtrace::default, |site| symbols.backtrace(&site.stack));
    if !object.is_referenced && stack.registers_module() {
        return None;
    }
    let place = site.and_then(|site| place_of(site.javascript.as_ref()?));
    // The name of the function that JavaScript called, which only JavaScript knows.
    let by = from_javascript.iter().find(|resource| {
        let known = place_of(&format!(" {}", resource.site));
        known.is_some() && known == place
    });
    Some(Resource {
        kind,
        native: true,
        site: place.unwrap_or_else(|| NO_JAVASCRIPT.into()),
        by: by.and_then(|resource| resource.by.clone()),
        line: stack.culprit().map(ToString::to_string),
        referenced: Some(object.is_referenced),
        calls: told(object, symbols),
    })
}

/// What became of the calls of a ThreadsafeFunction, and who has it, where that is not its maker alone.
fn told(object: &Object, symbols: &mut Symbols) -> Option<String> {
    let mut words = Vec::new();
    if object.kind == Kind::ThreadsafeFunction && object.threads != 1 {
        words.push(match object.threads {
            0 => "released by all threads".into(),
            threads => format!("acquired {threads} times and not released"),
        });
    }
    words.extend(object.calls.as_ref().map(|calls| {
        let last = symbols.backtrace(&calls.last);
        let last = last
            .culprit()
            .map(|frame| format!(", the last one in {frame}"));
        format!("{}{}", became(calls), last.unwrap_or_default())
    }));
    (!words.is_empty()).then(|| words.join("; "))
}

/// `3 calls taken, 1 came to JavaScript, 2 refused`
fn became(calls: &Calls) -> String {
    let plural = if calls.taken == 1 { "" } else { "s" };
    let mut words = format!("{} call{plural} taken", calls.taken);
    if let Some(delivered) = calls.delivered {
        words += &format!(", {delivered} came to JavaScript");
    }
    if calls.refused > 0 {
        words += &format!(", {} refused", calls.refused);
    }
    words
}

/// What it is called: napi-rs has names of its own, others name it as they like.
fn kind(object: &Object) -> Option<String> {
    // Some of napi-rs's names have the zero byte that ends a string in C.
    let name = object.name.as_deref().unwrap_or_default();
    let name = name.trim_end_matches('\0');
    Some(match (object.kind, name) {
        (Kind::ThreadsafeFunction, "") => "napi_rs_threadsafe_function".into(),
        (Kind::ThreadsafeFunction, name) if name.starts_with("napi_") => name.into(),
        (Kind::ThreadsafeFunction, name) => format!("ThreadsafeFunction `{name}`"),
        (Kind::AsyncWork, "" | "undefined" | "napi_rs_async_work") => "napi_rs_async_work".into(),
        (Kind::AsyncWork, name) => format!("async work `{name}`"),
        _ => return None,
    })
}

/// Who ended the process, if that was native code of an addon's.
pub fn exit(noted: &Noted, symbols: &mut Symbols) -> Option<NativeExit> {
    // Who makes another program of the process ends nothing.
    by_addon(noted, symbols, |ended| {
        !SENDS.contains(&ended.function) && ended.function != EXECUTE
    })
}

/// Who sent the process a signal, if that was native code of an addon's.
pub fn sent(noted: &Noted, symbols: &mut Symbols) -> Option<Sent> {
    let mut signal = 0;
    let by = by_addon(noted, symbols, |ended| {
        signal = ended.code;
        SENDS.contains(&ended.function)
    })?;
    Some(Sent { signal, by })
}

fn by_addon(
    noted: &Noted,
    symbols: &mut Symbols,
    mut is_it: impl FnMut(&Ended) -> bool,
) -> Option<NativeExit> {
    noted.exits().into_iter().find_map(|ended| {
        let exit = is_it(&ended).then(|| native(ended, symbols));
        exit.filter(|exit| exit.backtrace.culprit().is_some())
    })
}

fn native(ended: Ended, symbols: &mut Symbols) -> NativeExit {
    NativeExit {
        thread: (!ended.on_main_thread).then_some(ended.thread),
        backtrace: symbols.backtrace(&ended.stack),
    }
}
