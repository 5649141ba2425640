//! Callbacks inside objects and classes: fields of an options object, lists and alternatives of functions, classes that keep callbacks, and
//! what becomes of those when they are replaced, collected, called again from inside, or used by another environment.

pub mod accessors;
pub mod emitter;
pub mod field_types;
pub mod fields;
pub mod keeper;
pub mod lists;
mod properties;
pub mod reentrancy;
pub mod references;
pub mod subscription;
