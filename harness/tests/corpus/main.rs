//! The corpus: programs with a known fault and clean programs that look like them, and how much of what the harness says
//! of them is right. docs/corpus.md explains it.
//!
//! `cargo test -p napi-harness --test corpus` measures and compares with `expected.toml`; `-- --accept` takes what was
//! measured as the new numbers; `-- raw cpp` measures these kinds only; `-- --runtime bun` prints what another runtime gives, and
//! compares it with nothing.

mod harness;
mod judge;
mod record;
mod table;
mod truth;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use harness::Finished;
use judge::{Judgement, Mark};
use record::Record;
use truth::Kind;

/// The kinds of programs; each is a folder with a project of its own.
const KINDS: [&str; 4] = ["napi-rs", "raw", "cpp", "javascript"];

/// The runtime whose numbers are accepted: the one in PATH.
const USUAL: &str = "node";

/// How often a program is run again whose answers are not the accepted ones.
const MORE_TIMES: usize = 2;

fn main() -> ExitCode {
    match measure() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<ExitCode, Box<dyn Error>> {
    let mut accept = false;
    let mut kinds = Vec::new();
    let mut runtime = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--accept" => accept = true,
            "--runtime" => runtime = Some(arguments.next().ok_or("`--runtime` takes a runtime")?),
            kind if KINDS.contains(&kind) => kinds.push(kind.to_owned()),
            other => {
                let message =
                    format!("`{other}` is neither --accept, --runtime nor one of {KINDS:?}");
                return Err(message.into());
            }
        }
    }
    if kinds.is_empty() {
        kinds = KINDS.map(str::to_owned).to_vec();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let accepted = Record::read(&folder.join("expected.toml"))?;
    let mut measured = BTreeMap::new();
    for kind in &kinds {
        eprintln!("measuring {kind}");
        let kind = Kind::read(&folder.join(kind))?;
        let spec = runtime.as_deref().unwrap_or(USUAL);
        let name = spec.split('@').next().unwrap_or(spec);
        let mut judgements = judge_all(&kind, name, harness::run(&kind, spec)?)?;
        if !accept && runtime.is_none() {
            ask_again(&kind, &mut judgements, &accepted)?;
        }
        for judgement in &judgements {
            report(&kind.name, judgement);
        }
        measured.insert(kind.name.clone(), judgements);
    }
    if runtime.is_some() {
        // None of the accepted numbers, which are another runtime's.
        let mut now = Record::default();
        for (kind, judgements) in measured {
            now.replace(&kind, &judgements);
        }
        println!("\n{}", table::markdown(&now));
        return Ok(ExitCode::SUCCESS);
    }
    compare(&folder, measured, &accepted, accept)
}

/// Judges what the harness says of the programs of a kind.
fn judge_all(
    kind: &Kind,
    runtime: &str,
    finished: Vec<Finished>,
) -> Result<Vec<Judgement>, Box<dyn Error>> {
    let mut judgements = Vec::new();
    for finished in finished {
        judgements.push(match finished.scenario.split_once('/') {
            Some(("clean", name)) => judge::clean(name, &finished),
            Some(("faulty", name)) => {
                let fault = kind.faults.get(name).ok_or("a program that nobody knows")?;
                if fault.truth.endings(runtime).is_empty() {
                    continue;
                }
                judge::faulty(name, fault, runtime, &finished)
            }
            _ => return Err(format!("{} is neither faulty nor clean", finished.scenario).into()),
        });
    }
    judgements.sort_by(|a, b| (a.group, &a.name).cmp(&(b.group, &b.name)));
    Ok(judgements)
}

/// Runs those again whose answers are not the accepted ones: on a busy machine a second run may find less. One that
/// comes back to the accepted answers is reported as unsteady.
fn ask_again(
    kind: &Kind,
    judgements: &mut [Judgement],
    accepted: &Record,
) -> Result<(), Box<dyn Error>> {
    let expected = |judgement: &Judgement| accepted.not_right_of(&kind.name, judgement);
    for _ in 0..MORE_TIMES {
        let others: Vec<&mut Judgement> = judgements
            .iter_mut()
            .filter(|judgement| expected(judgement) != judgement.not_right())
            .collect();
        // So many have not come by chance.
        if others.is_empty() || others.len() > harness::AT_ONCE {
            break;
        }
        let names: Vec<String> = others.iter().map(|other| other.path()).collect();
        let again = judge_all(kind, USUAL, harness::session(kind, USUAL, &names)?)?;
        for (other, again) in others.into_iter().zip(again) {
            if expected(&again) == again.not_right() {
                let (path, said) = (other.path(), &other.said);
                println!("\n{}/{path} is unsteady; it was once: {said}", kind.name);
                *other = again;
            }
        }
    }
    Ok(())
}

/// Prints what is not right, with what was said.
fn report(kind: &str, judgement: &Judgement) {
    let marks = judgement.not_right();
    if marks.is_empty() {
        return;
    }
    println!(
        "\n{kind}/{}/{}: {marks}",
        judgement.group.name(),
        judgement.name
    );
    if let Some(person) = &judgement.person {
        println!("    a person says: {person}");
    }
    println!("    the harness says: {}", judgement.said);
}

fn compare(
    folder: &Path,
    measured: BTreeMap<String, Vec<Judgement>>,
    accepted: &Record,
    accept: bool,
) -> Result<ExitCode, Box<dyn Error>> {
    let file = folder.join("expected.toml");
    let mut now = accepted.clone();
    for (kind, judgements) in measured {
        now.replace(&kind, &judgements);
    }
    println!("\n{}", table::markdown(&now));
    let page = folder.join("../../../docs/corpus.md");
    if accept {
        now.write(&file)?;
        write_page(&page, &now)?;
        return Ok(ExitCode::SUCCESS);
    }
    let changes = now.changes_from(accepted);
    for change in changes.fatal.iter().chain(&changes.others) {
        println!("{change}");
    }
    let stale = std::fs::read_to_string(&page)? != table::into_page(&page, accepted)?;
    if stale {
        println!("docs/corpus.md does not show the accepted numbers");
    }
    if !changes.fatal.is_empty() || !changes.others.is_empty() {
        println!(
            "\nthe answers are not the accepted ones; when they are right: cargo test -p napi-harness --test corpus -- --accept"
        );
    }
    Ok(if changes.fatal.is_empty() && !stale {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn write_page(page: &PathBuf, record: &Record) -> Result<(), Box<dyn Error>> {
    let text = table::into_page(page, record)?;
    std::fs::write(page, text)?;
    Ok(())
}

/// Words for a list of marks.
fn marks_in_words(marks: &[(&str, Mark)]) -> String {
    let words: Vec<String> = marks
        .iter()
        .filter(|(_, mark)| *mark != Mark::Right)
        .map(|(aspect, mark)| format!("{aspect} {}", mark.name()))
        .collect();
    words.join(", ")
}
