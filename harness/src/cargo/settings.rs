//! Settings that affect a build besides its sources: the compiler, and cargo's settings in the environment and in files.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::cache::Digest;

/// Variables that cargo, rustc and the `cc` crate read: the Cargo book, "Environment Variables".
const PREFIXES: [&str; 6] = [
    "CARGO_BUILD_",
    "CARGO_PROFILE_",
    "CARGO_TARGET_",
    "CARGO_ENCODED_RUSTFLAGS",
    "RUST",
    "NAPI_",
];
const TOOLS: [&str; 9] = [
    "CC",
    "CFLAGS",
    "CXX",
    "CXXFLAGS",
    "AR",
    "LD",
    "LDFLAGS",
    "PKG_CONFIG_PATH",
    "SDKROOT",
];
/// Of those that begin so, what only decides what a program prints.
const NO_MATTER: [&str; 3] = ["RUST_BACKTRACE", "RUST_LIB_BACKTRACE", "RUST_LOG"];

/// A text that changes when the same sources would become something else, built in `folder`.
pub fn settings(folder: &Path) -> String {
    let mut digest = Digest::new("settings").text(compiler());
    let mut variables: Vec<_> = std::env::vars_os()
        .filter(|(name, _)| name.to_str().is_some_and(matters))
        .collect();
    variables.sort();
    for (name, value) in variables {
        digest = digest
            .bytes(name.as_encoded_bytes())
            .bytes(value.as_encoded_bytes());
    }
    let above = folder.ancestors().map(|folder| folder.join(".cargo"));
    for home in above.chain(cargo_home()) {
        for name in ["config.toml", "config"] {
            // One that cannot be read is one that cargo cannot read either.
            if let Ok(text) = std::fs::read(home.join(name)) {
                digest = digest.bytes(&text);
            }
        }
    }
    digest.finish()
}

fn matters(name: &str) -> bool {
    let begins = PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    (begins || TOOLS.contains(&name)) && !NO_MATTER.contains(&name)
}

fn cargo_home() -> Option<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| Some(dirs::home_dir()?.join(".cargo")))
}

/// rustc's version output.
fn compiler() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(rustc).arg("-vV").output();
        output
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
            .unwrap_or_default()
    })
}
