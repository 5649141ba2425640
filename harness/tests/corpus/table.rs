//! The numbers as a table for people.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::record::{Counts, Record};

/// A table in Markdown: a line for each kind and group, and one for all of each group.
pub fn markdown(record: &Record) -> String {
    let mut text = String::from(
        "| Programs | | Verdict | Ending | Cause | Place |\n|---|---|---|---|---|---|\n",
    );
    for group in ["faulty", "clean"] {
        let mut programs = 0;
        let mut sums = [Counts::default(); 4];
        for (kind, _, numbers) in record.groups().filter(|(_, name, _)| *name == group) {
            programs += numbers.programs;
            for (sum, counts) in sums.iter_mut().zip(numbers.counts()) {
                sum.right += counts.right;
                sum.wrong += counts.wrong;
                sum.silent += counts.silent;
            }
            line(
                &mut text,
                &format!("{kind}, {group}"),
                numbers.programs,
                numbers.counts(),
                group,
            );
        }
        line(
            &mut text,
            &format!("**all, {group}**"),
            programs,
            sums,
            group,
        );
    }
    text
}

fn line(text: &mut String, name: &str, programs: u32, counts: [Counts; 4], group: &str) {
    let [verdict, ending, cause, place] =
        counts.map(|counts| format!("{} / {} / {}", counts.right, counts.wrong, counts.silent));
    let place = if group == "clean" { "" } else { &place };
    writeln!(
        text,
        "| {name} | {programs} | {verdict} | {ending} | {cause} | {place} |"
    )
    .expect("a string takes everything");
}

/// The page with the table of `record` between its marks.
///
/// # Errors
/// When the page cannot be read or has no marks.
pub fn into_page(page: &Path, record: &Record) -> Result<String, Box<dyn Error>> {
    let text = fs::read_to_string(page)?;
    let no_marks = || format!("{} has no marks for the table", page.display());
    let (before, rest) = text.split_once("<!-- table -->\n").ok_or_else(no_marks)?;
    let (_, after) = rest
        .split_once("<!-- end of table -->")
        .ok_or_else(no_marks)?;
    let table = markdown(record);
    Ok(format!(
        "{before}<!-- table -->\n{table}<!-- end of table -->{after}"
    ))
}
