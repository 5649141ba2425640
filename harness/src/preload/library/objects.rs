//! What is alive of Node-API's, in the table that the harness reads: it is still there after any crash.

use std::sync::atomic::Ordering::{Relaxed, Release};

use super::live::{first, key, quietly, site, table};
use super::log::{self, Begun, What};
use super::table::{GONE, Kind, OBJECTS, Object, Table};

fn places(table: &Table, key: u64) -> impl Iterator<Item = &Object> {
    let first = first(key, OBJECTS);
    (0..OBJECTS).map(move |step| &table.objects[(first + step) % OBJECTS])
}

/// Notes that something has been made by the calling thread's stack, below the JavaScript of that number.
pub fn made(kind: Kind, address: usize, bytes: usize, javascript: u64) -> Option<&'static Object> {
    let table = table().filter(|table| table.tracks_objects())?;
    let index = quietly(|| site(table, kind, javascript)).flatten()?;
    let key = key(kind, address);
    let found = places(table, key).find(|row| {
        let free = row.key.load(Relaxed);
        // Not a key that others may look for before all else is written; nobody knows the object yet.
        free <= GONE
            && row
                .key
                .compare_exchange(free, u64::MAX, Relaxed, Relaxed)
                .is_ok()
    });
    let Some(row) = found else {
        table.lost.fetch_add(1, Relaxed);
        return None;
    };
    let fresh = [
        &row.name,
        &row.environment,
        &row.referenced,
        &row.threads,
        &row.observed,
        &row.calls,
        &row.refused,
        &row.delivered,
        &row.dropped,
        &row.called_at,
    ];
    fresh.iter().for_each(|word| word.store(0, Relaxed));
    row.site.store(index as u64 + 1, Relaxed);
    row.order.store(table.made.fetch_add(1, Relaxed), Relaxed);
    row.key.store(key, Release);
    let site = &table.sites[index];
    site.live.fetch_add(1, Relaxed);
    site.bytes.fetch_add(bytes as u64, Relaxed);
    Some(row)
}

/// Whether the log has its life; of other kinds there are too many.
fn is_logged(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ThreadsafeFunction | Kind::AsyncWork | Kind::Deferred
    )
}

/// Puts into the log that something was made, once all is known of it.
pub fn log_made(row: &Object) {
    let begun = Begun {
        object: row.key.load(Relaxed),
        other: row.name.load(Relaxed),
        at: row.observed.load(Relaxed) as usize,
        site: row.site.load(Relaxed),
        ..Begun::default()
    };
    log::life(What::Made as u64, begun);
}

/// What was noted of something that is alive.
pub fn find(kind: Kind, address: usize) -> Option<&'static Object> {
    let table = table()?;
    let key = key(kind, address);
    let used = places(table, key).take_while(|row| row.key.load(Relaxed) != 0);
    let mut found = used.filter(|row| row.key.load(Relaxed) == key);
    found.next()
}

/// An environment has ended: another one may get its address, and then what it made is not that one's.
pub fn environment_ended(environment: usize) {
    let Some(table) = table() else { return };
    for row in &table.objects {
        let _ = row
            .environment
            .compare_exchange(environment as u64, 0, Relaxed, Relaxed);
    }
}

/// Notes that it goes; nothing happens where it was not noted. `bytes` are as they were when it was made.
pub fn gone(kind: Kind, address: usize, bytes: usize) {
    let Some((table, row)) = table().zip(find(kind, address)) else {
        return;
    };
    let index = row.site.load(Relaxed);
    if is_logged(kind) {
        let begun = Begun {
            object: key(kind, address),
            other: row.referenced.load(Relaxed),
            site: index,
            ..Begun::default()
        };
        log::life(What::Gone as u64, begun);
    }
    row.key.store(GONE, Relaxed);
    if let Some(site) = table.sites.get((index as usize).wrapping_sub(1)) {
        site.live.fetch_sub(1, Relaxed);
        site.bytes.fetch_sub(bytes as u64, Relaxed);
    }
}
