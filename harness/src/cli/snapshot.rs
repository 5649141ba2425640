//! `napi-harness snapshot`

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstyle::Style;
use clap::Subcommand;
use console::{Key, Term};

use super::scenario::known_runs;
use super::{Exit, Failure, Global, catalogue, project};
use crate::diagnostic;
use crate::output::{self, Form};
use crate::report;
use crate::scenario::range::RUSTC;
use crate::session::Place;
use crate::snapshot::{Pending, Store};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List pending transcripts and orphaned snapshots.
    List,
    /// Go through pending transcripts and accept or reject each.
    Review,
    /// Accept pending transcripts: all, or those of the named runs.
    Accept {
        /// Full names of runs.
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
    /// Reject pending transcripts: all, or those of the named runs.
    Reject {
        /// Full names of runs.
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        /// Remove orphaned snapshots instead.
        #[arg(long, conflicts_with = "names")]
        orphans: bool,
    },
}

const HEADING: Style = Style::new().bold();

pub fn execute(command: Command, global: &Global) -> Result<Exit, Failure> {
    let project = project(global)?;
    let store = Store::new(project.snapshots.clone());
    match command {
        Command::List => {
            let orphans = store.orphans(&known_runs(&catalogue(&project)?));
            list(&store, &orphans, &project.root)
        }
        Command::Review => review(&store),
        Command::Accept { names } => {
            refuse_several(&store, &names)?;
            for_each_pending(&store, &names, "accepted", |pending| store.accept(pending))
        }
        Command::Reject {
            names,
            orphans: false,
        } => for_each_pending(&store, &names, "rejected", |pending| store.reject(pending)),
        Command::Reject { orphans: true, .. } => {
            for orphan in store.orphans(&known_runs(&catalogue(&project)?)) {
                store.remove_orphan(&orphan).map_err(failed)?;
                writeln!(
                    output::stdout(Form::Text),
                    "removed {}",
                    project.relative(&orphan)
                )?;
            }
            Ok(Exit::Good)
        }
    }
}

fn failed(error: crate::snapshot::Error) -> Failure {
    Failure::new(Exit::Failed, error.to_string())
}

/// Pending transcripts. Unreadable ones are reported and do not block the rest.
fn read_pending(store: &Store) -> Vec<Pending> {
    let (pending, errors) = store.pending();
    for error in errors {
        output::notice(format_args!("warning: {error}"));
    }
    pending
}

fn list(store: &Store, orphans: &[std::path::PathBuf], root: &Path) -> Result<Exit, Failure> {
    let mut out = output::stdout(Form::Text);
    let waiting = read_pending(store);
    for pending in &waiting {
        let kind = if pending.accepted.is_some() {
            "differs"
        } else {
            "new"
        };
        let runtime = pending.new.runtime.as_deref().unwrap_or_default();
        writeln!(
            out,
            "{}",
            format!("{kind:>7}  {}  {runtime}", pending.name).trim_end()
        )?;
    }
    for orphan in orphans {
        let orphan = orphan.strip_prefix(root).unwrap_or(orphan);
        writeln!(out, " orphan  {}", orphan.display())?;
    }
    if waiting.is_empty() && orphans.is_empty() {
        writeln!(out, "nothing is waiting for review")?;
    }
    Ok(Exit::Good)
}

/// A run can wait once for each runtime and profile. Where those transcripts differ, one has to be chosen.
fn refuse_several(store: &Store, names: &[String]) -> Result<(), Failure> {
    let waiting = store.pending().0;
    let meant = waiting
        .iter()
        .filter(|pending| names.is_empty() || names.contains(&pending.name));
    for pending in meant {
        let others = waiting.iter().find(|other| {
            other.name == pending.name && other.new.transcript != pending.new.transcript
        });
        if let Some(other) = others {
            let of = |pending: &Pending| pending.new.runtime.clone().unwrap_or_default();
            return Err(Failure::usage(format!(
                "`{}` has different pending transcripts, from {} and {}; nothing was accepted\n  hint: `snapshot review` shows them one by one",
                pending.name,
                of(pending),
                of(other)
            )));
        }
    }
    Ok(())
}

fn for_each_pending(
    store: &Store,
    names: &[String],
    done: &str,
    act: impl Fn(&Pending) -> Result<(), crate::snapshot::Error>,
) -> Result<Exit, Failure> {
    let waiting = read_pending(store);
    for name in names {
        if !waiting.iter().any(|pending| pending.name == *name) {
            let known = waiting.iter().map(|pending| pending.name.as_str());
            let message = format!(
                "no transcript is pending for `{name}`{}",
                diagnostic::hint(name, known)
            );
            return Err(Failure::new(Exit::NothingMatched, message));
        }
    }
    for pending in waiting
        .iter()
        .filter(|pending| names.is_empty() || names.contains(&pending.name))
    {
        act(pending).map_err(failed)?;
        writeln!(output::stdout(Form::Text), "{done} {}", pending.name)?;
    }
    Ok(Exit::Good)
}

