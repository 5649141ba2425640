//! Every callback pattern of napi-rs, as the addon that napi-harness puts under test.
//!
//! - [`gate`]: puts threads in an order, together with `gate` of `#harness`
//! - [`guide`]: the functions of the guide "Functions and Callbacks", one file a part
//! - [`lifecycle`]: what the scenarios need past the guide
//! - [`misuse`]: what crashes, hangs or calls the wrong function on purpose
//! - [`pace`]: the one clock that all of them sleep by
//! - [`use_cases`]: the guide's real-world uses, as programs that do the real work

pub mod gate;
pub mod guide;
pub mod lifecycle;
pub mod misuse;
pub mod pace;
pub mod use_cases;
