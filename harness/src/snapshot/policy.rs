//! What happens to a transcript that is new or differs.

/// What happens to a transcript that is new or differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// It is written beside its snapshot, as `.snap.new`, and waits for a review.
    Pend,
    /// It becomes the snapshot.
    Accept,
    /// It becomes the snapshot where there was none, and pends otherwise.
    AcceptNew,
    /// Nothing is written.
    Leave,
}

impl Policy {
    /// Whether a transcript may become a snapshot.
    pub fn accepts(self) -> bool {
        matches!(self, Self::Accept | Self::AcceptNew)
    }

    /// From `--accept`, then insta's own `INSTA_UPDATE`, then whether this is CI, where nobody reviews.
    ///
    /// # Errors
    /// When `INSTA_UPDATE` holds a word that insta does not know.
    pub fn choose(accept: bool, insta_update: Option<&str>, ci: bool) -> Result<Self, String> {
        if accept {
            return Ok(Self::Accept);
        }
        match insta_update.unwrap_or("auto") {
            "auto" | "" if ci => Ok(Self::Leave),
            "auto" | "" | "new" => Ok(Self::Pend),
            "always" | "force" => Ok(Self::Accept),
            "unseen" => Ok(Self::AcceptNew),
            "no" => Ok(Self::Leave),
            other => Err(format!(
                "INSTA_UPDATE is `{other}`; insta knows auto, new, always, unseen, no and force"
            )),
        }
    }

    /// As [`Policy::choose`], from this process's environment.
    ///
    /// # Errors
    /// As there.
    pub fn from_environment(accept: bool) -> Result<Self, String> {
        let insta_update = std::env::var("INSTA_UPDATE").ok();
        // The same test as insta's: `CI` set to anything but "0", "false" or nothing.
        let ci = std::env::var("CI").is_ok_and(|ci| !["", "0", "false"].contains(&ci.as_str()));
        Self::choose(accept, insta_update.as_deref(), ci)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn insta_update_is_honoured_and_accept_goes_before_it() {
        let choose = |update| Policy::choose(false, update, false);
        assert_eq!(choose(None), Ok(Policy::Pend));
        assert_eq!(choose(Some("always")), Ok(Policy::Accept));
        assert_eq!(choose(Some("unseen")), Ok(Policy::AcceptNew));
        assert_eq!(choose(Some("no")), Ok(Policy::Leave));
        assert!(choose(Some("perhaps")).is_err());
        assert_eq!(Policy::choose(true, Some("no"), true), Ok(Policy::Accept));
        assert_eq!(Policy::choose(false, None, true), Ok(Policy::Leave));
        assert_eq!(Policy::choose(false, Some("new"), true), Ok(Policy::Pend));
    }
}