fn review(store: &Store) -> Result<Exit, Failure> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::usage(
            "`snapshot review` needs a terminal\n  hint: `snapshot list`, `snapshot accept NAME` and `snapshot reject NAME` do not",
        ));
    }
    let waiting = read_pending(store);
    let questions = questions(&waiting);
    let term = Term::stdout();
    for (index, alike) in questions.iter().enumerate() {
        let mut out = output::stdout(Form::Text);
        let pending = alike[0];
        writeln!(
            out,
            "\n{HEADING}{} of {}: {}{HEADING:#} {}",
            index + 1,
            questions.len(),
            pending.name,
            runtimes_of(alike).join(", ")
        )?;
        writeln!(out, "{}\n", pending.new.description)?;
        // An answer before this one may have changed it.
        let accepted = store.accepted(&pending.name);
        let usual = usual(store, &pending.name);
        let base = accepted.as_deref().or(usual.as_deref());
        if accepted.is_none() && usual.is_some() {
            writeln!(out, "  Held against what is usual:\n")?;
        }
        let base = base.unwrap_or_default();
        report::write_diff(&mut out, base, &pending.new.transcript, "  ")?;
        // A behaviour that has a name has its lines in the header already.
        if accepted.is_some() && usual.is_none() {
            write_header_lines(&mut out, alike)?;
        }
        write!(
            out,
            "\n{HEADING}a{HEADING:#}ccept, {HEADING}r{HEADING:#}eject, {HEADING}s{HEADING:#}kip, {HEADING}q{HEADING:#}uit? "
        )?;
        out.flush()?;
        match read_answer(&term)? {
            'a' => {
                store.accept(pending).map_err(failed)?;
                for other in &alike[1..] {
                    store.reject(other).map_err(failed)?;
                }
                writeln!(out, "accepted")?;
            }
            'r' => {
                for pending in alike {
                    store.reject(pending).map_err(failed)?;
                }
                writeln!(out, "rejected")?;
            }
            's' => writeln!(out, "skipped")?,
            _ => {
                writeln!(out, "quit")?;
                return Ok(Exit::Good);
            }
        }
    }
    if waiting.is_empty() {
        writeln!(output::stdout(Form::Text), "nothing is waiting for review")?;
    }
    Ok(Exit::Good)
}

/// What is accepted as usual of the run whose behaviour, `RUN+BEHAVIOUR`, is called `name`.
fn usual(store: &Store, name: &str) -> Option<String> {
    let (run, _) = name.rsplit_once('+')?;
    store.accepted(run)
}

/// What is to be asked: transcripts of one run that are alike are one question, whichever runtimes they are of.
fn questions(waiting: &[Pending]) -> Vec<Vec<&Pending>> {
    let mut questions: Vec<Vec<&Pending>> = Vec::new();
    for pending in waiting {
        let alike = |known: &&mut Vec<&Pending>| {
            known[0].name == pending.name && known[0].new.transcript == pending.new.transcript
        };
        match questions.iter_mut().find(alike) {
            Some(known) => known.push(pending),
            None => questions.push(vec![pending]),
        }
    }
    questions
}

fn runtimes_of(alike: &[&Pending]) -> Vec<String> {
    let runtimes = alike.iter();
    runtimes
        .filter_map(|pending| pending.new.runtime.clone())
        .collect()
}

/// What to write into the header where these runtimes behave otherwise, and the accepted transcript is right elsewhere.
fn write_header_lines(out: &mut impl Write, alike: &[&Pending]) -> io::Result<()> {
    let runtimes = runtimes_of(alike);
    let range = |runtime: &String| {
        let Place { kind, version, .. } = Place::parse(runtime)?;
        let mut numbers = version.split('.');
        let major = numbers.next()?;
        Some(match kind {
            // Nothing is known of releases that were not run.
            "node" => format!("\"node {major}\""),
            // Each of its releases has the same major version, and keeps the words of the one before more often than not.
            RUSTC => format!("\"{RUSTC} >={major}.{}\"", numbers.next()?),
            // A release of Bun or Deno changes more than one of Node.js.
            _ => format!("\"{kind}\""),
        })
    };
    // Where each is of a profile, it is the profile that makes the difference, as far as anybody has seen.
    let profile = |runtime: &String| Some(format!("\"{}\"", Place::parse(runtime)?.profile?));
    let profiles: Option<BTreeSet<String>> = runtimes.iter().map(profile).collect();
    let (field, values) = match profiles {
        Some(profiles) => ("profiles", profiles),
        None => ("runtimes", runtimes.iter().filter_map(range).collect()),
    };
    if values.is_empty() {
        return Ok(());
    }
    let values: Vec<String> = values.into_iter().collect();
    writeln!(
        out,
        "\n  If the accepted one stays right elsewhere, reject this, write into the header of {}, and run again with --accept:\n",
        alike[0].new.source
    )?;
    writeln!(
        out,
        "    [[on]]\n    name = \"...\"\n    {field} = [{}]\n    because = \"...\"",
        values.join(", ")
    )
}

/// The next key that is an answer.
fn read_answer(term: &Term) -> io::Result<char> {
    loop {
        match term.read_key()? {
            Key::Char(key @ ('a' | 'r' | 's' | 'q')) => return Ok(key),
            Key::Escape | Key::CtrlC => return Ok('q'),
            _ => {}
        }
    }
}
