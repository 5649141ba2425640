//! Where a run is done, as reports and pending snapshots write it: `node 20.20.2`, `node 20.20.2 release`.

use std::fmt;

/// A runtime, and the profile of the addon if it is not the usual build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The name of the runtime.
    pub kind: &'a str,
    /// Its version.
    pub version: &'a str,
    /// The profile.
    pub profile: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// Reads what `Display` writes; `None` where it is nothing of that form.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut words = text.split(' ');
        Some(Self {
            kind: words.next()?,
            version: words.next()?,
            profile: words.next(),
        })
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.kind, self.version)?;
        match self.profile {
            Some(profile) => write!(out, " {profile}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for text in ["node 20.20.2", "bun 1.4.5 release"] {
            let place = Place::parse(text).expect("a place");
            assert_eq!(place.to_string(), text);
        }
        assert_eq!(Place::parse("node 20.20.2").and_then(|it| it.profile), None);
        assert_eq!(Place::parse("node"), None);
    }
}
