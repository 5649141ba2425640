//! Numbers as arguments.

use std::str::FromStr;

/// Reads a number that counts something, by one of the `NonZero` types; what these say of their own is about types.
///
/// # Errors
/// A sentence that says what to write.
pub fn from_one<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| "write a number from 1 on".into())
}

/// The same, where nothing may be counted, too.
///
/// # Errors
/// A sentence that says what to write.
pub fn from_zero(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "write a number from 0 on".into())
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    #[test]
    fn what_is_no_number_of_things_is_refused_with_what_to_write() {
        assert_eq!(from_one::<NonZeroU32>("7").map(NonZeroU32::get), Ok(7));
        for text in ["0", "x", "-1", ""] {
            let refused = from_one::<NonZeroU32>(text).expect_err(text);
            assert_eq!(refused, "write a number from 1 on");
        }
        assert_eq!(from_zero("0"), Ok(0));
        assert!(from_zero("x").is_err());
    }
}
