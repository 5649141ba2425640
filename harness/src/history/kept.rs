//! Results that are kept, each under a key of everything that it depends on.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

use super::Found;
use crate::addon::own;
use crate::cache;
use crate::project::Project;
use crate::scenario::Scenario;
use crate::script::{self, Layout};

/// What else makes a result another one: the form of what is kept, and how a signature is made.
const FORM: &str = "2";

/// Where results are kept.
#[derive(Debug, Clone)]
pub struct Keep {
    folder: PathBuf,
    /// Whether results of earlier calls are asked for.
    reads: bool,
}

impl Keep {
    /// In the cache.
    pub fn in_cache() -> Self {
        Self {
            folder: own::folder().join("results"),
            reads: true,
        }
    }

    /// The same, without asking for what earlier calls found.
    pub fn afresh() -> Self {
        Self {
            reads: false,
            ..Self::in_cache()
        }
    }

    /// What was found under `key`.
    pub fn read(&self, key: &str) -> Option<Found> {
        if !self.reads {
            return None;
        }
        let text = fs::read_to_string(self.file(key)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Keeps it.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn write(&self, key: &str, found: &Found) -> io::Result<()> {
        let text = serde_json::to_string(found).expect("a result is JSON");
        cache::write(&self.file(key), &text)
    }

    fn file(&self, key: &str) -> PathBuf {
        self.folder.join(&key[..2]).join(format!("{key}.json"))
    }
}

/// One key of many parts.
pub fn key(parts: &[&str]) -> String {
    let all = parts.join("\u{1f}");
    // Two halves, for there may be many results.
    let harness = env!("CARGO_PKG_VERSION");
    let first = cache::hash(&format!("{FORM} {harness} {} {all}", compiler()));
    format!("{first}{}", cache::hash(&format!("{first}{all}")))
}

/// Everything of a program that is run: itself, its header, its own addon, its fixtures, and the module `#harness`.
///
/// # Errors
/// When the source of its addon cannot be read.
pub fn of_program(scenario: &Scenario, project: &Project) -> io::Result<String> {
    let mut parts = vec![script::program_text(scenario), script::SUPPORT.to_owned()];
    if let Some(addon) = &scenario.own_addon {
        parts.push(fs::read_to_string(addon)?);
    }
    for (_, fixtures) in Layout::of(scenario, project).fixtures {
        let files = ignore::WalkBuilder::new(fixtures)
            .standard_filters(false)
            .sort_by_file_name(Ord::cmp)
            .build();
        for file in files.flatten().filter(|file| file.path().is_file()) {
            let bytes = fs::read(file.path()).unwrap_or_default();
            parts.push(format!(
                "{} {}",
                file.path().display(),
                String::from_utf8_lossy(&bytes)
            ));
        }
    }
    parts.push(project.run.time_scale.factor().to_string());
    Ok(cache::hash(&parts.join("\u{1f}")))
}

/// What rustc says of itself.
fn compiler() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = std::process::Command::new(rustc).arg("-vV").output();
        output
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
            .unwrap_or_default()
    })
}
