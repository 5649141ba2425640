//! Adds a runtime: npm unpacks it next to its final place, and it is moved there once it has reported its version.

use std::fs;
use std::path::Path;

use semver::Version;

use super::{Error, Installed, Package, Store, name, npm};
use crate::run::{Supervision, Warden};
use crate::runtime::{Kind, identity};

/// What npm packages of Node.js hold for those who build addons, and a third of their size.
const NOT_NEEDED: [&str; 2] = ["include", "share"];

/// A runtime that is installed now.
#[derive(Debug, Clone)]
pub enum Added {
    /// It was fetched.
    Now(Installed),
    /// It was there before.
    Before(Installed),
}

impl Added {
    /// The runtime.
    pub fn installed(self) -> Installed {
        match self {
            Self::Now(installed) | Self::Before(installed) => installed,
        }
    }
}

impl Store {
    /// Installs this version of `kind`, if it is not there yet.
    ///
    /// # Errors
    /// When no package is known for this machine, npm cannot fetch it, or it does not start or reports another version.
    pub fn add(&self, kind: Kind, version: &Version) -> Result<Added, Error> {
        if let Some(installed) = self.get(kind, version) {
            return Ok(Added::Before(installed));
        }
        let package = Package::find(kind)?;
        self.clean();
        let name = name(kind, version);
        let _lock = self.lock(&name)?;
        // Whoever had the lock may have added it.
        if let Some(installed) = self.get(kind, version) {
            return Ok(Added::Before(installed));
        }
        let pending = self.pending(&name)?;
        // Should this process be killed, the warden ends npm and removes the folder.
        let warden =
            Warden::start(pending.path()).map_err(Error::io("watch over", pending.path()))?;
        let supervision = Supervision {
            interrupt: self.interrupt.clone(),
            warden,
        };
        npm::install(package, version, pending.path(), &supervision)?;
        let unpacked = pending.path().join("node_modules").join(package.name);
        check(package, version, &unpacked)?;
        for part in NOT_NEEDED {
            // What stays is only too much.
            let _ = fs::remove_dir_all(unpacked.join(part));
        }
        if self.interrupt.signal().is_some() {
            return Err(Error::Interrupted);
        }
        let place = self.folder.join(&name);
        if place.exists() {
            // Without its program, or it would have been found above.
            fs::remove_dir_all(&place).map_err(Error::io("remove", &place))?;
        }
        fs::rename(&unpacked, &place).map_err(Error::io("move the runtime to", &place))?;
        let installed = self.get(kind, version);
        installed
            .map(Added::Now)
            .ok_or_else(|| not_as_promised(package, version, "its program is missing".into()))
    }
}

/// Checks that the package in `unpacked` has a program that reports `version`.
fn check(package: Package, version: &Version, unpacked: &Path) -> Result<(), Error> {
    let said = identity::ask(&unpacked.join(package.program)).map_err(|reason| {
        not_as_promised(
            package,
            version,
            format!("its program does not start: {reason}"),
        )
    })?;
    if said.version == *version {
        Ok(())
    } else {
        let reason = format!("its program reports that it is {}", said.version);
        Err(not_as_promised(package, version, reason))
    }
}

fn not_as_promised(package: Package, version: &Version, reason: String) -> Error {
    Error::NotAsPromised {
        package: package.name,
        version: version.clone(),
        reason,
    }
}
