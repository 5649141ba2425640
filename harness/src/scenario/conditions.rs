//! What a run is done with, as far as a header can name it.

use semver::Version;

/// The runtime and the build of the addon.
#[derive(Debug, Clone, Copy)]
pub struct Conditions<'a> {
    /// The name of the runtime: `node`.
    pub runtime: &'a str,
    /// Its version.
    pub version: &'a Version,
    /// The profile of the addon, `default` included.
    pub profile: &'a str,
}
