//! Who owns what across the boundary: Rust data that hangs on a JavaScript value, JavaScript values that Rust refers to, memory that both
//! see. Each payload is named, and [`drops`] tells which were dropped, in order.

pub mod buffers;
pub mod drops;
pub mod external;
pub mod finalize;
pub mod object_refs;
pub mod references;
pub mod views;
pub mod wrapped;
