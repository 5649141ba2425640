//! Claims as a page: the document again, in its own words and order, with what was found beside them.

use std::io::{self, Write};

use super::{Entry, Run, Witness, counts};
use crate::scenario::claim::Verdict;

/// Writes what is not so, and then every claim. `to_root` leads from the folder that the page stands in to that of the project.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut impl Write, entries: &[Entry], to_root: &str) -> io::Result<()> {
    writeln!(out, "{} claims: {}.", entries.len(), counts(entries))?;
    let doubtful = [Verdict::No, Verdict::Partly];
    for verdict in doubtful {
        let mut meant = entries.iter().filter(|it| it.judged == verdict).peekable();
        if meant.peek().is_none() {
            continue;
        }
        let heading = match verdict {
            Verdict::No => "Not so",
            _ => "So in part",
        };
        writeln!(out, "\n## {heading}\n")?;
        for entry in meant {
            writeln!(
                out,
                "- [“{}”](#{}) {}",
                escaped(&entry.quote),
                entry.claim,
                sentence(&entry.finding)
            )?;
        }
    }
    let (mut part, mut heading) = (None, None);
    for entry in entries {
        let own_part = entry.part.as_ref().unwrap_or(&entry.source);
        if part != Some(own_part) {
            writeln!(out, "\n## {own_part}")?;
            (part, heading) = (Some(own_part), None);
        }
        if heading != entry.heading.as_ref() {
            heading = entry.heading.as_ref();
            if let Some(heading) = heading {
                writeln!(out, "\n### {heading}")?;
            }
        }
        claim(out, entry, to_root)?;
    }
    Ok(())
}

fn claim(out: &mut impl Write, entry: &Entry, to_root: &str) -> io::Result<()> {
    let word = match entry.judged {
        Verdict::Yes => "Yes",
        Verdict::Partly => "In part",
        Verdict::No => "No",
        Verdict::NotTestable => "Not testable",
    };
    writeln!(
        out,
        "\n<a id=\"{}\"></a>\n> {}\n",
        entry.claim,
        escaped(&entry.quote)
    )?;
    writeln!(out, "**{word}.** {}", sentence(&entry.finding))?;
    if !entry.witnesses.is_empty() || entry.measured.is_some() {
        writeln!(out)?;
    }
    for it in &entry.witnesses {
        witness(out, it, to_root)?;
    }
    if let Some(page) = &entry.measured {
        writeln!(out, "- Measured: [{page}]({to_root}{page}).")?;
    }
    if !entry.seen_on.is_empty() {
        writeln!(out, "\nSeen on {}.", entry.seen_on.join(", "))?;
    }
    for Run {
        run, runtime, why, ..
    } in entry.failures()
    {
        let why = why.as_deref().unwrap_or_default();
        writeln!(out, "\nIts witness {run} fails on {runtime}: {why}.")?;
    }
    Ok(())
}

fn witness(out: &mut impl Write, witness: &Witness, to_root: &str) -> io::Result<()> {
    let side = if witness.is_for { "For" } else { "Against" };
    let transcripts: Vec<String> = match &witness.snapshots[..] {
        [one] => vec![format!("[transcript]({to_root}{one})")],
        several => {
            let link = |(index, it): (usize, &String)| format!("[{}]({to_root}{it})", index + 1);
            let links = several.iter().enumerate().map(link);
            vec![format!(
                "transcripts {}",
                links.collect::<Vec<_>>().join(" ")
            )]
        }
    };
    writeln!(
        out,
        "- {side}: [{}]({to_root}{}), {}. {}.",
        witness.name,
        witness.file,
        transcripts.join(" "),
        sentence(witness.summary.trim_end_matches('.'))
    )?;
    for otherwise in &witness.otherwise {
        writeln!(
            out,
            "  - Otherwise on {}: {}.",
            otherwise.on.join(", "),
            sentence(otherwise.because.trim_end_matches('.'))
        )?;
    }
    Ok(())
}

/// Of our own words only what would be taken for HTML is changed, and none of it in code.
fn sentence(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(index, part)| match index % 2 {
        0 => part.replace('<', "\\<"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// So that no character of a quotation is taken for a mark.
fn escaped(quote: &str) -> String {
    let mut text = String::new();
    for c in quote.chars() {
        if matches!(c, '<' | '>' | '*' | '_' | '`' | '[' | ']' | '|' | '\\') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}
