//! The house: each room of the library uses only those that stand above it in docs/architecture.md.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
const WALK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/architecture.md");
/// What is no room: it names them all, or only starts them.
const NO_ROOMS: [&str; 2] = ["lib", "main"];

/// The rooms in the order of the table.
fn order() -> Vec<String> {
    let text = fs::read_to_string(WALK).expect("the walk");
    let table = text.split("| Room | Holds |").nth(1).expect("a table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let names = rows.flat_map(|row| {
        let first = row.split('|').nth(1).expect("a column");
        first.split(',').map(|name| {
            let name = name.trim().trim_matches('`');
            name.trim_end_matches('/')
                .trim_end_matches(".rs")
                .to_owned()
        })
    });
    names
        .filter(|name| !NO_ROOMS.contains(&name.as_str()))
        .collect()
}

/// Every source file with the room that it belongs to.
fn files(folder: &Path, found: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let below = path.strip_prefix(SOURCES).expect("below the sources");
            let first = below.iter().next().expect("a name").to_string_lossy();
            found.push((first.trim_end_matches(".rs").to_owned(), path));
        }
    }
}

/// The rooms that a file names by `crate::ROOM`, with the lines.
fn named(file: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(file).expect("a source");
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for after in code.split("crate::").skip(1) {
            let end = after.find(|c: char| !c.is_alphanumeric() && c != '_');
            found.push((at + 1, after[..end.unwrap_or(after.len())].to_owned()));
        }
        assert!(
            !code.contains("use crate::{"),
            "{}:{}: name rooms one by one, so that this test sees them",
            file.display(),
            at + 1
        );
    }
    found
}

#[test]
fn every_room_stands_in_the_walk_and_the_walk_names_no_other() {
    let mut sources = Vec::new();
    files(Path::new(SOURCES), &mut sources);
    let rooms: BTreeSet<String> = sources.into_iter().map(|(room, _)| room).collect();
    let rooms = rooms
        .into_iter()
        .filter(|it| !NO_ROOMS.contains(&it.as_str()));
    let walk: BTreeSet<String> = order().into_iter().collect();
    assert_eq!(rooms.collect::<BTreeSet<_>>(), walk);
}

#[test]
fn no_room_uses_one_that_stands_below_it() {
    let order = order();
    let place = |room: &str| order.iter().position(|known| known == room);
    let mut sources = Vec::new();
    files(Path::new(SOURCES), &mut sources);
    let mut wrong = Vec::new();
    for (room, file) in sources {
        let Some(own) = place(&room) else { continue };
        for (line, used) in named(&file) {
            if used != room && place(&used).is_none_or(|it| it > own) {
                let below = file.strip_prefix(SOURCES).expect("below the sources");
                wrong.push(format!(
                    "{}:{line}: `{room}` uses `{used}`",
                    below.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
