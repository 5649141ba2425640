//! The command line: arguments in, library calls, report out.

mod addon;
mod advise;
mod bisect;
mod cache;
mod compare;
mod exit;
mod history;
mod init;
mod number;
mod report_file;
mod runtime;
mod scenario;
mod snapshot;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use toml::Spanned;

pub use exit::{Exit, Failure};

use crate::output::{self, Form};
use crate::project::Project;
use crate::runtime::{Asked, Runtime};
use crate::scenario::Catalogue;
use crate::session;

/// Run callback scenarios of a native Node.js addon, each in its own process, and report how each ended and why.
#[derive(Debug, Parser)]
#[command(name = "napi-harness", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

/// Options of every command.
#[derive(Debug, clap::Args)]
struct Global {
    /// The project file; by default, napi-harness.toml in this folder or the nearest parent.
    #[arg(
        long,
        value_name = "FILE",
        global = true,
        help_heading = "Global options"
    )]
    project: Option<PathBuf>,
    /// When to colour the output; `auto` honours NO_COLOR and CLICOLOR.
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        help_heading = "Global options"
    )]
    color: Color,
    /// Print only failures and the summary.
    #[arg(short, long, global = true, help_heading = "Global options")]
    quiet: bool,
    /// Print passing runs, too.
    #[arg(
        short,
        long,
        global = true,
        help_heading = "Global options",
        conflicts_with = "quiet"
    )]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List, run and show scenarios.
    #[command(subcommand)]
    Scenario(scenario::Command),
    /// Build the addon under test.
    #[command(subcommand)]
    Addon(addon::Command),
    /// Review transcripts that are new or differ.
    #[command(subcommand)]
    Snapshot(snapshot::Command),
    /// Show how scenarios end with every release of a crate, or under every version of a runtime.
    History(Box<history::Arguments>),
    /// Run scenarios under several runtimes, and show where these differ.
    Compare(compare::Arguments),
    /// Find the release that changed the outcome, with as few builds as possible.
    Bisect(Box<bisect::Arguments>),
    /// List, add and remove the programs that run scenarios.
    #[command(subcommand)]
    Runtime(runtime::Command),
    /// Set up the harness for the native addon in this folder: write a project file and a first scenario.
    Init(init::Arguments),
    /// Report known lifecycle bugs in the napi of a Cargo.lock, and the nearest release without them.
    Advise(advise::Arguments),
    /// Show or remove what the harness keeps in the user's cache folder.
    Cache(cache::Arguments),
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let mut exit = match Cli::try_parse() {
        Ok(cli) => execute(cli),
        Err(error) => usage(&error),
    };
    if let Some(error) = output::failure() {
        let failure = Failure::output(&error).tell();
        // Any other code already reports a failure, and more precisely.
        if exit == Exit::Good {
            exit = failure;
        }
    }
    exit.into()
}

/// Prints the requested help, or the error in the command line.
fn usage(error: &clap::Error) -> Exit {
    let mut out = if error.use_stderr() {
        output::stderr()
    } else {
        output::stdout(Form::Text)
    };
    // Writing to this does not fail.
    let _ = write!(out, "{}", error.render().ansi());
    match error.exit_code() {
        0 => Exit::Good,
        _ => Exit::Usage,
    }
}

fn execute(cli: Cli) -> Exit {
    match cli.global.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    carry_out(cli).unwrap_or_else(Failure::tell)
}

fn carry_out(cli: Cli) -> Result<Exit, Failure> {
    crate::cache::secure().map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    match cli.command {
        Command::Scenario(command) => scenario::execute(command, &cli.global),
        Command::Addon(command) => addon::execute(&command, &cli.global),
        Command::Snapshot(command) => snapshot::execute(command, &cli.global),
        Command::History(arguments) => history::execute(&arguments, &cli.global),
        Command::Compare(arguments) => compare::execute(&arguments, &cli.global),
        Command::Bisect(arguments) => bisect::execute(&arguments, &cli.global),
        Command::Runtime(command) => runtime::execute(command, &cli.global),
        Command::Init(arguments) => init::execute(&arguments),
        Command::Advise(arguments) => advise::execute(&arguments, &cli.global),
        Command::Cache(arguments) => cache::execute(&arguments),
    }
}

/// The project that the command line means.
fn project(global: &Global) -> Result<Project, Failure> {
    let found = match &global.project {
        Some(file) => Project::read(file),
        None => {
            let here = std::env::current_dir().map_err(|error| {
                Failure::usage(format!("cannot find the current folder: {error}"))
            })?;
            Project::find(&here)
        }
    };
    let complain = |complaint| Failure::complaints(&[complaint]);
    let project = found.map_err(complain)?;
    crate::runtime::check_names(&project).map_err(complain)?;
    Ok(project)
}

/// The same, with the addon as the profile `name` builds it.
fn project_in(global: &Global, profile: Option<&str>) -> Result<Project, Failure> {
    let project = project(global)?;
    match profile {
        Some(name) => project
            .with_profile(name)
            .map_err(|error| Failure::usage(error.to_string())),
        None => Ok(project),
    }
}

fn catalogue(project: &Project) -> Result<Catalogue, Failure> {
    Catalogue::read(project).map_err(|complaints| Failure::complaints(&complaints))
}

/// The runtimes that `specs` mean, or the project's.
fn runtimes(specs: &[String], project: &Project) -> Result<Asked, Failure> {
    let found = if specs.is_empty() {
        Runtime::find_all(project.run.runtimes.iter().map(Spanned::get_ref))
    } else {
        Runtime::find_all(specs)
    };
    found.map_err(|error| no_runtime(&error))
}

/// Why a runtime cannot be used, with the matching exit code.
fn no_runtime(error: &crate::runtime::Error) -> Failure {
    let exit = match error.is_of_spec() {
        true => Exit::Usage,
        false => Exit::Runtime,
    };
    Failure::new(exit, error.to_string())
}

/// Why nothing ran, with the matching exit code.
fn session_failure(error: session::Error) -> Failure {
    let exit = match error {
        session::Error::Addon(crate::addon::Error::Watch { .. }) => Exit::Usage,
        session::Error::Addon(crate::addon::Error::Io(_))
        | session::Error::Load(crate::load::Error::Io(_)) => Exit::Failed,
        session::Error::Addon(_) | session::Error::Load(_) => Exit::Addon,
        session::Error::Cache(_) | session::Error::Scratch(_) | session::Error::Lock(_) => {
            Exit::Failed
        }
    };
    Failure::new(exit, error.to_string())
}

/// The command that the user typed, for messages that suggest the next one.
fn own_command() -> String {
    let by_cargo = std::env::var_os("CARGO_MANIFEST_DIR").is_some();
    if by_cargo {
        "cargo run"
    } else {
        "napi-harness"
    }
    .to_owned()
}
